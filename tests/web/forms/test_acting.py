"""The pages of actions."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import actions, locks
from claims_portal.claims.models import Claim, Event
from tests import make
from tests.web.forms.conftest import signed_in
from tests.web.forms.posting import controls, posted_from

pytestmark = pytest.mark.django_db


def at(claim: Claim, action: str) -> str:
    return f"/claims/{claim.pk}/actions/{action}"


def do(browser: Client, claim: Claim, action: str, **changes: Any) -> Any:
    """Open the page of an action as a browser does, fill in, and send."""
    page = browser.get(at(claim, action))
    assert page.status_code == 200, page.content.decode()
    return browser.post(at(claim, action), posted_from(page.content.decode(), **changes))


def phase(claim: Claim) -> str:
    claim.refresh_from_db()
    return claim.phase


ADMISSION = {
    "capacity": "insurer-in-contract",
    "compensator__reference": "NM/26/1",
    "liability__decision": "admitted",
    "liability__admissions__accidentOccurred": "yes",
    "liability__admissions__causedByDefendant": "yes",
    "liability__admissions__causedSomeLoss": "yes",
    "services__readyForRehabilitation": "yes",
    "services__rehabilitationProvided": "no",
    "services__replacementVehicleProvided": "no",
    "services__repairsProvided": "no",
    "compensator__telephone": "0161 496 0220",
}
PACK = {
    "claimantRepresentative__reference": "HR/1",
    "medicalReports__softTissueInjury": "no",
    "medicalReports__count": "one",
    "statementOfTruth__signatory": "claimants-solicitor",
    "statementOfTruth__signedCopyRetained": "yes",
    "losses__0__head": "clothing",
    "losses__0__grossValueClaimed": "£1,000",
    "losses__0__contributoryNegligence": "10%",
    "losses__0__interest": "0",
    "losses__0__evidenceAttached": "yes",
}
TARIFF = {
    "losses__1__head": "whiplash-tariff",
    "losses__1__grossValueClaimed": "275",
    "losses__1__contributoryNegligence": "0",
    "losses__1__interest": "0",
    "losses__1__evidenceAttached": "yes",
    "losses__1__tariffType": "whiplash-only",
    "losses__1__injuryDuration": "up-to-3-months",
}


def test_a_claim_walks_through_the_pages_to_its_settlement(
    lawyers_browser: Client, insurers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    do(insurers_browser, claim, "accept-claim", compensatorReference="NM/26/1")
    do(insurers_browser, claim, "apply-article-75", applies="no")
    do(insurers_browser, claim, "send-liability-decision", **ADMISSION)
    assert phase(claim) == "LiabilityAdmitted"
    do(lawyers_browser, claim, "acknowledge-liability-admitted")
    do(lawyers_browser, claim, "set-interim-payment-needed", needed="no")
    do(lawyers_browser, claim, "send-settlement-pack", **PACK, **TARIFF)
    assert phase(claim) == "Stage2SettlementPackDecision"
    answer = do(
        insurers_browser, claim, "respond-to-settlement-pack",
        cru__reference="NCM309", agreement__decision="confirm",
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    do(lawyers_browser, claim, "acknowledge-settlement-confirmed")
    assert phase(claim) == "Stage2SettlementPackConfirmationEnd"


def test_the_message_after_an_action_says_where_the_claim_is_and_whose_turn_it_is(
    insurers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    answer = do(insurers_browser, claim, "accept-claim", compensatorReference="NM/26/1")
    assert answer.headers["Location"] == f"/claims/{claim.pk}"
    told = [
        str(message)
        for message in insurers_browser.get(answer.headers["Location"]).context["messages"]
    ]
    assert "“Article 75 decision” and waits for you until the end of" in told[0]


def test_every_fault_is_shown_at_its_field_and_what_was_typed_is_kept(
    insurers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    answer = do(
        insurers_browser, claim, "send-liability-decision",
        liability__decision="not-admitted", compensator__email="<nobody>",
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#liability-reasonsNotAdmitted">Why liability is not admitted must be' in page
    assert '<a href="#capacity">' in page
    assert "&lt;nobody&gt;" in page
    assert "<title>Error:" in page
    assert phase(claim) == "LiabilityDecision"


def test_opening_an_action_locks_the_claim(
    insurers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    insurers_browser.get(at(claim, "accept-claim"))
    claim.refresh_from_db()
    assert claim.locked_by == insurer


def test_what_another_has_locked_is_not_opened_and_not_sent(
    insurers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    posted = posted_from(
        insurers_browser.get(at(claim, "accept-claim")).content.decode(),
        compensatorReference="NM/26/1",
    )
    locks.release(claim, by=insurer.as_actor())
    colleague = make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER)
    locks.take(claim, by=colleague.as_actor(), at=make.NOW)
    assert insurers_browser.get(at(claim, "accept-claim")).status_code == 423
    answer = insurers_browser.post(at(claim, "accept-claim"), posted)
    assert answer.status_code == 423
    assert "is locked by" in answer.content.decode()
    assert "NM/26/1" in answer.content.decode()
    assert phase(claim) == "ClaimSubmitted"


def test_a_second_click_does_nothing_again(
    insurers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    posted = posted_from(
        insurers_browser.get(at(claim, "accept-claim")).content.decode(),
        compensatorReference="NM/26/1",
    )
    insurers_browser.post(at(claim, "accept-claim"), posted)
    events = Event.objects.count()
    answer = insurers_browser.post(at(claim, "accept-claim"), posted, follow=True)
    assert "it was not done again" in answer.content.decode()
    assert Event.objects.count() == events


def test_a_stale_page_keeps_what_was_typed_and_can_be_sent_again(
    insurers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    answer = do(
        insurers_browser, claim, "accept-claim",
        compensatorReference="NM/26/1", activity=str(uuid.uuid4()),
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The claim was changed since you read it" in page
    assert 'value="NM/26/1"' in page
    assert insurers_browser.post(at(claim, "accept-claim"), posted_from(page)).status_code == 302


def test_what_another_did_first_is_said_with_what_was_typed(
    insurers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    page = insurers_browser.get(at(claim, "send-liability-decision")).content.decode()
    colleague = make.user(insurer.organisation, *_profiles(insurer))
    locks.release(claim, by=insurer.as_actor())
    make.act(claim, "send-liability-decision", "rta_liability_response", by=colleague)
    answer = insurers_browser.post(
        at(claim, "send-liability-decision"),
        posted_from(
            page, liability__decision="not-admitted", liability__reasonsNotAdmitted="He ran."
        ),
    )
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "He ran." in told
    assert "“Send the liability decision” is not possible" in told
    assert "Liability admitted" in told


def _profiles(user: User) -> list[Any]:

    return [Profile(one.profile) for one in user.profiles.all()]


def test_a_decision_after_the_time_limit_is_refused_with_the_sentence(
    insurers_browser: Client, lawyer: User, insurer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    page = insurers_browser.get(at(claim, "send-liability-decision")).content.decode()
    monkeypatch.setattr(clock, "now", lambda: make.NOW + timedelta(days=60))
    insurers_browser.logout()
    insurers_browser.force_login(insurer)
    answer = insurers_browser.get(at(claim, "send-liability-decision"))
    assert "The time limit for “Liability decision” was reached" in answer.content.decode()
    posted = posted_from(page, liability__reasonsNotAdmitted="Too late?")
    told = insurers_browser.post(at(claim, "send-liability-decision"), posted).content.decode()
    assert "The time limit for “Liability decision” was reached" in told
    assert "Too late?" in told
    assert phase(claim) == "LiabilityDecisionTimeout"


def test_an_action_is_refused_with_the_sentence_of_the_process(
    lawyers_browser: Client, insurers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    answer = insurers_browser.get(at(claim, "send-liability-decision"))
    assert answer.status_code == 409
    assert "is not possible while the claim is at “Claim submitted”" in answer.content.decode()
    answer = lawyers_browser.get(at(claim, "accept-claim"))
    assert "is for the compensator to do" in answer.content.decode()


def test_what_does_not_exist_or_is_not_ones_own_is_not_found(
    lawyers_browser: Client, lawyer: User, insurer: User, stranger: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    assert lawyers_browser.get(at(claim, "eat-claim")).status_code == 404
    assert lawyers_browser.get("/claims/999999/actions/accept-claim").status_code == 404
    assert lawyers_browser.get(f"/claims/{10**30}/actions/accept-claim").status_code == 404
    other = Client()
    other.force_login(stranger)
    assert other.get(at(claim, "accept-claim")).status_code == 404


def test_writing_the_form_is_the_forms_own_page(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    answer = lawyers_browser.get(at(claim, "send-claim"))
    assert answer.headers["Location"] == f"/claims/{claim.pk}/form"


@pytest.mark.parametrize(("side", "offered", "kept_back"), [
    ("lawyer", "claim-withdrawn", "notification-incomplete"),
    ("insurer", "notification-incomplete", "claim-withdrawn"),
])  # fmt: skip
def test_only_the_reasons_of_ones_own_side_are_offered_for_an_exit(
    lawyers_browser: Client, insurers_browser: Client, lawyer: User, insurer: User,
    side: str, offered: str, kept_back: str,
) -> None:  # fmt: skip
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    browser = {"lawyer": lawyers_browser, "insurer": insurers_browser}[side]
    page = browser.get(at(claim, "exit-claim")).content.decode()
    assert f'value="{offered}"' in page
    assert f'value="{kept_back}"' not in page


def test_an_incomplete_form_is_not_offered_once_liability_was_decided(
    insurers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="StartOfStage21")
    page = insurers_browser.get(at(claim, "exit-claim")).content.decode()
    assert 'value="further-investigation"' in page
    assert 'value="notification-incomplete"' not in page


def test_in_el_claims_the_reasons_of_el_claims_are_offered(
    liability_lawyer: User, liability_insurer: User
) -> None:
    """Reasons 14 and 15 are the claimant representative's alone there (process facts 4.1)."""
    body = make.cnf("el", compensator=liability_insurer.organisation)
    claim = make.claim(lawyer=liability_lawyer, insurer=liability_insurer, body=body)
    own_alone = ("stage-1-costs-unpaid", "reason-15")
    for user, offered in ((liability_lawyer, True), (liability_insurer, False)):
        page = signed_in(user).get(at(claim, "exit-claim")).content.decode()
        assert [f'value="{one}"' in page for one in own_alone] == [offered, offered]


