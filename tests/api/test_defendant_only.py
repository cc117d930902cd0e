"""The form for the defendant by the API and on its page."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.claims import drafts
from claims_portal.claims.models import Claim
from tests import make
from tests.api.conftest import Caller, kind

pytestmark = pytest.mark.django_db


def test_the_representative_reads_it_without_birthday_number_and_referral(
    as_lawyer: Caller, claim_at: Any
) -> None:
    claim: Claim = claim_at()
    answer = as_lawyer.get(f"/claims/{claim.application_id}/defendant-only-form")
    assert answer.status_code == 200
    form = answer.json()
    assert (form["form"], form["claimType"]) == ("RTA2", "rta")
    sent = make.cnf()
    for secret in (
        sent["claimant"]["person"]["dateOfBirth"],
        sent["claimant"]["nationalInsuranceNumber"],
        "referral",
    ):
        assert secret not in answer.content.decode()
    assert form["body"]["accident"] == sent["accident"]


def test_the_compensator_has_the_whole_form_and_not_this_one(
    as_insurer: Caller, claim_at: Any
) -> None:
    answer = as_insurer.get(f"/claims/{claim_at().application_id}/defendant-only-form")
    assert (answer.status_code, kind(answer)) == (403, "not-allowed")


def test_a_stranger_finds_no_such_claim(as_stranger: Caller, claim_at: Any) -> None:
    answer = as_stranger.get(f"/claims/{claim_at().application_id}/defendant-only-form")
    assert (answer.status_code, kind(answer)) == (404, "no-such-claim")


def test_a_draft_has_none(as_lawyer: Caller, lawyer: User) -> None:
    draft = drafts.start(claim_type="rta", body={}, by=lawyer.as_actor(), at=make.NOW)
    answer = as_lawyer.get(f"/claims/{draft.claim_id}/defendant-only-form")
    assert (answer.status_code, kind(answer)) == (404, "nothing-sent")


def test_it_is_of_the_form_that_was_sent_last(
    as_lawyer: Caller, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    claim = make.act(claim, "reject-claim", {"reason": "mandatory-fields-wrong"}, by=insurer)
    claim = make.act(claim, "acknowledge-rejection", {}, by=lawyer)
    again = make.cnf(compensator=insurer.organisation)
    again["accident"]["place"] = "Corn Street, Bristol"
    make.act(claim, "resend-claim", again, by=lawyer)
    form = as_lawyer.get(f"/claims/{claim.pk}/defendant-only-form").json()
    assert form["body"]["accident"]["place"] == "Corn Street, Bristol"


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def test_the_page_is_the_form_in_words(lawyer: User, claim_at: Any) -> None:
    claim: Claim = claim_at()
    browser = browser_of(lawyer)
    claim_page = browser.get(f"/claims/{claim.pk}").content.decode()
    path = f"/claims/{claim.pk}/defendant-only-form"
    assert f'href="{path}"' in claim_page
    page = unescape(browser.get(path).content.decode())
    sent = make.cnf()
    assert "RTA2" in page
    assert sent["accident"]["description"] in page
    number = sent["claimant"]["nationalInsuranceNumber"]
    for words in ("Date of birth", "National Insurance number</dt>", number, "Referral source"):
        assert words not in page


def test_the_compensators_browser_is_refused_and_offered_nothing(
    insurer: User, claim_at: Any
) -> None:
    claim: Claim = claim_at()
    browser = browser_of(insurer)
    path = f"/claims/{claim.pk}/defendant-only-form"
    assert path not in browser.get(f"/claims/{claim.pk}").content.decode()
    assert browser.get(path).status_code == 403


def test_the_page_of_a_draft_leads_to_its_form(lawyer: User) -> None:
    draft = drafts.start(claim_type="rta", body={}, by=lawyer.as_actor(), at=make.NOW)
    answer = browser_of(lawyer).get(f"/claims/{draft.claim_id}/defendant-only-form")
    assert answer.headers["Location"] == f"/claims/{draft.claim_id}/form"
