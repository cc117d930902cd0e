"""A person forgets the password, chooses another and looks at the own account, with axe."""

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from claims_portal.config.management.commands.demo_mail import newest_first
from tests.web.browser import Portal, must_be_accessible, new_page

pytestmark = pytest.mark.browser

PERSON = "MTHORNE"
NEW = "Nine-lanterns-over-7-hills"


def newest_code(portal: Portal, page: Page, *, before: int) -> str:
    """The code of the mail that came since; `before` is how many mails there were."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        mails = newest_first(portal.mail_directory)
        if len(mails) > before:
            found = re.search(r"\d{6}", str(mails[0]["Subject"]))
            assert found
            return found[0]
        time.sleep(0.1)
    raise TimeoutError(f"No mail came on {page.url}")


def mails(portal: Portal) -> int:
    return len(newest_first(portal.mail_directory)) if portal.mail_directory.exists() else 0


def test_a_person_chooses_a_password_and_sees_the_own_account(
    browser: Browser, portal: Portal
) -> None:
    page = new_page(browser, portal)
    page.goto("/sign-in")
    page.get_by_role("link", name="First sign-in, or forgotten password?").click()
    must_be_accessible(page)
    page.get_by_role("button", name="Send the code").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your User ID.")
    must_be_accessible(page)
    before = mails(portal)
    page.get_by_label("User ID").fill(PERSON.lower())
    page.get_by_label("E-mail address").fill(portal.people[PERSON]["email"])
    page.get_by_role("button", name="Send the code").click()
    must_be_accessible(page)
    page.get_by_label("Code").fill("no code")
    page.get_by_role("button", name="Continue").click()
    must_be_accessible(page)
    page.get_by_label("Code").fill(newest_code(portal, page, before=before))
    page.get_by_role("button", name="Continue").click()
    must_be_accessible(page)
    page.get_by_label("New password", exact=True).fill("mthorne")
    page.get_by_label("The new password again").fill("mthorne")
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("alert")).to_contain_text("Use at least 12 characters.")
    must_be_accessible(page)
    choose(page, NEW)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_text("Your password was set. Sign in with it now.")).to_be_visible()
    must_be_accessible(page)

    before = mails(portal)
    page.get_by_label("User ID or e-mail address").fill(PERSON)
    page.get_by_label("Password").fill(NEW)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code").fill(newest_code(portal, page, before=before))
    page.get_by_role("button", name="Sign in").click()
    look_at_the_account(page)


def look_at_the_account(page: Page) -> None:
    page.locator(".portal-account summary").click()
    page.get_by_role("link", name="Your account").click()
    expect(page.get_by_text("Mabli Thorne", exact=True)).to_be_visible()
    must_be_accessible(page)
    page.get_by_role("link", name="See").click()
    expect(page.get_by_text("This one")).to_be_visible()
    must_be_accessible(page)
    page.goto("/account/password")
    must_be_accessible(page)
    page.get_by_label("The password you have now").fill(NEW)
    choose(page, "Ten-lanterns-over-7-hills")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("Your password was changed.")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/account", "/account/sessions", "/account/password"):
        page.goto(path)
        must_be_accessible(page)


def choose(page: Page, password: str) -> None:
    page.get_by_label("New password", exact=True).fill(password)
    page.get_by_label("The new password again").fill(password)
