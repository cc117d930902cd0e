"""What an administrator may do with accounts, and what is refused, in words."""

from datetime import date, timedelta
from typing import Any

import pytest

from claims_portal.accounts import users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.administrators import LastAdministrator
from claims_portal.accounts.models import User, WebSession
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.refusals import (
    AccountRefusal,
    EmailTaken,
    NoSuchAccount,
    NotAnAdministrator,
    UserIdTaken,
)
from claims_portal.records.models import AuditEntry
from tests import make

NEW: dict[str, Any] = {
    "user_name": "KLARK",
    "forename": "Kim",
    "surname": "Lark",
    "email": "kim.lark@cr00101.example.com",
    "profiles": ["cr-rta-claim-handler"],
}


def create(by: Actor, **changes: Any) -> User:
    return users.create(**{**NEW, **changes}, by=by, at=make.NOW)


def test_a_new_account_lasts_two_years_and_waits_for_its_address_to_be_verified(
    boss: Actor,
) -> None:
    account = create(boss)
    assert account.expires_on == date(2028, 11, 23)
    assert account.email_verified_at is None
    assert not account.has_usable_password()
    entry = AuditEntry.objects.get(tag="account:user:created")
    assert (entry.subject, entry.by_user) == ("KLARK", "ADMIN_1")
    assert entry.after["profiles"] == ["cr-rta-claim-handler"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"user_name": "kim@firm.example.com"}, "user-id-refused"),
        ({"user_name": "KL"}, "user-id-refused"),
        ({"user_name": "K LARK"}, "user-id-refused"),
        ({"user_name": "KLARK\x00"}, "user-id-refused"),
        ({"forename": " "}, "name-missing"),
        ({"surname": "-"}, "name-missing"),
        ({"surname": "L" * 101}, "text-refused"),
        ({"forename": "K\x00im"}, "text-refused"),
        ({"email": "kim"}, "email-malformed"),
        ({"email": "kim@cr00101.example.com\nBcc: x@example.com"}, "email-malformed"),
        ({"email": "kim@gmail.com"}, "email-free-mail"),
        ({"email": "kim@mail.mailinator.com"}, "email-disposable"),
        ({"email": "info@cr00101.example.com"}, "email-shared"),
        ({"email": "New-Claims@cr00101.example.com"}, "email-shared"),
        ({"email": "enquiries+kim@cr00101.example.com"}, "email-shared"),
        ({"email": "kim@other.example.com"}, "email-foreign-domain"),
        ({"email": "kіm@cr00101.example.com"}, "email-not-ascii"),  # noqa: RUF001 - a Cyrillic letter
        ({"profiles": []}, "profiles-refused"),
        ({"profiles": ["boss"]}, "profiles-refused"),
        ({"profiles": ["comp-administrator"]}, "profiles-refused"),
        ({"profiles": ["cr-elpl-claim-handler"]}, "profiles-refused"),
        ({"branch": "009"}, "no-such-branch"),
        ({"expires_on": date(2026, 11, 23)}, "expiry-refused"),
        ({"expires_on": date(9999, 1, 1)}, "expiry-refused"),
    ],
)
def test_a_new_account_is_refused_with_the_reason(
    boss: Actor, changes: dict[str, Any], code: str
) -> None:
    before = User.objects.count()
    with pytest.raises(AccountRefusal) as refused:
        create(boss, **changes)
    assert refused.value.code == code
    assert User.objects.count() == before
    assert not AuditEntry.objects.exists()


def test_user_ids_are_unique_in_the_whole_portal_whatever_their_case(
    boss: Actor, stranger: User
) -> None:
    with pytest.raises(UserIdTaken):
        create(boss, user_name="stranger")


@pytest.mark.parametrize(
    "written", ["KIM.Lark@CR00101.example.com", " kim.lark@cr00101.example.com "]
)
def test_one_address_belongs_to_one_active_account(boss: Actor, written: str) -> None:
    create(boss)
    with pytest.raises(EmailTaken) as refused:
        create(boss, user_name="KLARK2", email=written)
    assert "KLARK" in str(refused.value)


def test_a_disabled_account_frees_its_address_and_cannot_take_it_back(boss: Actor) -> None:
    first = create(boss)
    users.disable(first, by=boss, at=make.NOW)
    create(boss, user_name="KLARK2")
    with pytest.raises(EmailTaken):
        users.enable(first, by=boss, at=make.NOW)


