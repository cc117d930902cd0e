"""The access review and the audit: what an organisation can show of itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims_portal.accounts.models import AuthenticatorApp, Passkey, User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim
from claims_portal.records.models import AuditEntry
from tests import make
from tests.api.conftest import Caller, Clock, caller, kind
from tests.api.operations import everything


def test_the_review_shows_who_has_what(
    as_administrator: Caller, lawyer: User, claim_at: Any
) -> None:
    claim = claim_at(at="StartOfStage21")
    ended = claim_at(at="StartOfStage21")
    Claim.objects.filter(pk=claim.pk).update(
        representative_handler=lawyer,
        locked_by=lawyer,
        locked_until=make.NOW + timedelta(hours=1),
    )
    Claim.objects.filter(pk=ended.pk).update(representative_handler=lawyer, turn="")
    AuthenticatorApp.objects.create(
        user=lawyer, sealed_secret="x", created_at=make.NOW, confirmed_at=make.NOW
    )
    Passkey.objects.create(
        user=lawyer, credential_id=b"1", public_key=b"2", name="Key", created_at=make.NOW
    )
    told = as_administrator.get("/access-review").json()
    lines = {line["user"]["userId"]: line for line in told["accounts"]}
    assert list(lines) == ["ADMIN_1", "LAWYER"]
    assert (told["signatures"], told["dueOn"]) == ([], "2027-02-22")
    assert lines["LAWYER"]["work"] == {"locked": 1, "allocated": 1}
    assert lines["LAWYER"]["secondFactors"][:2] == ["passkey", "authenticator-app"]
    assert lines["ADMIN_1"]["secondFactors"] == ["e-mail-code"]
    assert lines["LAWYER"]["user"]["profiles"] == ["cr-rta-claim-handler"]
    assert lines["ADMIN_1"]["user"]["lastUsedAt"] == "2026-11-23T09:30:00Z"


def test_the_review_takes_the_same_number_of_queries_whatever_its_length(
    as_administrator: Caller, lawyer: User
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            as_administrator.get("/access-review")
        return len(captured)

    as_administrator.get("/access-review")
    few = queries()
    for number in range(30):
        make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER, user_name=f"KIM{number}")
    assert queries() == few


def test_a_signature_holds_for_three_months(as_administrator: Caller, the_clock: Clock) -> None:
    the_clock.now = make.NOW + timedelta(minutes=30)
    seen = as_administrator.get("/access-review").json()["seen"]
    signed = as_administrator.send("POST", "/access-review/sign", {"seen": seen})
    assert (signed.status_code, signed.json()["signedBy"]) == (201, "ADMIN_1")
    assert signed.json()["accounts"] == 2
    told = as_administrator.get("/access-review").json()
    assert told["signatures"] == [signed.json()]
    assert told["dueOn"] == "2027-02-22"
    assert AuditEntry.objects.filter(tag="organisation:access-review:signed").count() == 1


def test_a_list_that_has_changed_since_is_not_signed(
    as_administrator: Caller, lawyer: User
) -> None:
    seen = as_administrator.get("/access-review").json()["seen"]
    as_administrator.send("POST", "/users/LAWYER/disable", {})
    before = everything()
    answer = as_administrator.send("POST", "/access-review/sign", {"seen": seen})
    assert (answer.status_code, kind(answer)) == (409, "review-outdated")
    assert everything() == before


@pytest.mark.parametrize(
    ("seen", "status"), [("", 409), ("\x00", 409), ("x" * 900_000, 409), (2, 422), (None, 422)]
)
def test_nothing_but_the_list_as_it_is_can_be_signed(
    as_administrator: Caller, seen: Any, status: int
) -> None:
    before = everything()
    answer = as_administrator.send("POST", "/access-review/sign", {"seen": seen})
    assert answer.status_code == status
    assert everything() == before


@pytest.fixture
def changed(as_administrator: Caller, lawyer: User, the_clock: Clock) -> None:
    """A few changes, an hour apart."""
    for method, path, body in (
        ("PATCH", "/users/LAWYER", {"surname": "Lark"}),
        ("POST", "/users/LAWYER/disable", {"reason": "left"}),
        ("PATCH", "/organisation", {"telephone": "0117 496 0999"}),
        ("POST", "/users/LAWYER/enable", None),
    ):
        assert as_administrator.send(method, path, body).status_code == 200
        the_clock.now += timedelta(minutes=10)


def tags(answer: Any) -> list[str]:
    return [one["tag"] for one in answer.json()["entries"]]


@pytest.mark.usefixtures("changed")
def test_the_audit_says_who_where_before_and_after(as_administrator: Caller) -> None:
    answer = as_administrator.get("/audit", {"tag": "account:user:disabled"})
    (entry,) = answer.json()["entries"]
    assert (entry["subject"], entry["reason"]) == ("LAWYER", "left")
    assert (entry["userId"], entry["realUserId"]) == ("ADMIN_1", "")
    assert entry["clientId"].startswith("cr00101-")
    assert entry["fromAddress"] == "127.0.0.1"
    assert (entry["before"]["active"], entry["after"]["active"]) == (True, False)
    assert len(entry["hash"]) == 64


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            {"subject": "lawyer"},
            ["account:user:enabled", "account:user:disabled", "account:user:edited"],
        ),
        ({"account": "admin_1", "tag": "organisation"}, ["organisation:record:edited"]),
        ({"account": "LAWYER", "tag": "organisation"}, []),
        ({"subject": "ADMIN_1"}, []),
        ({"tag": "organisation"}, ["organisation:record:edited"]),
        ({"tag": "organ"}, []),
        ({"tag": "account:user:"}, ["account:user:enabled", "account:user:disabled", "account:user:edited"]),
        ({"tag": "account:user", "since": "2026-11-23T09:35:00Z", "until": "2026-11-23T10:00:00Z"}, ["account:user:disabled"]),
        ({"since": "2026-11-23T10:00:00+00:00"}, ["account:user:enabled"]),
        ({"since": "9999-12-31T23:59:59Z"}, []),
        ({"since": "9999-12-31T23:59:59-23:59"}, []),
        ({"since": "2026-11-23T12:00:00+16:37", "until": "0001-01-01T00:00:00+23:59"}, []),
        ({"until": "0001-01-01T00:00:00+14:00"}, []),
    ],
)  # fmt: skip
def test_the_audit_is_filtered_the_newest_first(
    as_administrator: Caller, query: dict[str, str], expected: list[str]
) -> None:
    assert tags(as_administrator.get("/audit", query)) == expected


@pytest.mark.usefixtures("changed")
def test_the_audit_is_read_in_pages(as_administrator: Caller) -> None:
    whole = tags(as_administrator.get("/audit"))
    found: list[str] = []
    query: dict[str, Any] = {"limit": 2}
    while True:
        answer = as_administrator.get("/audit", query)
        found += tags(answer)
        if answer.json()["nextCursor"] is None:
            break
        query["cursor"] = answer.json()["nextCursor"]
    assert found == whole


@pytest.mark.usefixtures("changed")
def test_another_organisations_changes_are_not_in_it(stranger: User) -> None:
    theirs = caller(make.user(stranger.organisation, Profile.CR_ADMINISTRATOR))
    entries = theirs.get("/audit").json()["entries"]
    assert {one["subject"] for one in entries} == {entries[0]["subject"]}
    assert "LAWYER" not in str(entries)


@pytest.mark.parametrize(
    "query",
    ["since=yesterday", "since=2026-11-23T09:00:00", "until=2026-13-01T00:00:00Z", "cursor=x",
     "subject=%00", "tag=" + "x" * 101, "limit=1000", "organisation=CR00999"],
)  # fmt: skip
def test_a_question_that_cannot_be_read_is_refused(as_administrator: Caller, query: str) -> None:
    answer = as_administrator.get(f"/audit?{query}")
    assert (answer.status_code, kind(answer)) == (400, "bad-request")
