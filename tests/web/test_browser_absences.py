"""Absence cover in a browser, with and without scripts, in a narrow window and a wide one."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import INSURER, Portal, must_be_accessible, signed_in

pytestmark = pytest.mark.browser
COLLEAGUE = "SRAO"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [320, 1440])
def test_a_leader_says_who_covers_and_ends_it(
    browser: Browser, portal: Portal, scripts: bool, width: int
) -> None:
    number = portal.send_claim()
    portal.act(number, "allocate-to-user", {"userId": INSURER}, user_id=INSURER)
    size = {"width": width, "height": 900}
    page = signed_in(browser, portal, INSURER, java_script_enabled=scripts, viewport=size)
    page.goto("/team")
    page.get_by_role("link", name="Absences and cover").click()
    page.get_by_label("Who is away?").select_option(INSURER)
    today = datetime.now(UTC).date()
    for name, day in (("First day away", today), ("Last day away", today + timedelta(days=3))):
        group = page.get_by_role("group", name=name)
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(part).fill(str(value))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose who covers")
    page.get_by_label("Who covers?").select_option(COLLEAGUE)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Sana Rao covers for Hazel Ward")).to_be_visible()
    if scripts:
        must_be_accessible(page)
    if pictures := os.environ.get("PORTAL_PICTURES"):
        page.screenshot(path=f"{pictures}/absences-{width}-{scripts}.png", full_page=True)

    cover = signed_in(browser, portal, COLLEAGUE, java_script_enabled=scripts, viewport=size)
    cover.goto("/?allocatedTo=me")
    row = cover.get_by_role("row").filter(has_text=number)
    expect(row).to_contain_text("Covering for Hazel Ward (HWARD)")
    if scripts:
        must_be_accessible(cover)
    page.get_by_role("button", name="End it Hazel Ward").click()
    expect(page.get_by_text("Nobody is away.")).to_be_visible()
    cover.reload()
    expect(cover.get_by_text(number)).to_have_count(0)
