"""The operator's people at work, in a browser: from a set-up code to an aborted cut-over."""

import os
import re
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from claims_portal.config.management.commands.demo_mail import newest_first
from tests.migration.cut_over_world import accounts_file, person
from tests.web.browser import Portal, as_staff, must_be_accessible, new_page

pytestmark = pytest.mark.browser

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 320, "height": 800}
SECONDS = 60_000
REASON = "The weekend of the move has come."


def look(page: Page, name: str) -> None:
    """Wide and narrow, with axe; and pictures where PORTAL_PICTURES names a directory."""
    for window, size in (("wide", WIDE), ("narrow", NARROW)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        must_be_accessible(page)
        if pictures := os.environ.get("PORTAL_PICTURES"):
            page.screenshot(path=f"{pictures}/operator-{name}-{window}.png", full_page=True)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]


def upload(page: Page, path: Path) -> None:
    page.goto("/operator/move/files")
    page.locator("#file").set_input_files(path)
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("button", name="Take these accounts in")).to_be_visible(timeout=SECONDS)


def test_a_set_up_code_leads_to_password_app_and_recovery_codes(
    browser: Browser, portal: Portal
) -> None:
    told = portal.command(
        "operator", "add", "NEWBIE", "--forename", "New", "--surname", "Person",
        "--email", "new.person@operator.example.org", "--role", "support",
    )  # fmt: skip
    code = re.search(r"set-up\?code=(\S+)", told)
    assert code
    page = new_page(browser, portal)
    page.goto(f"/operator/set-up?code={code[1]}")
    look(page, "set-up")
    page.get_by_label("New password", exact=True).fill("Nine-lanterns-over-7-hills")
    page.get_by_label("The new password again").fill("Nine-lanterns-over-7-hills")
    page.get_by_role("button", name="Continue").click()
    look(page, "set-up-app")
    key = page.locator("#key").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(pyotp.TOTP(key).now())
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("shown only now")).to_be_visible()
    look(page, "recovery-codes")
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    look(page, "overview")


def test_support_looks_up_and_reads_a_claim_with_a_reason(browser: Browser, portal: Portal) -> None:
    claim = portal.send_claim()
    page = as_staff(browser, portal, "SLINDEN")
    page.goto("/operator/look-up")
    page.get_by_label("Whom or what").fill("ward")
    page.get_by_role("main").get_by_role("button", name="Look up").click()
    look(page, "look-up")
    page.get_by_role("link", name="HWARD").click()
    look(page, "user")
    page.goto(f"/operator/look-up?search={claim}")
    page.get_by_role("link", name="Where the claim of this application ID stands").click()
    look(page, "claim")
    page.get_by_role("button", name="Read the claim").click()
    page.get_by_label("Why do you need to read it?").fill("The firm asked, call 4711.")
    page.get_by_role("button", name="Read the claim").click()
    expect(page.get_by_text("The reason that its organisations read:")).to_be_visible()
    look(page, "claim-read")


def test_a_registrar_corrects_the_numbers_of_an_organisation(
    browser: Browser, portal: Portal
) -> None:
    page = as_staff(browser, portal, "RPENTON")
    page.goto("/operator/look-up/organisations/CR00102")
    page.get_by_role("link", name="Correct the numbers of registers").click()
    page.get_by_role("button", name="Correct them").click()
    look(page, "numbers-faults")
    page.get_by_label("Solicitors Regulation Authority").check()
    page.get_by_label("Its number there").fill("698 234")
    page.get_by_label("ICO registration number").fill("zb698234")
    page.get_by_label("Why are they corrected?").fill("The register shows these.")
    page.get_by_role("button", name="Correct them").click()
    expect(page.get_by_text("The organisation reads it in its audit.")).to_be_visible()
    expect(page.get_by_text("none → 698234")).to_be_visible()
    look(page, "numbers")


