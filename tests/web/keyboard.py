"""A person who has no mouse: what Tab does not reach, and what Enter does not press, is not there."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, FilePayload, Locator, Page, ViewportSize, expect

from tests.web.browser import Portal, as_staff, must_be_accessible, must_fit, signed_in

MOST_TABS = 250
TABS_FROM = 640
WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=320, height=640)
Way = Mapping[str, Any]
FIRST_WAYS: Mapping[str, Way] = {
    "wide, scripts": {"viewport": WIDE},
    "narrow, no scripts": {"viewport": NARROW, "java_script_enabled": False},
}
ALL_WAYS: Mapping[str, Way] = {
    **FIRST_WAYS,
    "wide, no scripts": {"viewport": WIDE, "java_script_enabled": False},
    "narrow, scripts": {"viewport": NARROW},
}
IN_ALL_WAYS = os.environ.get("PORTAL_ALL_WAYS") == "yes"
"""Then every page that is followed to is looked at too, not only where a test says so."""
WAYS = ALL_WAYS if IN_ALL_WAYS else FIRST_WAYS
"""How people have the pages; each journey is walked in each of them."""
TAKES_AXE_LONG = "/developers"
"""Twenty seconds; the crawler's test has the patience."""
IS_SEEN = """one => {
  const [box] = one.getClientRects();
  const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
  const there = document.elementFromPoint(
    middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  return one.matches(":focus-visible") && (one.contains(there) || there?.contains(one));
}"""
"""It shows that it has the focus, and nothing lies over the middle of what the window shows of it."""


@dataclass(frozen=True)
class Keyboard:
    page: Page
    scripts: bool = True

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
        assert wanted.evaluate(IS_SEEN), f"The focus is not seen at {wanted} on {self.page.url}"

    def press(self, wanted: Locator) -> None:
        """To what opens something on the page, and press it."""
        self.to(wanted)
        self.page.keyboard.press("Enter")

    def follow(self, wanted: Locator) -> None:
        """To a link or a button that leads to another page, and press it."""
        self.to(wanted)
        self.submit()

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

    def fill(self, wanted: Locator, text: str) -> None:
        """In place of what stands there."""
        self.to(wanted)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def empty(self, wanted: Locator) -> None:
        self.fill(wanted, "")
        self.page.keyboard.press("Delete")

    def date(self, group: Locator | Page, day: date) -> None:
        """Of a question that asks for day, month and year."""
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.fill(group.get_by_label(part, exact=True).first, str(number))

    def moment(self, wanted: Locator, at: datetime) -> None:
        """Of a question that the browser itself splits, as its own language (en-US) has it."""
        self.write(wanted, f"{at:%m%d%Y}")
        self.page.keyboard.press("ArrowRight")
        self.page.keyboard.type(f"{at:%I%M%p}")
        expect(wanted).to_have_value(f"{at:%Y-%m-%dT%H:%M}")

    def submit(self) -> None:
        """Enter in a field, as a form is sent without its button."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        if IN_ALL_WAYS:
            self.look(axe=TAKES_AXE_LONG not in self.page.url)

    def move(self, wanted: Locator, keys: str = "ArrowDown") -> None:
        """Arrow after arrow within a group of radios or tabs, until it has the focus."""
        for _ in range(MOST_TABS):
            if wanted.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press(keys)
        raise AssertionError(f"{keys} does not lead to {wanted} on {self.page.url}")

    def choose_file(self, wanted: Locator, file: Path | FilePayload) -> None:
        # From now on, since a browser is told only after a while to hand the dialogue over.
        self.page.on("filechooser", lambda _chooser: None)
        self.to(wanted)
        with self.page.expect_file_chooser() as choosing:
            self.page.keyboard.press("Enter")
        choosing.value.set_files(file)

    def download(self, wanted: Locator) -> tuple[str, bytes]:
        """What a link or a button saves: its name, and what is in it."""
        self.to(wanted)
        with self.page.expect_download() as saving:
            self.page.keyboard.press("Enter")
        return saving.value.suggested_filename, Path(saving.value.path()).read_bytes()

    def look(
        self, name: str = "", *, axe: bool = True, both_widths: bool = False, whole: bool = True
    ) -> None:
        """Nothing lies beside the window, and axe finds nothing.

        And a picture where PORTAL_PICTURES names a directory.
        """
        for window in (NARROW, WIDE) if both_widths and self.scripts else (None,):
            if window:
                self.page.set_viewport_size(window)
            if axe:
                must_be_accessible(self.page, scripts=self.scripts)
            else:
                must_fit(self.page)
            self._picture(name, whole=whole)

    def _picture(self, name: str, *, whole: bool) -> None:
        if pictures := os.environ.get("PORTAL_PICTURES"):
            test = os.environ["PYTEST_CURRENT_TEST"].rpartition("::")[2].removesuffix(" (call)")
            place = name or self.page.url.partition("//")[2].partition("/")[2]
            width = self.page.evaluate("window.innerWidth")
            file = re.sub(r"\W+", "-", f"{test}-{place}-{width}")
            self.page.screenshot(path=f"{pictures}/{file}.png", full_page=whole)


Begins = Callable[..., Keyboard]


def told(page: Page) -> Any:
    return expect(page.get_by_role("heading", level=1))


def keys_of(page: Page, way: Way) -> Keyboard:
    return Keyboard(page, scripts=way.get("java_script_enabled", True))


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


def number_of(way: Way) -> int:
    """That tells the ways apart in what is written in each, from 1 on."""
    return list(ALL_WAYS.values()).index(way) + 1


def follow_in_the_menu(by: Keyboard, name: str) -> None:
    open_the_menu(by)
    by.follow(by.page.get_by_role("navigation", name="Menu").get_by_role("link", name=name))


def page_with(by: Keyboard, number: str) -> None:
    """From the first page of a worklist to that with the claim: tests before sent claims too."""
    claim, onward = (
        by.page.get_by_role("link", name=number),
        by.page.get_by_role("link", name="Next"),
    )
    while not claim.is_visible() and onward.is_visible():
        by.follow(onward)


def open_the_menu(by: Keyboard) -> None:
    """Which a narrow page shows behind a button, where there are scripts to open it."""
    toggle = by.page.get_by_role("button", name="Menu")
    if toggle.is_visible():
        by.press(toggle)


def open_tab(by: Keyboard, name: str) -> None:
    """A part of a claim's page; without scripts, or on a phone, a link leads down to it."""
    window = by.page.viewport_size
    if by.scripts and window and window["width"] >= TABS_FROM:
        by.to(by.page.get_by_role("tab", selected=True))
        by.move(by.page.get_by_role("tab", name=name), "ArrowRight")
    else:
        by.press(by.page.get_by_role("link", name=name, exact=True).first)
