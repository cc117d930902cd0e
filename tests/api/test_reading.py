"""Reads: not told twice, told in part, and in pages that writes do not shift."""

from datetime import timedelta
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.claims import locks
from claims_portal.claims.models import Claim
from tests import make
from tests.api.conftest import Caller, codes, kind


@pytest.mark.parametrize(
    "path",
    ["/claims", "/claims/{claim}", "/claims/{claim}/history", "/notifications", "/users/me",
     "/claims/{claim}/documents", "/compensators"],
)  # fmt: skip
def test_what_the_caller_has_is_not_told_again(as_lawyer: Caller, claim_at: Any, path: str) -> None:
    path = path.format(claim=claim_at().pk)
    etag = as_lawyer.get(path)["ETag"]
    for known in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        answer = as_lawyer.get(path, If_None_Match=known)
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
        assert "Content-Type" not in answer
        assert answer["RateLimit"]
    for other in ('"x"', etag[:-2] + '"', ""):
        assert as_lawyer.get(path, If_None_Match=other).status_code == 200


def test_a_claim_is_told_again_when_anything_about_it_changed(
    as_lawyer: Caller, as_insurer: Caller, insurer: User, claim_at: Any, the_clock: Any
) -> None:
    """A lock is no step: the activity stays, and the claim is not what it was."""
    claim = claim_at()
    path = f"/claims/{claim.pk}"
    etag = as_insurer.get(path)["ETag"]
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    locked = as_insurer.get(path, If_None_Match=etag)
    assert locked.status_code == 200
    assert locked["ETag"] != etag
    assert locked["ETag"].partition(".")[0] == etag.partition(".")[0]
    the_clock.now = make.NOW + timedelta(days=1)
    as_insurer.token = make.token(insurer.organisation, at=the_clock.now)
    assert as_insurer.get(path, If_None_Match=locked["ETag"]).status_code == 200


@pytest.mark.parametrize("written", ["{}", "W/{}"])
def test_the_etag_of_a_claim_is_what_an_action_asks_for(
    as_insurer: Caller, claim_at: Any, written: str
) -> None:
    claim = claim_at()
    etag = written.format(as_insurer.get(f"/claims/{claim.pk}")["ETag"])
    answer = as_insurer.act(claim, "accept-claim", {"compensatorReference": "x"}, If_Match=etag)
    assert answer.status_code == 200, answer.content


@pytest.mark.parametrize("forged", ['"{}.x"', '"{}."', '"{}.{}"', '"{}.' + "g" * 24 + '"'])
def test_a_forged_etag_is_none(as_insurer: Caller, claim_at: Any, forged: str) -> None:
    claim = claim_at()
    etag = forged.format(claim.activity_id, claim.activity_id)
    answer = as_insurer.act(claim, "accept-claim", {"compensatorReference": "x"}, If_Match=etag)
    assert (answer.status_code, codes(answer)) == (400, {("If-Match", "FormatNotValid")})


def test_the_etag_of_an_account_is_what_a_change_asks_for(as_administrator: Caller) -> None:
    etag = as_administrator.get("/users/LAWYER")["ETag"]
    answer = as_administrator.send("PATCH", "/users/LAWYER", {"surname": "X"}, If_Match=etag)
    assert answer.status_code == 200, answer.content
    stale = as_administrator.send("PATCH", "/users/LAWYER", {"surname": "Y"}, If_Match=etag)
    assert (stale.status_code, kind(stale)) == (412, "changed-meanwhile")


def test_a_list_tells_the_fields_that_were_asked_for(as_insurer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    whole = as_insurer.get("/claims").json()["claims"][0]
    answer = as_insurer.get("/claims?fields=applicationId,%20phase&limit=5")
    assert answer.json() == {
        "claims": [{"applicationId": claim.application_id, "phase": whole["phase"]}],
        "nextCursor": None,
    }
    assert answer["ETag"] != as_insurer.get("/claims")["ETag"]


def test_a_claim_tells_the_fields_that_were_asked_for(as_insurer: Caller, claim_at: Any) -> None:
    told = as_insurer.get(f"/claims/{claim_at().pk}?fields=claim,actions").json()
    assert set(told) == {"claim", "actions"}


@pytest.mark.parametrize("fields", ["", "x", "phase,", "applicationId,secret", "Phase", "a" * 500])
def test_a_field_that_there_is_not_is_refused(as_lawyer: Caller, fields: str) -> None:
    answer = as_lawyer.get("/claims", {"fields": fields})
    assert (answer.status_code, codes(answer)) == (400, {("fields", "FormatNotValid")})


@pytest.mark.parametrize("query", ["scope=all", "scope=all&updatedSince=2026-01-01T00:00:00Z"])
def test_pages_are_not_shifted_by_what_is_sent_meanwhile(
    as_lawyer: Caller, claim_at: Any, query: str
) -> None:
    old = {claim_at(now=make.NOW + timedelta(minutes=n)).application_id for n in range(4)}
    first = as_lawyer.get(f"/claims?{query}&limit=2").json()
    claim_at(now=make.NOW + timedelta(hours=1))
    claim_at(now=make.NOW + timedelta(hours=1))
    second = as_lawyer.get(f"/claims?{query}&limit=2&cursor={first['nextCursor']}").json()
    told = [one["applicationId"] for page in (first, second) for one in page["claims"]]
    assert sorted(told) == sorted(old)


def test_what_changed_since_is_told_with_that_very_moment(as_lawyer: Caller, claim_at: Any) -> None:
    claims = [claim_at(now=make.NOW + timedelta(minutes=n)) for n in range(3)]
    since = Claim.objects.get(pk=claims[1].pk).updated_at.isoformat().replace("+00:00", "Z")
    told = as_lawyer.get(f"/claims?scope=all&updatedSince={since}").json()["claims"]
    assert {one["applicationId"] for one in told} == {one.application_id for one in claims[1:]}


@pytest.mark.parametrize("cursor", ["x", "%00", "bnVtYmVy", "fHx8", "é", "A" * 3000])
def test_a_forged_cursor_is_refused(as_lawyer: Caller, cursor: str) -> None:
    for path in ("/claims", "/claims?scope=all", "/notifications"):
        answer = as_lawyer.get(
            path, {"cursor": cursor, "scope": "all"} if "?" in path else {"cursor": cursor}
        )
        assert (answer.status_code, kind(answer)) == (400, "bad-request"), path
        assert {pointer for pointer, _code in codes(answer)} == {"cursor"}
