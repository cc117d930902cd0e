"""An administrator's journey through the users' pages, wide, narrow, and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser import INSURER, Portal, must_be_accessible, sign_in, signed_in

pytestmark = pytest.mark.browser

USERS = "/administration/users"
WINDOWS = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "plain": {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False},
}
LONG = "Featherstonehaughfeatherstonehaughfeatherstonehaughfeatherstonehaughfeatherstone"


def open_activity_as(browser: Browser, portal: Portal, user_id: str) -> None:
    """Somebody takes a claim, and with it becomes somebody who holds work."""
    number = portal.send_claim()
    page = browser.new_context(base_url=portal.base_url).new_page()
    if user_id not in portal.signed_in:
        sign_in(page, portal, user_id)
    page.goto(f"/claims/{int(number)}")
    page.get_by_role("button", name="Open activity").click()
    expect(page.get_by_text("You are working on this claim")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("window", WINDOWS)
def test_users_are_managed(browser: Browser, portal: Portal, window: str) -> None:
    page = signed_in(browser, portal, INSURER, **WINDOWS[window])
    look = must_be_accessible if window != "plain" else _nothing
    user_id = f"KLARK-{window}"
    create(page, user_id, look)
    edit(page, user_id, look)
    change_profiles(page, user_id, look)
    change_address(page, user_id, look)
    extend_in_bulk(page, user_id, look)
    disable_and_enable(page, user_id, look)
    page.context.close()


def _nothing(_page: Page) -> None:
    """Axe is a script itself."""


Look = Callable[[Page], None]


def create(page: Page, user_id: str, look: Look) -> None:
    page.goto(USERS)
    look(page)
    page.get_by_role("button", name="Create a user").click()
    look(page)
    page.get_by_label("User ID").fill(user_id)
    page.get_by_label("Surname").fill(LONG)
    page.get_by_label("E-mail address").fill("kim@gmail.com")
    page.get_by_label("COMP RTA Branch Claim Handler").check()
    page.get_by_role("button", name="Create the user").click()
    expect(page.get_by_role("alert")).to_contain_text("free-mail host")
    expect(page.get_by_label("User ID")).to_have_value(user_id)
    expect(page.get_by_label("COMP RTA Branch Claim Handler")).to_be_checked()
    look(page)
    page.get_by_label("Forename").fill("Kim")
    address = f"kim.{user_id}.{'lark' * 10}@northcliffe.example.com".lower()
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Create the user").click()
    expect(page.get_by_text(f"{user_id} is created.")).to_be_visible()
    expect(page.get_by_text("What the person does next")).to_be_visible()
    look(page)


def edit(page: Page, user_id: str, look: Look) -> None:
    page.get_by_role("button", name="Edit details").click()
    look(page)
    page.get_by_label("Year").fill("1999")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("expiry date in the future")
    look(page)
    page.get_by_label("Year").fill("2040")
    page.get_by_label("Telephone").fill("0117 496 0101")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(f"The details of {user_id} are saved.")).to_be_visible()
    expect(page.get_by_text("Telephone: 0117 496 0101")).to_be_visible()


def change_profiles(page: Page, user_id: str, look: Look) -> None:
    page.get_by_role("button", name="Change profiles").click()
    look(page)
    page.get_by_label("COMP RTA Claim Handler", exact=True).check()
    page.get_by_label("COMP RTA Branch Claim Handler").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This opens more claims than before")
    look(page)
    page.get_by_role("button", name="Open these claims to the user").click()
    expect(page.get_by_text(f"The profiles of {user_id} are saved.")).to_be_visible()
    look(page)


def change_address(page: Page, user_id: str, look: Look) -> None:
    page.get_by_role("button", name="Send the verification link again").click()
    expect(page.get_by_text("less than a minute ago")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Change the e-mail address").click()
    look(page)
    page.get_by_label("E-mail address").fill(f"{user_id.lower()}@northcliffe.example.com")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_text("It can be opened within 24 hours.")).to_be_visible()


def extend_in_bulk(page: Page, user_id: str, look: Look) -> None:
    page.goto(f"{USERS}?search={user_id}")
    page.get_by_text(f"Choose {user_id}").locator("..").click()
    page.get_by_role("button", name="Extend expiry").click()
    expect(page.get_by_text("For 1 user.")).to_be_visible()
    look(page)
    page.get_by_label("Year").fill("2050")
    page.get_by_label("Days between one user and the next").fill("7")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("row", name=user_id)).to_contain_text("2050")
    look(page)
    page.get_by_role("button", name="Extend").click()
    expect(page.get_by_role("row", name=user_id)).to_contain_text("2050.")
    look(page)


def disable_and_enable(page: Page, user_id: str, look: Look) -> None:
    page.goto(f"{USERS}/{user_id}")
    page.get_by_role("button", name="Disable").click()
    look(page)
    page.get_by_label("Reason").fill("left the firm")
    page.get_by_role("button", name="Disable this user").click()
    expect(page.get_by_text(f"{user_id} is disabled.")).to_be_visible()
    look(page)
    page.goto(f"{USERS}?show=inactive-disabled")
    expect(page.get_by_role("link", name=user_id)).to_be_visible()
    look(page)
    page.get_by_role("link", name=user_id).click()
    page.get_by_role("button", name="Enable").click()
    look(page)
    page.get_by_role("button", name="Enable this user").click()
    expect(page.get_by_text(f"{user_id} is enabled.")).to_be_visible()


def test_a_leaver_hands_the_work_over(browser: Browser, portal: Portal) -> None:
    open_activity_as(browser, portal, "SRAO")
    page = signed_in(browser, portal, INSURER)
    page.goto(f"{USERS}/SRAO")
    expect(page.get_by_text("1 locked, 0 allocated")).to_be_visible()
    page.get_by_role("button", name="Disable").click()
    must_be_accessible(page)
    page.get_by_role("button", name="Disable this user").click()
    expect(page.get_by_role("alert")).to_contain_text("Say who takes them over")
    must_be_accessible(page)
    page.get_by_label("To the person named below").check()
    page.get_by_label("Who takes it over").select_option(INSURER)
    page.get_by_role("button", name="Disable this user").click()
    expect(page.get_by_text("SRAO is disabled.")).to_be_visible()
    expect(page.get_by_text("To: HWARD")).to_be_visible()
    page.get_by_role("button", name="Enable").click()
    page.get_by_role("button", name="Enable this user").click()
    expect(page.get_by_text("SRAO is enabled.")).to_be_visible()
    page.get_by_role("button", name="Reset the password").click()
    must_be_accessible(page)
    page.get_by_role("link", name="Cancel").click()
    page.get_by_role("button", name="Extend expiry").click()
    must_be_accessible(page)


def test_the_list_is_downloaded(browser: Browser, portal: Portal) -> None:
    page = signed_in(browser, portal, INSURER)
    answer = page.request.get(f"{USERS}.csv?show=active-enabled")
    assert answer.ok
    assert "HWARD,Hazel,,Ward,hazel.ward@northcliffe.example.com" in answer.text()
