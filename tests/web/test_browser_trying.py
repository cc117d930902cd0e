"""The operations of the API are tried on their own pages."""

import json
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.web.browser import FIRM, LAWYER, Portal, must_be_accessible, new_page


def test_an_operation_is_tried_on_its_page(browser: Browser, portal: Portal) -> None:
    number = portal.send_claim()
    page = new_page(browser, portal, viewport={"width": 320, "height": 800})
    page.goto("/developers/operations/claims")
    choose(page, "GET /api/v1/claims/{number}")
    say_who_asks(page, portal)
    page.get_by_role("textbox", name="number *").fill(number)
    page.get_by_role("textbox", name="fields").fill("claim")
    assert tried(page, "200 OK")["claim"]["applicationId"] == number
    expect(page.locator("#try-it code").last).to_contain_text("etag: ")
    must_be_accessible(page)
    page.get_by_role("textbox", name="number *").fill("0")
    assert tried(page, "404 Not Found")["detail"] == "There is no such claim."


def test_a_body_is_begun_with_what_it_needs(browser: Browser, portal: Portal) -> None:
    page = new_page(browser, portal)
    page.goto("/developers/operations/sandbox")
    choose(page, "POST /api/v1/sandbox/claims")
    body = page.get_by_role("textbox", name="Body")
    expect(body).to_have_value(json.dumps({"claimType": "", "at": ""}, indent=2))
    body.fill('{"claimType": "rta", "at": "admitted"}')
    say_who_asks(page, portal)
    page.get_by_label("Secret", exact=True).fill("wrong")
    assert tried(page, "401 Unauthorized")["error"] == "invalid_client"
    say_who_asks(page, portal)
    assert tried(page, "201 Created")["claim"]["phase"]["code"] == "LiabilityAdmitted"


def test_what_was_typed_is_not_put_back_by_opening_the_form(
    browser: Browser, portal: Portal
) -> None:
    """The link opens the form, which asks for the same operation once more."""
    page = new_page(browser, portal)
    read: list[str] = []
    page.on("request", lambda one: read.append(one.url) if "openapi" in one.url else None)
    page.goto("/developers/operations/sandbox")
    choose(page, "POST /api/v1/sandbox/claims")
    body = page.get_by_role("textbox", name="Body")
    expect(body).not_to_have_value("")
    body.fill("{}")
    page.locator("details", has=body).evaluate("one => one.dispatchEvent(new Event('toggle'))")
    page.get_by_label("Operation", exact=True).dispatch_event("change")
    page.wait_for_load_state("networkidle")
    assert len(read) == 1
    expect(body).to_have_value("{}")


def choose(page: Page, operation: str) -> None:
    """By the link at the end of what is said of the operation."""
    method, _, path = operation.partition(" ")
    heading = page.get_by_role("heading", name=f"{method} {path}", exact=True)
    page.locator(".portal-operation", has=heading).get_by_role("link", name="Try it").click()
    expect(page.get_by_label("Operation", exact=True).locator("option:checked")).to_have_text(
        operation
    )


def say_who_asks(page: Page, portal: Portal) -> None:
    client = portal.clients[FIRM]
    page.get_by_label("Client ID").fill(client["clientId"])
    page.get_by_label("Secret", exact=True).fill(client["clientSecret"])
    page.get_by_label("User ID").fill(LAWYER)


def tried(page: Page, status: str) -> Any:
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status").get_by_text(status)).to_be_visible()
    told = page.locator("#try-it code").last.inner_text()
    return json.loads(told[told.index("{") :])
