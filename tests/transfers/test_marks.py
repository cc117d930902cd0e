"""A list of claims says of each where it came from, and where it is going."""

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim
from claims_portal.operators.models import Staff
from claims_portal.transfers import asking, carrying_out
from tests import make
from tests.transfers.conftest import LATER, agreed, planned, wanted

GOING = "To be transferred to Organisation CR00999 on "
CAME = "Transferred from Organisation CR00101 on "


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    monkeypatch.setattr(clock, "today", lambda: make.NOW.date())


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityAdmitted")


def said_to(client: Client, user: User, path: str = "/claims?scope=all") -> str:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_claim_under_transfer_is_marked_for_the_giver_alone_once_both_agreed(
    client: Client, lawyer: User, insurer: User, giving: User, taking: User, claim: Claim
) -> None:
    asked = asking.ask(wanted(giving, taking), by=giving.as_actor(), at=make.NOW)
    assert GOING[:20] not in said_to(client, lawyer)
    asking.consent(asked.pk, by=taking.as_actor(), at=make.NOW)
    assert f"{GOING}{LATER:%-d %B %Y}" in said_to(client, lawyer)
    assert claim.application_id in said_to(client, insurer)
    assert GOING[:20] not in said_to(client, insurer)
    asking.withdraw(asked.pk, reason="We do not merge.", by=giving.as_actor(), at=make.NOW)
    assert GOING[:20] not in said_to(client, lawyer)


def test_only_the_claims_of_the_list_are_marked(
    client: Client, lawyer: User, insurer: User, giving: User, taking: User, claim: Claim
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    agreed(giving, taking, numbers=[claim.pk], of_list=True)
    page = said_to(client, lawyer)
    assert page.count(GOING) == 1
    assert page.index(claim.application_id) < page.index(GOING)


def test_a_transferred_claim_is_marked_for_both_sides(
    client: Client, insurer: User, stranger: User, giving: User, taking: User,
    supporter: Staff, protector: Staff, claim: Claim,
) -> None:  # fmt: skip
    transfer = planned(giving, taking, supporter, protector)
    carrying_out.carry_out(transfer.pk, at=LATER)
    for user in (stranger, insurer):
        assert f"{CAME}{LATER:%-d %B %Y}" in said_to(client, user)
