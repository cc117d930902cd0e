"""One's own part in a team by keyboard only: absence and cover, notices, deadlines to come."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests import asking
from tests.web.browser import INSURER, Portal
from tests.web.keyboard import Begins, Keyboard, open_the_menu, page_with, told

pytestmark = pytest.mark.browser
COLLEAGUE = "SRAO"


def go_to_ones_account(by: Keyboard) -> None:
    by.press(by.page.locator(".portal-account summary"))
    by.follow(by.page.get_by_role("link", name="Your account", exact=True))
    told(by.page).to_have_text("Your account")
    by.look()


def go_by_the_menu(by: Keyboard, to: str) -> None:
    open_the_menu(by)
    by.follow(by.page.get_by_role("navigation", name="Menu").get_by_role("link", name=to))


def write_days(by: Keyboard, first: int, last: int) -> None:
    """So many days from today."""
    today = datetime.now(ZoneInfo("Europe/London")).date()
    for name, days in (("First day away", first), ("Last day away", last)):
        day = today + timedelta(days=days)
        group = by.page.get_by_role("group", name=name)
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            by.fill(group.get_by_label(part), str(value))


def test_an_absence_is_said_covered_and_ended(begins: Begins, portal: Portal) -> None:
    number = portal.send_claim()
    portal.act(number, "allocate-to-user", {"userId": COLLEAGUE}, user_id=INSURER)
    away = begins("/", COLLEAGUE)
    page = away.page
    go_to_ones_account(away)
    away.follow(page.get_by_role("link", name=re.compile("Absence")))
    write_days(away, 0, -1)
    away.choose(page.get_by_label("Who covers?"), "Hazel")
    away.follow(page.get_by_role("button", name="Save"))
    away.look()
    away.press(page.get_by_role("alert").get_by_role("link").first)
    expect(page.get_by_role("group", name="Last day away").get_by_label("Day")).to_be_focused()
    write_days(away, 0, 3)
    away.choose(page.get_by_label("Who covers?"), "Hazel")
    away.follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Hazel Ward covers for Sana Rao")).to_be_visible()
    away.look()

    leader = begins("/", INSURER)
    scopes = leader.page.get_by_role("navigation", name="Whose claims")
    leader.follow(scopes.get_by_role("link", name="Allocated to you"))
    page_with(leader, number)
    row = leader.page.get_by_role("row").filter(has_text=number)
    expect(row).to_contain_text("Covering for Sana Rao (SRAO)")
    go_by_the_menu(leader, "Team")
    leader.follow(leader.page.get_by_role("link", name="Absences and cover"))
    leader.follow(leader.page.get_by_role("button", name="End it Sana Rao"))
    expect(leader.page.get_by_text("SRAO is not away any more.")).to_be_visible()
    leader.page.goto("/?allocatedTo=me")
    expect(row).to_have_count(0)


def test_a_notice_is_read_followed_and_cleared(begins: Begins, portal: Portal) -> None:
    number = portal.send_claim()
    portal.act(number, "accept-claim", {"compensatorReference": "NM/1"}, user_id=INSURER)
    by = begins("/")
    page = by.page
    go_by_the_menu(by, "Notices")
    by.look()
    row = page.get_by_role("row", name=re.compile(f"Claim {number} accepted by Compensator"))
    by.follow(row.get_by_role("link", name=number))
    expect(page).to_have_url(re.compile(f"/claims/{int(number)}$"))
    go_by_the_menu(by, "Notices")
    by.follow(page.get_by_role("button", name=re.compile(f"^Clear.*{number} accepted")))
    expect(page.get_by_text("The notice was cleared.")).to_be_visible()
    expect(row).to_have_count(0)


def test_notices_are_had_by_mail(begins: Begins) -> None:
    by = begins("/notices")
    page = by.page
    for choice, key in (("Once a day", "ArrowDown"), ("No mail", "ArrowUp")):
        by.follow(page.get_by_role("link", name=re.compile("mailed to you|Notices by mail")))
        by.to(page.get_by_role("radio", checked=True))
        by.move(page.get_by_label(choice), key)
        by.look()
        by.follow(page.get_by_role("button", name="Save"))
        expect(page.get_by_text("Your choice is kept.")).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text(choice)


def test_deadlines_are_read_by_a_calendar_until_the_address_is_revoked(
    begins: Begins, portal: Portal
) -> None:
    number = portal.send_claim()
    by = begins("/", INSURER)
    page = by.page
    go_to_ones_account(by)
    by.follow(page.get_by_role("link", name=re.compile("Deadlines in your calendar")))
    by.follow(page.get_by_role("button", name=re.compile("^Make an address.*team")))
    address = page.get_by_text(re.compile(r"^http.*/deadlines/.*\.ics$")).inner_text()
    assert f"Claim {number}" in asking.get(address).text
    by.look()
    by.follow(page.get_by_role("button", name=re.compile("^Renew the address.*team")))
    renewed = page.get_by_text(re.compile(r"^http.*/deadlines/.*\.ics$")).inner_text()
    assert asking.get(address).status_code == 404
    assert asking.get(renewed).is_success
    by.follow(page.get_by_role("button", name=re.compile("^Revoke the address.*team")))
    expect(page.get_by_text("The address leads nowhere from now on.")).to_be_visible()
    assert asking.get(renewed).status_code == 404
