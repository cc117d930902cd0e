"""The inbox, mails by choice and deadline feeds in a browser, with axe on each page reached."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests import asking
from tests.web.browser import INSURER, LAWYER, Portal, must_be_accessible, signed_in

pytestmark = pytest.mark.browser

WINDOWS = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 320, "height": 640}}


@pytest.mark.parametrize("window", WINDOWS)
def test_a_notice_is_read_followed_and_cleared(
    browser: Browser, portal: Portal, window: str
) -> None:
    number = portal.send_claim()
    portal.act(number, "accept-claim", {"compensatorReference": "NM/1"}, user_id=INSURER)
    page = signed_in(browser, portal, LAWYER, viewport=WINDOWS[window])
    page.goto("/notices")
    must_be_accessible(page)
    row = page.get_by_role("row", name=re.compile(f"Claim {number} accepted by Compensator"))
    row.get_by_role("link", name=number).click()
    expect(page).to_have_url(f"{portal.base_url}/claims/{int(number)}")
    page.goto("/notices")
    page.get_by_role("button", name=re.compile(f"^Clear.*{number}")).click()
    expect(page.get_by_text("The notice was cleared.")).to_be_visible()
    must_be_accessible(page)
    expect(row).to_have_count(0)


def test_clearing_all_needs_no_script(browser: Browser, portal: Portal) -> None:
    portal.send_claim()
    page = signed_in(browser, portal, INSURER, java_script_enabled=False)
    page.goto("/notices")
    expect(page.get_by_role("link", name=re.compile(r"^Notices \(\d+\+?\)$"))).to_be_visible()
    page.get_by_role("button", name="Clear all").click()
    expect(page.get_by_text("There are none.")).to_be_visible()
    expect(page.get_by_role("link", name="Notices", exact=True)).to_be_visible()


@pytest.mark.parametrize("window", WINDOWS)
def test_an_address_of_deadlines_is_made_read_and_revoked(
    browser: Browser, portal: Portal, window: str
) -> None:
    number = portal.send_claim()
    page = signed_in(browser, portal, INSURER, viewport=WINDOWS[window])
    page.goto("/account/deadline-feeds")
    must_be_accessible(page)
    page.get_by_role("button", name=re.compile("address.*team")).first.click()
    address = page.get_by_text(re.compile(r"^http.*/deadlines/.*\.ics$")).inner_text()
    must_be_accessible(page)
    assert f"Claim {number}" in asking.get(address).text
    page.get_by_role("button", name=re.compile("Revoke the address.*team")).click()
    expect(page.get_by_text("The address leads nowhere from now on.")).to_be_visible()
    assert asking.get(address).status_code == 404


@pytest.mark.parametrize(
    "path", ["/account/notices", "/administration/organisation/acknowledgements"]
)
def test_a_choice_is_kept(browser: Browser, portal: Portal, path: str) -> None:
    page = signed_in(browser, portal, INSURER)
    page.goto(path)
    must_be_accessible(page)
    page.get_by_label("As they come").or_(page.get_by_label("Acknowledge the exit")).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("kept")
    page.goto(path)
    expect(
        page.get_by_label("As they come").or_(page.get_by_label("Acknowledge the exit"))
    ).to_be_checked()
