"""The verbs of an account: address, disabling, enabling, expiry, password, leaving."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from claims_portal.accounts.models import AuthenticatorApp, User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.api.conftest import Caller, caller, codes, kind
from tests.api.operations import everything


@pytest.fixture
def second(lawyer: User) -> User:
    """A colleague of the lawyer."""
    return make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER, user_name="SECOND")


def test_a_new_address_waits_until_its_person_opens_the_link(
    as_administrator: Caller, lawyer: User
) -> None:
    new = "robin.lark@cr00101.example.com"
    told = as_administrator.send("POST", "/users/LAWYER/address", {"email": new}).json()
    assert (told["email"], told["emailVerified"]) == (lawyer.email, True)
    assert told["pendingAddress"]["email"] == new
    assert [mail.to for mail in mailbox.delivered()] == [[new]]


@pytest.mark.parametrize(
    ("email", "status", "code"),
    [
        ("robin@gmail.com", 422, "email-free-mail"),
        ("robin@cr00101.example.com\nBcc: x@example.com", 422, "email-malformed"),
        ("rоbin@cr00101.example.com", 422, "email-not-ascii"),  # noqa: RUF001 - Cyrillic
        ("SECOND@CR00101.example.com", 409, "email-taken"),
    ],
)
def test_an_address_is_refused_with_the_reason(
    as_administrator: Caller, lawyer: User, second: User, email: str, status: int, code: str
) -> None:
    User.objects.filter(pk=second.pk).update(email="second@cr00101.example.com")
    before = everything()
    answer = as_administrator.send("POST", "/users/LAWYER/address", {"email": email})
    assert (answer.status_code, kind(answer)) == (status, code)
    assert codes(answer) == {("/email", code)}
    assert everything() == before
    assert mailbox.delivered() == []


def test_a_verified_address_needs_no_link(as_administrator: Caller, lawyer: User) -> None:
    answer = as_administrator.send("POST", "/users/LAWYER/address", {})
    assert (answer.status_code, kind(answer)) == (409, "already-verified")


def test_a_disabled_account_is_out_at_once_and_back_when_it_is_enabled(
    as_administrator: Caller, as_lawyer: Caller, lawyer: User
) -> None:
    browser = Client()
    browser.force_login(lawyer)
    told = as_administrator.send("POST", "/users/LAWYER/disable", {"reason": "on leave"}).json()
    assert (told["enabled"], told["active"]) == (False, False)
    assert told["state"]["code"] == "disabled-by-administrator"
    assert told["state"]["reason"] == "Disabled by an administrator on 23 November 2026."
    assert told["disabledAt"] == "2026-11-23T09:30:00Z"
    assert as_lawyer.get("/claims").status_code == 403
    assert AuditEntry.objects.get(tag="account:user:disabled").reason == "on leave"
    back = as_administrator.send("POST", "/users/LAWYER/enable").json()
    assert (back["enabled"], back["active"], back["state"]["code"]) == (True, True, "usable")
    assert as_lawyer.get("/claims").status_code == 200


def test_an_account_is_not_enabled_while_another_has_its_address(
    as_administrator: Caller, lawyer: User, second: User
) -> None:
    as_administrator.send("POST", "/users/LAWYER/disable", {})
    User.objects.filter(pk=second.pk).update(email=lawyer.email)
    answer = as_administrator.send("POST", "/users/LAWYER/enable")
    assert (answer.status_code, kind(answer)) == (409, "email-taken")
    assert "SECOND" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "disable", {}),
        ("POST", "leave", {}),
        ("PUT", "profiles", {"profiles": ["cr-rta-claim-handler"]}),
    ],
)
def test_the_last_usable_administrator_stays(
    as_administrator: Caller, method: str, path: str, body: dict[str, Any]
) -> None:
    before = everything()
    answer = as_administrator.send(method, f"/users/ADMIN_1/{path}", body)
    assert (answer.status_code, kind(answer)) == (409, "last-administrator")
    assert everything() == before
    assert as_administrator.get("/users").status_code == 200


@pytest.mark.parametrize(
    "reason", ["x" * 501, "left\x00", "left\r\nForged: entry", "\x1b[2J", 7, None, ["left"]]
)
def test_a_reason_that_cannot_stand_in_the_audit_is_refused(
    as_administrator: Caller, lawyer: User, reason: Any
) -> None:
    before = everything()
    for path in ("disable", "leave"):
        answer = as_administrator.send("POST", f"/users/LAWYER/{path}", {"reason": reason})
        assert answer.status_code == 422
        assert kind(answer) in ("body-refused", "text-refused")
        assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/reason"]
    assert everything() == before


def test_many_accounts_are_extended_staggered(
    as_administrator: Caller, lawyer: User, second: User, administrator: User
) -> None:
    User.objects.update(expires_on=make.NOW.date() + timedelta(days=5))
    names = ["second", "LAWYER", "ADMIN_1"]
    answer = as_administrator.send(
        "POST", "/users/extend", {"userIds": names, "expiresOn": "2029-01-01", "daysApart": 7}
    )
    told = [(one["userId"], one["expiresOn"]) for one in answer.json()["users"]]
    assert told == [
        ("SECOND", "2029-01-01"), ("LAWYER", "2029-01-08"), ("ADMIN_1", "2029-01-15"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"userIds": ["LAWYER", "STRANGER"], "expiresOn": "2031-01-01"}, "/userIds/1"),
        ({"userIds": ["LAWYER", "\x00"], "expiresOn": "2031-01-01"}, "/userIds/1"),
        ({"userIds": ["LAWYER", "lawyer"], "expiresOn": "2031-01-01"}, "/userIds/1"),
        ({"userIds": [], "expiresOn": "2031-01-01"}, "/userIds"),
        ({"userIds": ["LAWYER"] * 501, "expiresOn": "2031-01-01"}, "/userIds"),
        ({"userIds": ["LAWYER"], "expiresOn": "2020-01-01"}, "/expiresOn"),
        ({"userIds": ["LAWYER"], "expiresOn": "9999-12-31"}, "/expiresOn"),
        ({"userIds": ["LAWYER", "ADMIN_1"], "expiresOn": "2100-12-31", "daysApart": 365}, "/expiresOn"),
        ({"userIds": ["LAWYER"], "expiresOn": "2031-01-01", "daysApart": -1}, "/daysApart"),
        ({"userIds": ["LAWYER"], "expiresOn": "2031-01-01", "daysApart": 10**30}, "/daysApart"),
        ({"userIds": ["LAWYER"], "expiresOn": "2031-01-01", "daysApart": "7"}, "/daysApart"),
        ({"userIds": "LAWYER", "expiresOn": "2031-01-01"}, "/userIds"),
    ],
)  # fmt: skip
def test_an_extension_is_refused_whole(
    as_administrator: Caller, lawyer: User, stranger: User, body: dict[str, Any], pointer: str
) -> None:
    before = everything()
    answer = as_administrator.send("POST", "/users/extend", body)
    assert answer.status_code == 422, answer.content
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert everything() == before


def test_extending_enables_what_expiry_disabled(as_administrator: Caller, lawyer: User) -> None:
    User.objects.filter(pk=lawyer.pk).update(
        expires_on=make.NOW.date(), enabled=False, disabled_because="expired"
    )
    assert as_administrator.get("/users/LAWYER").json()["state"]["code"] == "expired"
    told = as_administrator.send("POST", "/users/LAWYER/extend", {"expiresOn": "2028-01-01"}).json()
    assert (told["enabled"], told["state"]["code"]) == (True, "usable")


def test_a_reset_password_is_gone(as_administrator: Caller, lawyer: User) -> None:
    answer = as_administrator.send("POST", "/users/LAWYER/reset-password")
    assert answer.status_code == 200
    lawyer.refresh_from_db()
    assert not lawyer.has_usable_password()
    assert lawyer.must_change_password
    assert not Session.objects.exists()
    assert answer.json()["state"]["code"] == "must-choose-password"
    assert lawyer.password not in answer.content.decode()


def test_second_factors_of_somebody_else_are_reset(as_administrator: Caller, lawyer: User) -> None:
    AuthenticatorApp.objects.create(
        user=lawyer, sealed_secret="x", created_at=make.NOW, confirmed_at=make.NOW
    )
    assert "authenticator-app" in as_administrator.get("/users/LAWYER").json()["secondFactors"]
    answer = as_administrator.send("POST", "/users/LAWYER/reset-second-factors")
    assert (answer.status_code, answer.json()["secondFactors"]) == (200, ["e-mail-code"])
    assert AuditEntry.objects.filter(tag="account:second-factor:reset").count() == 1


def test_nobody_resets_the_second_factor_of_the_acting_account(as_administrator: Caller) -> None:
    before = everything()
    answer = as_administrator.send("POST", "/users/ADMIN_1/reset-second-factors")
    assert (answer.status_code, kind(answer)) == (409, "own-factors")
    assert everything() == before


@pytest.fixture
def allocated(claim_at: Any, lawyer: User) -> Claim:
    """A claim that is allocated to the lawyer, and locked by it."""
    claim: Claim = claim_at(at="StartOfStage21")
    Claim.objects.filter(pk=claim.pk).update(
        representative_handler=lawyer,
        locked_by=lawyer,
        locked_until=make.NOW + timedelta(hours=1),
    )
    return claim


def test_a_leaver_with_work_must_hand_it_over(
    as_administrator: Caller, lawyer: User, second: User, allocated: Claim
) -> None:
    held = as_administrator.get("/users/LAWYER").json()["work"]
    assert held == {"locked": 1, "allocated": 1}
    before = everything()
    refused = as_administrator.send("POST", "/users/LAWYER/leave", {"reason": "left"})
    assert (refused.status_code, kind(refused)) == (409, "has-work")
    assert everything() == before
    answer = as_administrator.send(
        "POST", "/users/LAWYER/leave", {"reason": "left", "handOverTo": "second"}
    )
    assert (answer.status_code, answer.json()["active"]) == (200, False)
    assert answer.json()["work"] == {"locked": 0, "allocated": 0}
    allocated.refresh_from_db()
    assert (allocated.representative_handler, allocated.locked_by) == (second, None)


def test_a_leavers_work_may_go_to_anyone(
    as_administrator: Caller, lawyer: User, allocated: Claim
) -> None:
    answer = as_administrator.send("POST", "/users/LAWYER/leave", {"handOver": "anyone"})
    assert answer.status_code == 200
    allocated.refresh_from_db()
    assert allocated.representative_handler is None


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"handOverTo": "STRANGER"}, "body-refused", "/handOverTo"),
        ({"handOverTo": "NOBODY"}, "body-refused", "/handOverTo"),
        ({"handOverTo": "\x00"}, "body-refused", "/handOverTo"),
        ({"handOverTo": "LAWYER"}, "hand-over-refused", "/handOverTo"),
        ({"handOverTo": "ADMIN_1"}, "hand-over-refused", "/handOverTo"),
        ({"handOverTo": "GONE"}, "hand-over-refused", "/handOverTo"),
        ({"handOver": "everybody"}, "body-refused", "/handOver"),
        ({"handOver": "anyone", "handOverTo": "SECOND"}, "body-refused", "/handOver"),
    ],
)
def test_work_goes_to_somebody_who_can_do_it(
    as_administrator: Caller,
    lawyer: User,
    second: User,
    stranger: User,
    allocated: Claim,
    body: dict[str, str],
    code: str,
    pointer: str,
) -> None:
    make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER, user_name="GONE", enabled=False)
    before = everything()
    answer = as_administrator.send("POST", "/users/LAWYER/leave", body)
    assert (answer.status_code, kind(answer)) == (422, code), answer.content
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert everything() == before
    allocated.refresh_from_db()
    assert allocated.representative_handler == lawyer


def test_an_administrator_may_leave_when_another_is_there(
    as_administrator: Caller, lawyer: User
) -> None:
    other = make.user(lawyer.organisation, Profile.CR_ADMINISTRATOR, user_name="SECOND")
    assert as_administrator.send("POST", "/users/ADMIN_1/leave", {}).status_code == 200
    assert as_administrator.get("/users").status_code == 403
    assert caller(other).get("/users").status_code == 200
