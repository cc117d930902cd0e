"""A firm and an insurer of EL, ELD and PL claims at their browsers."""

import pytest
from playwright.sync_api import Browser

from tests import make
from tests.web.browser import Portal, must_be_accessible, signed_in
from tests.web.forms.walking import act, look_at, write

pytestmark = pytest.mark.browser

LAWYER, INSURER = "RMARLOW", "GPETTIT"
KINDS = {
    "el": "Employers’ liability: accident",
    "eld": "Employers’ liability: disease",
    "pl": "Public liability",
}


@pytest.mark.parametrize(
    ("kind", "scripts"), [("el", True), ("eld", True), ("pl", True), ("el", False)]
)
def test_a_claim_is_written_sent_and_accepted(
    portal: Portal, browser: Browser, kind: str, scripts: bool
) -> None:
    lawyer = signed_in(browser, portal, LAWYER, java_script_enabled=scripts)
    insurer = signed_in(browser, portal, INSURER, java_script_enabled=scripts)
    form = make.cnf(kind)
    write(lawyer, form, "Fenland Liability", accessible=scripts, kind=KINDS[kind])
    lawyer.get_by_role("button", name="Send").click()
    lawyer.get_by_role("heading", name="Claim sent").wait_for()
    claim = int(lawyer.locator(".govuk-panel strong").inner_text())

    lawyer.goto(f"/claims/{claim}")
    lawyer.get_by_role("tab" if scripts else "link", name="Documents").first.click()
    lawyer.get_by_role("link", name="Form for the defendant, to print and post").click()
    lawyer.get_by_role("heading", name="Claim notification form for the defendant only").wait_for()
    look_at(lawyer, scripts)
    shown = lawyer.locator("main").inner_text()
    assert form["claimant"]["person"]["surname"] in shown
    for secret in ("Date of birth", "AB123456C"):
        assert secret not in shown

    insurer.goto("/")
    insurer.get_by_text(form["claimant"]["person"]["surname"]).first.wait_for()
    act(insurer, claim, "acknowledge-claim", {}, scripts)
    act(insurer, claim, "accept-claim", {"compensatorReference": "FEN/26/1"}, scripts)
    insurer.get_by_text("Liability decision").first.wait_for()
    for page in (lawyer, insurer):
        page.context.close()


def test_a_kind_is_chosen_by_keyboard(portal: Portal, browser: Browser) -> None:
    page = signed_in(browser, portal, LAWYER)
    page.goto("/claims/new")
    page.locator("#start").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Choose what kind of claim it is").wait_for()
    must_be_accessible(page)
    page.get_by_role("link", name="Choose what kind of claim it is").press("Enter")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/form")
    page.get_by_role("link", name="Exposure").wait_for()
    page.context.close()
