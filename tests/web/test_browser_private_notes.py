"""Private notes in a browser, with and without scripts, in a narrow window and a wide one."""

import os

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import INSURER, LAWYER, Portal, must_be_accessible, signed_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [320, 1440])
def test_a_note_is_kept_for_the_own_side(
    browser: Browser, portal: Portal, scripts: bool, width: int
) -> None:
    number = portal.send_claim()
    size = {"width": width, "height": 900}
    page = signed_in(browser, portal, LAWYER, java_script_enabled=scripts, viewport=size)
    page.goto(f"/claims/{int(number)}#notes")
    page.get_by_label("Note", exact=True).fill("Rang the garage.\nNobody there.")
    page.get_by_role("button", name="Add the note").click()
    expect(page.get_by_text("Rang the garage.")).to_be_visible()
    if scripts:
        must_be_accessible(page)
    page.get_by_role("link", name="Correct or delete").click()
    page.get_by_label("Note", exact=True).fill("")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.get_by_role("alert")).to_contain_text("Write something in the note.")
    if scripts:
        must_be_accessible(page)
    page.get_by_label("Note", exact=True).fill("Rang the garage again.")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.get_by_text("Rang the garage again.")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("Rang the garage again.")).to_be_hidden()
    page.emulate_media(media="screen")
    if pictures := os.environ.get("PORTAL_PICTURES"):
        page.screenshot(path=f"{pictures}/notes-{width}-{scripts}.png", full_page=True)

    other = signed_in(browser, portal, INSURER, java_script_enabled=scripts)
    other.goto(f"/claims/{int(number)}#notes")
    expect(other.get_by_text("Your organisation has noted nothing on this claim.")).to_be_visible()
    expect(other.get_by_text("Rang the garage again.")).to_have_count(0)
