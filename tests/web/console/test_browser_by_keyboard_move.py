"""The move from the old platform, as an administrator prepares it by keyboard only."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.migration.cut_over_world import accounts_file, person
from tests.web.browser import Portal, new_page
from tests.web.first_sign_ins import first_sign_in, must_be_in
from tests.web.keyboard import WAYS, Keyboard, Way, at_keys, follow_in_the_menu, number_of
from tests.web.test_browser_registration import mailed_to

pytestmark = pytest.mark.browser
PASSWORD = "Nine-lanterns-over-7-hills"  # noqa: S105 - of a test
FIRMS = {1: "CR00785", 2: "CR00786", 3: "CR00787", 4: "CR00788"}


def user_ids(way: Way) -> tuple[str, ...]:
    """The administrator ID, two Claims User IDs of the same person, and others of the firm."""
    number = FIRMS[number_of(way)][-1]
    return tuple(f"{name}{number}" for name in ("ADM", "KIM", "SPARE", "DAN", "DANTOO", "PAT"))


def firm(way: Way) -> list[dict[str, str]]:
    code = FIRMS[number_of(way)]
    administrator, kim, spare, dan, dan_too, pat = user_ids(way)

    def one(user_id: str, mailbox: str, **more: Any) -> dict[str, str]:
        whose = {"organisation_id": code, "organisation_name": f"Rook and Daughters {code}"}
        return person(user_id, email=f"{mailbox}@{code.lower()}.example.com", **whose, **more)

    return [
        one(administrator, "kim", profiles="CR Administrator"),
        one(kim, "kim"),
        one(spare, "kim"),
        one(dan, "dan", forename="Dan"),
        one(dan_too, "dan", forename="Dan"),
        one(pat, "pat", mfa_email=f"pat.old@{code.lower()}.example.com", mfa_verified="no"),
    ]


@pytest.fixture(scope="module")
def firms(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> None:
    """They came over in one file."""
    people = [one for way in WAYS.values() for one in firm(way)]
    file = accounts_file(tmp_path_factory.mktemp("move") / "accounts.csv", *people)
    assert f"{len(people)} added" in portal.command("migrate", "accounts", str(file))


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, firms: None, browser: Browser, portal: Portal) -> Way:
    """With the administrator of its firm signed in."""
    found = WAYS[request.param]
    sign_in_first(browser, portal, found, user_ids(found)[0])
    return found


def sign_in_first(browser: Browser, portal: Portal, way: Way, user_id: str) -> None:
    if user_id in portal.signed_in:
        return
    page = new_page(browser, portal)
    address = f"kim@{FIRMS[number_of(way)].lower()}.example.com"
    first_sign_in(page, portal, user_id, address=address, password=PASSWORD)
    must_be_in(page)
    portal.signed_in[user_id] = page.context.storage_state()
    page.context.close()


def test_what_stands_in_the_way_is_put_right_and_accounts_are_combined(
    browser: Browser, portal: Portal, way: Way
) -> None:
    administrator, _kim, _spare, dan, dan_too, pat = user_ids(way)
    by = at_keys(browser, portal, administrator, way, "/administration")
    page = by.page
    by.look("move-home")
    by.follow(page.get_by_role("link", name="See what to do"))
    by.look("move-ready")
    by.follow(page.get_by_role("button", name="Correct the contact address"))
    expect(page.get_by_text(f"is the contact address of {pat} from now on")).to_be_visible()
    by.follow(page.get_by_role("button", name=f"Send the verification link ({pat})"))
    assert mailed_to(portal, "pat.old@", r"(http\S+/verify\S+)")
    by.follow(section(by, dan_too).get_by_role("button", name="Combine these accounts"))
    by.pick(page.get_by_role("radio", name=re.compile(rf"^{dan}\b")))
    by.look("move-choose")
    by.follow(page.get_by_role("button", name="Show what will happen"))
    by.look("move-preview")
    by.follow(page.get_by_role("button", name=f"Combine into {dan}"))
    page.goto("/administration/migration")
    by.follow(page.get_by_role("link", name="Combinations done"))
    expect(page.get_by_role("row", name=dan)).to_contain_text(dan_too)
    by.look("move-combinations")
    by.follow(page.get_by_role("link", name="Undo"))
    by.look("move-undo")
    by.follow(page.get_by_role("button", name="Undo"))
    page.goto("/administration/migration")
    expect(page.get_by_role("row", name=dan_too)).to_be_visible()


def test_the_claims_user_id_becomes_administrator_and_the_old_one_goes_last(
    browser: Browser, portal: Portal, way: Way
) -> None:
    """Without the page of the move: users looked through, one by one, in the order of the guide."""
    administrator, kim, spare, *_others = user_ids(way)
    by = at_keys(browser, portal, administrator, way, "/administration")
    find(by, "kim@", kim)
    by.follow(by.page.get_by_role("button", name="Change profiles"))
    by.tick(by.page.get_by_label("CR Administrator"))
    by.look("move-profiles")
    by.follow(by.page.get_by_role("button", name="Save"))
    find(by, "kim@", spare)
    disable(by)
    sign_in_first(browser, portal, way, kim)
    of_kim = at_keys(browser, portal, kim, way, "/administration")
    find(of_kim, "kim@", administrator)
    disable(of_kim)
    by.page.goto("/administration")
    expect(by.page).to_have_url(re.compile("/sign-in"))
    of_kim.page.goto("/administration/migration")
    for gone in (administrator, spare):
        expect(section(of_kim, gone)).to_have_count(0)


def section(by: Keyboard, user_id: str) -> Locator:
    """What is to be done about this account."""
    of_it = by.page.get_by_role("link", name=user_id, exact=True)
    return by.page.locator(".portal-finding", has=of_it)


def find(by: Keyboard, search: str, user_id: str) -> None:
    """In the list of users, by the menu."""
    page = by.page
    follow_in_the_menu(by, "Users")
    by.write(page.get_by_label("Search"), search)
    by.follow(page.get_by_role("button", name="Search"))
    by.look("move-users")
    by.follow(page.get_by_role("link", name=user_id, exact=True))


def disable(by: Keyboard) -> None:
    by.follow(by.page.get_by_role("button", name="Disable"))
    by.look("move-disable")
    for box in by.page.get_by_role("textbox").all():
        by.write(box, "It is a second one of the same person.")
    by.follow(by.page.get_by_role("button", name="Disable"))
    expect(by.page.locator(".portal-claim-header__meaning")).to_contain_text("Disabled")
