"""An address is found by its postcode, with and without scripts, by keyboard, wide and narrow."""

import os

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser import INSURER, LAWYER, Portal, must_be_accessible, signed_in

pytestmark = pytest.mark.browser
CLAIMANT = "claimant/person/address"
GROUP = "claimant-person-address"
MOST_TABS = 12


def picture(page: Page, name: str) -> None:
    if pictures := os.environ.get("PORTAL_PICTURES"):
        page.screenshot(path=f"{pictures}/address-{name}.png", full_page=True)


def at_section(page: Page, section: str) -> None:
    """A section of a new form."""
    page.goto("/claims/new")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/form")
    page.goto(f"{page.url}/{section}")


def tab_to(page: Page, name: str, value: str) -> None:
    """On with the Tab key until the focus is on the control of that name."""
    seen = []
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        focus = page.evaluate("[document.activeElement.name, document.activeElement.value]")
        if focus[0] == name and value in (focus[1], ""):
            return
        seen.append(focus[0])
    raise AssertionError(f"{name} was not reached: {seen}")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [320, 1440])
def test_an_address_is_found_by_the_keyboard_alone(
    browser: Browser, portal: Portal, scripts: bool, width: int
) -> None:
    size = {"width": width, "height": 900}
    page = signed_in(browser, portal, LAWYER, java_script_enabled=scripts, viewport=size)
    at_section(page, "claimant")
    group = page.locator(f"#{GROUP}")
    page.get_by_label("First name").fill("Owen")
    group.get_by_label("Postcode").fill("nowhere")
    tab_to(page, "find-address", CLAIMANT)
    page.keyboard.press("Enter")
    expect(group.get_by_text("must be a postcode like BS1 4ZZ")).to_be_visible()
    expect(group.get_by_label("Postcode")).to_be_focused()
    picture(page, f"no-postcode-{width}-{scripts}")
    page.keyboard.press("Control+A")
    page.keyboard.type("bs14zz")
    tab_to(page, "find-address", CLAIMANT)
    page.keyboard.press("Enter")
    expect(group.get_by_text("4 addresses found at BS1 4ZZ")).to_be_attached()
    expect(group).to_be_focused()
    must_be_wide_enough(page, scripts)
    picture(page, f"found-{width}-{scripts}")
    tab_to(page, f"address-of/{CLAIMANT}", "")
    page.keyboard.type("Quay")
    tab_to(page, "use-address", CLAIMANT)
    page.keyboard.press("Enter")
    expect(group.get_by_role("status")).to_contain_text("Filled in from the list")
    expect(group).to_be_focused()
    expect(group.get_by_label("Building name")).to_have_value("Quay House")
    expect(group.get_by_label("Town or city")).to_have_value("Bristol")
    expect(page.get_by_label("First name")).to_have_value("Owen")
    must_be_wide_enough(page, scripts)
    picture(page, f"filled-in-{width}-{scripts}")


def must_be_wide_enough(page: Page, scripts: bool) -> None:
    if scripts:
        must_be_accessible(page)
        return
    assert page.viewport_size is not None
    wide = page.locator("body").bounding_box()
    assert wide is not None
    assert wide["width"] <= page.viewport_size["width"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_each_group_and_row_of_a_page_is_searched_for_itself(
    browser: Browser, portal: Portal, scripts: bool
) -> None:
    size = {"width": 320, "height": 900}
    page = signed_in(browser, portal, LAWYER, java_script_enabled=scripts, viewport=size)
    at_section(page, "other-parties")
    for number in range(2):
        page.get_by_role("button", name="Add").click()
        row = page.locator(f"#otherParties-{number}")
        row.get_by_label("Surname").fill(f"Ware {number}")
    person = page.locator("#otherParties-1-person-address")
    if not person.get_by_label("Postcode").is_visible():
        person.get_by_text("Address (optional)", exact=True).click()
    person.get_by_label("Postcode").fill("BS9 9ZZ")
    person.get_by_role("button", name="Find an address").click()
    expect(person.get_by_role("status")).to_contain_text("No address was found at BS9 9ZZ")
    expect(person).to_be_focused()
    person.get_by_label("Postcode").fill("BA1 9ZZ")
    person.get_by_role("button", name="Find an address").click()
    choice = person.get_by_label("Choose an address")
    person.get_by_role("button", name="Use this address").click()
    expect(person.get_by_text("Choose an address from the list")).to_be_visible()
    choice.select_option(label="7 Larch Close, Bath")
    picture(page, f"rows-{scripts}")
    person.get_by_role("button", name="Use this address").click()
    expect(person.get_by_label("Street", exact=True)).to_have_value("Larch Close")
    expect(page.locator("#otherParties-0").get_by_label("Surname")).to_have_value("Ware 0")
    must_be_wide_enough(page, scripts)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [320, 1440])
def test_a_later_form_finds_an_address_too(
    browser: Browser, portal: Portal, scripts: bool, width: int
) -> None:
    number = portal.send_claim()
    portal.act(number, "accept-claim", {"compensatorReference": "NM/1"}, user_id=INSURER)
    portal.act(number, "apply-article-75", {"applies": False}, user_id=INSURER)
    size = {"width": width, "height": 900}
    page = signed_in(browser, portal, INSURER, java_script_enabled=scripts, viewport=size)
    page.goto(f"/claims/{int(number)}/actions/send-liability-decision")
    group = page.locator("#compensator-address")
    if not group.get_by_label("Postcode").is_visible():
        group.get_by_text("Address (optional)", exact=True).click()
    group.get_by_label("Postcode").fill("CB7 9ZZ")
    group.get_by_role("button", name="Find an address").click()
    expect(group.get_by_label("Choose an address")).to_be_visible()
    expect(group).to_be_focused()
    group.get_by_label("Choose an address").select_option(index=1)
    picture(page, f"action-{width}-{scripts}")
    group.get_by_role("button", name="Use this address").click()
    expect(group.get_by_label("Building name")).to_have_value("Fenland House")
    must_be_wide_enough(page, scripts)
