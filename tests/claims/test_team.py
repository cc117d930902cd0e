"""What waits for whom, and on which day it is due."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import allocation, team
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.models import Claim
from claims_portal.claims.team import Load, Team
from tests import make

MONDAY = datetime(2026, 12, 21, 9, tzinfo=UTC)
"""Christmas Day is a Friday, Boxing Day's holiday the Monday after."""


@pytest.fixture
def leader(insurer: User) -> User:
    return make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER, user_name="LEADER")


@pytest.fixture
def due(lawyer: User, insurer: User) -> Callable[..., Claim]:
    """A claim that waits for the insurer and times out on a day."""

    def make_one(times_out_on: date | None, *, holder: User | None = None) -> Claim:
        claim = make.claim(lawyer=lawyer, insurer=insurer, now=MONDAY)
        changed = {"times_out_on": times_out_on, "compensator_handler": holder}
        Claim.objects.filter(pk=claim.pk).update(**changed)
        return claim

    return make_one


def team_of(actor: User) -> Team:
    return team.of(actor.as_actor(), at=MONDAY, calendar=current_calendar())


def load_of(found: Team, person: User | None) -> Load:
    return next(one for one in found.loads if one.person == person)


def test_ten_business_days_without_holidays_are_shown(leader: User) -> None:
    days = team_of(leader).days
    assert [day.day for day in days] == [21, 22, 23, 24, 29, 30, 31, 4, 5, 6]


@pytest.mark.parametrize(
    ("times_out_on", "due_on"),
    [
        (date(2026, 12, 22), date(2026, 12, 21)),
        # The last day to act before Christmas, and what would fall on a holiday.
        (date(2026, 12, 25), date(2026, 12, 24)),
        (date(2026, 12, 29), date(2026, 12, 24)),
        (date(2026, 12, 30), date(2026, 12, 29)),
        # Past, but not swept yet.
        (date(2026, 12, 21), date(2026, 12, 21)),
        (date(2026, 12, 1), date(2026, 12, 21)),
    ],
)
def test_a_claim_is_due_on_its_last_day_to_act(
    leader: User, due: Callable[..., Claim], times_out_on: date, due_on: date
) -> None:
    due(times_out_on)
    assert load_of(team_of(leader), None).due == {due_on: 1}


def test_each_person_has_the_own_claims(
    leader: User, insurer: User, due: Callable[..., Claim]
) -> None:
    due(date(2026, 12, 23), holder=insurer)
    due(date(2026, 12, 23), holder=insurer)
    due(date(2027, 6, 1), holder=insurer)
    due(None, holder=leader)
    due(date(2026, 12, 22))
    found = team_of(leader)
    assert (load_of(found, insurer).total, load_of(found, insurer).later) == (3, 1)
    assert load_of(found, leader).without_limit == 1
    assert (found.unallocated, found.due_today, found.at_risk, found.busiest) == (1, 1, 3, 2)


def test_claims_of_somebody_who_is_gone_are_not_lost(
    leader: User, insurer: User, due: Callable[..., Claim]
) -> None:
    due(date(2026, 12, 23), holder=insurer)
    User.objects.filter(pk=insurer.pk).update(enabled=False)
    assert load_of(team_of(leader), insurer).total == 1


def test_other_organisations_and_other_types_do_not_count(
    leader: User, stranger: User, due: Callable[..., Claim]
) -> None:
    due(date(2026, 12, 23))
    elpl = make.user(leader.organisation, Profile.COMP_ELPL_TEAM_LEADER, user_name="ELPL")
    boss = make.user(stranger.organisation, Profile.CR_RTA_TEAM_LEADER, user_name="BOSS")
    assert sum(load.total for load in team_of(elpl).loads) == 0
    assert sum(load.total for load in team_of(boss).loads) == 0


def test_the_page_leads_to_a_persons_worklist(
    leader: User, insurer: User, lawyer: User, client: Client
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    other = make.claim(lawyer=lawyer, insurer=insurer)
    allocation.to_user(
        claim, insurer.user_name, activity_id=claim.activity_id, by=leader.as_actor(), at=make.NOW
    )
    client.force_login(leader)
    page = client.get("/team").content.decode()
    assert 'href="/worklist' not in page
    assert f"/?allocatedTo={insurer.user_name}" in page
    narrowed = client.get("/", {"allocatedTo": insurer.user_name}).content.decode()
    assert claim.application_id in narrowed
    assert other.application_id not in narrowed


def test_a_handler_has_no_team(insurer: User, lawyer: User, client: Client) -> None:
    for user in (insurer, lawyer):
        client.force_login(user)
        assert client.get("/team").status_code == 404
        assert 'href="/team"' not in client.get("/").content.decode()
