"""A claim by keyboard only: from the empty form to the settlement, both sides."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests import make
from tests.web.browser import INSURER, Portal, must_fit
from tests.web.forms.keys import answer
from tests.web.keyboard import Begins, Keyboard, told

pytestmark = pytest.mark.browser
COMPENSATOR = "Northcliffe Motor"
SHORTLY: dict[str, Any] = {
    "injury": {
        "softTissue": True, "whiplash": True, "description": "Neck pain.",
        "timeOffWork": False, "medicalAttention": False, "hospital": False,
    },
    "hospitals": [],
    "rehabilitation": {"recommended": "no", "needs": False},
    "repairs": {"ownVehicleDamaged": False},
    "replacementVehicle": {"entitled": False, "needed": False, "provided": False},
}  # fmt: skip
"""A claim in which there is little to say."""


def test_a_claim_is_written_sent_and_accepted(begins: Begins) -> None:
    by = begins("/claims/new")
    page, body = by.page, make.sample("rta_cnf") | SHORTLY
    by.follow(page.get_by_role("button", name="Start"))
    by.follow(page.get_by_role("link", name="Claim", exact=True))
    while "/form/" in page.url:
        before = page.url
        must_fit(page)
        if before.endswith("/compensator"):
            choose_compensator(by)
        else:
            answer(by, body)
        assert page.url != before, page.get_by_role("alert").inner_text()
    by.follow(page.get_by_role("button", name="Check and send"))
    by.look()
    by.follow(page.get_by_role("button", name="Send", exact=True))
    told(page).to_contain_text("Claim sent")
    number = page.locator(".govuk-panel strong").inner_text()

    insurer = begins("/claims", INSURER)
    insurer.write(insurer.page.get_by_label("Application ID"), number)
    insurer.submit()
    insurer.follow(insurer.page.get_by_role("link", name=number))
    insurer.follow(insurer.page.get_by_role("button", name="Accept the claim"))
    answer(insurer, {"compensatorReference": "NM/26/1"})
    expect(insurer.page.get_by_text("waits for you")).to_be_visible()


def choose_compensator(by: Keyboard) -> None:
    by.write(by.page.get_by_label("Name or organisation ID"), "Northcliffe")
    by.follow(by.page.get_by_role("button", name="Find compensator"))
    by.tick(by.page.get_by_label(COMPENSATOR))
    by.follow(by.page.locator("#save"))


def act(by: Keyboard, claim: int, button: str, body: dict[str, Any]) -> None:
    """From the claim's page by the button of the step, and back to it."""
    by.page.goto(f"/claims/{claim}")
    by.follow(by.page.get_by_role("button", name=button))
    must_fit(by.page)
    answer(by, body)
    expect(by.page).to_have_url(re.compile(f"/claims/{claim}$"))


def test_liability_is_admitted_and_what_is_claimed_agreed_after_a_counter_offer(
    begins: Begins, portal: Portal
) -> None:
    claim = int(portal.claim_at("liability-decision"))
    lawyer, insurer = begins("/"), begins("/", INSURER)
    admission = make.sample("rta_liability_response")
    act(insurer, claim, "Send the liability decision", admission)
    act(lawyer, claim, "Acknowledge the admission", {})
    act(lawyer, claim, "Say whether an interim payment is needed", {"needed": False})
    pack = make.sample("rta_settlement_pack_request")
    pack["losses"] = pack["losses"][1:]
    act(lawyer, claim, "Send the settlement pack", pack)
    offer = {"grossValueOffered": "500.00", "grossAmountAgreed": False, "comments": "Five shifts."}
    response = {
        "cru": {"reference": "NCM309"},
        "losses": [offer, {}],
        "agreement": {"decision": "counter-offer"},
    }
    act(insurer, claim, "Respond to the settlement pack", response)
    less = {"grossValueClaimed": "580.00", "comments": "The sixth shift is given up."}
    act(lawyer, claim, "Make a counter offer", {"losses": [less, {}]})
    accepted = {"losses": [{"grossAmountAgreed": True}, {}], "agreement": {"decision": "accept"}}
    act(insurer, claim, "Respond to the counter offer", accepted)
    act(lawyer, claim, "Acknowledge the agreement", {})
    for by in (lawyer, insurer):
        by.page.goto(f"/claims/{claim}")
        expect(by.page.get_by_role("link", name="Settled")).to_be_visible()
        by.look()
