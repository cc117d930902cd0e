"""A person who has no mouse: what Tab does not reach, and what Enter does not press, is not there."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.web.browser import Portal, as_staff, must_be_accessible, must_fit, signed_in

MOST_TABS = 250
WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=320, height=640)
Way = Mapping[str, Any]
WAYS: Mapping[str, Way] = {
    "wide, scripts": {"viewport": WIDE},
    "narrow, no scripts": {"viewport": NARROW, "java_script_enabled": False},
}
"""How people have the pages; each journey is walked in both."""
either_way = pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))


@dataclass(frozen=True)
class Keyboard:
    page: Page
    has_scripts: bool = True

    def to(self, wanted: Locator) -> None:
        """Tab after tab, until it has the focus and shows that it has."""
        wanted.wait_for(state="attached")
        # Found once: to look for it by its name after each tab takes long on a long page.
        found = wanted.element_handle()
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if found.evaluate("one => one === document.activeElement"):
                break
        else:
            raise AssertionError(f"{MOST_TABS} tabs do not lead to {wanted} on {self.page.url}")
        assert wanted.evaluate("one => one.matches(':focus-visible')")

    def press(self, wanted: Locator) -> None:
        """To what opens something on the page, and press it."""
        self.to(wanted)
        self.page.keyboard.press("Enter")

    def follow(self, wanted: Locator) -> None:
        """To a link or a button that leads to another page, and press it."""
        self.to(wanted)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, wanted: Locator, text: str) -> None:
        self.to(wanted)
        self.page.keyboard.type(text)

    def choose(self, wanted: Locator, first_letters: str) -> None:
        """One of a list, as its letters are typed."""
        self.write(wanted, first_letters)

    def tick(self, wanted: Locator) -> None:
        self.to(wanted)
        self.page.keyboard.press("Space")

    def pick(self, wanted: Locator) -> None:
        """One of a set of radio buttons, of which Tab reaches one and the arrows the others."""
        name = wanted.get_attribute("name")
        one_of_them = "name => document.activeElement.name === name"
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(one_of_them, name):
                break
        for _ in range(self.page.locator(f"input[name='{name}']").count()):
            if wanted.evaluate("one => one === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        expect(wanted).to_be_checked()

    def overwrite(self, wanted: Locator, text: str) -> None:
        """In place of what stands there."""
        self.to(wanted)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def empty(self, wanted: Locator) -> None:
        self.overwrite(wanted, "")
        self.page.keyboard.press("Delete")

    def date(self, group: Locator | Page, day: date) -> None:
        """Of a question that asks for day, month and year."""
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.overwrite(group.get_by_label(part, exact=True).first, str(number))

    def moment(self, wanted: Locator, at: datetime) -> None:
        """Of a question that the browser itself splits, as its own language (en-US) has it."""
        self.write(wanted, f"{at:%m%d%Y}")
        self.page.keyboard.press("ArrowRight")
        self.page.keyboard.type(f"{at:%I%M%p}")
        expect(wanted).to_have_value(f"{at:%Y-%m-%dT%H:%M}")

    def look(self, name: str, *, axe: bool = False, whole: bool = True) -> None:
        """That all fits, and what axe says, wide and narrow; it waits for scripts.

        And pictures where PORTAL_PICTURES names a directory.
        """
        if axe and self.has_scripts:
            for window in (NARROW, WIDE):
                self.page.set_viewport_size(window)
                must_be_accessible(self.page)
                self._picture(f"{name}-{window['width']}")
        else:
            must_fit(self.page)
            self._picture(f"{name}-{self.page.evaluate('window.innerWidth')}", whole=whole)

    def _picture(self, name: str, *, whole: bool = True) -> None:
        if pictures := os.environ.get("PORTAL_PICTURES"):
            self.page.screenshot(path=f"{pictures}/keyboard-{name}.png", full_page=whole)


def keys_of(page: Page, way: Way) -> Keyboard:
    return Keyboard(page, has_scripts=way.get("java_script_enabled", True))


def at_keys(browser: Browser, portal: Portal, user_id: str, way: Way, at: str) -> Keyboard:
    """A person of an organisation, signed in, at a page."""
    page = signed_in(browser, portal, user_id, **way)
    page.goto(at)
    return keys_of(page, way)


def staff_at_keys(browser: Browser, portal: Portal, staff_id: str, way: Way, at: str) -> Keyboard:
    """One of the operator's staff."""
    page = as_staff(browser, portal, staff_id, **way)
    page.goto(at)
    return keys_of(page, way)


def width_of(way: Way) -> int:
    """That tells the ways apart in what is written in both."""
    width: int = way["viewport"]["width"]
    return width


def follow_in_the_menu(by: Keyboard, name: str) -> None:
    open_the_menu(by)
    by.follow(by.page.get_by_role("navigation", name="Menu").get_by_role("link", name=name))


def open_the_menu(by: Keyboard) -> None:
    """Which a narrow page shows behind a button, where there are scripts to open it."""
    toggle = by.page.get_by_role("button", name="Menu")
    if toggle.is_visible():
        by.press(toggle)