def test_the_same_address_may_serve_several_organisations(boss: Actor) -> None:
    create(boss)
    firm = make.organisation("CR00777")
    firm.email_domains = ["cr00101.example.com"]
    firm.save()
    other = make.user(firm, Profile.CR_ADMINISTRATOR).as_actor()
    create(other, user_name="KLARK-B")
    assert User.objects.filter(email=NEW["email"]).count() == 2


def test_an_unrepresented_claimant_may_use_a_free_mail_address(db: None) -> None:
    alone = make.organisation("LIP00001", kind="LIP")
    alone.email_domains = []
    alone.save()
    by = make.user(alone, Profile.CR_ADMINISTRATOR).as_actor()
    assert create(by, email="aylin@gmail.com").email == "aylin@gmail.com"


def test_disabling_ends_the_sessions_at_once(boss: Actor) -> None:
    account = create(boss)
    WebSession.objects.create(
        user=account, session_key="x", signed_in_at=make.NOW, last_seen_at=make.NOW
    )
    users.disable(account, by=boss, at=make.NOW, reason="left")
    assert not WebSession.objects.filter(user=account).exists()
    assert AuditEntry.objects.get(tag="account:user:disabled").reason == "left"


def test_the_last_usable_administrator_stays(boss: Actor, administrator: User) -> None:
    for change in (
        lambda: users.disable(administrator, by=boss, at=make.NOW),
        lambda: users.set_profiles(administrator, ["cr-rta-claim-handler"], by=boss, at=make.NOW),
    ):
        with pytest.raises(LastAdministrator):
            change()
    administrator.refresh_from_db()
    assert administrator.enabled
    assert [one.profile for one in administrator.profiles.all()] == ["cr-administrator"]


def test_an_administrator_may_go_when_another_usable_one_is_there(
    boss: Actor, administrator: User
) -> None:
    make.user(administrator.organisation, Profile.CR_ADMINISTRATOR)
    users.disable(administrator, by=boss, at=make.NOW)
    administrator.refresh_from_db()
    assert (administrator.enabled, administrator.active) == (False, False)


@pytest.mark.parametrize(
    "fields",
    [{"email_verified_at": None}, {"enabled": False}, {"expires_on": make.NOW.date()}],
    ids=["unverified", "disabled", "expired"],
)
def test_an_administrator_who_cannot_sign_in_does_not_count(
    boss: Actor, administrator: User, fields: dict[str, Any]
) -> None:
    make.user(administrator.organisation, Profile.CR_ADMINISTRATOR, **fields)
    with pytest.raises(LastAdministrator):
        users.disable(administrator, by=boss, at=make.NOW)


def test_nobody_reaches_accounts_of_another_organisation(boss: Actor, stranger: User) -> None:
    with pytest.raises(NoSuchAccount):
        users.find(boss, stranger.user_name)


def test_a_handler_is_no_administrator(lawyer: User) -> None:
    with pytest.raises(NotAnAdministrator):
        users.find(lawyer.as_actor(), lawyer.user_name)
    with pytest.raises(NotAnAdministrator):
        create(lawyer.as_actor())


def test_expiry_is_extended_in_bulk_and_staggered(boss: Actor) -> None:
    accounts = [
        create(boss, user_name=f"KIM{n}", email=f"kim{n}@cr00101.example.com") for n in range(3)
    ]
    until = date(2030, 1, 1)
    users.extend(accounts, until, by=boss, at=make.NOW, days_apart=7)
    expiries = [User.objects.get(pk=one.pk).expires_on for one in accounts]
    assert expiries == [until, until + timedelta(days=7), until + timedelta(days=14)]


def test_losing_a_profile_ends_the_sessions_and_gaining_one_does_not(boss: Actor) -> None:
    account = create(boss)

    def signed_in() -> bool:
        return WebSession.objects.filter(user=account).exists()

    WebSession.objects.create(
        user=account, session_key="x", signed_in_at=make.NOW, last_seen_at=make.NOW
    )
    both = ["cr-rta-claim-handler", "cr-administrator"]
    users.set_profiles(account, both, by=boss, at=make.NOW)
    assert signed_in()
    users.set_profiles(account, ["cr-administrator"], by=boss, at=make.NOW)
    assert not signed_in()


def test_when_the_audit_cannot_be_written_nothing_was_changed(
    boss: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = create(boss)

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("claims_portal.records.audit.write", broken)
    with pytest.raises(RuntimeError):
        users.disable(account, by=boss, at=make.NOW)
    account.refresh_from_db()
    assert account.enabled
