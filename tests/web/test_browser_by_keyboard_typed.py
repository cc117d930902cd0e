"""What was typed by keyboard only, and what then went wrong: it is all there still."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.web.browser import INSURER, Portal, end_by_time, new_page, sign_in
from tests.web.keyboard import Begins, Keyboard, told
from tests.web.test_browser_bad_input import LONGEST, PASTED, RIGHT_TO_LEFT

pytestmark = pytest.mark.browser
COLLEAGUE, LONE_LAWYER = "SRAO", "EBRODY"
TYPED = "A lorry, reversing, struck me"
SAVED = "Saved, but not complete"
WITH_SCRIPTS = {
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "wide": {"viewport": {"width": 1440, "height": 900}},
}
"""That a page says so before anything is sent takes a script."""


def begin_section(by: Keyboard) -> Locator:
    """The question of a new form that takes most words."""
    by.follow(by.page.get_by_role("button", name="Start"))
    by.follow(by.page.get_by_role("link", name="Accident"))
    return by.page.locator('[name="accident/description"]')


def save(by: Keyboard) -> None:
    by.follow(by.page.locator("#save"))


def sign_in_again(by: Keyboard, portal: Portal, user_id: str) -> None:
    before = portal.last_code_for(user_id)
    by.write(by.page.get_by_label("User ID or e-mail address"), user_id)
    by.write(by.page.get_by_label("Password"), portal.people[user_id]["password"])
    by.submit()
    by.write(by.page.get_by_label("Code"), portal.code_for(user_id, newer_than=before))
    by.submit()


@pytest.fixture
def own_session(browser: Browser, portal: Portal, way: dict[str, Any]) -> Keyboard:
    """It can end without ending those of other tests."""
    page = new_page(browser, portal, **way)
    sign_in(page, portal, LONE_LAWYER, at="/sign-in?next=/claims/new")
    return Keyboard(page, scripts=way.get("java_script_enabled", True))


def test_a_session_that_ends_while_one_types_loses_nothing(
    own_session: Keyboard, portal: Portal
) -> None:
    by = own_session
    page = by.page
    description = begin_section(by)
    at = page.url
    end_by_time(page, portal)
    by.write(description, TYPED)
    if by.scripts:
        must_say(page, "Not saved: you have been signed out.")
    save(by)
    told(page).to_have_text("Sign in")
    expect(page.get_by_text("It is kept: sign in, and you see it again.")).to_be_visible()
    by.look()
    sign_in_again(by, portal, LONE_LAWYER)
    expect(page).to_have_url(at)
    expect(page.get_by_role("main")).to_contain_text("This is what you typed; send it now.")
    expect(description).to_have_value(TYPED)
    by.look()
    save(by)
    page.goto(at)
    expect(description).to_have_value(TYPED)
    page.context.close()


def must_say(page: Page, words: str) -> None:
    expect(page.locator("[data-autosave]")).to_contain_text(words)


@pytest.mark.parametrize("way", WITH_SCRIPTS.values(), ids=WITH_SCRIPTS)
def test_a_cut_network_takes_nothing_that_was_typed(begins: Begins) -> None:
    by = begins("/claims/new")
    page, description = by.page, begin_section(by)
    page.context.set_offline(True)
    by.write(description, TYPED)
    must_say(page, "Not saved: there is no connection.")
    by.press(page.locator("#save"))
    expect(description).to_have_value(TYPED)
    page.context.set_offline(False)
    must_say(page, "Saved at")
    by.look()
    page.reload()
    expect(description).to_have_value(TYPED)


def test_a_second_tab_writes_over_nothing_by_itself(begins: Begins) -> None:
    first = begins("/claims/new")
    description = begin_section(first)
    second = Keyboard(first.page.context.new_page(), scripts=first.scripts)
    second.page.goto(first.page.url)
    theirs = second.page.locator('[name="accident/description"]')
    first.write(description, "First tab")
    save(first)
    second.write(theirs, "Second tab")
    save(second)
    expect(theirs).to_have_value("Second tab")
    expect(second.page.get_by_role("main")).to_contain_text("First tab")
    second.look()
    second.follow(second.page.get_by_role("button", name="Save mine over it"))
    expect(second.page.get_by_role("heading", name=SAVED)).to_be_visible()
    first.page.goto(second.page.url)
    expect(description).to_have_value("Second tab")


def test_what_was_typed_outlasts_the_lock_of_another(begins: Begins, portal: Portal) -> None:
    path = f"/claims/{int(portal.send_claim())}"
    by = begins(f"{path}/actions/accept-claim", INSURER)
    reference = by.page.locator('[name="compensatorReference"]')
    by.write(reference, "NM/26/77")
    elsewhere = begins(path, INSURER)
    elsewhere.follow(elsewhere.page.get_by_role("button", name="Unlock"))
    colleague = begins(path, COLLEAGUE)
    colleague.follow(colleague.page.get_by_role("button", name="Open activity"))
    by.follow(by.page.locator("#send"))
    expect(by.page.get_by_role("alert")).to_contain_text("locked by SRAO")
    expect(reference).to_have_value("NM/26/77")
    by.look()
    colleague.follow(colleague.page.get_by_role("button", name="Unlock"))
    by.follow(by.page.locator("#send"))
    expect(by.page.get_by_text("waits for you until the end of")).to_be_visible()
    expect(by.page.get_by_text("NM/26/77").first).to_be_visible()


def test_a_step_is_not_taken_again_from_the_page_before(begins: Begins, portal: Portal) -> None:
    path = f"/claims/{int(portal.send_claim())}"
    by, stale = (begins(f"{path}/actions/accept-claim", INSURER) for _number in range(2))
    for one, reference in ((by, "NM/26/7"), (stale, "NM/26/8")):
        one.write(one.page.locator('[name="compensatorReference"]'), reference)
    by.follow(by.page.locator("#send"))
    by.page.go_back()
    # A browser shows its own copy of the page, or asks for it anew.
    if by.page.locator("#send").count():
        by.follow(by.page.locator("#send"))
    expect(by.page.get_by_text(re.compile("is not possible|was not done again"))).to_be_visible()
    by.look()
    stale.follow(stale.page.locator("#send"))
    expect(stale.page.get_by_text("This was done already; it was not done again.")).to_be_visible()
    stale.page.goto(path)
    expect(stale.page.get_by_text("NM/26/7").first).to_be_visible()
    expect(stale.page.get_by_text("NM/26/8")).to_have_count(0)


def test_what_is_too_long_is_told_kept_and_shortened(begins: Begins) -> None:
    by = begins("/claims/new")
    page, description = by.page, begin_section(by)
    too_long = "\N{AUTOMOBILE}\n" * (LONGEST // 2) + "!"
    by.to(description)
    page.keyboard.insert_text(too_long)
    if by.scripts:
        expect(page.get_by_text("You have 1 character too many").first).to_be_visible()
    save(by)
    by.look()
    by.press(page.get_by_role("alert").get_by_role("link", name=re.compile(str(LONGEST))))
    expect(description).to_be_focused()
    expect(description).to_have_value(too_long)
    page.keyboard.press("Control+End")
    page.keyboard.press("Backspace")
    save(by)
    expect(page.get_by_role("heading", name=SAVED)).to_be_visible()
    expect(page.get_by_text(f"at most {LONGEST}")).to_have_count(0)
    expect(description).to_have_value(too_long[:-1])


def test_pasted_words_are_noted_once_as_they_were(begins: Begins, portal: Portal) -> None:
    by = begins(f"/claims/{int(portal.send_claim())}#notes")
    page = by.page
    copy(page, f"{PASTED}\n{RIGHT_TO_LEFT}")
    by.to(page.get_by_label("Note", exact=True))
    page.keyboard.press("Control+V")
    by.to(page.get_by_role("button", name="Add the note"))
    for _press in range(2):
        page.keyboard.press("Enter")
    notes = page.locator("#notes article")
    expect(notes).to_have_count(1)
    page.reload()
    expect(notes).to_have_count(1)
    text = notes.locator(".portal-long-text").inner_text()
    assert text == f"{PASTED}\n{RIGHT_TO_LEFT}".replace("\t", " ")
    by.look()


def copy(page: Page, text: str) -> None:
    """In another program."""
    other = page.context.new_page()
    other.set_content("<textarea autofocus></textarea>")
    other.locator("textarea").fill(text)
    other.keyboard.press("Control+A")
    other.keyboard.press("Control+C")
    other.close()
