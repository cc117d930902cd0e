"""A new claim that begins from a file, or from a claim that is there already."""

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import actions, drafts
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.outline import asks
from claims_portal.claims.documents.placing import placed
from claims_portal.claims.models import Claim, Draft
from tests import make
from tests.api.conftest import Caller, kind
from tests.web.forms.conftest import signed_in

pytestmark = pytest.mark.django_db


def sample_file(name: str) -> bytes:
    return resources.files("claims_portal.samples").joinpath(name).read_bytes()


def from_file(browser: Client, content: bytes, name: str = "form.json") -> Any:
    upload = {"file": SimpleUploadedFile(name, content)}
    return browser.post(reverse("new-claim-from-file"), upload, follow=True)


def words(page: Any) -> str:
    return " ".join(page.content.decode().split())


@pytest.mark.parametrize("name", ["rta_cnf.json", "rta_cnf.xml"])
def test_a_form_of_another_program_becomes_a_draft(
    lawyers_browser: Client, lawyer: User, name: str
) -> None:
    page = from_file(lawyers_browser, sample_file(name), name)
    draft = Draft.objects.get()
    assert page.redirect_chain == [(f"/claims/{draft.claim_id}/form", 302)]
    assert "The draft was started" in words(page)
    wanted = json.loads(sample_file("rta_cnf.json"))
    assert draft.body["claimant"]["person"] == wanted["claimant"]["person"]
    block = draft.body["claimantRepresentative"]
    assert wanted["claimantRepresentative"].items() <= block.items()
    assert draft.claim.claimant_surname == wanted["claimant"]["person"]["surname"]
    assert draft.claim.sent_at is None


def test_what_is_missing_is_filled_in_and_what_has_no_place_is_told(
    lawyers_browser: Client, lawyer: User
) -> None:
    body = {
        "claimType": "rta",
        "claimant": {"person": {"surname": "Okafor"}, "horoscope": "Leo"},
        "accident": "yesterday",
        "hospitals": [{"name": "Royal"}, "none"],
        "more": None,
    }
    page = from_file(lawyers_browser, json.dumps(body).encode())
    draft = Draft.objects.get()
    assert draft.body["claimant"] == {"person": {"surname": "Okafor"}}
    assert draft.body["claimantRepresentative"]["contactSurname"] == lawyer.surname
    assert "accident" not in draft.body
    assert "left out: /claimant/horoscope, /accident, /hospitals" in words(page)
    for section in ("claimant", "accident", "hospitals", "defendant"):
        answer = lawyers_browser.get(f"/claims/{draft.claim_id}/form/{section}")
        assert answer.status_code in (200, 404)
    assert lawyers_browser.get(f"/claims/{draft.claim_id}/form/check").status_code == 200


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "neither JSON nor XML"),
        (b"hello", "neither JSON nor XML"),
        (b"{", "not JSON"),
        (b"{}", "claimType must be one of: rta, el, eld, pl"),
        (b'{"claimType": ["rta"]}', "claimType must be one of"),
        (b"[" * 100_000, "neither JSON nor XML"),
        (b'{"a":' * 100_000, "not JSON"),
        (b"<Nothing/>", "root element"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "neither JSON nor XML"),
        (b'{"claimType": "el"}', "You may not send claims of this kind."),
        (b" " * 1_100_000 + b"{}", "larger than 1.0"),
    ],
    ids=lambda given: repr(given)[:25],
)
def test_a_file_that_cannot_begin_a_claim_is_refused_with_a_sentence(
    lawyers_browser: Client, lawyer: User, content: bytes, told: str
) -> None:
    page = from_file(lawyers_browser, content)
    assert page.status_code == 422
    assert told in words(page)
    assert not Claim.objects.exists()


def test_without_a_file_it_asks_for_one(lawyers_browser: Client, lawyer: User) -> None:
    page = lawyers_browser.post(reverse("new-claim-from-file"))
    assert page.status_code == 422
    assert "Choose a file" in words(page)


def test_a_compensator_cannot_begin_a_claim(insurers_browser: Client, insurer: User) -> None:
    assert from_file(insurers_browser, sample_file("rta_cnf.json")).status_code == 403
    assert not Claim.objects.exists()


@pytest.fixture
def sent(lawyer: User, insurer: User) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")


def copied(browser: Client, claim: Claim, what: str) -> Mapping[str, Any]:
    answer = browser.post(reverse("copy-claim", args=[claim.pk]), {"what": what})
    draft = Draft.objects.get()
    assert answer.headers["Location"] == f"/claims/{draft.claim_id}/form"
    assert draft.claim_id != claim.pk
    body: Mapping[str, Any] = draft.body
    return body


def test_another_claimant_of_the_same_accident(
    lawyers_browser: Client, lawyer: User, sent: Claim
) -> None:
    body, form = copied(lawyers_browser, sent, "accident"), make.cnf()
    assert body["accident"] == form["accident"]
    assert body["defendant"] == form["defendant"]
    assert "claimant" not in body
    assert "injury" not in body
    assert body["claimantRepresentative"]["contactSurname"] == lawyer.surname
    assert "reference" not in body["claimantRepresentative"]


