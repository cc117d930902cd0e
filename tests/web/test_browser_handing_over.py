"""Handing claims over in the browser: with the mouse, and by keyboard only."""

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import INSURER, Portal, must_be_accessible, signed_in


def test_rows_are_dropped_on_each_other(browser: Browser, portal: Portal) -> None:
    portal.send_claim()
    page = signed_in(browser, portal, INSURER, viewport={"width": 1440, "height": 900})
    page.goto("/team")
    must_be_accessible(page)
    page.get_by_role("row", name="Nobody in particular").drag_to(
        page.get_by_role("row", name="Sana Rao")
    )
    expect(page.get_by_label("Claims of")).to_have_value("nobody")
    expect(page.get_by_label("Go to")).to_have_value("SRAO")
    must_be_accessible(page)
    page.set_viewport_size({"width": 320, "height": 900})
    must_be_accessible(page)
    page.get_by_label("All that wait").check()
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_role("table")).to_contain_text("Allocated to Sana Rao (SRAO).")


@pytest.mark.parametrize("scripts", [True, False])
def test_it_is_done_by_keyboard_alone(browser: Browser, portal: Portal, scripts: bool) -> None:
    portal.send_claim()
    page = signed_in(browser, portal, INSURER, java_script_enabled=scripts)
    page.goto("/team")
    page.get_by_role("link", name="Hand one person's claims over to another").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Claims of").focus()
    page.keyboard.type("Nobody")
    page.keyboard.press("Tab")
    page.keyboard.type("Hazel")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Hand over").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("table")).to_contain_text("Allocated to Hazel Ward (HWARD).")
