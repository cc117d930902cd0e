"""The negotiation on a claim's page: what lies between the offers, in words and in the chart."""

import re

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim
from tests import make
from tests.moves import COUNTER, OFFERED, body_of


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    """All of it was offered; the claimant's counter offer asks for less."""
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackDecision")
    for by, (_who, action, form) in ((insurer, OFFERED), (lawyer, COUNTER)):
        claim = make.act(claim, action, body_of(claim, *form), by=by)
    return claim


def negotiation_of(client: Client, user: User, claim: Claim) -> str:
    client.force_login(user)
    page = client.get(f"/claims/{claim.pk}").content.decode()
    return page[page.index('id="negotiation"') :]


def test_the_difference_is_that_of_the_newest_sums_whoever_named_the_higher(
    client: Client, lawyer: User, claim: Claim
) -> None:
    page = negotiation_of(client, lawyer, claim)
    assert "£1,830.55" in page
    assert "£1,798.15" in page
    assert "lie <strong>£32.40</strong>" in page


def test_the_chart_says_each_sum_within_its_picture_and_tells_close_ones_apart(
    client: Client, insurer: User, claim: Claim
) -> None:
    page = negotiation_of(client, insurer, claim)
    chart = page[page.index("<svg") : page.index("</svg>")]
    said = re.findall(r'<text [^>]*x="(\d+)" y="(\d+)"[^>]*>(£[\d,.]+)</text>', chart)
    assert [amount for _x, _y, amount in said] == ["£1,830.55", "£1,830.55", "£1,798.15"]
    assert all(30 < int(x) < 610 and 10 < int(y) < 200 for x, y, _amount in said)
    heights = [int(y) for y in re.findall(r'<circle [^>]*cy="(\d+)"', chart)]
    assert heights[1] - heights[0] > 100