def test_an_organisation_objects_to_letting_somebody_in(browser: Browser, portal: Portal) -> None:
    page = as_staff(browser, portal, "SLINDEN")
    page.goto("/operator/look-up/users/EBRODY")
    page.get_by_role("link", name="Let this person in again").click()
    page.get_by_role("button", name="Ask for it").click()
    look(page, "let-in-faults")
    page.get_by_label("Called back on the number").check()
    page.get_by_label("A passport or driving licence").check()
    page.get_by_label("What happened, and what you saw").fill("The telephone was lost.")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_text("every known address was told")).to_be_visible()
    look(page, "let-in-asked")
    firm = new_page(browser, portal)
    firm.goto(mailed_objection(portal, portal.people["EBRODY"]["email"]))
    look(firm, "object")
    firm.get_by_role("button", name="Object").click()
    expect(firm.get_by_role("heading", name="You objected")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Refused", exact=True)).to_be_visible()


def mailed_objection(portal: Portal, address: str) -> str:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for message in newest_first(portal.mail_directory):
            found = re.search(r"http\S+/recovery/object\?link=\S+", message.as_string())
            if address in str(message["To"]) and found:
                return found[0]
        time.sleep(0.1)
    raise TimeoutError(f"No notice was mailed to {address}")


def test_staff_are_added_by_two(browser: Browser, portal: Portal) -> None:
    page = as_staff(browser, portal, "FMARLOW")
    page.goto("/operator/staff")
    look(page, "staff")
    page.get_by_role("button", name="Add a member of staff").click()
    page.get_by_label("Staff ID").fill("SECOND")
    page.get_by_label("Forename").fill("Sam")
    page.get_by_label("Surname").fill("Second")
    page.get_by_label("E-mail").fill("sam.second@operator.example.org")
    page.get_by_label("Registrar").check()
    page.get_by_label("Reason").fill("More hands are needed in December.")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_text("somebody else must confirm it").last).to_be_visible()
    request = page.url
    other = as_staff(browser, portal, "DOKORO")
    other.goto("/operator")
    look(other, "what-waits")
    other.goto(request)
    look(other, "request")
    other.get_by_role("button", name="Confirm and do it").click()
    expect(other.get_by_text("Confirmed and done").first).to_be_visible()
    page.goto("/operator/staff")
    expect(page.get_by_role("link", name="SECOND")).to_be_visible()
    other.goto("/operator/audit")
    look(other, "audit")


def test_a_file_of_accounts_readiness_and_letters(
    browser: Browser, portal: Portal, tmp_path: Path
) -> None:
    people = (
        person("LARK1", profiles="CR Administrator", organisation_id="CR00790"),
        person("LARK2", mfa_verified="no", organisation_id="CR00790"),
        person("LARK3", enabled="perhaps", organisation_id="CR00790"),
    )
    page = as_staff(browser, portal, "RPENTON")
    upload(page, accounts_file(tmp_path / "lark.csv", *people))
    expect(page.get_by_text("perhaps", exact=True)).to_be_visible()
    look(page, "file-checked")
    page.get_by_role("button", name="Take these accounts in").click()
    expect(page.get_by_text("What became of it")).to_be_visible(timeout=SECONDS)
    look(page, "file-taken")

    for _ in range(30):
        page.goto("/operator/move/readiness?search=CR00790")
        if page.get_by_role("link", name="CR00790").count():
            break
        page.wait_for_timeout(500)
    look(page, "readiness")
    page.get_by_role("link", name="CR00790").click()
    expect(page.get_by_role("link", name="LARK2").first).to_be_visible()
    look(page, "one-organisation")
    page.goto("/operator/move")
    look(page, "move")

    page.goto("/operator/move/readiness?search=CR00790")
    page.get_by_label("Choose CR00790").check()
    page.get_by_role("button", name="Prepare letters").click()
    look(page, "letters-confirm")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("on its way")).to_be_visible()
    for _ in range(30):
        page.goto("/operator/move/letters")
        if page.get_by_role("cell", name="LARK1").count():
            break
        page.wait_for_timeout(500)
    look(page, "letters")
    mails = "".join(one.read_text() for one in portal.mail_directory.glob("*.log"))
    assert "To: lark1@harbourrow.example.com" in mails


def test_a_cut_over_is_rehearsed_begun_by_two_and_aborted(
    browser: Browser, portal: Portal, tmp_path: Path
) -> None:
    page = as_staff(browser, portal, "FMARLOW")
    upload(page, accounts_file(tmp_path / "last.csv", person("LAST1", organisation_id="CR00791")))
    page.goto("/operator/move/cut-over")
    now = datetime.now(ZoneInfo("Europe/London"))
    page.get_by_label("The intake closes").fill(f"{now:%Y-%m-%dT%H:%M}")
    page.get_by_label("The portal opens").fill(f"{now + timedelta(hours=2):%Y-%m-%dT%H:%M}")
    page.get_by_role("checkbox", name="last.csv").check()
    page.get_by_role("button", name="Rehearse").click()
    expect(page.get_by_text("last.csv: 1 added, 0 updated")).to_be_visible(timeout=SECONDS)
    look(page, "rehearsed")
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Ask to begin").click()
    request = page.url
    other = as_staff(browser, portal, "DOKORO")
    other.goto(request)
    other.get_by_role("button", name="Confirm and do it").click()
    expect(other.get_by_text("Confirmed and done").first).to_be_visible()

    page.goto("/operator/move/cut-over")
    expect(page.get_by_role("button", name="Ask to finish")).to_be_visible(timeout=SECONDS)
    look(page, "begun")
    page.locator("#abort-reason").fill("Once more next week, as agreed.")
    page.get_by_role("button", name="Abort the cut-over").click()
    expect(page.get_by_role("button", name="Rehearse")).to_be_visible(timeout=SECONDS)
    look(page, "aborted")
    page.goto("/operator/look-up?search=LAST1")
    expect(page.get_by_text("Nothing was found.")).to_be_visible()
