"""Which colleagues look at a claim: told to their own organisation, for minutes."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import looking
from claims_portal.claims.models import Claim, Look
from tests import make

TOLD = "Also looking at this claim now:"


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer)


@pytest.fixture
def colleague(lawyer: User) -> User:
    return make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER, user_name="COLL")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    def go(by: timedelta) -> None:
        now = clock.now() + by
        monkeypatch.setattr(clock, "now", lambda: now)

    return go


def page_of(user: User, claim: Claim, path: str = "") -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(f"/claims/{claim.pk}{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_colleague_who_has_the_page_open_is_told_at_load_and_after(
    lawyer: User, colleague: User, claim: Claim
) -> None:
    assert TOLD not in page_of(lawyer, claim)
    assert f"{TOLD} {lawyer.full_name} (LAWYER)" in page_of(colleague, claim)
    now = page_of(lawyer, claim, "/looking")
    assert now == f"{TOLD} {colleague.full_name} (COLL)"


def test_the_other_side_is_told_nothing(lawyer: User, insurer: User, claim: Claim) -> None:
    page_of(lawyer, claim)
    assert TOLD not in page_of(insurer, claim)
    assert page_of(insurer, claim, "/looking") == ""
    assert TOLD not in page_of(lawyer, claim)


def test_a_stranger_is_not_counted(client: Client, stranger: User, claim: Claim) -> None:
    client.force_login(stranger)
    assert client.get(f"/claims/{claim.pk}/looking").status_code == 404
    assert not Look.objects.exists()


def test_who_has_gone_is_told_no_more(
    lawyer: User, colleague: User, claim: Claim, later: Any
) -> None:
    page_of(lawyer, claim)
    later(timedelta(seconds=110))
    assert TOLD in page_of(colleague, claim)
    later(timedelta(seconds=20))
    assert TOLD not in page_of(colleague, claim)


def test_of_a_team_leader_signed_in_as_another_the_real_person_is_told(
    lawyer: User, colleague: User, claim: Claim
) -> None:
    leader = make.user(lawyer.organisation, Profile.CR_RTA_TEAM_LEADER, user_name="LEADER")
    client = Client()
    client.force_login(leader)
    client.post("/sign-in-as", {"account": colleague.user_name})
    client.get(f"/claims/{claim.pk}")
    told = page_of(lawyer, claim, "/looking")
    assert told == f"{TOLD} {leader.full_name} (LEADER)"


def test_looks_are_deleted_once_they_tell_nothing(lawyer: User, claim: Claim, later: Any) -> None:
    page_of(lawyer, claim)
    page_of(lawyer, claim)
    assert Look.objects.count() == 1
    assert looking.forget_old(at=clock.now()) == 0
    later(timedelta(minutes=3))
    assert looking.forget_old(at=clock.now()) == 1
