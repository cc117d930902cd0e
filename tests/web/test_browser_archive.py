"""The archive in a browser: a profile of its own, a search, and a claim to read."""

import os

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser import FIRM, LAWYER, Portal, must_be_accessible, signed_in

pytestmark = pytest.mark.browser
ARCHIVIST = "RMARLOW"


def archived(portal: Portal) -> str:
    """A claim that went to court with a pack; its application ID."""
    wanted = {"claimType": "rta", "at": "CourtProceedingsPackEnd"}
    made = portal._post("/api/v1/sandbox/claims", wanted, FIRM, LAWYER)
    number: str = made["claim"]["applicationId"]
    return number


def test_the_archive_is_searched_and_read_by_whoever_has_its_profile(
    browser: Browser, portal: Portal
) -> None:
    number = archived(portal)
    page = signed_in(browser, portal, ARCHIVIST)
    refused = page.goto("/archive")
    assert refused is not None and refused.status == 403
    administrator = signed_in(browser, portal, LAWYER)
    administrator.goto(f"/administration/users/{ARCHIVIST}/profiles")
    administrator.get_by_label("Search archived claims").check()
    administrator.locator("main form button[type=submit]").first.click()
    expect(administrator.get_by_role("heading", level=1)).to_contain_text("Marlow")
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        read_one(page, number)
        if pictures := os.environ.get("PORTAL_PICTURES"):
            page.screenshot(path=f"{pictures}/archive-{width}.png", full_page=True)


def read_one(page: Page, number: str) -> None:
    page.goto("/archive")
    page.get_by_label("Application ID").fill("0000000009999999")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Nothing in the archive is like that.")).to_be_visible()
    page.get_by_label("Application ID").fill(number)
    page.get_by_role("button", name="Search").click()
    must_be_accessible(page)
    page.get_by_role("link", name=number).click()
    expect(page.get_by_role("heading", name=f"Archived claim {number}")).to_be_visible()
    expect(page.get_by_text("To read only.")).to_be_visible()
    expect(page.locator("main form")).to_have_count(0)
    must_be_accessible(page)
