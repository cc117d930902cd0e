"""A team leader hands claims over from one person to another."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim, InternalEvent
from tests import make

PATH = "/team/hand-over"


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    monkeypatch.setattr(clock, "today", lambda: make.NOW.date())


@pytest.fixture
def leader(insurer: User) -> User:
    return make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER, user_name="LEADER")


@pytest.fixture
def colleague(insurer: User) -> User:
    return make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER, user_name="COLLEAGUE")


@pytest.fixture
def claims(lawyer: User, insurer: User) -> list[Claim]:
    """Three of the insurer's: due tomorrow, in nine days, and in two months."""
    made = []
    for days in (2, 9, 60):
        claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
        until = make.NOW.date() + timedelta(days=days)
        Claim.objects.filter(pk=claim.pk).update(times_out_on=until, compensator_handler=insurer)
        made.append(claim)
    return made


def hand_over(client: Client, user: User, **chosen: Any) -> Any:
    client.force_login(user)
    return client.post(PATH, chosen, follow=True)


def of(user: User | None) -> list[int]:
    return list(
        Claim.objects.filter(compensator_handler=user).order_by("pk").values_list("pk", flat=True)
    )


@pytest.mark.parametrize(("which", "moved"), [("urgent", 1), ("shown", 2), ("all", 3)])
def test_claims_go_to_the_colleague_the_most_urgent_first(
    client: Client, leader: User, insurer: User, colleague: User, claims: list[Claim],
    which: str, moved: int,
) -> None:  # fmt: skip
    page = hand_over(
        client, leader, **{"from": insurer.user_name, "to": "COLLEAGUE", "which": which}
    )
    assert page.redirect_chain == [("/claims/done", 302)]
    assert page.content.decode().count("(COLLEAGUE).") == moved
    assert of(colleague) == [claim.pk for claim in claims[:moved]]
    assert of(insurer) == [claim.pk for claim in claims[moved:]]
    assert InternalEvent.objects.filter(tag="claim:allocation:to-user").count() == moved


def test_what_nobody_has_is_handed_out_too(
    client: Client, leader: User, colleague: User, claims: list[Claim]
) -> None:
    Claim.objects.update(compensator_handler=None)
    hand_over(client, leader, **{"from": "nobody", "to": "COLLEAGUE", "which": "all"})
    assert len(of(colleague)) == 3


def test_claims_that_wait_for_the_other_side_stay(
    client: Client, leader: User, insurer: User, colleague: User, lawyer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityAdmitted")
    Claim.objects.update(compensator_handler=insurer)
    page = hand_over(
        client, leader, **{"from": insurer.user_name, "to": "COLLEAGUE", "which": "all"}
    )
    assert "No claim waits there." in page.content.decode()
    assert of(insurer) == [claim.pk]


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({}, ["Choose whose claims", "Choose a colleague", "Choose which"]),
        ({"from": "COLLEAGUE", "to": "COLLEAGUE", "which": "all"}, ["Choose somebody else"]),
        ({"from": "\x00", "to": "NOBODY KNOWN", "which": "x"}, ["Choose whose claims"]),
    ],
)
def test_what_was_not_chosen_is_asked_for(
    client: Client, leader: User, colleague: User, chosen: dict[str, str], told: list[str]
) -> None:
    page = hand_over(client, leader, **chosen)
    assert page.status_code == 422
    for sentence in told:
        assert sentence in page.content.decode()


def test_people_of_another_organisation_are_not_there(
    client: Client, leader: User, insurer: User, lawyer: User, claims: list[Claim]
) -> None:
    page = hand_over(
        client, leader, **{"from": insurer.user_name, "to": lawyer.user_name, "which": "all"}
    )
    assert page.status_code == 422
    assert len(of(insurer)) == 3


def test_only_who_leads_a_team_sees_it(client: Client, insurer: User, leader: User) -> None:
    client.force_login(insurer)
    assert client.get(PATH).status_code == 404
    assert client.post(PATH, {"which": "all"}).status_code == 404
    client.force_login(leader)
    page = client.get(PATH, {"from": "LEADER", "to": insurer.user_name}).content.decode()
    assert '<option value="LEADER" selected' in page
