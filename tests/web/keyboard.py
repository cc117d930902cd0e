"""A person who has no mouse: what Tab does not reach, and what Enter does not press, is not there."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.web.browser import must_be_accessible, must_fit

MOST_TABS = 250
TABS_FROM = 640
WAYS: Mapping[str, Mapping[str, object]] = {
    "wide, scripts": {"viewport": {"width": 1440, "height": 900}},
    "narrow, no scripts": {
        "viewport": {"width": 320, "height": 640}, "java_script_enabled": False,
    },
}  # fmt: skip
"""How people have the pages; each journey is walked in both."""
IS_SEEN = """one => {
  const [box] = one.getClientRects();
  const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return one.matches(":focus-visible") && (one.contains(there) || there?.contains(one));
}"""
"""It shows that it has the focus, and nothing lies over it."""


@dataclass(frozen=True)
class Keyboard:
    page: Page
    scripts: bool = True

    def to(self, wanted: Locator) -> None:
        """Tab after tab, until it has the focus and shows that it has."""
        wanted.wait_for(state="attached")
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("one => one === document.activeElement"):
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

    def fill(self, wanted: Locator, text: str) -> None:
        """In place of what stands there."""
        self.to(wanted)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def submit(self) -> None:
        """Enter in a field, as a form is sent without its button."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

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

    def look(self) -> None:
        """Nothing lies beside the window, and axe finds nothing; it is a script of its own."""
        if pictures := os.environ.get("PORTAL_PICTURES"):
            test = os.environ["PYTEST_CURRENT_TEST"].rpartition("::")[2].removesuffix(" (call)")
            name = re.sub(
                r"\W+", "-", f"{test}{self.page.url.partition('//')[2].partition('/')[2]}"
            )
            self.page.screenshot(path=f"{pictures}/{name}.png", full_page=True)
        if self.scripts:
            must_be_accessible(self.page)
        else:
            must_fit(self.page)


Begins = Callable[..., Keyboard]


def told(page: Page) -> Any:
    return expect(page.get_by_role("heading", level=1))


def open_the_menu(by: Keyboard) -> None:
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
