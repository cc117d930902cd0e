"""Journeys through the running portal, as people make them, with axe on each page reached."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import make
from tests.web.browser import (
    INSURER,
    LAWYER,
    Portal,
    must_be_accessible,
    new_page,
    signed_in,
    turn_to,
)

pytestmark = pytest.mark.browser

WINDOWS = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 320, "height": 640}}


def test_signing_in_and_out(browser: Browser, portal: Portal) -> None:
    page = new_page(browser, portal)
    page.goto("/claims?surname=Nobody")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    must_be_accessible(page)

    page.get_by_label("User ID or e-mail address").fill("JSEILE")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("or the password, is not right")
    must_be_accessible(page)

    page.get_by_label("Password").fill(portal.people["JSEILE"]["password"])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("claims-portal demo-mail JSEILE")).to_be_visible()
    must_be_accessible(page)
    page.get_by_label("Code").fill(portal.code_for("JSEILE"))
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{portal.base_url}/claims?surname=Nobody")
    must_be_accessible(page)

    page.get_by_text("JSEILE").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.parametrize("window", WINDOWS)
def test_insurer_finds_opens_and_gives_back_a_claim(
    browser: Browser, portal: Portal, window: str
) -> None:
    number = portal.send_claim()
    page = signed_in(browser, portal, INSURER, viewport=WINDOWS[window])
    page.goto("/")
    must_be_accessible(page)
    page.goto(f"/claims?applicationId={int(number)}")
    must_be_accessible(page)
    page.get_by_role("link", name=number).click()
    expect(page.get_by_role("button", name="Accept the claim")).to_be_visible()
    must_be_accessible(page)

    page.get_by_role("button", name="Open activity").click()
    expect(page.get_by_text("You are working on this claim")).to_be_visible()
    must_be_accessible(page)
    page.goto("/")
    mine = page.get_by_role("region", name="Activities you are working on")
    expect(mine.get_by_role("link", name=number)).to_be_visible()
    mine.get_by_role("link", name=number).click()
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_text("The claim is not locked by you any more.")).to_be_visible()


def test_claim_is_read_in_tabs(browser: Browser, portal: Portal) -> None:
    number = portal.send_claim()
    page = signed_in(browser, portal, LAWYER)
    page.goto(f"/claims/{int(number)}")
    expect(page.get_by_role("tab", name="Summary")).to_have_attribute("aria-selected", "true")
    for name, told in (("Documents", "Claim notification form"), ("History", "Claim notification")):
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_role("tabpanel").get_by_text(told).first).to_be_visible()
        must_be_accessible(page)


def test_claim_is_read_without_scripts(browser: Browser, portal: Portal) -> None:
    number = portal.send_claim()
    page = signed_in(browser, portal, LAWYER, java_script_enabled=False)
    page.goto(f"/claims/{int(number)}")
    for told in ("Date of birth", "Claim notification form sent"):
        expect(page.get_by_text(told).first).to_be_visible()


OPEN_PAGES = [
    ("/developers/errors", "wide"), ("/nothing/here", "wide"), ("/figures", "wide"),
    ("/developers/errors", "narrow"), ("/nothing/here", "narrow"), ("/figures", "narrow"),
    ("/developers", "wide"), ("/developers", "narrow"),
    # One of the pages of operations, a short one: they are all made alike.
    ("/developers/operations/webhooks", "wide"), ("/developers/operations/webhooks", "narrow"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "window"), OPEN_PAGES)
def test_open_pages_are_accessible(
    browser: Browser, portal: Portal, path: str, window: str
) -> None:
    page = new_page(browser, portal, viewport=WINDOWS[window])
    page.goto(path)
    must_be_accessible(page)


def test_no_page_asks_another_host(browser: Browser, portal: Portal) -> None:
    page: Page = signed_in(browser, portal, LAWYER)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/claims", "/developers", "/developers/errors"):
        page.goto(path)
    assert asked
    assert all(url.startswith(portal.base_url) for url in asked)


def test_a_team_leader_allocates_several_claims_and_opens_a_lock(
    browser: Browser, portal: Portal
) -> None:
    numbers = [portal.send_claim() for _number in range(2)]
    leader = signed_in(browser, portal, INSURER)
    leader.goto("/")
    turn_to(leader, numbers[1])
    if not leader.get_by_label(f"Choose {numbers[0]}").is_visible():
        # The other one ended the page before.
        numbers = [numbers[1], portal.send_claim()]
        leader.reload()
    for number in numbers:
        leader.get_by_label(f"Choose {number}").check()
    leader.get_by_label("Colleague").select_option("SRAO")
    leader.get_by_role("button", name="Allocate to the colleague").press("Enter")
    results = leader.get_by_role("region", name="What became of each claim")
    expect(results.get_by_text("Allocated to Sana Rao (SRAO).")).to_have_count(2)
    must_be_accessible(leader)

    handler = signed_in(browser, portal, "SRAO")
    handler.goto("/?allocatedTo=me")
    expect(handler.get_by_role("link", name=numbers[0])).to_be_visible()
    must_be_accessible(handler)
    handler.goto(f"/claims/{int(numbers[0])}")
    handler.get_by_role("button", name="Open activity").click()

    leader.goto(f"/claims/{int(numbers[0])}#work")
    expect(leader.get_by_role("tab", name="Who works on it")).to_be_visible()
    leader.get_by_role("tab", name="Who works on it").click()
    must_be_accessible(leader)
    leader.get_by_role("button", name="Open the lock").click()
    expect(leader.get_by_text("No colleague locks the claim any more.")).to_be_visible()


def test_a_search_by_days_is_corrected_where_it_is_wrong(browser: Browser, portal: Portal) -> None:
    number = portal.send_claim()
    page = signed_in(browser, portal, LAWYER)
    page.goto("/claims")
    page.get_by_text("More to search by").click()
    page.get_by_label("Sent from").fill("31 2 2026")
    page.get_by_role("button", name="Search").first.click()
    expect(page.get_by_role("alert")).to_contain_text("Sent from must be a date like 31 3 2026")
    must_be_accessible(page)
    page.get_by_label("Sent from").fill("1/1/2026")
    page.get_by_label("Claimant’s surname").fill("*ATENG")
    page.get_by_role("button", name="Search").first.click()
    expect(page.get_by_role("link", name=number)).to_be_visible()
    must_be_accessible(page)


def test_the_tariffs_questions_are_seen_with_its_head_alone(
    browser: Browser, portal: Portal
) -> None:
    claim = portal.send_claim()
    reference, liability = {"compensatorReference": "NM/1"}, make.sample("rta_liability_response")
    portal.act(claim, "accept-claim", reference, user_id=INSURER)
    portal.act(claim, "apply-article-75", {"applies": False}, user_id=INSURER)
    portal.act(claim, "send-liability-decision", liability, user_id=INSURER)
    portal.act(claim, "acknowledge-liability-admitted", {}, user_id=LAWYER)
    portal.act(claim, "set-interim-payment-needed", {"needed": False}, user_id=LAWYER)
    page = signed_in(browser, portal, LAWYER)
    page.goto(f"/claims/{int(claim)}/actions/send-settlement-pack")
    head, duration = page.get_by_label("Head of loss"), page.get_by_label("Duration of the injury")
    assert duration.is_hidden()
    head.select_option("whiplash-tariff")
    assert duration.is_visible()
    must_be_accessible(page)
    head.select_option("clothing")
    assert duration.is_hidden()
    head.select_option("whiplash-tariff")
    duration.select_option("6-to-9-months")
    head.select_option("clothing")
    assert duration.is_visible(), "what was answered is not put out of sight"
