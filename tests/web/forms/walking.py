"""Steps of a claim as people take them in a browser."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Page, TimeoutError

from tests.web.browser import must_be_accessible
from tests.web.forms.filling import fill_in


def look_at(page: Page, accessible: bool) -> None:
    """Axe is a script of its own: it looks where scripts run."""
    if accessible:
        must_be_accessible(page)


def write(
    page: Page, body: dict[str, Any], compensator: str, *, accessible: bool, kind: str = ""
) -> None:
    """The whole form section by section, and up to the page that shows it all.

    `kind` is chosen by whoever may send claims of several.
    """
    page.goto("/claims/new")
    if kind:
        page.get_by_label(kind).check()
    look_at(page, accessible)
    page.get_by_role("button", name="Start").click()
    look_at(page, accessible)
    page.get_by_role("link", name="Claim", exact=True).click()
    while "/form/" in page.url:
        look_at(page, accessible)
        if page.url.endswith("/compensator"):
            page.get_by_label("Name or organisation ID").fill(compensator.split()[0])
            page.get_by_role("button", name="Find compensator").click()
            page.get_by_label(compensator).check()
        else:
            fill_in(page, body)
        look_at(page, accessible)
        before = page.url
        page.locator("#save").click()
        must_come(page, lambda url, before=before: url != before)
    page.get_by_role("button", name="Check and send").click()
    look_at(page, accessible)


def must_come(page: Page, to: Callable[[str], bool]) -> None:
    """Where a button leads; if it does not, the page says why."""
    with suppress(TimeoutError):
        page.wait_for_url(to)
    assert to(page.url), page.locator("main").inner_text()


def act(page: Page, claim: int, action: str, body: dict[str, Any], accessible: bool) -> None:
    page.goto(f"/claims/{claim}/actions/{action}")
    look_at(page, accessible)
    fill_in(page, body)
    page.locator("#send").click()
    must_come(page, lambda url: url.endswith(f"/claims/{claim}"))
    look_at(page, accessible)
