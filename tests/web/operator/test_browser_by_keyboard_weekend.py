"""The weekend of the move by keyboard only: begun and finished by two, and the first sign-ins."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.migration.cut_over_world import accounts_file, person
from tests.migration.test_claims import whole
from tests.web.browser import Portal, new_page
from tests.web.conftest import running_portal
from tests.web.keyboard import (
    Keyboard,
    Way,
    follow_in_the_menu,
    keys_of,
    open_tab,
    staff_at_keys,
    told,
)
from tests.web.operator.test_browser_by_keyboard_cut_over import (
    by_and_by,
    must_be_told,
    plan,
    upload,
)

pytestmark = pytest.mark.browser

FIRM = {"organisation_id": "CR00792", "organisation_name": "Heron and Sons"}
OWN, SHARED, BOSS = (f"{name}@harbourrow.example.com" for name in ("heron3", "both", "heronboss"))
PASSWORD = "Nine-lanterns-over-7-hills"  # noqa: S105 - of a test
SECONDS_TO_BEGIN = 75
CLAIM = "0000000000401234"


@pytest.fixture
def own_portal(tmp_path: Path) -> Iterator[Portal]:
    """That is finished with the move when the test ends: there is no way back."""
    moving = {"PORTAL_MOVE_DIR": str(tmp_path / "move")}
    with running_portal(tmp_path, environment_too=moving) as running:
        yield running


def test_the_whole_weekend(browser: Browser, own_portal: Portal, way: Way, tmp_path: Path) -> None:
    by = staff_at_keys(browser, own_portal, "FMARLOW", way, "/operator")
    second = staff_at_keys(browser, own_portal, "DOKORO", way, "/operator")
    upload(by, last_file(tmp_path / "last.csv"))
    last_claims(tmp_path / "move")
    opens_at = begin(by, second, tmp_path / "last.csv")
    outside = keys_of(new_page(browser, own_portal, **way), way)
    outside.page.goto("/sign-in")
    must_be_told(outside.page, "The portal is closed for the move")
    outside.look("closed")
    finish(by, second)
    must_be_signed(by, own_portal, tmp_path / "report.json")
    wait_until(outside.page, opens_at)
    sign_in_first(outside, own_portal, "HERON1", SHARED)
    expect(outside.page.get_by_role("main")).to_contain_text("HERON1 shares its e-mail address")
    outside.look("kept-out")
    boss, worker = (keys_of(new_page(browser, own_portal, **way), way) for _person in range(2))
    the_administrator_opens_the_house(boss, own_portal)
    outside.page.goto("/sign-in")
    both_steps(outside, own_portal, "HERON1")
    told(outside.page).to_have_text("Worklist")
    a_moved_person_goes_on_with_a_claim(worker, own_portal)


def last_file(path: Path) -> Path:
    return accounts_file(
        path,
        person("HERONBOSS", forename="Bo", profiles="CR Administrator", **FIRM),
        person("HERON1", email=SHARED, **FIRM),
        person("HERON2", email=SHARED, **FIRM),
        person("HERON3", mfa_verified="no", **FIRM),
    )


def last_claims(directory: Path) -> None:
    """One, that HERON3 worked on."""
    (directory / "last").mkdir(parents=True)
    claim = whole("LiabilityAdmitted", number=CLAIM)
    for old, new in (("/CR00101", "/CR00792"), ('"lawyer"', '"HERON3"'), ('"INSURER"', '"HWARD"')):
        claim = claim.replace(old, new)
    (directory / "last" / "claim.xml").write_text(claim)


def begin(by: Keyboard, second: Keyboard, path: Path) -> datetime:
    """The window begins now and is as short as the test can be; when the portal opens."""
    page = by.page
    follow_in_the_menu(by, "The move")
    by.follow(page.get_by_role("main").get_by_role("link", name="The cut-over"))
    now = datetime.now(ZoneInfo("Europe/London"))
    opens_at = (now + timedelta(seconds=SECONDS_TO_BEGIN + 59)).replace(second=0, microsecond=0)
    plan(by, path, now, opens_at)
    by.choose(page.get_by_label("Last claims"), "last")
    by.write(page.get_by_label("Reason"), "The weekend of the move has come.")
    by.follow(page.get_by_role("button", name="Ask to begin"))
    expect(page.get_by_text("Somebody else must confirm it").first).to_be_visible()
    confirm(second)
    page.goto("/operator/move/cut-over")
    by_and_by(by, page.get_by_role("button", name="Ask to finish"))
    equal = re.compile(r"^\s*Accounts\s+4\s+4\s*$")
    expect(page.get_by_role("row").filter(has_text=equal)).to_be_visible()
    by.look("begun")
    return opens_at


def confirm(second: Keyboard) -> None:
    """What waits is told on the first page."""
    page = second.page
    page.goto("/operator")
    second.follow(page.get_by_role("main").get_by_role("link", name="the cut-over"))
    second.look("to-confirm")
    second.follow(page.get_by_role("button", name="Confirm and do it"))
    expect(page.get_by_text("Confirmed and done").first).to_be_visible()


def finish(by: Keyboard, second: Keyboard) -> None:
    page = by.page
    by.write(page.locator("#finish-reason"), "Both sides are equal, as the page shows.")
    by.follow(page.get_by_role("button", name="Ask to finish"))
    by.follow(page.get_by_role("link", name="waits for a second person"))
    by.look("asked-to-finish")
    confirm(second)
    page.goto("/operator/move/cut-over")
    by_and_by(by, page.get_by_text("CR00792: HERON1 + HERON2"))
    by.look("finished")


def must_be_signed(by: Keyboard, portal: Portal, path: Path) -> None:
    link = by.page.get_by_role("link", name="Download the signed report")
    _name, content = by.download(link)
    path.write_bytes(content)
    report = json.loads(content)["report"]
    assert report["firstSignIns"] == 4
    assert report["openGroups"] == [{"organisationId": "CR00792", "userIds": ["HERON1", "HERON2"]}]
    assert "this portal" in portal.command("migrate", "cutover", "--verify", str(path))


def wait_until(page: Page, opens_at: datetime) -> None:
    left = opens_at - datetime.now(ZoneInfo("Europe/London"))
    page.wait_for_timeout(max(0.0, left.total_seconds() * 1000))
    page.goto("/sign-in")
    must_be_told(page, "Sign in")


def sign_in_first(by: Keyboard, portal: Portal, user_id: str, address: str) -> None:
    """The old passwords did not come over: a new one by a code that is mailed."""
    page = by.page
    portal.people[user_id] = {"email": address}
    page.goto("/sign-in")
    by.follow(page.get_by_role("link", name="First sign-in, or forgotten password?"))
    by.look("first-sign-in")
    before = portal.last_code_for(user_id)
    by.write(page.get_by_label("User ID"), user_id)
    by.write(page.get_by_label("E-mail address"), address)
    by.follow(page.get_by_role("button", name="Send the code"))
    by.look("code-for-the-password")
    by.write(page.get_by_label("Code"), portal.code_for(user_id, newer_than=before))
    by.follow(page.get_by_role("button", name="Continue"))
    by.look("new-password")
    by.write(page.get_by_label("New password", exact=True), PASSWORD)
    by.write(page.get_by_label("The new password again"), PASSWORD)
    by.follow(page.get_by_role("button", name="Set the password"))
    expect(page.get_by_text("Your password was set.")).to_be_visible()
    both_steps(by, portal, user_id)


def both_steps(by: Keyboard, portal: Portal, user_id: str) -> None:
    page = by.page
    before = portal.last_code_for(user_id)
    by.write(page.get_by_label("User ID or e-mail address"), user_id)
    by.write(page.get_by_label("Password"), PASSWORD)
    by.look("password-set")
    by.submit()
    by.write(page.get_by_label("Code"), portal.code_for(user_id, newer_than=before))
    by.look("second-step")
    by.submit()


def the_administrator_opens_the_house(by: Keyboard, portal: Portal) -> None:
    """Accepts the agreement, and makes one account of the two that share an address."""
    page = by.page
    sign_in_first(by, portal, "HERONBOSS", BOSS)
    by.look("first-home")
    page.goto("/administration")
    by.follow(page.get_by_role("link", name="Accept the user agreement"))
    by.tick(page.get_by_role("checkbox"))
    by.look("agreement")
    by.follow(page.get_by_role("button", name="Accept for the organisation"))
    page.goto("/administration/migration")
    by.look("who-shares")
    by.follow(page.get_by_role("button", name="Combine these accounts").first)
    by.pick(page.get_by_role("radio", name="HERON1"))
    by.follow(page.get_by_role("button", name="Show what will happen"))
    by.look("combine")
    by.follow(page.get_by_role("button", name="Combine into HERON1"))


def a_moved_person_goes_on_with_a_claim(by: Keyboard, portal: Portal) -> None:
    page = by.page
    sign_in_first(by, portal, "HERON3", OWN)
    told(page).to_have_text("Worklist")
    by.look("first-worklist")
    by.follow(page.get_by_role("link", name=CLAIM))
    open_tab(by, "History")
    expect(page.get_by_text("Moved here from the old platform").first).to_be_visible()
    by.look("moved-claim")
    page.goto(f"/claims/{int(CLAIM)}")
    by.follow(page.get_by_role("button", name="Acknowledge the admission"))
    by.look("step")
    by.follow(page.locator("#send"))
    expect(page.get_by_role("link", name="Start of stage 2.1")).to_be_visible()