def test_nearly_everything(lawyers_browser: Client, lawyer: User, sent: Claim) -> None:
    body, form = copied(lawyers_browser, sent, "whole"), make.cnf()
    assert body["claimant"] == form["claimant"]
    assert body["injury"] == form["injury"]
    assert "signedCopyRetained" not in body["claim"]
    assert "reference" not in body["claimantRepresentative"]


def test_the_claims_page_leads_to_it_for_who_may_send(
    lawyers_browser: Client, insurers_browser: Client, sent: Claim
) -> None:
    link = f'href="/claims/{sent.pk}/copy"'
    assert link in lawyers_browser.get(f"/claims/{sent.pk}").content.decode()
    assert link not in insurers_browser.get(f"/claims/{sent.pk}").content.decode()
    assert insurers_browser.post(f"/claims/{sent.pk}/copy", {"what": "whole"}).status_code == 403
    page = lawyers_browser.post(f"/claims/{sent.pk}/copy")
    assert page.status_code == 422
    assert "Choose what is copied" in words(page)
    assert not Draft.objects.exists()


def test_a_claim_of_another_firm_is_not_there(sent: Claim) -> None:
    other = make.user(make.organisation("CR00999"), Profile.CR_RTA_TEAM_LEADER, user_name="OTHER")
    assert signed_in(other).post(f"/claims/{sent.pk}/copy", {"what": "whole"}).status_code == 404
    assert not Draft.objects.exists()


@pytest.fixture
def alone() -> User:
    """Whoever claims alone, in an organisation of one."""
    return make.user(
        make.organisation("LIP00017", kind="LIP"), Profile.CR_RTA_CLAIM_HANDLER, user_name="ALONE"
    )


def test_whoever_claims_alone_has_one_claim(alone: User, insurer: User) -> None:
    browser = signed_in(alone)
    assert "From a file" not in words(browser.get(reverse("new-claim")))
    answer = browser.post(reverse("new-claim"))
    draft = Draft.objects.get()
    assert answer.headers["Location"] == f"/claims/{draft.claim_id}/form"
    page = browser.post(reverse("new-claim"), follow=True)
    assert f'href="/claims/{draft.claim_id}/form"' in words(page)
    assert from_file(browser, sample_file("rta_cnf.json")).status_code == 200
    assert browser.post(f"/claims/{draft.claim_id}/copy", {"what": "whole"}).status_code == 403
    assert Claim.objects.count() == 1
    program = Caller(alone, make.token(alone.organisation))
    refused = program.post("/claims", make.cnf())
    assert (refused.status_code, kind(refused)) == (409, "one-claim-only")
    drafts.discard(draft)
    sent = program.post("/claims", make.cnf())
    assert sent.status_code == 201, sent.content
    page = browser.get(reverse("new-claim"))
    assert f'href="/claims/{int(sent.json()["applicationId"])}"' in words(page)


def test_a_claim_that_came_back_and_was_given_up_may_be_followed_by_another(
    alone: User, insurer: User
) -> None:
    claim = make.claim(lawyer=alone, insurer=insurer, at="ClaimSubmitted")
    act(claim, "reject-claim", {"reason": "wrong-organisation"}, insurer)
    act(claim, "acknowledge-rejection", {}, alone)
    browser = signed_in(alone)
    browser.post(reverse("new-claim"))
    assert not Draft.objects.exists()
    act(claim, "exit-rejected-claim", {}, alone)
    browser.post(reverse("new-claim"))
    assert Draft.objects.exists()


def act(claim: Claim, action: str, says: dict[str, Any], who: User) -> None:
    claim.refresh_from_db()
    actions.act(claim, action, says, activity_id=claim.activity_id, by=who.as_actor(), at=make.NOW)


NAMES = st.sampled_from(["person", "address", "claimType", "x", "~/"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["person", "address", "claimType", "x", "~/"]), inner)
    ),
    max_leaves=12,
)


@given(
    st.sampled_from([*CNF_TYPES]),
    st.dictionaries(
        st.sampled_from(["claimant", "hospitals", "accident", "claim", "y"]), anything, max_size=3
    ),
)
def test_whatever_a_file_says_only_answers_are_kept(claim_type: str, body: dict[str, Any]) -> None:
    form = CNF_TYPES[claim_type]
    kept, _left_out = placed(form, body)
    assert kept.pop("claimType") == claim_type
    for pointer in answers(kept, ""):
        assert asks(form, pointer), pointer
    assert placed(form, kept).left_out == []


def answers(part: Any, pointer: str) -> list[str]:
    if isinstance(part, dict):
        return [one for name, value in part.items() for one in answers(value, f"{pointer}/{name}")]
    if isinstance(part, list):
        return [one for value in part for one in answers(value, f"{pointer}/*")]
    return [pointer]
