"""The load of a team, by person and day."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim
from tests import make


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    monkeypatch.setattr(clock, "today", lambda: make.NOW.date())


@pytest.mark.parametrize(("due", "shade"), [(1, 1), (2, 2), (5, 4)])
def test_a_day_is_as_dark_as_it_is_busy(
    client: Client, lawyer: User, insurer: User, due: int, shade: int
) -> None:
    until = make.NOW.date() + timedelta(days=2)
    for _number in range(due):
        claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
        Claim.objects.filter(pk=claim.pk).update(times_out_on=until, compensator_handler=insurer)
    leader = make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER, user_name="LEADER")
    client.force_login(leader)
    page = client.get("/team").content.decode()
    shades = [int(one) for one in re.findall(r"portal-heat--(\d)", page)]
    assert max(shades) == shade
    assert sum(1 for one in shades if one) == 1
