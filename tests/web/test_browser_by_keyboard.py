"""Journeys by keyboard only: wide with scripts, and narrow without."""

import re
from importlib import resources
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import INSURER, Portal, new_page
from tests.web.keyboard import Begins, keys_of, open_tab, open_the_menu, told

pytestmark = pytest.mark.browser
ALONE = "RFIELD"


def test_signing_in_and_out(browser: Browser, portal: Portal, way: dict[str, Any]) -> None:
    user_id = "OFINCH"
    before = portal.last_code_for(user_id)
    page = new_page(browser, portal, **way)
    page.goto("/sign-in")
    by = keys_of(page, way)
    by.write(page.get_by_label("User ID or e-mail address"), user_id)
    by.write(page.get_by_label("Password"), portal.people[user_id]["password"])
    by.submit()
    by.write(page.get_by_label("Code"), portal.code_for(user_id, newer_than=before))
    by.submit()
    by.press(page.locator(".portal-account summary"))
    by.follow(page.get_by_role("button", name="Sign out"))
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def test_a_claim_is_read_and_its_documents_compared(begins: Begins, portal: Portal) -> None:
    number = portal.send_claim()
    portal.act(number, "accept-claim", {"compensatorReference": "NM/26/1"}, user_id=INSURER)
    by = begins(f"/claims?applicationId={int(number)}")
    page = by.page
    by.follow(page.get_by_role("link", name=number))
    open_tab(by, "Documents")
    by.follow(page.get_by_role("link", name="Compare two documents"))
    by.to(page.get_by_label("Second document"))
    page.keyboard.press("ArrowDown")
    by.tick(page.get_by_label("Only what differs"))
    by.follow(page.get_by_role("button", name="Compare"))
    expect(page.get_by_text("Nothing to show: choose to see more.")).to_be_visible()


def test_a_note_is_written(begins: Begins, portal: Portal) -> None:
    number = portal.send_claim()
    by = begins(f"/claims/{int(number)}#notes")
    by.write(by.page.get_by_label("Note", exact=True), "Rang the garage.")
    by.follow(by.page.get_by_role("button", name="Add the note"))
    expect(by.page.get_by_text("Rang the garage.")).to_be_visible()


def test_a_claim_begun_from_a_file_is_sent(begins: Begins) -> None:
    """And copied into another, as the next one of the same accident is."""
    by = begins("/claims/new")
    page = by.page
    sample = resources.files("claims_portal.samples").joinpath("rta_cnf.json").read_bytes()
    by.look()
    by.choose_file(
        page.locator("input[type=file]"),
        {"name": "form.json", "mimeType": "application/json", "buffer": sample},
    )
    by.follow(page.get_by_role("button", name="Begin with the file"))
    by.follow(page.get_by_role("button", name="Check and send"))
    told(page).to_have_text("Check your answers")
    by.look()
    by.follow(page.get_by_role("button", name="Send", exact=True))
    told(page).to_contain_text("Claim sent")
    expect(page.get_by_text("What happens next")).to_be_visible()
    by.follow(page.get_by_role("link", name="Open the claim"))
    page.goto(f"{page.url}#documents")
    by.follow(page.get_by_role("link", name="Copy into a new claim"))
    by.look()
    by.to(page.get_by_label("The accident or disease"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Nearly everything")).to_be_checked()
    by.follow(page.get_by_role("button", name="Start"))
    expect(page).to_have_url(re.compile("/form$"))


def test_figures_are_read_and_taken_away(begins: Begins) -> None:
    by = begins("/", INSURER)
    open_the_menu(by)
    by.follow(by.page.get_by_role("navigation", name="Menu").get_by_role("link", name="Figures"))
    told(by.page).to_contain_text("Figures of")
    by.to(by.page.get_by_role("link", name="Download as CSV"))
    with by.page.expect_download() as download:
        by.page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".csv")


def test_help_is_searched(begins: Begins) -> None:
    by = begins("/claims")
    page = by.page
    by.follow(page.get_by_role("contentinfo").get_by_role("link", name="Help", exact=True))
    by.write(page.get_by_label("Search the help"), "deadline")
    by.submit()
    by.follow(page.locator("#found + ul a").first)
    expect(page).to_have_url(re.compile("/help/.+#"))


def test_a_team_leader_works_as_a_colleague(begins: Begins) -> None:
    by = begins("/team", INSURER)
    page = by.page
    by.follow(page.get_by_role("link", name="Sign in as one of them"))
    by.look()
    by.follow(page.get_by_role("button", name="Sign in as SRAO"))
    expect(page.get_by_role("region", name="Signed in as another user")).to_be_visible()
    by.look()
    by.follow(page.get_by_role("button", name="Back to"))
    expect(page.get_by_role("region", name="Signed in as another user")).to_have_count(0)


def test_an_administrator_finds_a_user_and_changes_profiles(begins: Begins) -> None:
    by = begins("/administration")
    page = by.page
    by.follow(page.get_by_role("link", name="Choose a user").first)
    by.write(page.get_by_label("Search"), "JSEILE")
    by.submit()
    by.follow(page.get_by_role("link", name="JSEILE"))
    by.follow(page.get_by_role("button", name="Edit details"))
    by.write(page.get_by_label("Mobile"), "0")
    by.follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("The details of JSEILE are saved.")).to_be_visible()


def test_whoever_claims_alone_saves_and_returns(begins: Begins, way: dict[str, Any]) -> None:
    by = begins("/", ALONE)
    page = by.page
    on = page.get_by_role("main").get_by_role("button")
    by.follow(on)
    if page.url.endswith("/claims/new"):
        by.follow(page.get_by_role("button", name="Start"))
    by.follow(page.get_by_role("link", name="Accident"))
    typed = f"The lorry struck me, {way['viewport']['width']}"
    description = page.locator('[name="accident/description"]')
    by.to(description)
    page.keyboard.press("Control+A")
    page.keyboard.type(typed)
    by.follow(page.get_by_role("button", name="Save").first)
    page.goto("/")
    by.follow(on)
    by.follow(page.get_by_role("link", name="Accident"))
    expect(description).to_have_value(typed)
