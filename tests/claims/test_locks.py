"""Locks: a lease that keeps colleagues apart, and nobody's absence blocks a claim."""

from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import internal_events, locks
from claims_portal.claims.models import Claim, InternalEvent
from claims_portal.claims.refusals import ClaimLocked, NotAllowed
from tests import make
from tests.claims.together import at_once

REFERENCE = {"compensatorReference": "NM/26/1"}


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer)


@pytest.fixture
def colleague(insurer: User) -> User:
    return make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER, user_name="OTHER")


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def test_a_lock_is_a_lease(claim: Claim, insurer: User) -> None:
    until = locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    assert until == make.NOW + settings.LOCK_LEASE
    assert (again(claim).locked_by, again(claim).locked_until) == (insurer, until)


def test_ones_own_lock_is_renewed(claim: Claim, insurer: User) -> None:
    first = locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    assert locks.take(claim, by=insurer.as_actor(), at=make.NOW + timedelta(minutes=5)) > first


def test_a_lock_keeps_a_colleague_out(claim: Claim, insurer: User, colleague: User) -> None:
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    with pytest.raises(ClaimLocked, match="locked by INSURER until 10:00 on 23 November 2026"):
        locks.take(claim, by=colleague.as_actor(), at=make.NOW)
    with pytest.raises(ClaimLocked):
        make.act(again(claim), "accept-claim", REFERENCE, by=colleague)
    assert again(claim).phase == "ClaimSubmitted"


def test_a_lock_taken_after_the_claim_was_read_keeps_a_colleague_out_too(
    claim: Claim, insurer: User, colleague: User
) -> None:
    read_before = again(claim)
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    with pytest.raises(ClaimLocked):
        make.act(read_before, "accept-claim", REFERENCE, by=colleague)
    assert claim.events.count() == 1


def test_the_holder_of_a_lock_acts(claim: Claim, insurer: User) -> None:
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    assert make.act(again(claim), "accept-claim", REFERENCE, by=insurer).locked_by == insurer


def test_a_lock_ends_when_the_turn_goes_over(claim: Claim, insurer: User) -> None:
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    says = {"reason": "wrong-organisation"}
    now = make.act(again(claim), "reject-claim", says, by=insurer)
    assert (now.locked_by, now.locked_until) == (None, None)


def test_a_lease_that_ran_out_is_no_lock(claim: Claim, insurer: User, colleague: User) -> None:
    until = locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    just_before = until - timedelta(microseconds=1)
    with pytest.raises(ClaimLocked):
        locks.take(claim, by=colleague.as_actor(), at=just_before)
    locks.take(claim, by=colleague.as_actor(), at=until)
    assert again(claim).locked_by == colleague


def test_a_released_lock_is_free(claim: Claim, insurer: User, colleague: User) -> None:
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    locks.release(claim, by=colleague.as_actor())
    assert again(claim).locked_by == insurer
    locks.release(claim, by=insurer.as_actor())
    assert again(claim).locked_by is None
    locks.take(claim, by=colleague.as_actor(), at=make.NOW)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_lock_at_once_one_holds_it(claim: Claim, insurer: User, colleague: User) -> None:
    answers = at_once(
        *(partial(locks.take, again(claim), by=user.as_actor(), at=make.NOW)
          for user in (insurer, colleague))
    )  # fmt: skip
    assert sorted(isinstance(answer, ClaimLocked) for answer in answers) == [False, True]


def test_whoever_waits_cannot_hold_the_other_side_up(
    claim: Claim, lawyer: User, insurer: User
) -> None:
    assert locks.take(claim, by=lawyer.as_actor(), at=make.NOW) is None
    assert again(claim).locked_by is None
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    left = make.act(again(claim), "exit-claim", {"reason": "claim-withdrawn"}, by=lawyer)
    assert left.phase == "ExitProcess"


@pytest.fixture
def leader(insurer: User) -> User:
    return make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER, user_name="LEADER")


def test_a_team_leader_breaks_a_colleagues_lock(
    claim: Claim, insurer: User, leader: User, lawyer: User
) -> None:
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    locks.force_open(claim, by=leader.as_actor(), at=make.NOW)
    assert again(claim).locked_by is None
    (told,) = internal_events.of(claim, leader.as_actor())
    assert (told.tag, told.user, told.changes["before"]["user"]) == (
        "claim:lock:broken", leader, "INSURER",
    )  # fmt: skip
    assert not internal_events.of(claim, lawyer.as_actor()).exists()
    assert claim.events.count() == 1


@pytest.mark.parametrize(
    "profile", [Profile.COMP_RTA_CLAIM_HANDLER, Profile.COMP_RTA_CLAIM_DISPATCHER,
                Profile.COMP_ELPL_TEAM_LEADER, Profile.COMP_ADMINISTRATOR],
)  # fmt: skip
def test_on_the_web_nobody_else_does(claim: Claim, insurer: User, profile: Profile) -> None:
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    other = make.user(insurer.organisation, profile)
    with pytest.raises(NotAllowed):
        locks.force_open(claim, by=other.as_actor(), at=make.NOW)
    assert again(claim).locked_by == insurer


def test_a_lock_that_is_none_is_broken_without_a_word(
    claim: Claim, insurer: User, leader: User
) -> None:
    for holder in (None, leader):
        if holder:
            locks.take(claim, by=holder.as_actor(), at=make.NOW)
        locks.force_open(claim, by=leader.as_actor(), at=make.NOW)
    until = locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    assert until is not None
    locks.force_open(claim, by=leader.as_actor(), at=until)
    assert again(claim).locked_by is None
    assert not InternalEvent.objects.exists()


def test_a_leader_breaks_no_lock_of_the_other_side(
    claim: Claim, lawyer: User, insurer: User
) -> None:
    chief = make.user(lawyer.organisation, Profile.CR_RTA_TEAM_LEADER)
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    locks.force_open(claim, by=chief.as_actor(), at=make.NOW)
    assert again(claim).locked_by == insurer
