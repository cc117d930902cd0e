"""What careless hands do in a browser: twice, back, pasted, too long, from another page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser import INSURER, LAWYER, Portal, must_be_accessible, signed_in

pytestmark = pytest.mark.browser
LONGEST = 500
PASTED = (
    "\N{LEFT DOUBLE QUOTATION MARK}Rear\N{NO-BREAK SPACE}ended\N{RIGHT DOUBLE QUOTATION MARK} "
    "\N{EN DASH} twice\N{HORIZONTAL ELLIPSIS}\n\N{BULLET}\tat the caf\N{LATIN SMALL LETTER E}"
    "\N{COMBINING ACUTE ACCENT}"
)
"""As a word processor hands it over."""
RIGHT_TO_LEFT = "\u0645\u0631\u064a\u0645"


@pytest.fixture
def page(browser: Browser, portal: Portal) -> Iterator[Page]:
    page = signed_in(browser, portal, LAWYER)
    yield page
    page.context.close()


def begin_section(page: Page, name: str) -> None:
    page.goto("/claims/new")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/form")
    page.goto(f"{page.url}/{name}")


def note(page: Page) -> None:
    page.get_by_role("button", name="Add the note").click()
    page.wait_for_load_state()


def test_characters_are_counted_as_the_server_counts_them(page: Page) -> None:
    """An emoji is one, and so is a new line, though a browser sends two for it."""
    begin_section(page, "accident")
    description = page.locator('[name="accident/description"]')
    fits = "\N{AUTOMOBILE}\n" * (LONGEST // 2)
    description.fill(fits)
    expect(page.get_by_text("You have 0 characters remaining").first).to_be_visible()
    page.locator("#save").click()
    expect(description).to_have_value(fits)
    expect(page.get_by_text("at most 500")).to_have_count(0)
    description.fill(fits + "!")
    expect(page.get_by_text("You have 1 character too many").first).to_be_visible()
    must_be_accessible(page)
    page.locator("#save").click()
    expect(page.get_by_role("alert")).to_contain_text("500")
    expect(description).to_have_value(fits + "!")


def test_pasted_text_comes_back_as_it_was(page: Page, portal: Portal) -> None:
    number = portal.send_claim()
    page.goto(f"/claims/{int(number)}#notes")
    page.get_by_label("Note", exact=True).fill(f"{PASTED}\n{RIGHT_TO_LEFT}")
    note(page)
    text = page.locator("#notes article .portal-long-text")
    assert text.inner_text() == f"{PASTED}\n{RIGHT_TO_LEFT}".replace("\t", " ")
    expect(text).to_have_attribute("dir", "auto")


def test_two_clicks_note_once(page: Page, portal: Portal) -> None:
    number = portal.send_claim()
    page.goto(f"/claims/{int(number)}#notes")
    page.get_by_label("Note", exact=True).fill("Rang the garage.")
    page.get_by_role("button", name="Add the note").dblclick()
    expect(page.locator("#notes article")).to_have_count(1)
    page.reload()
    expect(page.locator("#notes article")).to_have_count(1)


def test_a_step_is_not_taken_again_from_the_page_before(browser: Browser, portal: Portal) -> None:
    """By the browser's own Back, and by a page that was open since before."""
    number = portal.send_claim()
    page, stale = (signed_in(browser, portal, INSURER) for _ in range(2))
    for one in (page, stale):
        one.goto(f"/claims/{int(number)}/actions/accept-claim")
        one.locator('[name="compensatorReference"]').fill("NM/26/7")
    page.locator("#send").click()
    page.wait_for_url(f"**/claims/{int(number)}*")
    page.go_back()
    # A browser shows its own copy of the page, or asks for it anew.
    if page.locator("#send").count():
        page.locator('[name="compensatorReference"]').fill("NM/26/8")
        page.locator("#send").click()
    expect(page.get_by_text("“Accept the claim” is not possible")).to_be_visible()
    stale.locator("#send").click()
    expect(stale.get_by_text("This was done already; it was not done again.")).to_be_visible()
    stale.goto(f"/claims/{int(number)}")
    expect(stale.get_by_text("NM/26/7").first).to_be_visible()
    expect(stale.get_by_text("NM/26/8")).to_have_count(0)
    for one in (page, stale):
        one.context.close()
