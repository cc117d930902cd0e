"""The first page of whoever claims without a lawyer: from nothing to the end of the claim."""

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Draft
from tests import make


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    monkeypatch.setattr(clock, "today", lambda: make.NOW.date())


@pytest.fixture
def alone(db: None) -> User:
    return make.user(
        make.organisation("LIP00017", kind="LIP"), Profile.CR_RTA_CLAIM_HANDLER, user_name="ALONE"
    )


def home(client: Client, user: User) -> str:
    client.force_login(user)
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_leads_into_the_form_and_back_to_it(client: Client, alone: User) -> None:
    page = home(client, alone)
    assert "You have not begun yet." in page
    assert 'href="/claims/new"' in page
    assert "Worklist" not in page
    client.post("/claims/new")
    page = home(client, alone)
    assert "It is not sent yet" in page
    assert f'href="/claims/{Draft.objects.get().claim_id}/form"' in page


def test_it_says_whose_turn_it_is_and_until_when(
    client: Client, alone: User, insurer: User
) -> None:
    claim = make.claim(lawyer=alone, insurer=insurer)
    page = home(client, alone)
    assert f"You sent it to {insurer.organisation.name} on 23 November 2026." in page
    assert "The insurer has until:" in page
    assert "15 business days left" in page
    assert "You need do nothing now." in page
    assert f'href="/claims/{claim.pk}"' in page
    assert "Worklist" not in client.get(f"/claims/{claim.pk}").content.decode()


def test_it_says_when_something_is_to_be_done(client: Client, alone: User, insurer: User) -> None:
    make.claim(lawyer=alone, insurer=insurer, at="LiabilityAdmitted")
    page = home(client, alone)
    assert "It is your turn." in page
    assert "The insurer says that the other side is to blame." in page
    assert "the claimant representative takes note" not in page


def test_the_claims_page_speaks_of_nobody_who_represents(
    client: Client, alone: User, insurer: User, lawyer: User
) -> None:
    own = make.claim(lawyer=alone, insurer=insurer, at="Stage2SettlementPackDecision")
    client.force_login(alone)
    page = client.get(f"/claims/{own.pk}").content.decode()
    summary = page[page.index('id="summary"') : page.index('id="documents"')]
    assert "Your reference" in summary
    assert "representative" not in summary
    assert 'id="fixed-costs"' not in page
    others = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackDecision")
    client.force_login(lawyer)
    page = client.get(f"/claims/{others.pk}").content.decode()
    assert "Claimant representative" in page[page.index('id="summary"') :]
    assert 'id="fixed-costs"' in page


def test_it_says_when_the_claim_has_ended(client: Client, alone: User, insurer: User) -> None:
    claim = make.claim(lawyer=alone, insurer=insurer, at="Stage2SettlementPackConfirmed")
    make.act(claim, "acknowledge-settlement-confirmed", {}, by=alone)
    assert "Your claim has come to its end here." in home(client, alone)


def test_others_have_their_worklist(client: Client, lawyer: User) -> None:
    assert "Allocated to you" in home(client, lawyer)


def test_the_form_knows_who_claims(client: Client, alone: User) -> None:
    """Nobody who claims for herself is asked for her name and address twice, or for a branch."""
    alone.organisation.address = {"street": "Tide Lane", "city": "Swansea", "postcode": "SA1 1AA"}
    alone.organisation.save()
    client.force_login(alone)
    client.post("/claims/new")
    body = Draft.objects.get().body
    person = body["claimant"]["person"]
    assert (person["firstName"], person["surname"]) == (alone.forename, alone.surname)
    assert person["address"] == {
        "street": "Tide Lane", "town": "Swansea", "postcode": "SA1 1AA",
    }  # fmt: skip
    assert "branchName" not in body["claimantRepresentative"]
