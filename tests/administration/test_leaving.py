"""Whoever leaves hands the work over, to somebody who can do it or back to everybody."""

import pytest

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.refusals import HasWork, NoSuchAccount
from claims_portal.claims import leaving, locks
from claims_portal.claims.models import Claim
from claims_portal.records.models import AuditEntry
from tests import make


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    """A claim allocated to the lawyer, at work with the insurer."""
    made = make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.filter(pk=made.pk).update(representative_handler=lawyer)
    return made


def test_work_must_be_handed_over(boss: Actor, lawyer: User, claim: Claim) -> None:
    with pytest.raises(HasWork):
        leaving.leave(lawyer, to=None, by=boss, at=make.NOW)
    lawyer.refresh_from_db()
    assert lawyer.enabled


def test_work_goes_to_a_colleague(boss: Actor, lawyer: User, claim: Claim) -> None:
    colleague = make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER)
    leaving.leave(lawyer, to=colleague, by=boss, at=make.NOW, reason="left")
    claim.refresh_from_db()
    assert claim.representative_handler == colleague
    assert not leaving.work_of(lawyer, at=make.NOW).any
    tags = AuditEntry.objects.order_by("number").values_list("tag", flat=True)
    assert list(tags) == ["account:work:handed-over", "account:user:disabled"]


def test_locks_open_and_claims_go_back_to_everybody(
    boss: Actor, insurer: User, claim: Claim
) -> None:
    by = make.user(insurer.organisation, Profile.COMP_ADMINISTRATOR).as_actor()
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    assert leaving.work_of(insurer, at=make.NOW) == leaving.Work(locked=1, allocated=0)
    leaving.leave(insurer, to=None, anyone=True, by=by, at=make.NOW)
    claim.refresh_from_db()
    assert claim.locked_by is None


@pytest.mark.parametrize(
    ("profile", "fields"),
    [
        (Profile.CR_ADMINISTRATOR, {}),
        (Profile.CR_ELPL_TEAM_LEADER, {}),
        (Profile.CR_RTA_CLAIM_HANDLER, {"enabled": False}),
        (Profile.CR_RTA_CLAIM_HANDLER, {"expires_on": make.NOW.date()}),
    ],
    ids=["opens no claim", "other claims", "disabled", "expired"],
)
def test_work_goes_to_nobody_who_cannot_do_it(
    boss: Actor, lawyer: User, claim: Claim, profile: Profile, fields: dict[str, object]
) -> None:
    to = make.user(lawyer.organisation, profile, **fields)
    with pytest.raises(leaving.HandOverRefused):
        leaving.leave(lawyer, to=to, by=boss, at=make.NOW)


def test_work_goes_not_to_the_leaver_nor_to_strangers(
    boss: Actor, lawyer: User, stranger: User, claim: Claim
) -> None:
    with pytest.raises(leaving.HandOverRefused):
        leaving.leave(lawyer, to=lawyer, by=boss, at=make.NOW)
    with pytest.raises(NoSuchAccount):
        leaving.leave(lawyer, to=stranger, by=boss, at=make.NOW)


def test_what_the_leaver_was_working_on_goes_to_the_colleague(
    lawyer: User, administrator: User, insurer: User
) -> None:
    colleague = make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER)
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityAdmitted")
    locks.take(claim, by=lawyer.as_actor(), at=make.NOW)
    leaving.leave(lawyer, to=colleague, by=administrator.as_actor(), at=make.NOW)
    claim.refresh_from_db()
    assert claim.locked_by is None
    assert claim.representative_handler == colleague
