"""The pages in another language: chosen by keyboard, kept, with axe."""

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import INSURER, Portal, new_page
from tests.web.keyboard import Keyboard, Way, at_keys, keys_of

pytestmark = pytest.mark.browser
READER = "RMARLOW"


def test_whoever_is_not_signed_in_chooses_and_reads_on(
    browser: Browser, portal: Portal, way: Way
) -> None:
    by = keys_of(new_page(browser, portal, **way), way)
    page = by.page
    page.goto("/help?q=claim")
    choose(by, "Cymraeg", "cy")
    assert page.url.endswith("q=claim"), "the language leads back to the page"
    by.look("language-help", both_widths=True)
    page.goto("/sign-in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mewngofnodi")
    by.look("language-sign-in", both_widths=True)
    choose(by, "English", "en-GB")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_handler_reads_a_claim_in_welsh_and_the_other_side_in_english(
    browser: Browser, portal: Portal, way: Way
) -> None:
    number = portal.send_claim()
    by = at_keys(browser, portal, READER, way, "/")
    page = by.page
    choose(by, "Cymraeg", "cy")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rhestr waith")
    by.look("language-worklist", both_widths=True)
    page.goto(f"/claims/{int(number)}")
    by.look("language-claim", both_widths=True)
    other = at_keys(browser, portal, INSURER, way, f"/claims/{int(number)}").page
    expect(other.locator("html")).to_have_attribute("lang", "en-GB")
    expect(other.get_by_text(number).first).to_be_visible()
    page.goto("/claims/new")
    by.look("language-new-claim", both_widths=True)
    choose(by, "English", "en-GB")
    expect(page.get_by_role("heading", level=1)).to_have_text("New claim")


def choose(by: Keyboard, name: str, code: str) -> None:
    """By the link at the foot of the page, which is said in its own language."""
    link = by.page.get_by_role("contentinfo").get_by_role("link", name=name)
    expect(link).to_have_attribute("hreflang", code.lower())
    by.follow(link)
    expect(by.page.locator("html")).to_have_attribute("lang", code)
    expect(by.page.get_by_role("contentinfo").get_by_text(name)).to_have_attribute(
        "aria-current", "true"
    )
