"""Lawyer and insurer at their browsers, from the empty form to the settlement."""

import pytest
from playwright.sync_api import Browser, Page

from tests import make
from tests.web.browser import INSURER, LAWYER, Portal, must_be_accessible, signed_in
from tests.web.forms.walking import act, look_at, write

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_claim_is_written_sent_answered_and_settled(
    portal: Portal, browser: Browser, scripts: bool
) -> None:
    lawyer = signed_in(browser, portal, LAWYER, java_script_enabled=scripts)
    insurer = signed_in(browser, portal, INSURER, java_script_enabled=scripts)
    write(lawyer, make.sample("rta_cnf"), "Northcliffe Motor", accessible=scripts)
    lawyer.get_by_role("button", name="Send").click()
    lawyer.get_by_role("heading", name="Claim sent").wait_for()
    look_at(lawyer, scripts)
    claim = int(lawyer.locator(".govuk-panel strong").inner_text())

    act(insurer, claim, "accept-claim", {"compensatorReference": "NM/26/1"}, scripts)
    act(insurer, claim, "apply-article-75", {"applies": False}, scripts)
    response = make.sample("rta_liability_response")
    act(insurer, claim, "send-liability-decision", response, scripts)
    act(lawyer, claim, "acknowledge-liability-admitted", {}, scripts)
    act(lawyer, claim, "set-interim-payment-needed", {"needed": False}, scripts)
    pack = make.sample("rta_settlement_pack_request")
    act(lawyer, claim, "send-settlement-pack", pack, scripts)
    answer = {"cru": {"reference": "NCM309"}, "agreement": {"decision": "confirm"}}
    act(insurer, claim, "respond-to-settlement-pack", answer, scripts)
    act(lawyer, claim, "acknowledge-settlement-confirmed", {}, scripts)
    lawyer.get_by_text("“Settled”").first.wait_for()
    for page in (lawyer, insurer):
        page.context.close()


def test_a_section_is_filled_in_by_keyboard_alone(portal: Portal, browser: Browser) -> None:
    page = signed_in(browser, portal, LAWYER)
    page.goto("/claims/new")
    page.keyboard.press("Tab")
    press_until(page, "#start")
    page.keyboard.press("Enter")
    page.wait_for_url("**/form")
    page.goto(f"{page.url}/claim")
    press_until(page, "#claim-valueBand")
    page.keyboard.press("Space")
    press_until(page, "#claim-officialInjuryClaimReference")
    page.keyboard.type("OIC-1")
    press_until(page, "#claim-signatory")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    press_until(page, "#claim-signedCopyRetained")
    page.keyboard.press("Space")
    press_until(page, "#save")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claimant-representative")
    page.goto(page.url.replace("claimant-representative", "claim"))
    assert page.get_by_label("Claimant in person").is_checked()
    assert page.get_by_label("Up to £10,000", exact=True).is_checked()
    page.context.close()


def press_until(page: Page, control: str) -> None:
    """Tab until the control has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement && '#' + document.activeElement.id") == control:
            return
    raise AssertionError(f"{control} cannot be reached by Tab on {page.url}")


def test_an_error_is_reached_from_its_sentence(portal: Portal, browser: Browser) -> None:
    page = signed_in(browser, portal, LAWYER)
    page.goto("/claims/new")
    page.get_by_role("button", name="Start").click()
    page.goto(f"{page.url}/accident")
    page.locator("#save").click()
    page.get_by_role("heading", name="Saved, but not complete").wait_for()
    must_be_accessible(page)
    page.get_by_role("link", name="Where the accident happened must be given").click()
    assert page.evaluate("document.activeElement.id") == "accident-place"
    page.context.close()
