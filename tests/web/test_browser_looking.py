"""Who looks at a claim too, in a browser: told while the page stays open, and without scripts."""

import os

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import INSURER, LAWYER, Portal, must_be_accessible, signed_in

pytestmark = pytest.mark.browser
COLLEAGUE = "JSEILE"


def test_who_comes_while_the_page_is_open_is_told(browser: Browser, portal: Portal) -> None:
    path = f"/claims/{int(portal.send_claim())}"
    signed_in(browser, portal, INSURER).goto(path)
    page = signed_in(browser, portal, LAWYER)
    page.clock.install()
    page.goto(path)
    line = page.locator("[data-looking]")
    expect(line).to_be_empty()
    plain = signed_in(browser, portal, COLLEAGUE, java_script_enabled=False)
    plain.goto(path)
    expect(
        plain.get_by_text("Also looking at this claim now: Priya Nair (PNAIR01)")
    ).to_be_visible()
    page.clock.fast_forward(31_000)
    expect(page.get_by_role("status").filter(has=line)).to_have_text(
        "Also looking at this claim now: Jan Seile (JSEILE)"
    )
    must_be_accessible(page)
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        must_be_accessible(page)
        if pictures := os.environ.get("PORTAL_PICTURES"):
            page.screenshot(path=f"{pictures}/claim-{width}.png", full_page=True)