def test_in_el_claims_no_askcue_reference_is_a_reason_to_reject(
    liability_lawyer: User, liability_insurer: User
) -> None:
    body = make.cnf("el", compensator=liability_insurer.organisation)
    claim = make.claim(lawyer=liability_lawyer, insurer=liability_insurer, body=body)
    claim = make.act(claim, "acknowledge-claim", {}, by=liability_insurer)
    page = signed_in(liability_insurer).get(at(claim, "reject-claim")).content.decode()
    assert 'value="wrong-organisation"' in page
    assert 'value="askcue-reference-not-valid"' not in page


def test_the_settlement_pack_shows_its_sums(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackForm")
    answer = do(lawyers_browser, claim, "send-settlement-pack", **PACK, calculate="yes")
    page = answer.content.decode()
    assert "£900.00" in page
    assert 'value="1000"' in page
    assert phase(claim) == "Stage2SettlementPackForm"


def test_rows_of_losses_are_added_and_removed(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackForm")
    page = do(lawyers_browser, claim, "send-settlement-pack", **PACK, add="losses").content.decode()
    assert ("remove", "losses/1") in controls(page).buttons
    assert controls(page).answers["losses/0/grossValueClaimed"] == ["1000"]
    posted = posted_from(page, remove="losses/0", losses__1__interest="7")
    page = lawyers_browser.post(at(claim, "send-settlement-pack"), posted).content.decode()
    assert ("remove", "losses/1") not in controls(page).buttons
    assert controls(page).answers["losses/0/interest"] == ["7"]


def test_the_answer_begins_with_the_figures_claimed(
    insurers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackDecision")
    page = insurers_browser.get(at(claim, "respond-to-settlement-pack")).content.decode()
    claimed = make.sample("rta_settlement_pack_request")["losses"]
    answers = controls(page).answers
    for number, row in enumerate(claimed):
        assert answers[f"losses/{number}/head"] == [row["head"]]
        assert answers[f"losses/{number}/grossValueOffered"] == [row["grossValueClaimed"]]
    assert answers["compensator/reference"] == ["NM/26/1"]


def test_confirming_repeats_what_was_claimed_whatever_stands_in_the_rows(
    insurers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackDecision")
    answer = do(
        insurers_browser, claim, "respond-to-settlement-pack",
        cru__reference="NCM309", agreement__decision="confirm", losses__0__grossValueOffered="1",
        losses__0__comments="Fine.",
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    sent = claim.documents.order_by("-number")[0].body
    claimed = make.sample("rta_settlement_pack_request")["losses"]
    assert [row["grossValueOffered"] for row in sent["losses"]] == [
        row["grossValueClaimed"] for row in claimed
    ]
    assert sent["losses"][0]["comments"] == "Fine."
    assert sent["agreement"]["grossAmount"] == "1830.55"


def test_the_own_figures_are_still_there_when_agreeing_was_refused(
    insurers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackDecision")
    refused = do(
        insurers_browser, claim, "respond-to-settlement-pack",
        cru__reference="", agreement__decision="confirm", losses__0__grossValueOffered="17",
    )  # fmt: skip
    assert refused.status_code == 422
    answers = controls(refused.content.decode()).answers
    assert answers["losses/0/grossValueOffered"] == ["17"]


def test_what_the_engine_refuses_is_said_and_the_answer_kept(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    form = make.cnf(compensator=insurer.organisation)
    form["claimant"]["person"]["dateOfBirth"] = "2012-03-09"
    form["claimant"]["child"] = True
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision", body=form)
    for actor, action, says in (
        (insurer, "send-liability-decision", make.sample("rta_liability_response")),
        (lawyer, "acknowledge-liability-admitted-for-child", {}),
    ):
        actions.act(
            claim, action, says, activity_id=claim.activity_id, by=actor.as_actor(), at=make.NOW
        )
        claim.refresh_from_db()
    answer = do(lawyers_browser, claim, "set-interim-payment-needed", needed="yes")
    assert answer.status_code == 409
    assert "there is no interim payment in the portal" in answer.content.decode()
    assert controls(answer.content.decode()).answers["needed"] == ["yes"]


def test_nothing_is_sent_without_its_token(insurer: User, lawyer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(insurer)
    for path in (at(claim, "accept-claim"), "/claims/new"):
        assert browser.post(path, {"compensatorReference": "X"}).status_code == 403
    assert phase(claim) == "ClaimSubmitted"
