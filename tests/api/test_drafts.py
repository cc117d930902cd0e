"""Drafts by the API: kept as they are, changed by whoever read them last, sent once."""

from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim, Draft
from tests import make
from tests.api.conftest import Caller, caller, codes, kind

FIRST = {"claimType": "rta", "claimant": {"person": {"surname": "Okafor"}}}


def started(who: Caller, body: Any = None) -> dict[str, Any]:
    answer = who.post("/claims/drafts", body or FIRST)
    assert answer.status_code == 201, answer.content
    told: dict[str, Any] = answer.json()
    assert answer["ETag"] == f'"{told["revision"]}"'
    return {**told, "path": f"/claims/{told['applicationId']}/draft"}


def put(who: Caller, draft: dict[str, Any], body: Any, revision: str) -> Any:
    return who.send("PUT", draft["path"], body, If_Match=revision)


def test_begun_written_on_and_sent(as_lawyer: Caller, insurer: User) -> None:
    draft = started(as_lawyer)
    assert draft["form"] == FIRST
    assert "/claimant/person/firstName" in {one["pointer"] for one in draft["errors"]}
    listed = as_lawyer.get("/claims", {"phase": "ClaimDataInput"}).json()["claims"]
    assert [one["applicationId"] for one in listed] == [draft["applicationId"]]
    whole = make.cnf(compensator=insurer.organisation)
    kept = put(as_lawyer, draft, whole, '"1"')
    assert kept.status_code == 200, kept.content
    assert (kept["ETag"], kept.json()["errors"], kept.json()["form"]) == ('"2"', [], whole)
    assert as_lawyer.get(draft["path"]).json() == kept.json()
    sent = as_lawyer.post(f"{draft['path']}/send", None, If_Match='"2"')
    assert sent.status_code == 200, sent.content
    assert sent.json()["phase"]["code"] == "ClaimSubmitted"
    assert not Draft.objects.exists()
    gone = as_lawyer.get(draft["path"])
    assert (gone.status_code, kind(gone)) == (404, "no-such-draft")


def test_nothing_is_overwritten_that_was_not_read(as_lawyer: Caller) -> None:
    draft = started(as_lawyer)
    put(as_lawyer, draft, {**FIRST, "claimant": {}}, '"1"')
    stale = put(as_lawyer, draft, FIRST, '"1"')
    assert (stale.status_code, kind(stale)) == (412, "stale-draft")
    unsaid = as_lawyer.send("PUT", draft["path"], FIRST)
    assert (unsaid.status_code, kind(unsaid)) == (428, "if-match-missing")
    for wrong in ("x", '"1', '"-1"', f'"{"9" * 30}"', "*"):
        assert put(as_lawyer, draft, FIRST, wrong).status_code == 400
    assert as_lawyer.get(draft["path"]).json()["form"] == {"claimType": "rta", "claimant": {}}
    sent = as_lawyer.post(f"{draft['path']}/send", None, If_Match='"1"')
    assert (sent.status_code, kind(sent)) == (412, "stale-draft")


def test_an_unfinished_form_is_not_sent_and_stays(as_lawyer: Caller) -> None:
    draft = started(as_lawyer)
    sent = as_lawyer.post(f"{draft['path']}/send", None, If_Match='"1"')
    assert sent.status_code == 422
    assert ("/defendant", "FieldMustBeProvided") in codes(sent) or len(codes(sent)) > 5
    assert as_lawyer.get(draft["path"]).json()["form"] == FIRST


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ([], ""),
        ({}, "/claimType"),
        ({"claimType": "marine"}, "/claimType"),
        ({"claimType": ["rta"]}, "/claimType"),
        ({"claimType": "rta", "claimant": "Okafor"}, "/claimant"),
        ({"claimType": "rta", "claimant": {"person": {"nickname": "O"}}},
         "/claimant/person/nickname"),
        ({"claimType": "el", "claimant": {"vehicle": {"registration": "X"}}}, "/claimant/vehicle"),
    ],
)  # fmt: skip
def test_what_has_no_place_in_the_form_is_refused_and_named(
    as_lawyer: Caller, body: Any, pointer: str
) -> None:
    answer = as_lawyer.post("/claims/drafts", body)
    assert answer.status_code == 422, answer.content
    assert pointer in {place for place, _code in codes(answer)}
    assert not Claim.objects.exists()


def test_the_type_of_a_draft_stays(as_lawyer: Caller) -> None:
    draft = started(as_lawyer)
    answer = put(as_lawyer, draft, {"claimType": "el"}, '"1"')
    assert (answer.status_code, codes(answer)) == (422, {("/claimType", "WrongValue")})


def test_given_up_it_is_gone(as_lawyer: Caller) -> None:
    draft = started(as_lawyer)
    assert as_lawyer.send("DELETE", draft["path"]).status_code == 204
    assert not Claim.objects.exists()
    assert as_lawyer.send("DELETE", draft["path"]).status_code == 404


def test_begun_once_by_its_key(as_lawyer: Caller) -> None:
    first, second = (
        as_lawyer.post("/claims/drafts", FIRST, Idempotency_Key="draft-1") for _ in range(2)
    )
    assert first.json() == second.json()
    assert Claim.objects.count() == 1


def test_a_rejected_claim_is_corrected(as_lawyer: Caller, lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    path = f"/claims/{claim.pk}/draft"
    early = as_lawyer.post(f"{path}/correct", None)
    assert (early.status_code, kind(early)) == (409, "action-not-possible")
    claim = make.act(claim, "reject-claim", {"reason": "mandatory-fields-wrong"}, by=insurer)
    make.act(claim, "acknowledge-rejection", {}, by=lawyer)
    assert kind(as_lawyer.get(path)) == "no-such-draft"
    begun = as_lawyer.post(f"{path}/correct", None)
    assert begun.status_code == 201, begun.content
    again = as_lawyer.post(f"{path}/correct", None)
    assert again.json() == begun.json()
    sent = as_lawyer.post(f"{path}/send", None, If_Match=begun["ETag"])
    assert sent.json()["phase"]["code"] == "ClaimSubmitted", sent.content


def test_sent_with_another_body_the_draft_is_gone_too(
    as_lawyer: Caller, lawyer: User, insurer: User
) -> None:
    draft = started(as_lawyer)
    claim = Claim.objects.get(pk=int(draft["applicationId"]))
    whole = make.cnf(compensator=insurer.organisation)
    assert as_lawyer.act(claim, "send-claim", whole).status_code == 200
    assert not Draft.objects.exists()


def test_nobody_else_finds_it(
    as_lawyer: Caller, as_insurer: Caller, as_stranger: Caller, lawyer: User
) -> None:
    draft = started(as_lawyer)
    administrator = caller(make.user(lawyer.organisation, Profile.CR_ADMINISTRATOR))
    for other in (as_insurer, as_stranger, administrator):
        for method, path, body in (
            ("GET", draft["path"], None),
            ("PUT", draft["path"], FIRST),
            ("DELETE", draft["path"], None),
            ("POST", f"{draft['path']}/send", None),
            ("POST", f"{draft['path']}/correct", None),
        ):
            answer = other.send(method, path, body, If_Match='"1"')
            assert answer.status_code in (403, 404), (method, path, answer.content)
    assert as_insurer.post("/claims/drafts", FIRST).status_code == 403
    assert as_lawyer.get(draft["path"]).json()["revision"] == 1
