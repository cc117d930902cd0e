"""Locks: a lease that keeps colleagues apart, and nobody's absence blocks a claim."""

from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import locks
from claims_portal.claims.models import Claim
from claims_portal.claims.refusals import ClaimLocked
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
