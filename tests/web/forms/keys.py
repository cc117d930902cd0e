"""A form's body typed into the page that asks for it, by keyboard only, as far as it asks."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import expect

from tests.web.forms.filling import answers
from tests.web.keyboard import MOST_TABS, Keyboard

HERE = """() => {
  const one = document.activeElement, {tagName: tag, id, name, type, value, checked} = one;
  const options = tag === "SELECT" ? [...one.options].map((option) => option.value) : [];
  const opens = tag === "SUMMARY" && !one.parentElement.open ? one.parentElement : null;
  const shows = [...opens?.querySelectorAll("[name]") ?? []].map((control) => control.name);
  return {tag, id, name, type, value, checked, options, shows};
}"""
"""What has the focus: a control, or what opens to show some."""
Here = Mapping[str, Any]


def answer(by: Keyboard, body: Mapping[str, Any]) -> None:
    """From the top of the page to its button, each question as it comes; then press it."""
    wanted = dict(_by_control(body))
    while row := _walk(by, body, wanted):
        rows = by.page.locator(f'button[name="remove"][value^="{row}/"]')
        before = rows.count()
        by.page.keyboard.press("Enter")
        expect(rows).to_have_count(before + 1)
    by.submit()


def _walk(by: Keyboard, body: Mapping[str, Any], wanted: Mapping[str, str]) -> str:
    """To the button; on the way to that which adds a row, where one is missing: its list."""
    for _ in range(MOST_TABS):
        by.page.keyboard.press("Tab")
        here = by.page.evaluate(HERE)
        if here["id"] in {"send", "save"}:
            return ""
        if here["name"] == "add":
            rows = by.page.locator(f'button[name="remove"][value^="{here["value"]}/"]').count()
            if rows < len(body.get(here["value"], ())):
                return str(here["value"])
        else:
            _put(by, here, wanted)
    raise AssertionError(f"{MOST_TABS} tabs do not lead to the button of {by.page.url}")


def _by_control(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What each control is to say; a box by its name and its value."""
    for name, said in answers(body):
        group, _slash, flag = name.rpartition("/")
        word = ("no", "yes")[said] if isinstance(said, bool) else str(said)
        yield name, word
        yield f"{group}={flag}", word
        if day := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", word):
            for part, number in zip(("year", "month", "day"), day.groups(), strict=True):
                yield f"{name}-{part}", number.lstrip("0")


def _put(by: Keyboard, here: Here, wanted: Mapping[str, str]) -> None:
    """What this control is to say, if it is to say anything."""
    if set(here["shows"]) & set(wanted):
        by.page.keyboard.press("Enter")
    kind = here["type"] if here["type"] in PUT else here["tag"]
    name = f"{here['name']}={here['value']}" if kind == "checkbox" else here["name"]
    if name in wanted and kind in PUT:
        PUT[kind](by, here, wanted[name])


def _tick(by: Keyboard, here: Here, said: str) -> None:
    if here["checked"] != (said == "yes"):
        by.page.keyboard.press("Space")


def _choose_radio(by: Keyboard, here: Here, said: str) -> None:
    for _ in range(MOST_TABS):
        if here["value"] == said:
            _tick(by, here, "yes")
            return
        by.page.keyboard.press("ArrowDown")
        here = by.page.evaluate(HERE)
    raise AssertionError(f"{here['name']} on {by.page.url} has no {said}")


def _choose(by: Keyboard, here: Here, said: str) -> None:
    steps = here["options"].index(said) - here["options"].index(here["value"])
    for _ in range(abs(steps)):
        by.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")


def _write(by: Keyboard, here: Here, said: str) -> None:
    if here["value"] != said:
        by.page.keyboard.press("Control+A")
        by.page.keyboard.insert_text(said)


PUT = {
    "radio": _choose_radio,
    "checkbox": _tick,
    "SELECT": _choose,
    "INPUT": _write,
    "TEXTAREA": _write,
}
