"""Changes of accounts: decided on what was seen, done once, and refused with all that is wrong."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from claims_portal.accounts import addresses, users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.inviting import invite
from claims_portal.accounts.models import AddressVerification, DisabledBecause, User
from claims_portal.accounts.profile_rules import widened
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.refusals import (
    AccountDisabled,
    AccountRefusal,
    AlreadyVerified,
    ChangedMeanwhile,
    EmailTaken,
    LinkSentJustNow,
    NoSuchBranch,
    ProfilesRefused,
)
from claims_portal.accounts.saving import version_of
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.administration.test_users import NEW, create

LATER = make.NOW + timedelta(minutes=1)


def edit(account: User, by: Actor, **changes: Any) -> User:
    return users.edit(account, by=by, at=make.NOW, **changes)


def test_a_link_is_mailed_to_whoever_gets_an_account(boss: Actor) -> None:
    account = invite(**NEW, by=boss, at=make.NOW)
    sent = mailbox.delivered()
    assert [mail.to for mail in sent] == [[NEW["email"]]]
    assert "/verify-address?link=" in sent[0].body
    assert AddressVerification.objects.get(user=account).email == NEW["email"]


def test_everything_wrong_with_a_new_account_is_said_at_once(boss: Actor, stranger: User) -> None:
    with pytest.raises(AccountRefusal) as refused:
        create(
            boss, user_name="stranger", forename="", surname="\x00", telephone="1" * 101,
            email="kim@gmail.com", branch="\x00", profiles=["x"], expires_on=date(2020, 1, 1),
        )  # fmt: skip
    fields = {one.field for one in (refused.value, *refused.value.also)}
    assert fields == {
        "userId", "forename", "surname", "telephone", "email", "branchId", "profiles", "expiresOn",
    }  # fmt: skip


@pytest.mark.parametrize("number", ["0011", "1", "001 ", "٠٠١", "\x00"])
def test_a_branch_is_named_by_its_id_alone(boss: Actor, number: str) -> None:
    with pytest.raises(NoSuchBranch):
        create(boss, branch=number)


def test_dots_make_another_address(boss: Actor) -> None:
    create(boss, email="kim@cr00101.example.com")
    email = "k.im@cr00101.example.com"
    assert create(boss, user_name="KIM2", email=email).email == email


@pytest.mark.parametrize(
    ("first", "second"), [("kim", "kim+b"), ("kim+a", "kim"), ("kim+a", "KIM+b")]
)
def test_a_plus_tag_gives_nobody_a_second_account(boss: Actor, first: str, second: str) -> None:
    create(boss, email=f"{first}@cr00101.example.com")
    with pytest.raises(EmailTaken, match="plus sign"):
        create(boss, user_name="KIM2", email=f"{second}@cr00101.example.com")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"forename": "K\x00"}, "forename"),
        ({"second_name": "L\u202eM"}, "secondName"),
        ({"surname": "9"}, "surname"),
        ({"surname": "L" * 101}, "surname"),
        ({"telephone": "0\n1"}, "telephone"),
        ({"mobile": "07700 900123"}, "mobile"),
        ({"branch": "777"}, "branchId"),
        ({"expires_on": date(2101, 1, 1)}, "expiresOn"),
    ],
)
def test_an_edit_is_refused_at_its_field(boss: Actor, changes: dict[str, Any], field: str) -> None:
    account = create(boss)
    with pytest.raises(AccountRefusal) as refused:
        edit(account, boss, **changes)
    assert refused.value.field == field
    assert not AuditEntry.objects.filter(tag="account:user:edited").exists()


def test_an_account_moves_to_a_branch_by_its_id(boss: Actor) -> None:
    account = create(boss)
    make.branch(account.organisation, "002")
    edit(account, boss, branch="002", telephone=" 0117 496 0123 ")
    account.refresh_from_db()
    assert account.branch is not None
    assert (account.branch.number, account.telephone) == ("002", "0117 496 0123")
    entry = AuditEntry.objects.get(tag="account:user:edited")
    assert (entry.before["branch"], entry.after["branch"]) == ("001", "002")


def test_a_branch_of_another_organisation_is_none(boss: Actor, stranger: User) -> None:
    make.branch(stranger.organisation, "002")
    with pytest.raises(NoSuchBranch):
        edit(create(boss), boss, branch="002")


def test_a_mobile_number_is_given_once_the_address_is_verified(
    boss: Actor, administrator: User
) -> None:
    account = make.user(administrator.organisation, Profile.CR_RTA_CLAIM_HANDLER)
    assert edit(account, boss, mobile="07700 900123").mobile == "07700 900123"


CHANGES: dict[str, Callable[[User, Actor, str], Any]] = {
    "edit": lambda account, by, seen: edit(account, by, surname="Wren", seen=seen),
    "profiles": lambda account, by, seen: users.set_profiles(
        account, ["cr-rta-team-leader"], by=by, at=make.NOW, seen=seen
    ),
    "disable": lambda account, by, seen: users.disable(account, by=by, at=make.NOW, seen=seen),
    "reset": lambda account, by, seen: users.reset_password(account, by=by, at=make.NOW, seen=seen),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_decided_on_an_older_state_is_refused(boss: Actor, change: str) -> None:
    account = create(boss)
    seen = version_of(account)
    edit(account, boss, forename="Kimberley")
    with pytest.raises(ChangedMeanwhile):
        CHANGES[change](account, boss, seen)
    CHANGES[change](account, boss, version_of(User.objects.get(pk=account.pk)))


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_made_twice_is_done_once(boss: Actor, change: str) -> None:
    account = create(boss)
    seen = version_of(account)
    CHANGES[change](account, boss, seen)
    entries = AuditEntry.objects.count()
    CHANGES[change](account, boss, seen)
    assert AuditEntry.objects.count() == entries


def test_enabling_what_is_enabled_begins_no_new_ninety_days(boss: Actor) -> None:
    account = users.enable(create(boss), by=boss, at=make.NOW)
    assert account.enabled_at is None


@pytest.mark.parametrize("reason", ["x" * 501, "x\x00"])
def test_a_reason_that_cannot_be_kept_is_refused(boss: Actor, reason: str) -> None:
    account = create(boss)
    with pytest.raises(AccountRefusal) as refused:
        users.disable(account, by=boss, at=make.NOW, reason=reason)
    assert refused.value.field == "reason"


def test_one_action_takes_active_off_what_the_portal_disabled(boss: Actor) -> None:
    account = create(boss)
    User.objects.filter(pk=account.pk).update(
        enabled=False, disabled_because=DisabledBecause.BAD_SIGN_INS
    )
    users.disable(account, by=boss, at=make.NOW)
    account.refresh_from_db()
    assert (account.enabled, account.active) == (False, False)


def test_extending_shortens_nothing_and_is_all_or_none(boss: Actor) -> None:
    long, short = (
        create(
            boss, user_name=f"KIM{year}", email=f"k{year}@cr00101.example.com",
            expires_on=date(year, 1, 1),
        )
        for year in (2040, 2027)
    )  # fmt: skip
    users.extend([short, long], date(2030, 1, 1), by=boss, at=make.NOW)
    for account, expires in ((long, date(2040, 1, 1)), (short, date(2030, 1, 1))):
        account.refresh_from_db()
        assert account.expires_on == expires
    with pytest.raises(AccountRefusal):
        users.extend([short, long], date(2100, 12, 31), by=boss, at=make.NOW, days_apart=1)
    short.refresh_from_db()
    assert short.expires_on == date(2030, 1, 1)


@pytest.mark.parametrize("days", [-1, 366, 10**9])
def test_days_apart_are_some_days(boss: Actor, days: int) -> None:
    with pytest.raises(AccountRefusal) as refused:
        users.extend([create(boss)], date(2030, 1, 1), by=boss, at=make.NOW, days_apart=days)
    assert refused.value.field == "daysApart"


def test_the_number_of_statements_that_extending_takes_grows_slowly(
    boss: Actor, administrator: User, django_assert_max_num_queries: Any
) -> None:
    accounts = [make.user(administrator.organisation) for _ in range(50)]
    with django_assert_max_num_queries(50 * 4 + 15):
        users.extend(accounts, date(2031, 1, 1), by=boss, at=make.NOW)


# Addresses


def test_a_link_is_not_sent_twice_within_a_minute(boss: Actor) -> None:
    account = invite(**NEW, by=boss, at=make.NOW)
    with pytest.raises(LinkSentJustNow):
        addresses.send_again(account, by=boss, at=make.NOW)
    addresses.send_again(account, by=boss, at=LATER)
    assert len(mailbox.delivered()) == 2


def test_the_address_that_waits_gets_the_link_again(boss: Actor, administrator: User) -> None:
    account = make.user(administrator.organisation)
    new = "new.name@cr00101.example.com"
    with pytest.raises(AlreadyVerified):
        addresses.send_again(account, by=boss, at=make.NOW)
    addresses.change(account, new, by=boss, at=make.NOW)
    addresses.send_again(account, by=boss, at=make.days_later(3))
    assert [mail.to for mail in mailbox.delivered()] == [[new], [new]]
    account.refresh_from_db()
    assert account.email != new


def test_a_disabled_account_gets_no_link(boss: Actor) -> None:
    account = users.disable(create(boss), by=boss, at=make.NOW)
    with pytest.raises(AccountDisabled):
        addresses.send_again(account, by=boss, at=LATER)


def test_links_to_many_are_told_one_by_one(boss: Actor, administrator: User) -> None:
    new = create(boss)
    disabled = users.disable(
        create(boss, user_name="KIM2", email="kim2@cr00101.example.com"), by=boss, at=make.NOW
    )
    told = addresses.send_many([administrator, new, disabled], by=boss, at=LATER)
    assert [(one.user_name, refusal and refusal.code) for one, refusal in told] == [
        ("ADMIN_1", "already-verified"), ("KLARK", None), ("KIM2", "account-disabled"),
    ]  # fmt: skip


def test_a_link_to_an_address_that_somebody_took_meanwhile_is_refused(boss: Actor) -> None:
    first = create(boss)
    users.disable(first, by=boss, at=make.NOW)
    second = create(boss, user_name="KIM2")
    with pytest.raises(EmailTaken):
        users.enable(first, by=boss, at=make.NOW)
    users.disable(second, by=boss, at=make.NOW)
    assert users.enable(first, by=boss, at=make.NOW).enabled


# Profiles

P = Profile


@pytest.mark.parametrize(
    ("before", "after", "claims"),
    [
        ({P.COMP_RTA_BRANCH_CLAIM_HANDLER}, {P.COMP_RTA_CLAIM_HANDLER},
         ["RTA claims of the whole organisation"]),
        ({P.COMP_RTA_BRANCH_DISPATCHER}, {P.COMP_RTA_CLAIM_DISPATCHER},
         ["RTA claims of the whole organisation, until they are accepted"]),
        ({P.COMP_RTA_BRANCH_CLAIM_HANDLER}, {P.COMP_ELPL_CLAIM_HANDLER}, []),
        ({P.COMP_RTA_CLAIM_HANDLER}, {P.COMP_RTA_TEAM_LEADER}, []),
        ({P.COMP_RTA_BRANCH_CLAIM_HANDLER}, {P.COMP_RTA_BRANCH_DISPATCHER}, []),
        (set(), {P.COMP_RTA_TEAM_LEADER}, []),
    ],
)  # fmt: skip
def test_it_is_seen_when_rights_widen_from_a_branch_to_the_organisation(
    before: set[Profile], after: set[Profile], claims: list[str]
) -> None:
    assert widened(before, after) == claims


@pytest.mark.parametrize(
    ("profiles", "said"),
    [
        (["comp-rta-branch-claim-handler", "comp-rta-team-leader"],
         "COMP RTA Branch Claim Handler restricts to one branch what COMP RTA Team Leader opens"),
        (["comp-rta-branch-dispatcher", "comp-rta-claim-dispatcher"], "choose one of the two"),
        (["cr-administrator"], "CR Administrator is a profile of claimant representatives"),
        (["comp-elpl-team-leader"], "with which the organisation does not deal"),
        ([], "at least one profile"),
        (["root"], "no profile root"),
    ],
)  # fmt: skip
def test_profiles_that_make_no_sense_together_are_refused_in_their_names(
    insurer: User, profiles: list[str], said: str
) -> None:
    by = make.user(insurer.organisation, Profile.COMP_ADMINISTRATOR).as_actor()
    with pytest.raises(ProfilesRefused, match=said):
        users.set_profiles(insurer, profiles, by=by, at=make.NOW)
