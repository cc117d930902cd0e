"""The first sign-in of somebody who came from the old platform, as a person does it in a browser."""

from playwright.sync_api import Page, expect

from tests.web.browser import Portal
from tests.web.test_browser_new_password import choose, mails, newest_code


def first_sign_in(page: Page, portal: Portal, user_id: str, *, address: str, password: str) -> None:
    """The old passwords did not come over: a new one by a code that is mailed."""
    page.goto("/sign-in")
    page.get_by_role("link", name="First sign-in, or forgotten password?").click()
    before = mails(portal)
    page.get_by_label("User ID").fill(user_id)
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code").fill(newest_code(portal, page, before=before))
    page.get_by_role("button", name="Continue").click()
    choose(page, password)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_text("Your password was set.")).to_be_visible()
    both_steps(page, portal, user_id, password)


def both_steps(page: Page, portal: Portal, user_id: str, password: str) -> None:
    """From the page to sign in to whatever comes after the code."""
    before = mails(portal)
    page.get_by_label("User ID or e-mail address").fill(user_id)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code").fill(newest_code(portal, page, before=before))
    page.get_by_role("button", name="Sign in").click()


def must_be_in(page: Page) -> None:
    page.get_by_text("Your account:").wait_for(state="attached")
