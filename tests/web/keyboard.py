"""A person who has no mouse: what Tab does not reach, and what Enter does not press, is not there."""

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

MOST_TABS = 250
WAYS: Mapping[str, Mapping[str, object]] = {
    "wide, scripts": {"viewport": {"width": 1440, "height": 900}},
    "narrow, no scripts": {
        "viewport": {"width": 320, "height": 640}, "java_script_enabled": False,
    },
}  # fmt: skip
"""How people have the pages; each journey is walked in both."""


@dataclass(frozen=True)
class Keyboard:
    page: Page

    def to(self, wanted: Locator) -> None:
        """Tab after tab, until it has the focus and shows that it has."""
        wanted.wait_for(state="attached")
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("one => one === document.activeElement"):
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
