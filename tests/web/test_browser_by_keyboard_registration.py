"""A firm applies and a registrar decides, by keyboard only."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.web.browser import Portal, new_page
from tests.web.keyboard import (
    Keyboard,
    Way,
    follow_in_the_menu,
    keys_of,
    number_of,
    staff_at_keys,
)
from tests.web.test_browser_registration import mailed_to

pytestmark = pytest.mark.browser
QUESTION = "Is that your whole registered name?"


def test_a_firm_applies_answers_a_question_and_is_registered(
    browser: Browser, portal: Portal, way: Way
) -> None:
    name, host = f"Estuary Law {number_of(way)}", f"estuary{number_of(way)}.example.com"
    by = keys_of(new_page(browser, portal, **way), way)
    page = by.page
    begin(by, portal, f"practice.manager@{host}")
    fill_in(by, name, host)
    add_a_branch(by)
    by.follow(page.get_by_role("button", name="Check and send"))
    by.tick(page.get_by_label("What I wrote is right"))
    by.look("register-check")
    by.follow(page.get_by_role("button", name="Send the application"))
    reference = page.locator(".govuk-panel strong").inner_text()
    by.follow(page.get_by_role("link", name="See where your application stands"))
    desk = staff_at_keys(browser, portal, "RPENTON", way, "/operator")
    ask_more(desk, reference)
    answer(by)
    approve(desk, name)
    page.goto("/register/application/status")
    expect(page.get_by_text(f"{name} is registered. Its organisation ID is")).to_be_visible()
    by.look("register-status")
    assert mailed_to(portal, f"mair.tide@{host}", r"User ID: (ADMIN_\w+)")


def begin(by: Keyboard, portal: Portal, email: str) -> None:
    page = by.page
    page.goto("/sign-in")
    by.follow(page.get_by_role("link", name="Register your organisation"))
    by.follow(page.get_by_role("button", name="Start"))
    by.pick(page.get_by_label("A firm that represents claimants"))
    by.write(page.get_by_label("Your e-mail address"), email)
    by.look("register-begin")
    by.follow(page.get_by_role("button", name="Send me the link"))
    page.goto(mailed_to(portal, email, r"(http\S+/register/open\?link=\S+)"))


def fill_in(by: Keyboard, name: str, host: str) -> None:
    page, digits = by.page, re.sub(r"\D", "", host).rjust(4, "5")
    section(
        by, "Your organisation",
        {"Name of the organisation": name, "E-mail address of the organisation": f"info@{host}",
         "Telephone": "01792 496 0123", "Website": f"www.{host}"},
    )  # fmt: skip
    section(
        by, "Regulator and registrations",
        {"Its number there": f"65{digits}", "Company number": f"OC76{digits}",
         "ICO registration number": f"ZA76{digits}"},
        pick=page.get_by_label("Solicitors Regulation Authority"),
    )  # fmt: skip
    section(
        by, "Address",
        {"Building number": "3", "Street": "Tide Lane", "Town or city": "Swansea",
         "Postcode": "SA1 1AA"},
    )  # fmt: skip
    section(
        by, "Claims and access", {"Program or software house": "Casework 9"},
        tick=page.get_by_label("Road traffic accidents (RTA)"),
        pick=page.get_by_label("By a program (REST API)"),
    )  # fmt: skip
    section(
        by, "Administrator",
        {"Forename": "Mair", "Surname": "Tide", "Own business e-mail address": f"mair.tide@{host}",
         "Telephone": "01792 496 0124"},
    )  # fmt: skip


def section(
    by: Keyboard,
    called: str,
    typed: dict[str, str],
    *,
    pick: Locator | None = None,
    tick: Locator | None = None,
) -> None:
    """One page of the application; what is chosen on it stands before what is typed."""
    page = by.page
    by.follow(page.get_by_role("link", name=called, exact=True))
    if tick:
        by.tick(tick)
    if pick:
        by.pick(pick)
    for label, value in typed.items():
        by.write(page.get_by_label(re.compile(rf"^\s*{label}( \(optional\))?\s*$")), value)
    by.look(f"register-{called.split()[0].lower()}")
    by.follow(page.get_by_role("button", name="Save and continue"))
    expect(page.get_by_role("heading", name="Your application")).to_be_visible()


def add_a_branch(by: Keyboard) -> None:
    page = by.page
    by.follow(page.get_by_role("link", name="Branches", exact=True))
    by.follow(page.get_by_role("button", name="Add a branch"))
    by.write(page.get_by_label("Name", exact=True), "Cardiff office")
    by.follow(page.get_by_role("button", name="Add the branch"))
    expect(page.get_by_role("row", name="Cardiff office")).to_be_visible()
    by.look("register-branches")
    by.follow(page.get_by_role("button", name="Continue"))
    by.look("register-tasks")


def ask_more(by: Keyboard, reference: str) -> None:
    page = by.page
    follow_in_the_menu(by, "Registrations")
    by.look("registrations")
    by.follow(page.get_by_role("link", name=reference))
    by.press(page.locator("summary", has_text="Ask for more information"))
    by.write(page.get_by_label("What you need"), QUESTION)
    by.look("registration")
    by.follow(page.get_by_role("button", name="Ask", exact=True))
    expect(page.get_by_text("The applicant was asked;")).to_be_visible()


def answer(by: Keyboard) -> None:
    page = by.page
    page.reload()
    expect(page.get_by_text(QUESTION).first).to_be_visible()
    by.follow(page.get_by_role("button", name="Answer"))
    by.follow(page.get_by_role("button", name="Check and send"))
    by.write(page.get_by_label("Your answer"), "Yes, it is.")
    by.tick(page.get_by_label("What I wrote is right"))
    by.follow(page.get_by_role("button", name="Send the answer"))
    expect(page.get_by_role("heading", name="Application sent")).to_be_visible()


def approve(by: Keyboard, name: str) -> None:
    page = by.page
    page.reload()
    expect(page.get_by_text("Yes, it is.")).to_be_visible()
    for box in boxes(page):
        by.tick(box)
    by.follow(page.get_by_role("button", name="Approve"))
    expect(page.get_by_text(f"Approved: {name}")).to_be_visible()


def boxes(page: Page) -> list[Locator]:
    return page.get_by_role("group", name="What you looked at yourself").get_by_role(
        "checkbox"
    ).all()  # fmt: skip
