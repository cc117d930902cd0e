"""A cut-over by keyboard only: the last file, a rehearsal, begun by two, aborted."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import asking
from tests.migration.cut_over_world import accounts_file, person
from tests.web.browser import Portal, new_page
from tests.web.keyboard import (
    Keyboard,
    Way,
    follow_in_the_menu,
    number_of,
    staff_at_keys,
)
from tests.web.operator.test_browser_operator import SECONDS

pytestmark = pytest.mark.browser
LOADINGS = 300
"""How often somebody without scripts loads a page again, at most."""


@pytest.fixture
def opened_again(portal: Portal) -> Iterator[None]:
    """Whatever happens, for the tests after this one."""
    yield
    if asking.get(f"{portal.base_url}/sign-in").status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        portal.command("migrate", "cutover", "--abort")


def test_a_cut_over_is_rehearsed_begun_by_two_and_aborted(
    browser: Browser, portal: Portal, way: Way, tmp_path: Path, opened_again: None
) -> None:
    user_id = f"LAST{number_of(way)}"
    path = accounts_file(tmp_path / f"{user_id}.csv", person(user_id, organisation_id="CR00793"))
    by = staff_at_keys(browser, portal, "FMARLOW", way, "/operator")
    page = by.page
    upload(by, path)
    follow_in_the_menu(by, "The move")
    by.follow(page.get_by_role("main").get_by_role("link", name="The cut-over"))
    now = datetime.now(ZoneInfo("Europe/London"))
    plan(by, path, now, now + timedelta(hours=2))
    by.follow(page.get_by_role("button", name="Rehearse"))
    by_and_by(by, page.get_by_text(f"{path.name}: 1 added, 0 updated"))
    by.look("rehearsed")
    by.write(page.get_by_label("Reason"), "The weekend of the move has come.")
    by.follow(page.get_by_role("button", name="Ask to begin"))
    other = staff_at_keys(browser, portal, "DOKORO", way, page.url)
    other.follow(other.page.get_by_role("button", name="Confirm and do it"))
    expect(other.page.get_by_text("Confirmed and done").first).to_be_visible()
    page.goto("/operator/move/cut-over")
    by_and_by(by, page.get_by_role("button", name="Abort the cut-over"))
    closed = new_page(browser, portal, **way)
    closed.goto("/sign-in")
    must_be_told(closed, "The portal is closed for the move")
    by_and_by(by, page.get_by_role("button", name="Ask to finish"))
    by.look("begun")
    by.write(page.locator("#abort-reason"), "Once more next week, as agreed.")
    by.follow(page.get_by_role("button", name="Abort the cut-over"))
    by_and_by(by, page.get_by_role("button", name="Rehearse"))
    must_be_told(closed, "Sign in")
    look_up(by, user_id)


def must_be_told(page: Page, heading: str) -> None:
    """Soon, since what is known of the move is kept for two seconds."""
    told = page.get_by_role("heading", level=1, name=heading, exact=True)
    for _ in range(LOADINGS):
        if told.is_visible():
            return
        page.wait_for_timeout(100)
        page.reload()
    raise AssertionError(f"{page.url} never said: {heading}")


def upload(by: Keyboard, path: Path) -> None:
    page = by.page
    page.on("filechooser", lambda _chooser: None)
    page.goto("/operator/move/files")
    by.to(page.locator("#file"))
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Enter")
    choosing.value.set_files(path)
    by.follow(page.get_by_role("button", name="Upload"))
    by.follow(page.get_by_role("button", name="Check the file"))
    by_and_by(by, page.get_by_role("button", name="Take these accounts in"))
    by.look("file-checked")


def plan(by: Keyboard, path: Path, closes_at: datetime, opens_at: datetime) -> None:
    page = by.page
    by.moment(page.get_by_label("The intake closes"), closes_at)
    by.moment(page.get_by_label("The portal opens"), opens_at)
    by.tick(page.get_by_role("checkbox", name=path.name))
    by.look("cut-over-plan")


def by_and_by(by: Keyboard, wanted: Locator) -> None:
    """What comes once the worker is done: by itself with scripts, else by loading again."""
    if by.scripts:
        expect(wanted).to_be_visible(timeout=SECONDS)
        return
    expect(by.page.get_by_text("This page follows by itself.")).not_to_be_visible()
    for _ in range(LOADINGS):
        if wanted.is_visible():
            return
        by.follow(by.page.get_by_role("link", name="Load again"))
    raise AssertionError(f"{wanted} did not come on {by.page.url}")


def look_up(by: Keyboard, user_id: str) -> None:
    """Nothing of the file came in."""
    follow_in_the_menu(by, "Look up")
    by.write(by.page.get_by_label("Whom or what"), user_id)
    by.follow(by.page.get_by_role("main").get_by_role("button", name="Look up"))
    expect(by.page.get_by_text("Nothing was found.")).to_be_visible()
