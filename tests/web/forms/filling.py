"""A form's body typed into the page that asks for it, as far as that page asks."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page


def fill_in(page: Page, body: dict[str, Any]) -> None:
    add_rows(page, body)
    for name, answer in answers(body):
        put(page, name, answer)


def answers(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Names of controls with their answers, in the order of the body."""
    if isinstance(value, dict):
        for member, one in value.items():
            yield from answers(one, f"{name}/{member}" if name else member)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from answers(one, f"{name}/{number}")
    else:
        yield name, value


def add_rows(page: Page, body: dict[str, Any]) -> None:
    for name, rows in body.items():
        if not isinstance(rows, list):
            continue
        button = page.locator(f'button[name="add"][value="{name}"]')
        while button.count() and page.locator(
            f'button[name="remove"][value^="{name}/"]'
        ).count() < len(rows):
            button.click()


def put(page: Page, name: str, answer: Any) -> None:
    """Type or choose one answer, if the page asks for it."""
    day = page.locator(f'[name="{name}-day"]')
    group, _slash, flag = name.rpartition("/")
    box = page.locator(f'input[type="checkbox"][name="{group}"][value="{flag}"]')
    control = page.locator(f'[name="{name}"]')
    open_what_hides(page, f'[name="{name}"], [name="{name}-day"], [name="{group}"]')
    if day.count():
        year, month, of_month = str(answer).split("-")
        day.fill(str(int(of_month)))
        page.locator(f'[name="{name}-month"]').fill(str(int(month)))
        page.locator(f'[name="{name}-year"]').fill(year)
    elif box.count():
        box.set_checked(answer is True)
    elif not control.count():
        return
    elif control.first.get_attribute("type") == "radio":
        word = {True: "yes", False: "no"}.get(answer, answer)
        page.locator(f'[name="{name}"][value="{word}"]').check()
    elif control.first.evaluate("control => control.tagName") == "SELECT":
        control.select_option(str(answer))
    else:
        control.fill(str(answer))


def open_what_hides(page: Page, controls: str) -> None:
    """Open the closed parts of the form around these controls, the outermost first."""
    closed = page.locator("form details:not([open])", has=page.locator(controls))
    while closed.count():
        closed.first.locator("> summary").click()
