"""Combining accounts: all or nothing, nobody locked out, nothing lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db.models import F

from claims_portal.accounts import users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import DisabledBecause, User, WebSession
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.refusals import AccountRefusal, NoSuchAccount
from claims_portal.claims import drafts, locks
from claims_portal.claims.models import Claim
from claims_portal.migration import combining
from claims_portal.migration.models import Combination
from claims_portal.records import audit
from claims_portal.records.models import AuditEntry
from tests import make
from tests.migration.conftest import sharing

RTA, ELPL = Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ELPL_CLAIM_HANDLER


def profiles_of(account: User) -> list[str]:
    return sorted(account.profiles.values_list("profile", flat=True))


def combine(by: Actor, survivor: User, *dropped: User, **options: Any) -> User:
    names = [one.user_name for one in (survivor, *dropped)]
    return combining.combine(names, survivor=survivor.user_name, by=by, at=make.NOW, **options)


def test_the_survivor_has_all_profiles_and_the_other_is_kept_disabled(
    boss: Actor, administrator: User
) -> None:
    old = sharing(administrator, Profile.CR_ADMINISTRATOR, user_name="ADMIN_HR7K")
    jo = sharing(administrator, RTA, user_name="JO")
    combine(boss, jo, old)
    old.refresh_from_db()
    jo.refresh_from_db()
    assert profiles_of(jo) == ["cr-administrator", "cr-rta-claim-handler"]
    assert (old.enabled, old.active, old.disabled_because) == (
        False, False, DisabledBecause.COMBINED,
    )  # fmt: skip
    assert not jo.shares_address
    entry = AuditEntry.objects.get(tag="account:user:combined")
    assert (entry.subject, entry.by_user) == ("JO", boss.user_name)
    assert entry.after["disabled"] == ["ADMIN_HR7K"]
    assert list(audit.broken_links()) == []


def test_allocations_drafts_and_locks_go_with_it(
    boss: Actor, administrator: User, insurer: User
) -> None:
    gone, stays = sharing(administrator, RTA), sharing(administrator, RTA)
    claim = make.claim(lawyer=gone, insurer=insurer, at="LiabilityAdmitted")
    locks.take(claim, by=gone.as_actor(), at=make.NOW)
    Claim.objects.filter(pk=claim.pk).update(representative_handler=gone)
    draft = drafts.start(claim_type="rta", body={}, by=gone.as_actor(), at=make.NOW)
    combine(boss, stays, gone)
    claim.refresh_from_db()
    draft.refresh_from_db()
    assert claim.representative_handler == stays
    assert claim.locked_by is None
    assert draft.updated_by == stays
    assert claim.created_by == gone
    entry = AuditEntry.objects.get(tag="account:user:combined")
    told = {name: entry.after[name] for name in ("allocations", "locksReleased", "drafts")}
    assert told == {"allocations": 1, "locksReleased": 1, "drafts": 1}


def test_sessions_of_the_dropped_account_end(boss: Actor, administrator: User) -> None:
    gone, stays = sharing(administrator, RTA), sharing(administrator, RTA)
    later = make.NOW + timedelta(days=1)
    Session.objects.create(session_key="k" * 32, session_data="", expire_date=later)
    WebSession.objects.create(
        user=gone, session_key="k" * 32, signed_in_at=make.NOW, last_seen_at=make.NOW
    )
    combine(boss, stays, gone)
    assert not Session.objects.exists()
    assert not WebSession.objects.exists()


def test_the_address_is_free_for_the_survivor_alone(boss: Actor, administrator: User) -> None:
    gone, stays = sharing(administrator, RTA), sharing(administrator, ELPL)
    combine(boss, stays, gone)
    with pytest.raises(AccountRefusal) as refused:
        users.enable(gone, by=boss, at=make.NOW)
    assert refused.value.code == "email-taken"


def test_three_become_one(boss: Actor, administrator: User) -> None:
    three = [
        sharing(administrator, Profile.CR_ADMINISTRATOR),
        sharing(administrator, RTA),
        sharing(administrator, ELPL),
    ]
    combine(boss, three[1], three[0], three[2])
    assert profiles_of(three[1]) == [
        "cr-administrator", "cr-elpl-claim-handler", "cr-rta-claim-handler",
    ]  # fmt: skip
    assert Combination.objects.filter(survivor=three[1]).count() == 2


def test_rights_are_widened_with_a_yes_only(db: None) -> None:
    insurer = make.organisation("COMP001", kind="COMP")
    admin = make.user(insurer, Profile.COMP_ADMINISTRATOR)
    branch, wide = Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, Profile.COMP_RTA_CLAIM_HANDLER
    for widen, then in ((False, branch), (True, wide)):
        stays, gone = sharing(admin, branch), sharing(admin, wide)
        combine(admin.as_actor(), stays, gone, widen=widen)
        assert profiles_of(stays) == [then.value]
        User.objects.filter(pk=stays.pk).update(email=f"other{widen}@comp001.example.com")


UNUSABLE: list[tuple[dict[str, Any], str]] = [
    ({"email_verified_at": None}, "survivor-not-verified"),
    ({"enabled": False}, "survivor-not-usable"),
    ({"expires_on": make.NOW.date()}, "survivor-not-usable"),
]


@pytest.mark.parametrize(("fields", "code"), UNUSABLE)
def test_an_account_that_cannot_sign_in_does_not_survive(
    boss: Actor, administrator: User, fields: dict[str, Any], code: str
) -> None:
    gone, stays = sharing(administrator, RTA), sharing(administrator, RTA)
    User.objects.filter(pk=stays.pk).update(**fields)
    with pytest.raises(AccountRefusal) as refused:
        combine(boss, stays, gone)
    assert refused.value.code == code
    gone.refresh_from_db()
    assert gone.active


def test_the_administrator_id_survives_with_a_reason_only(boss: Actor, administrator: User) -> None:
    old, jo = sharing(administrator, Profile.CR_ADMINISTRATOR), sharing(administrator, RTA)
    with pytest.raises(AccountRefusal) as refused:
        combine(boss, old, jo)
    assert refused.value.code == "survivor-needs-reason"
    combine(boss, old, jo, reason="JO was never used")
    assert Combination.objects.get().reason == "JO was never used"


def test_two_people_are_not_combined(boss: Actor, administrator: User, lawyer: User) -> None:
    with pytest.raises(AccountRefusal) as refused:
        combine(boss, lawyer, sharing(administrator, RTA))
    assert refused.value.code == "not-one-person"


def test_one_person_with_two_addresses_may_be(boss: Actor, administrator: User) -> None:
    names = {"forename": "Jo", "surname": "Seile"}
    stays = make.user(administrator.organisation, RTA, **names)
    gone = make.user(administrator.organisation, Profile.CR_ADMINISTRATOR, **names)
    combine(boss, stays, gone)
    assert profiles_of(stays) == ["cr-administrator", "cr-rta-claim-handler"]


def test_accounts_of_another_organisation_do_not_exist(
    boss: Actor, administrator: User, stranger: User
) -> None:
    with pytest.raises(NoSuchAccount):
        combine(boss, sharing(administrator, RTA), stranger)


def test_a_handler_combines_nothing(lawyer: User, administrator: User) -> None:
    gone, stays = sharing(administrator, RTA), sharing(administrator, RTA)
    with pytest.raises(AccountRefusal) as refused:
        combine(lawyer.as_actor(), stays, gone)
    assert refused.value.code == "not-allowed"


@pytest.mark.parametrize(
    "used",
    [None, make.NOW - timedelta(days=400)],
    ids=["never", "on the old platform only"],
)
def test_the_account_one_is_signed_in_with_goes_once_the_other_is_proved(
    db: None, used: datetime | None
) -> None:
    firm = make.organisation("CR00101")
    only = make.user(firm, Profile.CR_ADMINISTRATOR, shares_address=True)
    jo = sharing(only, RTA, email=only.email, last_used_at=used)
    with pytest.raises(AccountRefusal) as refused:
        combine(only.as_actor(), jo, only)
    assert refused.value.code == "other-account-not-proved"
    User.objects.filter(pk=jo.pk).update(last_used_at=F("password_changed_at"))
    combine(only.as_actor(), jo, only)
    only.refresh_from_db()
    assert not only.active


def test_when_the_audit_cannot_be_written_nothing_was_combined(
    boss: Actor, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, stays = sharing(administrator, RTA), sharing(administrator, ELPL)

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("claims_portal.records.audit.write_many", broken)
    with pytest.raises(RuntimeError):
        combine(boss, stays, gone)
    gone.refresh_from_db()
    assert gone.active
    assert profiles_of(stays) == ["cr-elpl-claim-handler"]
