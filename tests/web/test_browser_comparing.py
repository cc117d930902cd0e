"""The comparison of two documents in a browser."""

import os

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import INSURER, LAWYER, Portal, must_be_accessible, signed_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_documents_are_chosen_and_compared(
    browser: Browser, portal: Portal, scripts: bool
) -> None:
    number = portal.send_claim()
    says = {"compensatorReference": "NM/26/1"}
    portal.act(number, "accept-claim", says, user_id=INSURER)
    page = signed_in(browser, portal, LAWYER, java_script_enabled=scripts)
    page.goto(f"/claims/{int(number)}#documents")
    page.get_by_role("link", name="Compare two documents").click()
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.get_by_role("heading", name="Compare documents")).to_be_visible()
        expect(page.get_by_text("Only in the second").first).to_be_visible()
        cells = page.locator("#fields tbody tr, table tbody tr").first.locator("th, td")
        tops = [cells.nth(at).bounding_box() for at in range(4)]
        in_one_row = len({round(box["y"]) for box in tops if box}) == 1
        assert in_one_row is (width > 320), "columns where there is room, else one under the other"
        lefts = [box["x"] for box in tops if box]
        assert len(set(map(round, lefts))) == (4 if in_one_row else 1)
        if scripts:
            must_be_accessible(page)
        if pictures := os.environ.get("PORTAL_PICTURES"):
            page.screenshot(path=f"{pictures}/compare-{width}-{scripts}.png")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Compare")).to_be_hidden()
    if pictures:
        page.pdf(path=f"{pictures}/compare-{scripts}.pdf", prefer_css_page_size=True)
    page.emulate_media(media="screen")
    page.get_by_label("Second document").select_option(index=1)
    page.get_by_label("Only what differs").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("No field differs.")).to_be_visible()
    expect(page.get_by_text("Nothing to show: choose to see more.")).to_be_visible()
    if scripts:
        must_be_accessible(page)
