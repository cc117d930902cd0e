"""Journeys of an administrator through the console, with axe on each page reached."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import INSURER, LAWYER, Portal, must_be_accessible, signed_in

pytestmark = pytest.mark.browser
WINDOWS = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 320, "height": 640}}
PAGES = (
    "/administration", "/administration/branches", "/administration/branches/001",
    "/administration/new-branch", "/administration/organisation",
    "/administration/organisation/edit", "/administration/api-clients",
    "/administration/new-api-client", "/administration/access-review",
    "/administration/access-review?all=yes", "/administration/audit",
    "/administration/audit?check=yes", "/agreement", "/sign-in-as",
)  # fmt: skip


@pytest.mark.parametrize("window", WINDOWS)
def test_every_page_of_the_console_is_accessible(
    browser: Browser, portal: Portal, window: str
) -> None:
    page = signed_in(browser, portal, INSURER, viewport=WINDOWS[window])
    for path in PAGES:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        must_be_accessible(page)


def test_an_administrator_runs_the_organisation(browser: Browser, portal: Portal) -> None:
    page = signed_in(browser, portal, LAWYER)
    page.goto("/")
    page.get_by_role("navigation", name="Section").get_by_role("link", name="Admin").click()
    expect(page.get_by_text("Too few administrators")).to_be_visible()

    page.get_by_role("link", name="Organisation", exact=True).click()
    page.get_by_role("button", name="Change the record").click()
    page.get_by_label("Building number").fill("")
    page.get_by_role("button", name="Save").click()
    must_be_accessible(page)
    page.get_by_role("link", name="Give the name or the number").click()
    expect(page.get_by_label("Building name")).to_be_focused()
    page.keyboard.type("Harbour House")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The organisation’s record was changed.")).to_be_visible()
    expect(page.get_by_text("Harbour House")).to_be_visible()

    page.get_by_role("link", name="Branches").click()
    page.get_by_role("button", name="Add a branch").click()
    page.get_by_label("Name", exact=True).fill("Hull")
    page.get_by_role("button", name="Add the branch").click()
    must_be_accessible(page)
    page.get_by_role("link", name="Hull").click()
    page.get_by_role("button", name="Disable the branch").click()
    must_be_accessible(page)
    page.get_by_role("button", name="Disable the branch").click()
    expect(page.get_by_text(re.compile("Branch .* is disabled"))).to_be_visible()

    page.get_by_role("link", name="Access review").click()
    page.get_by_role("button", name="Sign the review").click()
    expect(page.get_by_role("table", name="Signatures so far")).to_contain_text(LAWYER)

    page.get_by_role("link", name="Audit").click()
    expect(page.get_by_role("table", name="Entries")).to_contain_text("Branch changed")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download JSON lines").click()
    assert "organisation:branch:edited" in download.value.path().read_text()


def test_a_client_is_made_and_its_secret_seen_once(browser: Browser, portal: Portal) -> None:
    page = signed_in(browser, portal, LAWYER, java_script_enabled=False)
    page.goto("/administration/new-api-client")
    page.get_by_label("Name").fill("Case system at Harbour Row")
    page.get_by_role("button", name="Create the client").click()
    secret = page.locator("#secret").inner_text()
    page.reload()
    expect(page.get_by_text("The secret was shown once")).to_be_visible()
    assert secret not in page.content()
    page.go_back()
    assert secret not in page.content()
