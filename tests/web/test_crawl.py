"""Each kind of person follows every link and presses every button of a seeded portal.

No dead link, no fault of the server, nothing offered that is refused, no invalid HTML, nothing
loaded from another host.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from http import HTTPStatus

import httpx
import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests import asking
from tests.web.browser import Portal
from tests.web.conftest import running_portal
from tests.web.crawling import Form, Page, Visitor, resolved

PEOPLE = ("JSEILE", "SRAO", "MTHORNE", "OFINCH", "RFIELD", "GPETTIT", "HWARD", "PNAIR01")
"""Handlers first: administrators may disable them."""
STAFF = ("SLINDEN", "RPENTON", "DOKORO", "FMARLOW")
AT_WORK = ("/", "/claims?scope=all")
FIRST = {
    "": (
        "/developers/operations/notifications", "/sign-in", "/figures", "/help", "/developers",
        "/register", "/new-password",
    ),
}  # fmt: skip
"""Where a stranger begins, who has no page of his own; a short page of the reference first:
axe takes 20 seconds for the longest.
"""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal of its own, with claims: it is not the same afterwards."""
    root = tmp_path_factory.mktemp("crawled")
    with running_portal(root, claims=True) as running:
        yield running


@pytest.fixture(scope="module")
def visitors(crawled: Portal) -> Iterator[dict[str, Visitor]]:
    with all_of(crawled) as found:
        yield found


@contextmanager
def all_of(portal: Portal) -> Iterator[dict[str, Visitor]]:
    """All have signed in before the first of them presses a button."""
    with ExitStack() as stack:
        found: dict[str, Visitor] = {}
        for name in ("", *PEOPLE, *STAFF):
            client = httpx.Client(
                base_url=portal.base_url, follow_redirects=True, timeout=60, verify=asking.TRUSTED
            )
            known = found[""].kinds if found else {}
            found[name] = Visitor(stack.enter_context(client), seen_by_strangers=known)
            if name in PEOPLE:
                sign_in(found[name], portal, name)
            elif name in STAFF:
                sign_in_as_staff(found[name], portal, name)
        yield found


def send(one: Visitor, page: Page, **answers: str) -> Page:
    """The first form of the page with these answers."""
    form: Form | None = next((form for form in page.forms if form.method == "POST"), None)
    assert form is not None, f"{page.status} {page.url}: {page.title}"
    fields = dict(form.fields) | answers
    return one.press(replace(form, fields=tuple(fields.items())))


def sign_in(one: Visitor, portal: Portal, user_id: str) -> None:
    password = portal.people[user_id]["password"]
    asked = send(one, one.get("/sign-in"), name=user_id, password=password)
    home = send(one, asked, code=portal.code_for(user_id))
    assert home.url == f"{portal.base_url}/", home.title


def sign_in_as_staff(one: Visitor, portal: Portal, staff_id: str) -> None:
    person = portal.staff[staff_id]
    asked = send(one, one.get("/operator/sign-in"), name=staff_id, password=person["password"])
    home = send(one, asked, code=pyotp.TOTP(person["authenticatorSecret"]).now())
    assert home.url.startswith(f"{portal.base_url}/operator"), home.title


def crawl(one: Visitor, *first: str) -> None:
    one.follow_every_link(*first)
    one.press_every_button()
    [(seconds, slowest)] = one.slowest(1)
    told = f"{len(one.pages)} pages, {len(one.pressed)} buttons, slowest {slowest} {seconds:.2f} s"
    assert not one.faults, "\n".join([told, *one.faults])


def begins_at(name: str) -> tuple[str, ...]:
    return FIRST.get(name, ("/operator",) if name in STAFF else AT_WORK)


def one_page_of_each_route(visitors: dict[str, Visitor]) -> dict[str, tuple[str, str]]:
    """By route: who reached it first, and where."""
    found: dict[str, tuple[str, str]] = {}
    for name, one in visitors.items():
        one.follow_every_link(*begins_at(name))
        for page in one.pages.values():
            if page.root is not None and page.status == HTTPStatus.OK:
                found.setdefault(resolved(page.url), (name, page.url))
    return found


def test_axe_finds_nothing_on_any_route(visitors: dict[str, Visitor], browser: Browser) -> None:
    """Before anybody presses a button. One page of each route, as its first visitor sees it."""
    found = one_page_of_each_route(visitors)
    assert len(found) > 100
    pages, faults = {}, []
    for name, one in visitors.items():
        context = browser.new_context()
        context.add_cookies(
            [
                {"name": cookie.name, "value": cookie.value or "", "url": str(one.client.base_url)}
                for cookie in one.client.cookies.jar
            ]
        )
        pages[name] = context.new_page()
    for name, url in found.values():
        pages[name].goto(url)
        told = Axe().run(pages[name], options={"resultTypes": ["violations"]})
        faults += [f"{url} ({name}): {one['id']}" for one in told.response["violations"]]
    assert not faults, "\n".join(faults)


def test_a_stranger(visitors: dict[str, Visitor]) -> None:
    crawl(visitors[""], *begins_at(""))
    assert len(visitors[""].pages) > 30


@pytest.mark.parametrize("user_id", PEOPLE)
def test_a_person(visitors: dict[str, Visitor], user_id: str) -> None:
    crawl(visitors[user_id], *begins_at(user_id))
    assert len(visitors[user_id].pages) > 25
    assert len(visitors[user_id].pressed) > 15


@pytest.mark.parametrize("staff_id", STAFF)
def test_a_member_of_staff(visitors: dict[str, Visitor], staff_id: str) -> None:
    crawl(visitors[staff_id], *begins_at(staff_id))
    assert len(visitors[staff_id].pages) > 10
