"""Nothing typed is lost: saved by itself, or kept in the page until it can be sent."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser import (
    INSURER,
    LAWYER,
    Portal,
    end_by_time,
    must_be_accessible,
    sign_in,
    signed_in,
)

pytestmark = pytest.mark.browser
TYPED = "A lorry, reversing, struck me \N{DELIVERY TRUCK}"
DESCRIPTION = '[name="accident/description"]'
COLLEAGUE = "SRAO"


@pytest.fixture
def page(browser: Browser, portal: Portal) -> Iterator[Page]:
    """A section of a new form."""
    page = signed_in(browser, portal, LAWYER)
    page.goto("/claims/new")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/form")
    page.goto(f"{page.url}/accident")
    yield page
    page.context.close()


def saved(page: Page) -> str:
    """What the portal has, as a page that is opened anew shows it."""
    another = page.context.new_page()
    another.goto(page.url)
    found = another.locator(DESCRIPTION).input_value()
    another.close()
    return found


def must_say(page: Page, words: str) -> None:
    expect(page.locator("[data-autosave]")).to_contain_text(words)


def test_it_is_saved_while_it_is_typed_and_says_when(page: Page) -> None:
    page.locator(DESCRIPTION).fill(TYPED)
    with page.expect_response(lambda answer: answer.request.method == "POST") as posted:
        pass
    assert posted.value.ok
    must_say(page, "Saved at")
    assert saved(page) == TYPED
    must_be_accessible(page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept())[1])
    page.locator(DESCRIPTION).fill(TYPED + "!")
    page.locator("#save").click()
    expect(page.get_by_role("heading", name="Saved, but not complete")).to_be_visible()
    assert page.locator(DESCRIPTION).input_value() == TYPED + "!"
    assert asked == []


def test_while_the_network_is_cut_it_stays_and_is_saved_after(page: Page) -> None:
    page.context.set_offline(True)
    page.locator(DESCRIPTION).fill(TYPED)
    must_say(page, "Not saved: there is no connection.")
    page.locator("#save").click()
    expect(page.locator(DESCRIPTION)).to_have_value(TYPED)
    page.context.set_offline(False)
    must_say(page, "Saved at")
    assert saved(page) == TYPED


def test_while_the_portal_does_not_answer_it_stays_and_is_saved_after(page: Page) -> None:
    page.route("**/form/accident", lambda route: route.abort("connectionfailed"))
    page.locator(DESCRIPTION).fill(TYPED)
    must_say(page, "Not saved: the portal does not answer.")
    page.unroute("**/form/accident")
    expect(page.locator("[data-autosave]")).to_contain_text("Saved at", timeout=15_000)
    assert saved(page) == TYPED


def test_a_second_tab_writes_over_nothing(page: Page) -> None:
    second = page.context.new_page()
    second.goto(page.url)
    page.locator(DESCRIPTION).fill("First tab")
    must_say(page, "Saved at")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        pass
    second.locator(DESCRIPTION).fill("Second tab")
    must_say(second, "This form was saved in another window")
    assert saved(page) == "First tab"
    second.locator("#save").click()
    expect(second.locator(DESCRIPTION)).to_have_value("Second tab")
    expect(second.get_by_role("main")).to_contain_text("First tab")
    must_be_accessible(second)
    second.get_by_role("button", name="Save mine over it").click()
    expect(second.get_by_role("heading", name="Saved, but not complete")).to_be_visible()
    assert saved(page) == "Second tab"


@pytest.fixture
def own_session(browser: Browser, portal: Portal) -> Iterator[Page]:
    """Of a session that can end without ending those of other tests."""
    page = browser.new_context(base_url=portal.base_url).new_page()
    sign_in(page, portal, "EBRODY")
    page.goto("/claims/new")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/form")
    page.goto(f"{page.url}/accident")
    yield page
    page.context.close()


def test_a_session_that_ends_meanwhile_loses_nothing(own_session: Page, portal: Portal) -> None:
    page, path = own_session, own_session.url
    end_by_time(page, portal)
    page.locator(DESCRIPTION).fill(TYPED)
    must_say(page, "Not saved: you have been signed out.")
    must_be_accessible(page)
    page.locator("#save").click()
    before = portal.code_for("EBRODY")
    page.get_by_label("User ID or e-mail address").fill("EBRODY")
    page.get_by_label("Password").fill(portal.people["EBRODY"]["password"])
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code").fill(portal.code_for("EBRODY", newer_than=before))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(path)
    expect(page.locator(DESCRIPTION)).to_have_value(TYPED)
    expect(page.get_by_role("main")).to_contain_text("This is what you typed; send it now.")


def test_a_lock_that_another_took_leaves_what_was_typed(browser: Browser, portal: Portal) -> None:
    number = int(portal.send_claim())
    page = signed_in(browser, portal, INSURER)
    page.goto(f"/claims/{number}/actions/accept-claim")
    page.get_by_label("reference").first.fill("NM/26/77")
    leader = signed_in(browser, portal, INSURER)
    leader.goto(f"/claims/{number}")
    leader.get_by_role("button", name="Unlock").click()
    colleague = signed_in(browser, portal, COLLEAGUE)
    colleague.goto(f"/claims/{number}/actions/accept-claim")
    page.locator("#send").click()
    expect(page.get_by_role("alert")).to_contain_text("locked by SRAO")
    expect(page.get_by_label("reference").first).to_have_value("NM/26/77")
    must_be_accessible(page)


def test_an_action_is_not_sent_into_a_cut_network(browser: Browser, portal: Portal) -> None:
    number = int(portal.send_claim())
    page = signed_in(browser, portal, INSURER)
    page.goto(f"/claims/{number}/actions/accept-claim")
    page.get_by_label("reference").first.fill("NM/26/78")
    page.context.set_offline(True)
    page.locator("#send").click()
    must_say(page, "Not saved: there is no connection.")
    expect(page.get_by_label("reference").first).to_have_value("NM/26/78")
    page.context.set_offline(False)
    page.wait_for_timeout(1_100)
    page.locator("#send").click()
    page.wait_for_url(f"**/claims/{number}")
    page.context.close()
