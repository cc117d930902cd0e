"""An administrator with two User IDs of one address: from the finding to the combined sign-in."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser import Portal, must_be_accessible, new_page
from tests.web.first_sign_ins import both_steps, first_sign_in, must_be_in

pytestmark = pytest.mark.browser

COLUMNS = (
    "organisation_id,organisation_name,organisation_type,claim_types,branch_id,branch_name,"
    "branch_type,user_id,forename,surname,email,mfa_email,mfa_verified,mobile,profiles,enabled,"
    "active,created_on,expires_on,last_used_on,password_changed_on,channel"
)
FIRM = "CR00777,Lark and Daughters,CR,RTA,001,Bath,handling"
TAIL = "yes,yes,2019-04-02,2040-04-02,,,web"
ADDRESS = "kim.lark@lark.example.com"
ROWS = (
    f"{FIRM},ADMIN_KL,Kim,Lark,{ADDRESS},{ADDRESS},yes,,CR Administrator,{TAIL}",
    f"{FIRM},KLARK,Kim,Lark,{ADDRESS},{ADDRESS},yes,,CR RTA Claim Handler,{TAIL}",
    f"{FIRM},OBOX,Ola,Box,info@lark.example.com,info@lark.example.com,no,,"
    f"CR RTA Claim Handler,{TAIL}",
    f"{FIRM},PNEW,Pat,New,pat@lark.example.com,pat.old@lark.example.com,no,,"
    f"CR RTA Claim Handler,{TAIL}",
)
PASSWORDS = {"ADMIN_KL": "Nine-lanterns-over-7-hills", "KLARK": "Ten-lanterns-over-8-hills"}
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 320, "height": 800}


def look(page: Page, name: str) -> None:
    """Wide and narrow, with axe; and pictures where PORTAL_PICTURES names a directory."""
    for window, size in (("wide", WIDE), ("narrow", NARROW)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        must_be_accessible(page)
        if pictures := os.environ.get("PORTAL_PICTURES"):
            page.screenshot(path=f"{pictures}/{name}-{window}.png", full_page=True)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]


def enter_first(page: Page, portal: Portal, user_id: str) -> None:
    first_sign_in(page, portal, user_id, address=ADDRESS, password=PASSWORDS[user_id])
    must_be_in(page)


def test_from_the_finding_to_the_combined_account(
    browser: Browser, portal: Portal, tmp_path: Path
) -> None:
    file = tmp_path / "accounts.csv"
    file.write_text("\n".join([COLUMNS, *ROWS]) + "\n")
    assert "4 added" in portal.command("migrate", "accounts", str(file))

    page = new_page(browser, portal)
    enter_first(page, portal, "ADMIN_KL")
    page.goto("/administration")
    expect(page.get_by_text("stand between your organisation and the move")).to_be_visible()
    look(page, "home")
    page.get_by_role("link", name="See what to do").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ready for the move?")
    look(page, "ready")
    correct_a_contact_address_and_send_a_link(page)

    page.get_by_role("button", name="Combine these accounts").click()
    look(page, "choose")
    page.get_by_role("button", name="Show what will happen").click()
    expect(page.get_by_role("alert")).to_contain_text("Sign in with KLARK first")
    look(page, "not-proved")

    elsewhere = new_page(browser, portal)
    enter_first(elsewhere, portal, "KLARK")
    elsewhere.context.close()

    page.get_by_role("button", name="Show what will happen").click()
    expect(page.get_by_text("You are signed out at once")).to_be_visible()
    look(page, "preview")
    page.get_by_role("button", name="Combine into KLARK").click()
    expect(page.get_by_text("Sign in with KLARK now")).to_be_visible()
    look(page, "done")

    both_steps(page, portal, "KLARK", PASSWORDS["KLARK"])
    must_be_in(page)
    page.goto("/administration/migration/combinations")
    expect(page.get_by_role("row", name="KLARK")).to_contain_text("CR Administrator")
    look(page, "combinations")
    page.get_by_role("link", name="Undo").click()
    look(page, "undo")
    both_sides_are_open(page)
    page.context.close()


def correct_a_contact_address_and_send_a_link(page: Page) -> None:
    page.get_by_role("button", name="Correct the contact address").click()
    expect(page.get_by_text("is the contact address of PNEW from now on")).to_be_visible()
    page.get_by_role("button", name="Send the verification link (PNEW)").click()
    expect(page.get_by_text("A link was sent to")).to_be_visible()


def both_sides_are_open(page: Page) -> None:
    """The console, and "Claims" beside it once somebody accepted the user agreement."""
    page.goto("/administration")
    page.get_by_role("link", name="Accept the user agreement").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Accept for the organisation").click()
    page.goto("/administration")
    page.get_by_role("link", name="Claims", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Worklist")
