"""The worklist by keyboard, and the word that it has changed while it was open."""

import os

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import INSURER, Portal, must_be_accessible, signed_in, turn_to

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [320, 1440])
def test_tabs_and_the_bar_narrow_the_worklist(
    browser: Browser, portal: Portal, scripts: bool, width: int
) -> None:
    number = portal.send_claim()
    size = {"width": width, "height": 900}
    page = signed_in(browser, portal, INSURER, java_script_enabled=scripts, viewport=size)
    page.goto("/")
    bar = page.get_by_role("navigation", name="Claims by phase")
    bar.get_by_role("link", name="Claim submitted").click()
    expect(bar.get_by_role("link", name="Claim submitted")).to_have_attribute(
        "aria-current", "true"
    )
    if scripts:
        must_be_accessible(page)
    if pictures := os.environ.get("PORTAL_PICTURES"):
        page.screenshot(path=f"{pictures}/worklist-{width}-{scripts}.png")
    tabs = page.get_by_role("navigation", name="Whose claims")
    tabs.get_by_role("link", name="Allocated to you").click()
    expect(page).to_have_url(f"{portal.base_url}/?phase=ClaimSubmitted&allocatedTo=me")
    expect(page.get_by_role("link", name=number)).to_have_count(0)


def test_the_worklist_by_keyboard_tells_what_came_meanwhile(
    browser: Browser, portal: Portal
) -> None:
    portal.send_claim()
    page = signed_in(browser, portal, INSURER)
    page.clock.install()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept())[1])
    page.goto("/")
    rows = page.locator("form[data-worklist] tbody tr")
    first, before = rows.first.get_by_role("link"), rows.count()
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("a")
    expect(rows.get_by_role("checkbox", checked=False)).to_have_count(0)
    page.get_by_role("button", name="Tick none").click()
    expect(rows.get_by_role("checkbox", checked=True)).to_have_count(0)
    expect(page.get_by_role("button", name="Tick all on this page")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(rows.first.get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    must_be_accessible(page)
    dialog.get_by_label("Shortcuts work in this browser").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("/")
    expect(page).to_have_url(f"{portal.base_url}/")

    changed = page.get_by_text("Your worklist has changed since this page was made.")
    page.clock.fast_forward(31_000)
    page.wait_for_load_state("networkidle")
    expect(changed).to_be_hidden()
    number = portal.send_claim()
    page.clock.fast_forward(31_000)
    expect(changed).to_be_visible()
    expect(rows).to_have_count(before)
    expect(rows.first.get_by_role("checkbox")).to_be_checked()
    must_be_accessible(page)
    page.get_by_role("link", name="Show it as it is now").click()
    turn_to(page, number)
    # A tick is nothing typed: it holds nobody back.
    assert asked == []
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_label("Shortcuts work in this browser").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("/")
    expect(page).to_have_url(f"{portal.base_url}/claims")
