"""The main pages as people see them who prefer dark pages or high contrast."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser import INSURER, LAWYER, Portal, must_be_accessible, must_fit, signed_in
from tests.web.keyboard import MOST_TABS

pytestmark = pytest.mark.browser
LONGEST = 9_000
"""Pixels, of a claim with one document in the narrowest window."""

HOW: dict[str, dict[str, Any]] = {
    "dark": {"color_scheme": "dark"}, "contrast": {"forced_colors": "active"},
}  # fmt: skip
OUTLINED = """() => {
  const at = document.activeElement;
  const shown = (one, part) => {
    const style = getComputedStyle(one, part);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  };
  return shown(at) || [...(at.labels ?? [])].some((label) => shown(label, "::before"));
}"""


@pytest.fixture(scope="module")
def main_pages(portal: Portal) -> dict[str, tuple[str, str]]:
    """By name: who looks, and where."""
    claim = int(portal.send_claim())
    portal.act(f"{claim:016d}", "accept-claim", {"compensatorReference": "NM/1"}, user_id=INSURER)
    other = int(portal.send_claim())
    return {
        "worklist": (INSURER, "/"),
        "search": (INSURER, "/claims?surname=a"),
        "claim": (INSURER, f"/claims/{claim}"),
        "action": (INSURER, f"/claims/{other}/actions/accept-claim"),
        "compare": (INSURER, f"/claims/{claim}/compare"),
        "new claim": (LAWYER, "/claims/new"),
        "team": (INSURER, "/team"),
        "notices": (LAWYER, "/notices"),
        "figures": (INSURER, "/own-figures"),
        "administration": (LAWYER, "/administration"),
        "account": (LAWYER, "/account"),
        "help": (LAWYER, "/help"),
    }


def look(page: Page, name: str, how: str) -> None:
    if pictures := os.environ.get("PORTAL_PICTURES"):
        page.screenshot(path=f"{pictures}/look-{how}-{name}.png", full_page=True)


@pytest.mark.parametrize("width", [320, 1440])
def test_dark(
    browser: Browser, portal: Portal, main_pages: dict[str, tuple[str, str]], width: int
) -> None:
    for name, (who, where) in main_pages.items():
        size = {"width": width, "height": 900}
        page = signed_in(browser, portal, who, color_scheme="dark", viewport=size)
        page.goto(where)
        look(page, name, f"dark-{width}")
        must_be_accessible(page)
        page.context.close()


@pytest.mark.parametrize("width", [320, 1440])
def test_high_contrast(
    browser: Browser, portal: Portal, main_pages: dict[str, tuple[str, str]], width: int
) -> None:
    """Colours are the person's own there: what is told by a background alone would be lost."""
    for name, (who, where) in main_pages.items():
        size = {"width": width, "height": 900}
        page = signed_in(browser, portal, who, forced_colors="active", viewport=size)
        page.goto(where)
        look(page, name, f"contrast-{width}")
        must_fit(page)
        for button in page.locator("main .govuk-button:visible, main .govuk-tag:visible").all():
            style = "getComputedStyle(element)"
            border = button.evaluate(f"element => {style}.borderTopStyle + {style}.outlineStyle")
            assert border != "nonenone", f"{button} of {name} has no outline"
        page.context.close()


@pytest.mark.parametrize("how", HOW)
def test_without_scripts_the_keyboard_is_seen_where_it_is(
    browser: Browser, portal: Portal, main_pages: dict[str, tuple[str, str]], how: str
) -> None:
    """A frame or an outline: a shadow alone is gone in high contrast."""
    size = {"width": 320, "height": 640}
    for name in ("worklist", "claim", "action", "new claim", "administration"):
        who, where = main_pages[name]
        page = signed_in(
            browser, portal, who, viewport=size, java_script_enabled=False, **HOW[how]
        )  # fmt: skip
        page.goto(where)
        look(page, name, f"{how}-no-scripts")
        must_fit(page)
        stops = [*seen_stops(page)]
        assert len(stops) > 10
        assert all(stops), f"{stops.index(False)} tabs lead to what shows no focus on {page.url}"
        page.context.close()


def seen_stops(page: Page) -> Iterator[bool]:
    """Of each thing that Tab reaches, whether an outline tells that it has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return
        yield page.evaluate(OUTLINED)


def test_a_claim_is_not_endless_in_a_narrow_window(
    browser: Browser, portal: Portal, main_pages: dict[str, tuple[str, str]]
) -> None:
    who, where = main_pages["claim"]
    page = signed_in(browser, portal, who, viewport={"width": 320, "height": 900})
    page.goto(where)
    look(page, "claim", "narrow")
    assert page.evaluate("document.documentElement.scrollHeight") < LONGEST
    answer = page.locator("#documents").get_by_text("Who signs", exact=True)
    expect(answer).to_be_hidden()
    page.get_by_text("What it says").last.click()
    expect(answer).to_be_visible()
    page.reload()
    page.emulate_media(media="print")
    expect(answer).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_answers_of_a_loss_stand_beside_each_other_where_there_is_room(
    browser: Browser, portal: Portal, scripts: bool
) -> None:
    claim = portal.claim_at("Stage2SettlementPackDecision")
    page = signed_in(browser, portal, INSURER, java_script_enabled=scripts)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{portal.base_url}/claims/{int(claim)}/actions/respond-to-settlement-pack")
    names = ("head", "grossValueOffered", "contributoryNegligence", "interest")
    boxes = [page.locator(f'[name="losses/0/{name}"]').bounding_box() for name in names]
    lines = {round((box or {})["y"] + (box or {})["height"]) for box in boxes}
    assert max(lines) - min(lines) <= 2, "in one line, whatever stands above them"
    lefts = [(box or {})["x"] for box in boxes]
    assert lefts == sorted(lefts), "in the order of the keyboard"
    row = page.locator(".portal-list > .govuk-form-group").first.bounding_box()
    assert row and row["height"] < 600
    look(page, "losses", "scripts" if scripts else "plain")
    must_fit(page)
    must_be_accessible(page, scripts=scripts)
    page.set_viewport_size({"width": 320, "height": 800})
    must_fit(page)
