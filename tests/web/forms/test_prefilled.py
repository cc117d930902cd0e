"""Forms begin with what is known, and can be sent with little more: a claim through every pack."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.claims import actions
from claims_portal.claims.models import Claim
from claims_portal.web.forms import totals
from tests import make
from tests.moves import ACCEPTED, ADMITTED, COUNTER, NO_INTERIM, OFFERED, body_of
from tests.web.forms.conftest import signed_in
from tests.web.forms.posting import controls, posted_from

SIGNED = {
    "statementOfTruth__signatory": "claimants-solicitor",
    "statementOfTruth__signedCopyRetained": "yes",
}
Browsers = dict[str, Client]


@pytest.fixture
def people(db: None, request: pytest.FixtureRequest, kind: str) -> dict[str, User]:
    names = ("lawyer", "insurer") if kind == "rta" else ("liability_lawyer", "liability_insurer")
    return dict(zip(("lawyer", "insurer"), map(request.getfixturevalue, names), strict=True))


@pytest.fixture
def browsers(people: dict[str, User]) -> Browsers:
    return {name: signed_in(user) for name, user in people.items()}


def packed(people: dict[str, User], kind: str) -> Claim:
    """A claim whose settlement pack was sent."""
    cnf = make.cnf("rta" if kind == "rta" else "el", compensator=people["insurer"].organisation)
    written = actions.send_new_claim(cnf, by=people["lawyer"].as_actor(), at=make.NOW)
    claim = Claim.objects.get(pk=written.claim_pk)
    pack = ("lawyer", "send-settlement-pack", ("settlement_pack_request", {}))
    for who, action, says in (*ACCEPTED[kind], *ADMITTED, NO_INTERIM, pack):
        body = says if isinstance(says, dict) else body_of(claim, *says)
        claim = make.act(claim, action, body, by=people[who])
    return claim


def opened(browser: Client, claim: Claim, action: str) -> dict[str, Any]:
    page = browser.get(f"/claims/{claim.pk}/actions/{action}")
    assert page.status_code == 200, page.content.decode()
    return controls(page.content.decode()).answers


def sent(browser: Client, claim: Claim, action: str, **changes: Any) -> Claim:
    path = f"/claims/{claim.pk}/actions/{action}"
    page = browser.get(path)
    assert page.status_code == 200, page.content.decode()
    answer = browser.post(path, posted_from(page.content.decode(), **changes))
    assert answer.status_code == 302, told(answer.content.decode())
    return Claim.objects.get(pk=claim.pk)


def told(page: str) -> str:
    return page[page.find("govuk-error-summary") :][:3000]


@pytest.mark.parametrize("kind", ["rta"])
def test_what_is_claimed_for_less_than_was_agreed_is_offered_as_it_is_claimed(
    people: dict[str, User], browsers: Browsers, kind: str
) -> None:
    claim = packed(people, kind)
    for who, action, says in (OFFERED, COUNTER):
        claim = make.act(claim, action, body_of(claim, *says), by=people[who])
    begun = opened(browsers["insurer"], claim, "respond-to-counter-offer")
    assert begun["losses/1/grossValueOffered"] == ["580.00"]
    assert begun["losses/1/grossAmountAgreed"] == ["yes"]
    gross = {"agreement__grossAmount": "1798.15", "agreement__decision": "accept"}
    sent(browsers["insurer"], claim, "respond-to-counter-offer", **gross)


@pytest.mark.parametrize("kind", ["rta", "elpl"])
def test_the_sum_follows_the_rows_that_are_put_right_after_a_refusal(
    people: dict[str, User], browsers: Browsers, kind: str
) -> None:
    browser, claim = browsers["lawyer"], packed(people, kind)
    claim = make.act(claim, OFFERED[1], body_of(claim, *OFFERED[2]), by=people["insurer"])
    address = f"/claims/{claim.pk}/actions/send-counter-offer"
    begun = browser.get(address).content.decode()
    refused = browser.post(address, posted_from(begun, losses__1__grossValueClaimed="12,5"))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert controls(page).answers["losses/1/grossValueClaimed"] == ["12,5"]
    assert controls(page).answers["agreement/grossAmount"] == [""]
    answer = browser.post(address, posted_from(page, losses__1__grossValueClaimed="12.50"))
    assert answer.status_code == 302, told(answer.content.decode())
    offered = claim.documents.order_by("-number")[0].body
    assert offered["agreement"]["grossAmount"] == totals.total_of(offered)


@pytest.mark.parametrize("kind", ["rta", "elpl"])
def test_an_offer_is_written_beside_what_the_other_side_said(
    people: dict[str, User], browsers: Browsers, kind: str
) -> None:
    claim = packed(people, kind)
    answered = browsers["insurer"].get(f"/claims/{claim.pk}/actions/respond-to-settlement-pack")
    page = details_of(answered.content.decode())
    comments = [
        row["comments"]
        for row in make.sample(f"{kind}_settlement_pack_request")["losses"]
        if "comments" in row
    ]
    assert comments
    assert all(one in page["Stage 2 settlement pack"] for one in comments)
    assert "Settlement pack" in page["All offers so far"]
    claim = make.act(claim, OFFERED[1], body_of(claim, *OFFERED[2]), by=people["insurer"])
    answered = browsers["lawyer"].get(f"/claims/{claim.pk}/actions/send-counter-offer")
    page = details_of(answered.content.decode())
    assert "Response to the stage 2 settlement pack" in page
    assert "Response" in page["All offers so far"]


def details_of(page: str) -> dict[str, str]:
    """What can be opened on the page, by the words to open it by, without the kind of claim."""
    parts = page.split("<details")[1:]
    return {
        unescape(part.split('summary-text">')[1].split("<")[0]).strip().split(" (")[0]: unescape(
            part
        )
        for part in parts
        if 'summary-text">' in part
    }


@pytest.mark.parametrize("kind", ["rta", "elpl"])
def test_a_negotiation_goes_on_from_what_was_said_before(
    people: dict[str, User], browsers: Browsers, kind: str
) -> None:
    lawyer, insurer = browsers["lawyer"], browsers["insurer"]
    claim = packed(people, kind)
    begun = opened(insurer, claim, "respond-to-settlement-pack")
    assert begun["losses/0/grossAmountAgreed"] == ["yes"]
    assert begun["agreement/interimPayments"] == ["0.00"]
    claim = sent(
        insurer, claim, "respond-to-settlement-pack", cru__reference="NCM309",
        agreement__decision="counter-offer", losses__1__grossValueOffered="100.00",
        losses__1__grossAmountAgreed="no", losses__1__comments="Too much.",
    )  # fmt: skip
    assert claim.phase == "Stage2SettlementPackCounterOfferDecision"
    begun = opened(lawyer, claim, "send-counter-offer")
    claimed = make.sample(f"{kind}_settlement_pack_request")["losses"]
    assert begun["losses/1/grossValueClaimed"] == [claimed[1]["grossValueClaimed"]]
    claim = sent(lawyer, claim, "send-counter-offer", losses__1__grossValueClaimed="200.00")
    assert claim.phase == "Stage2SettlementPackCounterOfferResponse"
    begun = opened(insurer, claim, "respond-to-counter-offer")
    assert begun["losses/1/grossValueOffered"] == ["100.00"]
    claim = sent(
        insurer, claim, "respond-to-counter-offer", agreement__decision="new-offer",
        losses__1__grossValueOffered="150.00",
    )  # fmt: skip
    claim = sent(lawyer, claim, "set-counter-offer-needed", needed="no")
    claim = sent(lawyer, claim, "decide-on-last-offer", agreed="no")
    if kind == "rta":
        claim = sent(lawyer, claim, "set-additional-damages-exist", exist="yes")
        begun = opened(lawyer, claim, "send-additional-damages")
        last = len(claimed)
        assert begun[f"losses/{last}/head"] == ["additional-damages"]
        claim = sent(
            lawyer, claim, "send-additional-damages",
            **{f"losses__{last}__grossValueClaimed": "300.00", f"losses__{last}__evidenceAttached": "yes"},
        )  # fmt: skip
        claim = sent(
            insurer, claim, "respond-to-additional-damages", agreement__decision="counter-offer",
            losses__1__grossAmountAgreed="no", losses__1__comments="As before.",
            losses__1__grossValueOffered="150.00",
        )  # fmt: skip
        claim = sent(lawyer, claim, "decide-on-additional-damages", agreed="no")
    begun = opened(lawyer, claim, "send-court-pack")
    assert begun["partB/defendantFinalOffer"] != [""]
    claim = sent(
        lawyer, claim, "send-court-pack", **SIGNED, allDisbursementsPaid="yes",
        partB__stage1FixedCostsPaid="yes", partB__stage2FixedCostsPaid="no",
    )  # fmt: skip
    claim = sent(
        insurer, claim, "respond-to-court-pack", cru__benefitsReceived="0",
        cru__certificateAttached="yes", defendantSolicitor__named="no",
    )  # fmt: skip
    assert claim.phase == "EndOfStage2"
    page = lawyer.get(f"/claims/{claim.pk}").content.decode()
    assert "Offers head by head" in page
    assert page.count('href="#document-') >= 4


@pytest.mark.parametrize("kind", ["rta", "elpl"])
def test_who_accepts_a_counter_offer_repeats_it(
    people: dict[str, User], browsers: Browsers, kind: str
) -> None:
    lawyer, insurer = browsers["lawyer"], browsers["insurer"]
    claim = packed(people, kind)
    claim = sent(
        insurer, claim, "respond-to-settlement-pack", cru__reference="NCM309",
        agreement__decision="counter-offer", losses__1__grossValueOffered="100.00",
        losses__1__grossAmountAgreed="no", losses__1__comments="Too much.",
    )  # fmt: skip
    claim = sent(lawyer, claim, "send-counter-offer", losses__1__grossValueClaimed="200.00")
    claim = sent(insurer, claim, "respond-to-counter-offer", agreement__decision="accept")
    assert claim.phase == "Stage2SettlementPackConfirmed"
    accepted = claim.documents.get(kind__endswith="-counter-offer-by-compensator").body
    assert accepted["losses"][1]["grossValueOffered"] == "200.00"
    assert all(row["grossAmountAgreed"] for row in accepted["losses"])


@pytest.mark.parametrize("kind", ["rta", "elpl"])
def test_an_interim_payment_is_carried_into_the_settlement(
    people: dict[str, User], browsers: Browsers, kind: str
) -> None:
    lawyer, insurer = browsers["lawyer"], browsers["insurer"]
    cnf = make.cnf("rta" if kind == "rta" else "el", compensator=people["insurer"].organisation)
    written = actions.send_new_claim(cnf, by=people["lawyer"].as_actor(), at=make.NOW)
    claim = Claim.objects.get(pk=written.claim_pk)
    asked = ("lawyer", "send-interim-pack", ("interim_pack_request", {}))
    needed = ("lawyer", "set-interim-payment-needed", {"needed": True})
    for who, action, says in (*ACCEPTED[kind], *ADMITTED, needed, asked):
        body = says if isinstance(says, dict) else body_of(claim, *says)
        claim = make.act(claim, action, body, by=people[who])
    claim = sent(insurer, claim, "respond-to-interim-pack", cru__reference="NCM309")
    assert claim.phase == "WaitingForInterimPayment"
    claim = sent(lawyer, claim, "confirm-interim-payment", received="yes")
    claim = sent(lawyer, claim, "set-interim-payment-needed", needed="no")
    pack = body_of(claim, "settlement_pack_request", {})
    claim = make.act(claim, "send-settlement-pack", pack, by=people["lawyer"])
    begun = opened(insurer, claim, "respond-to-settlement-pack")
    assert begun["cru/reference"] == ["NCM309"]
    assert begun["agreement/interimPayments"] == [str(claim.state.facts.interim_paid)]
    assert claim.state.facts.interim_paid >= 1000
