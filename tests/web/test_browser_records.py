"""Records in a browser: claims transferred with the consent of both, and one deleted and had back."""

import os
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import asking
from tests.web.browser import FIRM, LAWYER, Portal, as_staff, must_be_accessible, signed_in

pytestmark = pytest.mark.browser

WINDOWS: dict[str, Any] = {
    "wide": {"width": 1440, "height": 900}, "narrow": {"width": 320, "height": 800}
}  # fmt: skip
REASON = "Our firms merge at the turn of the year."
OTHER = "EBRODY"


def look(page: Page, name: str) -> None:
    """Narrow and wide, with axe; and pictures where PORTAL_PICTURES names a directory."""
    for window in ("narrow", "wide"):
        page.set_viewport_size(WINDOWS[window])
        must_be_accessible(page)
        if pictures := os.environ.get("PORTAL_PICTURES"):
            page.screenshot(path=f"{pictures}/records-{name}-{window}.png", full_page=True)


def test_claims_go_over_with_the_consent_of_both(browser: Browser, portal: Portal) -> None:
    claim = portal.send_claim()
    page = signed_in(browser, portal)
    page.goto("/administration/transfers/new")
    page.get_by_label("Organisation ID that receives").fill("CR00102")
    page.get_by_label("Those of a list").check()
    page.locator("#numbers").fill(claim)
    page.get_by_label("Contact").fill("Pat Office, pat.office@example.com")
    page.get_by_label("Why do these claims go over?").fill(REASON)
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_text("Choose an hour to come").first).to_be_visible()
    look(page, "transfer-new")
    day = datetime.now(ZoneInfo("Europe/London")) + timedelta(days=1)
    for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part, exact=True).fill(str(number))
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_text("Waits for consent")).to_be_visible()
    address = page.url
    other = signed_in(browser, portal, OTHER)
    other.goto(address)
    look(other, "transfer-asked")
    other.get_by_role("button", name="Agree for your organisation").click()
    expect(other.get_by_text("Both sides agreed")).to_be_visible()
    other.goto("/administration/transfers")
    look(other, "transfers")
    support = as_staff(browser, portal, "SLINDEN")
    support.goto(f"/operator/transfers/{address.rpartition('/')[2]}")
    look(support, "transfer-operator")
    support.get_by_label("Why? At least 10 characters").fill("Both firms were rung up.")
    support.get_by_role("button", name="Put it to be confirmed").click()
    protection = as_staff(browser, portal, "DOKORO")
    protection.goto(support.url)
    look(protection, "transfer-request")
    protection.get_by_role("button", name="Confirm").click()
    expect(protection.get_by_text("Confirmed and done").first).to_be_visible()
    page.goto(address)
    expect(page.get_by_text("Planned").first).to_be_visible()
    page.get_by_text("Take your consent back").first.click()
    page.get_by_label("Why?").fill("The merger is off after all.")
    page.get_by_role("button", name="Take your consent back").click()
    expect(page.get_by_text("Consent was withdrawn").first).to_be_visible()
    look(page, "transfer-withdrawn")


def test_a_claim_is_deleted_and_had_back(browser: Browser, portal: Portal) -> None:
    claim = portal.send_claim()
    profiles = [*portal.people[LAWYER]["profiles"], "advanced-user-delete-claims"]
    headers = portal._headers(FIRM, LAWYER)
    path = f"{portal.base_url}/api/v1/users/{LAWYER}/profiles"
    assert asking.put(path, json={"profiles": profiles}, headers=headers).is_success
    page = signed_in(browser, portal)
    page.goto("/deletions")
    page.get_by_label("Application ID").fill("17171717")
    page.get_by_role("button", name="Find the claim").click()
    expect(page.get_by_text("no such claim").first).to_be_visible()
    page.get_by_label("Application ID").fill(claim)
    page.get_by_role("button", name="Find the claim").click()
    look(page, "delete-claim")
    page.get_by_label("Why is it deleted?").fill("The claimant asked for erasure.")
    page.get_by_role("button", name="Delete the claim").click()
    look(page, "deletions")
    protection = as_staff(browser, portal, "DOKORO")
    protection.goto("/operator/data-protection")
    protection.get_by_text("Have it back").first.click()
    look(protection, "data-protection")
    protection.goto("/operator/data-protection/holds")
    look(protection, "holds")
    protection.goto("/operator/data-protection/subject")
    look(protection, "subject")
    page.get_by_role("button", name=f"Have it back {claim}").click()
    page.goto(f"/claims/{int(claim)}")
    expect(page.get_by_text(claim).first).to_be_visible()


def test_the_directory_is_kept_on_its_pages(browser: Browser, portal: Portal) -> None:
    page = as_staff(browser, portal, "RPENTON")
    london = datetime.now(ZoneInfo("Europe/London"))
    page.goto("/operator/directory/notices/new")
    page.get_by_label("What everybody reads").fill("Search is slower than usual today.")
    page.get_by_label("Shown until").fill(f"{london + timedelta(hours=2):%Y-%m-%dT%H:%M}")
    look(page, "notice-new")
    page.get_by_role("button", name="Announce it").click()
    look(page, "notices")
    page.goto("/operator/directory/holidays")
    look(page, "holidays")
    page.get_by_label("A day becomes a holiday").check()
    for part, number in (("Day", "7"), ("Month", "1"), ("Year", "2099")):
        page.get_by_label(part, exact=True).first.fill(number)
    page.get_by_label("Name").fill("A day of joy")
    page.get_by_role("button", name="Show what it would change").click()
    expect(page.get_by_role("button", name="Make the change")).to_be_visible()
    look(page, "holidays-preview")
    for address in ("", "/mail-lists", "/lists/insurers", "/agreements", "/codes"):
        page.goto(f"/operator/directory{address}")
        look(page, f"directory{address.replace('/', '-')}")
    page.goto("/operator/directory/notices")
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_role("button", name="End it")).to_have_count(0)


def test_a_code_gets_dates_and_loses_them(browser: Browser, portal: Portal) -> None:
    page = as_staff(browser, portal, "RPENTON")
    for first_day in (("1", "1", "2098"), ("", "", "")):
        page.goto("/operator/directory/codes")
        page.get_by_text("referral_source").first.click()
        page.get_by_role("link", name="Change Advertising").click()
        for part, number in zip(("Day", "Month", "Year"), first_day, strict=True):
            page.get_by_label(part, exact=True).last.fill(number)
        page.get_by_label("Why?").fill("The list changes with the law.")
        look(page, f"code-dates-{first_day[2]}")
        page.get_by_role("button", name="Set the dates").click()
        page.get_by_text("referral_source").first.click()
        row = page.get_by_role("row").filter(
            has=page.get_by_role("link", name="Change Advertising")
        )
        expect(row).to_contain_text("until 1 Jan 2098" if first_day[2] else "always")
    look(page, "codes-with-dates")
