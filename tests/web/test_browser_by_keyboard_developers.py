"""A developer calls an operation from its page by keyboard only: there, or without scripts by curl."""

import json
import subprocess

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.web.browser import FIRM, LAWYER, Portal, new_page
from tests.web.keyboard import WAYS, Keyboard, Way, keys_of

pytestmark = pytest.mark.browser
OPERATION = "GET /api/v1/claims/{number}"
SCRIPTS = [name for name in WAYS if "no scripts" not in name]
NO_SCRIPTS = [name for name in WAYS if "no scripts" in name]


def at_the_operation(browser: Browser, portal: Portal, way: Way) -> Keyboard:
    """From the first page of the portal."""
    by = keys_of(new_page(browser, portal, **way), way)
    page = by.page
    page.goto("/sign-in")
    by.follow(page.get_by_role("contentinfo").get_by_role("link", name="For developers"))
    by.follow(page.locator("main").get_by_role("link", name=OPERATION, exact=True))
    return by


def section(by: Keyboard) -> Locator:
    heading = by.page.get_by_role("heading", name=OPERATION, exact=True)
    return by.page.locator(".portal-operation", has=heading)


@pytest.mark.parametrize("way", SCRIPTS, indirect=True)
def test_an_operation_is_tried_on_its_page(browser: Browser, portal: Portal, way: Way) -> None:
    number, client = portal.send_claim(), portal.clients[FIRM]
    by = at_the_operation(browser, portal, way)
    page = by.page
    expect(page.get_by_text("In a browser with JavaScript")).to_have_count(0)
    by.press(section(by).get_by_role("link", name="Try it"))
    by.write(page.get_by_label("Client ID"), client["clientId"])
    by.write(page.get_by_label("Secret", exact=True), client["clientSecret"])
    by.write(page.get_by_label("User ID"), LAWYER)
    by.write(page.get_by_role("textbox", name="number *"), number)
    by.press(page.get_by_role("button", name="Send"))
    expect(page.get_by_role("status").get_by_text("200 OK")).to_be_visible()
    by.to(page.locator("#try-it pre"))
    expect(page.locator("#try-it code").last).to_contain_text(number)
    by.look("try-it", axe=False, whole=False)


@pytest.mark.parametrize("way", NO_SCRIPTS, indirect=True)
def test_who_has_no_scripts_pastes_the_call(browser: Browser, portal: Portal, way: Way) -> None:
    number, client = portal.send_claim(), portal.clients[FIRM]
    by = at_the_operation(browser, portal, way)
    page = by.page
    expect(page.get_by_role("link", name="Try it")).to_have_count(0)
    by.press(section(by).locator("summary"))
    by.to(section(by).locator("pre"))
    call = section(by).locator("pre").inner_text().replace("{number}", number)
    by.look("curl", axe=False, whole=False)
    by.follow(page.get_by_role("link", name="How to begin"))
    token = page.locator("pre", has_text="TOKEN=").first
    by.to(token)
    by.look("how-to-begin", axe=False, whole=False)
    environment = {
        "PATH": "/usr/bin:/bin", "USER_ID": LAWYER,
        "CLIENT_ID": client["clientId"], "CLIENT_SECRET": client["clientSecret"],
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", f"set -eu\n{token.inner_text()}\n{call}"],
        env=environment, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    headers, _, body = done.stdout.replace("\r", "").partition("\n\n")
    assert "200 OK" in headers
    assert json.loads(body)["claim"]["applicationId"] == number
