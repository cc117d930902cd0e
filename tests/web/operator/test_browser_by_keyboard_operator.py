"""The operator's people at work by keyboard only: sign-in, support, staff."""

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import LAWYER, Portal, new_page
from tests.web.keyboard import (
    Keyboard,
    Way,
    at_keys,
    follow_in_the_menu,
    keys_of,
    number_of,
    staff_at_keys,
)
from tests.web.operator.test_browser_operator import mailed_objection

pytestmark = pytest.mark.browser
PASSWORD = "Nine-lanterns-over-7-hills"  # noqa: S105 - of a test
LOCKED_OUT = {1: "GPETTIT", 2: "OFINCH", 3: "MTHORNE", 4: "RFIELD"}


def test_staff_set_up_their_account_and_sign_in_with_it(
    browser: Browser, portal: Portal, way: Way
) -> None:
    staff_id = f"NEW{number_of(way)}"
    told = portal.command(
        "operator", "add", staff_id, "--forename", "New", "--surname", "Person",
        "--email", f"new.person{number_of(way)}@operator.example.org", "--role", "support",
    )  # fmt: skip
    code = re.search(r"set-up\?code=(\S+)", told)
    assert code
    page = new_page(browser, portal, **way)
    page.goto(f"/operator/set-up?code={code[1]}")
    by = keys_of(page, way)
    by.write(page.get_by_label("New password", exact=True), PASSWORD)
    by.write(page.get_by_label("The new password again"), PASSWORD)
    by.follow(page.get_by_role("button", name="Continue"))
    by.look("set-up-app")
    app = pyotp.TOTP(page.locator("#key").inner_text().replace(" ", ""))
    by.write(page.get_by_label("Code"), app.now())
    by.follow(page.get_by_role("button", name="Confirm"))
    expect(page.get_by_text("shown only now")).to_be_visible()
    by.look("recovery-codes")
    by.follow(page.get_by_role("button", name="I have kept them"))
    by.press(page.locator(".portal-account summary"))
    by.look("account-menu")
    by.follow(page.get_by_role("button", name="Sign out"))
    page.goto("/operator")
    sign_in(by, staff_id, app)
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()


def sign_in(by: Keyboard, staff_id: str, app: pyotp.TOTP) -> None:
    """With the next code of the app: of one step of its clock a code is good once."""
    page = by.page
    by.write(page.get_by_label("Staff ID"), staff_id)
    by.write(page.get_by_label("Password"), PASSWORD)
    by.look("staff-sign-in")
    by.submit()
    by.write(page.get_by_label("Code"), app.at(datetime.now(UTC) + timedelta(seconds=app.interval)))
    by.submit()


def test_support_reads_a_claim_with_a_reason_that_the_firm_sees(
    browser: Browser, portal: Portal, way: Way
) -> None:
    claim = portal.send_claim()
    reason = f"The firm asked for it, call {claim[-4:]}."
    by = staff_at_keys(browser, portal, "SLINDEN", way, "/operator")
    page = by.page
    by.write(page.get_by_label("Look up a user, an organisation or a claim"), claim)
    by.submit()
    by.follow(page.get_by_role("link", name="Where the claim of this application ID stands"))
    by.follow(page.get_by_role("button", name="Read the claim"))
    by.write(page.get_by_label("Why do you need to read it?"), reason)
    by.look("claim-reason")
    by.follow(page.get_by_role("button", name="Read the claim"))
    expect(page.get_by_text("The reason that its organisations read:")).to_be_visible()
    by.look("claim-read")
    firm = at_keys(browser, portal, LAWYER, way, "/administration")
    follow_in_the_menu(firm, "Audit")
    expect(firm.page.get_by_text(reason).first).to_be_visible()


def test_somebody_who_is_locked_out_objects_to_being_let_in(
    browser: Browser, portal: Portal, way: Way
) -> None:
    user_id = LOCKED_OUT[number_of(way)]
    by = staff_at_keys(browser, portal, "SLINDEN", way, f"/operator/look-up?search={user_id}")
    page = by.page
    by.follow(page.get_by_role("link", name=user_id))
    by.look("staff-user")
    by.follow(page.get_by_role("link", name="Let this person in again"))
    by.tick(page.get_by_label("Called back on the number"))
    by.tick(page.get_by_label("A passport or driving licence"))
    by.write(page.get_by_label("What happened, and what you saw"), "The telephone was lost.")
    by.look("let-in")
    by.follow(page.get_by_role("button", name="Ask for it"))
    person = new_page(browser, portal, **way)
    person.goto(mailed_objection(portal, portal.people[user_id]["email"]))
    keys_of(person, way).follow(person.get_by_role("button", name="Object"))
    expect(person.get_by_role("heading", name="You objected")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Refused", exact=True)).to_be_visible()


def test_staff_are_added_by_two(browser: Browser, portal: Portal, way: Way) -> None:
    staff_id = f"HAND{number_of(way)}"
    by = staff_at_keys(browser, portal, "FMARLOW", way, "/operator/staff")
    page = by.page
    by.follow(page.get_by_role("button", name="Add a member of staff"))
    by.write(page.get_by_label("Staff ID"), staff_id)
    by.write(page.get_by_label("Forename"), "Sam")
    by.write(page.get_by_label("Surname"), "Hand")
    by.write(page.get_by_label("E-mail"), f"{staff_id.lower()}@operator.example.org")
    by.tick(page.get_by_label("Registrar"))
    by.write(page.get_by_label("Reason"), "More hands are needed in December.")
    by.look("staff-new")
    by.follow(page.get_by_role("button", name="Ask for it"))
    expect(page.get_by_text("somebody else must confirm it").last).to_be_visible()
    other = staff_at_keys(browser, portal, "DOKORO", way, page.url)
    other.look("request")
    other.follow(other.page.get_by_role("button", name="Confirm and do it"))
    expect(other.page.get_by_text("Confirmed and done").first).to_be_visible()
    page.goto("/operator/staff")
    by.follow(page.get_by_role("link", name=staff_id))
    by.look("staff-member")


def test_a_further_kind_of_claim_is_refused_with_the_reason(
    browser: Browser, portal: Portal, way: Way
) -> None:
    reason = f"The register does not show it, {number_of(way)}."
    firm = at_keys(browser, portal, "EBRODY", way, "/administration/organisation")
    page = firm.page
    firm.follow(page.get_by_role("link", name="Ask to deal with another kind of claim"))
    firm.pick(page.get_by_label("EL, ELD and PL claims"))
    firm.write(page.get_by_label("Why, and by what authorisation?"), "We took over a practice.")
    firm.look("claim-types")
    firm.follow(page.get_by_role("button", name="Ask for it"))
    desk = staff_at_keys(browser, portal, "RPENTON", way, "/operator")
    follow_in_the_menu(desk, "Registrations")
    desk.follow(desk.page.locator("#requests").get_by_role("link", name="Quayside Law"))
    desk.press(desk.page.locator("summary", has_text="Refuse it"))
    desk.write(desk.page.get_by_label("Why not?"), reason)
    desk.look("claim-type")
    desk.follow(desk.page.get_by_role("button", name="Refuse", exact=True))
    page.reload()
    expect(page.get_by_role("row").filter(has_text=reason)).to_be_visible()
