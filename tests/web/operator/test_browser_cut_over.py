"""The weekend of the move in a browser: begun and finished by two, and the first sign-ins after."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.migration.cut_over_world import accounts_file, person
from tests.web.browser import Portal, as_staff, new_page
from tests.web.conftest import running_portal
from tests.web.first_sign_ins import first_sign_in, must_be_in
from tests.web.operator.test_browser_operator import SECONDS, look, upload

pytestmark = pytest.mark.browser

FIRM = {"organisation_id": "CR00792", "organisation_name": "Heron and Sons"}
OWN, SHARED = "heron3@harbourrow.example.com", "both@harbourrow.example.com"
PASSWORD = "Nine-lanterns-over-7-hills"  # noqa: S105 - of a test
WINDOW = timedelta(seconds=60)
REASON = "The weekend of the move has come."


@pytest.fixture
def own_portal(tmp_path: Path) -> Iterator[Portal]:
    """Whose accounts all begin anew when the test ends."""
    with running_portal(tmp_path) as running:
        yield running


def test_the_whole_weekend(browser: Browser, own_portal: Portal, tmp_path: Path) -> None:
    page = as_staff(browser, own_portal, "FMARLOW")
    upload(page, last_file(tmp_path / "last.csv"))
    opens_at = ask_to_begin(page)
    confirm(browser, own_portal, page.url)
    page.goto("/operator/move/cut-over")
    expect(page.get_by_role("button", name="Ask to finish")).to_be_visible(timeout=SECONDS)
    expect(page.get_by_role("row", name="Accounts 4 4", exact=True)).to_be_visible()
    outside = new_page(browser, own_portal)
    outside.goto("/sign-in")
    expect(outside.get_by_role("heading", level=1)).to_have_text(
        "The portal is closed for the move"
    )
    look(outside, "closed")

    page.locator("#finish-reason").fill("Both sides are equal, as the page shows.")
    page.get_by_role("button", name="Ask to finish").click()
    page.get_by_role("link", name="waits for a second person").click()
    confirm(browser, own_portal, page.url)
    page.goto("/operator/move/cut-over")
    expect(page.get_by_text("CR00792: HERON1 + HERON2")).to_be_visible(timeout=SECONDS)
    expect(page.locator("[data-refresh]")).to_have_count(0, timeout=SECONDS)
    look(page, "finished")
    must_be_signed(page, own_portal, tmp_path / "report.json")

    wait_until(outside, opens_at)
    for user_id, address in (("HERON3", OWN), ("HERON1", SHARED)):
        first_sign_in(outside, own_portal, user_id, address=address, password=PASSWORD)
        if user_id == "HERON3":
            must_be_in(outside)
            outside.context.clear_cookies()
    expect(outside.get_by_role("main")).to_contain_text("HERON1 shares its e-mail address")
    look(outside, "kept-out")


def last_file(path: Path) -> Path:
    return accounts_file(
        path,
        person("HERONBOSS", profiles="CR Administrator", **FIRM),
        person("HERON1", email=SHARED, **FIRM),
        person("HERON2", email=SHARED, **FIRM),
        person("HERON3", **FIRM),
    )


def ask_to_begin(page: Page) -> datetime:
    """The window begins now and is as short as the test can be; when the portal opens."""
    now = datetime.now(ZoneInfo("Europe/London"))
    opens_at = now + WINDOW
    page.goto("/operator/move/cut-over")
    page.get_by_label("The intake closes").fill(f"{now:%Y-%m-%dT%H:%M}")
    page.get_by_label("The portal opens").fill(f"{opens_at:%Y-%m-%dT%H:%M:%S}")
    page.get_by_role("checkbox", name="last.csv").check()
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Ask to begin").click()
    expect(page.get_by_text("Somebody else must confirm it").first).to_be_visible()
    return opens_at


def confirm(browser: Browser, portal: Portal, request: str) -> None:
    other = as_staff(browser, portal, "DOKORO")
    other.goto(request)
    look(other, "to-confirm")
    other.get_by_role("button", name="Confirm and do it").click()
    expect(other.get_by_text("Confirmed and done").first).to_be_visible()
    other.context.close()


def must_be_signed(page: Page, portal: Portal, path: Path) -> None:
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the signed report").click()
    download.value.save_as(path)
    report = json.loads(path.read_text())["report"]
    assert report["firstSignIns"] == 4
    assert report["openGroups"] == [{"organisationId": "CR00792", "userIds": ["HERON1", "HERON2"]}]
    assert "this portal" in portal.command("migrate", "cutover", "--verify", str(path))


def wait_until(page: Page, opens_at: datetime) -> None:
    left = opens_at - datetime.now(ZoneInfo("Europe/London"))
    page.wait_for_timeout(max(0.0, left.total_seconds() * 1000))
    page.goto("/sign-in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
