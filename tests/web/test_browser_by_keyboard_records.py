"""Claims transferred, deleted and had back, archived; the directory: by keyboard only."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import asking
from tests.web.browser import FIRM, INSURER, LAWYER, Portal
from tests.web.keyboard import (
    Keyboard,
    Way,
    at_keys,
    follow_in_the_menu,
    number_of,
    staff_at_keys,
)
from tests.web.test_browser_archive import archived

pytestmark = pytest.mark.browser
OTHER = "EBRODY"
READERS = ((LAWYER, "JSEILE"), (INSURER, "SRAO"))
"""Whoever gives the profile of the archive, and to whom."""
LONDON = ZoneInfo("Europe/London")
REASON = "Our firms merge at the turn of the year."


def test_claims_go_over_with_the_consent_of_both(
    browser: Browser, portal: Portal, way: Way
) -> None:
    claim = portal.send_claim()
    giving = at_keys(browser, portal, LAWYER, way, "/administration/organisation")
    transfer = ask_for_a_transfer(giving, claim)
    receiving = at_keys(browser, portal, OTHER, way, "/administration/transfers")
    receiving.follow(receiving.page.get_by_role("link", name=transfer, exact=True))
    receiving.look("transfer-asked")
    receiving.follow(receiving.page.get_by_role("button", name="Agree for your organisation"))
    expect(receiving.page.get_by_text("Both sides agreed")).to_be_visible()
    confirmed_by_the_operator(browser, portal, way, transfer)
    giving.page.reload()
    expect(giving.page.get_by_text("Planned").first).to_be_visible()
    take_consent_back(giving)
    receiving.page.reload()
    expect(receiving.page.get_by_text("The merger is off after all.").first).to_be_visible()


def ask_for_a_transfer(by: Keyboard, claim: str) -> str:
    """From the page of the organisation; the number of the transfer."""
    page = by.page
    by.follow(page.get_by_role("link", name="Transfer claims to another organisation"))
    by.follow(page.get_by_role("button", name="Ask for a transfer"))
    by.write(page.get_by_label("Organisation ID that receives"), "CR00102")
    by.pick(page.get_by_label("Those of a list"))
    by.write(page.locator("#numbers"), claim)
    by.date(page, datetime.now(LONDON) + timedelta(days=1))
    by.write(page.get_by_label("Contact"), "Pat Office, pat.office@example.com")
    by.write(page.get_by_label("Why do these claims go over?"), REASON)
    by.look("transfer-new")
    by.follow(page.get_by_role("button", name="Ask for it"))
    expect(page.get_by_text("Waits for consent")).to_be_visible()
    return page.url.rpartition("/")[2]


def confirmed_by_the_operator(browser: Browser, portal: Portal, way: Way, transfer: str) -> None:
    support = staff_at_keys(browser, portal, "SLINDEN", way, "/operator/transfers")
    page = support.page
    support.follow(page.get_by_role("link", name=transfer, exact=True))
    support.write(page.get_by_label("Why? At least 10 characters"), "Both firms were rung up.")
    support.follow(page.get_by_role("button", name="Put it to be confirmed"))
    second = staff_at_keys(browser, portal, "DOKORO", way, page.url)
    second.follow(second.page.get_by_role("button", name="Confirm"))
    expect(second.page.get_by_text("Confirmed and done").first).to_be_visible()


def take_consent_back(by: Keyboard) -> None:
    by.press(by.page.locator("summary").filter(has_text="Take your consent back"))
    by.write(by.page.get_by_label("Why?"), "The merger is off after all.")
    by.follow(by.page.get_by_role("button", name="Take your consent back"))
    expect(by.page.get_by_text("Consent was withdrawn").first).to_be_visible()


def test_a_claim_is_deleted_and_had_back_by_the_firm_and_by_the_operator(
    browser: Browser, portal: Portal, way: Way
) -> None:
    claim = portal.send_claim()
    may_delete(portal)
    other = at_keys(browser, portal, INSURER, way, f"/claims/{int(claim)}").page
    by = at_keys(browser, portal, LAWYER, way, "/deletions")
    delete(by, claim)
    assert status_of(other) == 404
    by.follow(by.page.get_by_role("button", name=f"Have it back {claim}"))
    assert status_of(other) == 200
    delete(by, claim)
    assert status_of(other) == 404
    officer = staff_at_keys(browser, portal, "DOKORO", way, "/operator/data-protection")
    row = officer.page.get_by_role("row").filter(has_text=claim).first
    officer.press(row.locator("summary"))
    officer.write(row.get_by_label("Why? At least 10 characters"), "It was the wrong claim.")
    officer.look("data-protection")
    officer.follow(row.get_by_role("button", name="Have it back"))
    expect(officer.page.get_by_role("row").filter(has_text=claim).first).to_contain_text("DOKORO")
    assert status_of(other) == 200


def may_delete(portal: Portal) -> None:
    profiles = [*portal.people[LAWYER]["profiles"], "advanced-user-delete-claims"]
    path = f"{portal.base_url}/api/v1/users/{LAWYER}/profiles"
    headers = portal._headers(FIRM, LAWYER)
    assert asking.put(path, json={"profiles": profiles}, headers=headers).is_success


def delete(by: Keyboard, claim: str) -> None:
    page = by.page
    by.fill(page.get_by_label("Application ID"), claim)
    by.follow(page.get_by_role("button", name="Find the claim"))
    by.write(page.get_by_label("Why is it deleted?"), "The claimant asked for erasure.")
    by.follow(page.get_by_role("button", name="Delete the claim"))
    expect(page.get_by_role("row").filter(has_text=claim).first).to_contain_text("Hidden")
    by.look("deletions")


def status_of(page: Page) -> int:
    answer = page.reload()
    assert answer is not None
    return answer.status


def test_the_archive_is_opened_to_somebody_who_reads_it_and_closed_again(
    browser: Browser, portal: Portal, way: Way
) -> None:
    number = archived(portal)
    giver, reader = READERS[number_of(way) % len(READERS)]
    by = at_keys(browser, portal, reader, way, "/archive")
    expect(by.page.get_by_role("heading", level=1)).to_have_text("Not allowed")
    of_reader = at_keys(browser, portal, giver, way, f"/administration/users/{reader}")
    given = of_reader.page.locator("main li strong", has_text="Search archived claims")
    change_who_reads_the_archive(of_reader)
    expect(given).to_be_visible()
    by.page.goto("/")
    page = by.page
    follow_in_the_menu(by, "Archive")
    by.write(page.get_by_label("Application ID"), "0000000009999999")
    by.follow(page.get_by_role("button", name="Search"))
    expect(page.get_by_text("Nothing in the archive is like that.")).to_be_visible()
    by.fill(page.get_by_label("Application ID"), number)
    by.follow(page.get_by_role("button", name="Search"))
    by.look("archive")
    by.follow(page.get_by_role("link", name=number))
    expect(page.get_by_role("heading", name=f"Archived claim {number}")).to_be_visible()
    by.to(page.get_by_role("button", name="Take it all away (ZIP)"))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".zip")
    by.look("archived-claim")
    change_who_reads_the_archive(of_reader)
    expect(given).to_have_count(0)
    del portal.signed_in[reader]  # whoever loses a profile is signed out
    page.goto("/archive")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def change_who_reads_the_archive(by: Keyboard) -> None:
    page = by.page
    by.follow(page.get_by_role("button", name="Change profiles"))
    by.tick(page.get_by_label("Search archived claims"))
    by.follow(page.locator("main form button[type=submit]").first)


def test_a_notice_is_announced_read_and_ended(browser: Browser, portal: Portal, way: Way) -> None:
    said = f"The search is slow today ({number_of(way)})."
    by = directory(browser, portal, way, "Service notices")
    page = by.page
    by.follow(page.get_by_role("button", name="New service notice"))
    by.write(page.get_by_label("What everybody reads"), said)
    by.moment(page.get_by_label("Shown until"), datetime.now(LONDON) + timedelta(hours=2))
    by.look("notice-new")
    by.follow(page.get_by_role("button", name="Announce it"))
    by.look("notices")
    reader = at_keys(browser, portal, INSURER, way, "/").page
    expect(reader.get_by_role("region", name="Service notice")).to_contain_text(said)
    by.follow(page.get_by_role("button", name=f"End it {said}"))
    reader.reload()
    expect(reader.get_by_text(said)).to_have_count(0)


def test_a_holiday_is_made_and_taken_off(browser: Browser, portal: Portal, way: Way) -> None:
    day = date(2098, 1, 7)
    by = directory(browser, portal, way, "Holidays")
    listed = by.page.locator("main li", has_text="Tue 7 Jan 2098")
    change_holidays(by, "A day becomes a holiday", day, "A day of joy")
    expect(listed).to_contain_text("A day of joy")
    change_holidays(by, "A day is no holiday any more", day, "")
    expect(listed).to_have_count(0)


def change_holidays(by: Keyboard, what: str, day: date, name: str) -> None:
    page = by.page
    by.pick(page.get_by_label(what))
    by.date(page, day)
    if name:
        by.write(page.get_by_label("Name"), name)
    by.look("holidays")
    by.follow(page.get_by_role("button", name="Show what it would change"))
    by.look("holidays-preview")
    by.follow(page.get_by_role("button", name="Make the change"))


def test_a_mail_host_is_listed_and_taken_off(browser: Browser, portal: Portal, way: Way) -> None:
    host = f"mail{number_of(way)}.example.com"
    by = directory(browser, portal, way, "Mail lists")
    page = by.page
    by.pick(page.get_by_role("radio").first)
    by.write(page.get_by_label("Host or mailbox"), host)
    by.write(page.get_by_label("Why"), "Everybody may have a mailbox there.")
    by.follow(page.get_by_role("button", name="Add it"))
    expect(page.get_by_role("row", name=host)).to_be_visible()
    by.look("mail-lists")
    by.follow(page.get_by_role("button", name=f"Take it off {host}"))
    expect(page.get_by_role("row", name=host)).to_have_count(0)


def test_a_code_gets_dates_and_loses_them(browser: Browser, portal: Portal, way: Way) -> None:
    by = directory(browser, portal, way, "Code lists")
    page = by.page
    row = page.get_by_role("row").filter(
        has=page.get_by_role("link", name="Change Another website")
    )
    for parts, told in ((("1", "1", "2098"), "until 1 Jan 2098"), (("", "", ""), "always")):
        by.press(page.locator("summary", has_text="referral_source"))
        by.follow(page.get_by_role("link", name="Change Another website"))
        for part, number in zip(("Day", "Month", "Year"), parts, strict=True):
            field = page.get_by_label(part, exact=True).last
            by.fill(field, number) if number else by.empty(field)
        by.write(page.get_by_label("Why?"), "The list changes with the law.")
        by.look("code-dates")
        by.follow(page.get_by_role("button", name="Set the dates"))
        by.press(page.locator("summary", has_text="referral_source"))
        expect(row).to_contain_text(told)
        by.look("codes")
        page.reload()


def directory(browser: Browser, portal: Portal, way: Way, part: str) -> Keyboard:
    by = staff_at_keys(browser, portal, "RPENTON", way, "/operator")
    follow_in_the_menu(by, "Directory")
    by.follow(by.page.get_by_role("link", name=part))
    return by
