"""Help is found, belongs to its screens, and questions reach the operator with their context."""

import re

import pytest
from django.test import Client
from django.test.utils import override_settings
from django.urls import get_resolver, reverse

from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim
from claims_portal.claims.process.processes import CURRENT
from claims_portal.web.help.guides import guides, of_screen, search
from tests import make
from tests.mailbox import delivered

asked_for = override_settings(SUPPORT_ADDRESS="support@example.org")


def test_every_guide_has_sections_and_its_screens_exist() -> None:
    routes = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    screens = [screen for guide in guides() for screen in guide.screens]
    assert len(screens) == len(set(screens))
    assert set(screens) <= routes
    for guide in guides():
        assert guide.sections, guide.slug
        anchors = [section.anchor for section in guide.sections]
        assert len(anchors) == len(set(anchors)), guide.slug


def test_the_pages_of_a_days_work_have_a_guide() -> None:
    for route in ("worklist", "claims", "claim", "new-claim", "notices", "team", "users", "move"):
        assert of_screen(route), route


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("forgotten password", "I have forgotten my password"),
        ("business days", "Business days"),
        ("LOCK", "Opening and locking"),
        ("interim pay", "Interim payments"),
    ],
)
def test_what_is_searched_for_is_found(asked: str, first: str) -> None:
    assert search(asked)[0].section.title == first


@pytest.mark.parametrize("asked", ["", " ", "x", "zzzz", "password zzzz", "<script>", "%", "\x00"])
def test_nothing_is_found_without_every_word(asked: str) -> None:
    assert search(asked) == []


def test_a_search_is_shown_as_it_was_typed(client: Client) -> None:
    page = client.get("/help/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "Nothing was found" in page


def test_guides_glossary_and_phases_are_open(client: Client) -> None:
    for guide in guides():
        assert client.get(reverse("help-guide", args=[guide.slug])).status_code == 200
    assert client.get("/help/nothing").status_code == 404
    assert "askCUE PI" in client.get("/help/glossary").content.decode()
    page = client.get("/help/phases").content.decode()
    for claim_type, process in CURRENT.items():
        for phase in process.phases:
            assert f'id="{claim_type}-{phase.code}"' in page


def test_a_claim_leads_to_what_its_phase_means(lawyer: User, insurer: User, client: Client) -> None:
    claim: Claim = make.claim(lawyer=lawyer, insurer=insurer)
    client.force_login(lawyer)
    page = client.get(f"/claims/{claim.pk}").content.decode()
    assert f'href="/help/phases#rta-{claim.phase}"' in page
    assert "/help/a-claim" in page


@asked_for
def test_a_question_reaches_the_operator_with_its_context(lawyer: User, client: Client) -> None:
    client.force_login(lawyer)
    page = client.get("/claims").content.decode()
    href = re.search(r'href="(/help/ask\?about=[^"]+)"', page)
    assert href
    assert "/claims" in client.get(href[1]).content.decode()
    answer = client.post("/help/ask", {"question": "Where are my drafts?", "about": "/claims"})
    assert answer.status_code == 302
    (sent,) = delivered()
    assert sent.to == ["support@example.org"]
    for part in (
        "Where are my drafts?",
        lawyer.user_name,
        "CR00101",
        "Page: /claims",
        lawyer.email,
    ):
        assert part in sent.body


@asked_for
@pytest.mark.parametrize(
    ("question", "fault"),
    [("", "Write your question"), ("  ", "Write your question"), ("x" * 2001, "2,000 characters")],
)
def test_a_question_that_is_none_is_asked_again(
    lawyer: User, client: Client, question: str, fault: str
) -> None:
    client.force_login(lawyer)
    answer = client.post("/help/ask", {"question": question})
    assert answer.status_code == 422
    assert fault in answer.content.decode()


@asked_for
@pytest.mark.parametrize(
    "about", ["https://elsewhere.example.com/", "//elsewhere.example.com", "x"]
)
def test_only_an_own_page_is_named(lawyer: User, client: Client, about: str) -> None:
    client.force_login(lawyer)
    assert "elsewhere" not in client.get("/help/ask", {"about": about}).content.decode()


def test_without_an_address_nobody_is_asked(lawyer: User, client: Client) -> None:
    client.force_login(lawyer)
    assert client.get("/help/ask").status_code == 404
    assert "/help/ask" not in client.get("/claims").content.decode()
