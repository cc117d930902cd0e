"""A firm's way in a browser, with axe: from the first page to its administrator's first sign-in."""

import os
import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from claims_portal.config.management.commands.demo_mail import newest_first
from tests.web.browser import Portal, as_staff, must_be_accessible, new_page

pytestmark = pytest.mark.browser

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
PASSWORD = "Nine-lanterns-over-7-hills"  # noqa: S105
HOST = "tidewater.example.com"
APPLICANT, ADMINISTRATOR = f"practice.manager@{HOST}", f"mair.tide@{HOST}"


def look(page: Page, name: str) -> None:
    """Wide and narrow, with axe; and pictures where PORTAL_PICTURES names a directory."""
    for window, size in (("wide", WIDE), ("narrow", NARROW)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        must_be_accessible(page)
        if pictures := os.environ.get("PORTAL_PICTURES"):
            page.screenshot(path=f"{pictures}/registration-{name}-{window}.png", full_page=True)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]


def mailed_to(portal: Portal, address: str, pattern: str) -> str:
    """What the pattern finds in the newest mail to this address that has it."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for message in newest_first(portal.mail_directory):
            text = f"{message['Subject']}\n{message.get_payload(decode=True).decode()}"
            found = re.search(pattern, text)
            if address in str(message["To"]) and found:
                return found[1]
        time.sleep(0.1)
    raise TimeoutError(f"Nothing like {pattern} was mailed to {address}")


def begin(page: Page, portal: Portal, whom: str, email: str) -> None:
    page.goto("/sign-in")
    page.get_by_role("link", name="Register your organisation").click()
    look(page, "start")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Send me the link").click()
    look(page, "begin-faults")
    page.get_by_label(whom).check()
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me the link").click()
    look(page, "mail-sent")
    page.goto(mailed_to(portal, email, r"(http\S+/register/open\?link=\S+)"))
    expect(page.get_by_role("heading", name="Your application")).to_be_visible()
    assert "link=" not in page.url


def fill_in(page: Page, section: str, typed: dict[str, str], *checks: str) -> None:
    page.get_by_role("link", name=section, exact=True).click()
    for label, value in typed.items():
        page.get_by_label(re.compile(rf"^\s*{label}( \(optional\))?\s*$")).fill(value)
    for label in checks:
        page.get_by_label(label).check()
    look(page, f"section-{section.split()[0].lower()}")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="Your application")).to_be_visible()


def test_from_the_application_to_the_administrators_first_sign_in(
    browser: Browser, portal: Portal
) -> None:
    page = new_page(browser, portal)
    begin(page, portal, "A firm that represents claimants", APPLICANT)
    look(page, "tasks")
    apply(page)
    reference = page.locator(".govuk-panel strong").inner_text()
    look(page, "sent")
    page.get_by_role("link", name="See where your application stands").click()
    look(page, "status")

    desk = as_staff(browser, portal, "RPENTON")
    ask_more(desk, reference)
    answer(page)
    approve(desk, reference)
    page.goto("/register/application/status")
    expect(page.get_by_text("is registered. Its organisation ID is")).to_be_visible()
    look(page, "status-approved")
    sign_in_for_the_first_time(new_page(browser, portal), portal)


def apply(page: Page) -> None:
    fill_in(
        page, "Your organisation",
        {
            "Name of the organisation": "Tidewater Law LLP",
            "E-mail address of the organisation": f"info@{HOST}",
            "Telephone": "01792 496 0123", "Website": f"www.{HOST}",
        },
    )  # fmt: skip
    fill_in(
        page, "Regulator and registrations",
        {
            "Its number there": "654321", "Company number": "OC765432",
            "ICO registration number": "ZA765432",
        },
        "Solicitors Regulation Authority",
    )  # fmt: skip
    fill_in(
        page, "Address",
        {"Building number": "3", "Street": "Tide Lane", "Town or city": "Swansea",
         "Postcode": "SA1 1AA"},
    )  # fmt: skip
    fill_in(
        page, "Claims and access", {"Program or software house": "Casework 9"},
        "Road traffic accidents (RTA)", "By a program (REST API)",
    )  # fmt: skip
    fill_in(
        page, "Administrator",
        {"Forename": "Mair", "Surname": "Tide", "Own business e-mail address": ADMINISTRATOR,
         "Telephone": "01792 496 0124"},
    )  # fmt: skip
    page.get_by_role("link", name="Branches", exact=True).click()
    page.get_by_role("button", name="Add a branch").click()
    page.get_by_label("Name", exact=True).fill("Cardiff office")
    look(page, "branch")
    page.get_by_role("button", name="Add the branch").click()
    look(page, "branches")
    page.get_by_role("button", name="Continue").click()
    look(page, "tasks-completed")
    page.get_by_role("button", name="Check and send").click()
    page.get_by_role("button", name="Send the application").click()
    look(page, "check-faults")
    page.get_by_label("What I wrote is right").check()
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_role("heading", name="Application sent")).to_be_visible()


def ask_more(desk: Page, reference: str) -> None:
    desk.goto("/operator")
    look(desk, "operator-home")
    desk.get_by_role("link", name="Registrations", exact=True).first.click()
    look(desk, "operator-list")
    desk.get_by_role("link", name=reference).click()
    look(desk, "operator-one")
    desk.get_by_role("button", name="Approve").click()
    look(desk, "operator-not-looked")
    desk.get_by_text("Ask for more information").click()
    desk.get_by_label("What you need").fill("Is Tidewater Law your whole registered name?")
    desk.get_by_role("button", name="Ask", exact=True).click()
    expect(desk.get_by_text("The applicant was asked;")).to_be_visible()
    look(desk, "operator-asked")


def answer(page: Page) -> None:
    page.goto("/register/application/status")
    expect(page.get_by_text("Is Tidewater Law your whole").first).to_be_visible()
    look(page, "more-asked")
    page.goto("/register/application")
    page.get_by_role("button", name="Check and send").click()
    page.get_by_label("Your answer").fill("Yes, it is.")
    page.get_by_label("What I wrote is right").check()
    look(page, "answer")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("heading", name="Application sent")).to_be_visible()


def approve(desk: Page, reference: str) -> None:
    desk.goto(f"/operator/registrations/{reference}")
    expect(desk.get_by_text("Yes, it is.")).to_be_visible()
    for box in (
        desk.get_by_role("group", name="What you looked at yourself").get_by_role("checkbox").all()
    ):
        box.check()
    desk.get_by_role("button", name="Approve").click()
    expect(desk.get_by_text("Approved: Tidewater Law LLP")).to_be_visible()
    look(desk, "operator-approved")


def sign_in_for_the_first_time(page: Page, portal: Portal) -> None:
    user_id = mailed_to(portal, ADMINISTRATOR, r"User ID: (ADMIN_\w+)")
    page.goto("/new-password")
    page.get_by_label("User ID").fill(user_id)
    page.get_by_label("E-mail address").fill(ADMINISTRATOR)
    page.get_by_role("button", name="Send the code").click()
    code = mailed_to(portal, ADMINISTRATOR, r"^.*?(\d{6}).*\n")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("The new password again").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    page.get_by_label("User ID or e-mail address").fill(user_id)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    until = time.monotonic() + 20
    while (again := mailed_to(portal, ADMINISTRATOR, r"^.*?(\d{6}).*\n")) == code:
        assert time.monotonic() < until, "no second code came"
        time.sleep(0.1)
    page.get_by_label("Code").fill(again)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name=re.compile("agreement", re.IGNORECASE))).to_be_visible()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Accept").click()
    page.goto("/administration/organisation")
    expect(page.get_by_role("definition").get_by_text("Tidewater Law LLP")).to_be_visible()
    page.get_by_role("link", name="Ask to deal with another kind of claim").click()
    look(page, "further-claims")
    page.goto("/administration/api-clients")
    expect(page.get_by_text("Casework 9")).to_be_visible()


def test_a_claimant_without_javascript_applies(browser: Browser, portal: Portal) -> None:
    page = new_page(browser, portal, java_script_enabled=False)
    page.goto("/register/begin")
    page.get_by_label("Myself, for a claim of my own").check()
    page.get_by_label("Your e-mail address").fill("sam.alone@gmail.com")
    page.get_by_role("button", name="Send me the link").click()
    page.goto(mailed_to(portal, "sam.alone@gmail.com", r"(http\S+/register/open\?link=\S+)"))
    page.get_by_role("link", name="You", exact=True).click()
    page.get_by_label("Forename").fill("Sam")
    page.get_by_label("Surname").fill("Alone")
    page.get_by_label("Telephone").fill("07700 900123")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="Address", exact=True).click()
    page.get_by_label("Building number").fill("3")
    page.get_by_label("Street", exact=True).fill("Tide Lane")
    page.get_by_label("Town or city").fill("Swansea")
    page.get_by_label("Postcode").fill("SA1 1AA")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="Claims and access").click()
    page.get_by_label("Road traffic accidents (RTA)").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Check and send").click()
    page.get_by_label("What I wrote is right").check()
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_role("heading", name="Application sent")).to_be_visible()
