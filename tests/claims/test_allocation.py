"""Claims are given to branches and people of one's own organisation, and nobody else is told."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from claims_portal.accounts import users
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import allocation, internal_events, leaving, locks
from claims_portal.claims.allocation import Allocation
from claims_portal.claims.models import Claim, Event, InternalEvent
from claims_portal.claims.refusals import (
    CannotTakeClaim,
    ClaimEnded,
    ClaimLocked,
    NotAllowed,
    StaleActivity,
)
from claims_portal.organisations.models import Branch
from tests import make
from tests.claims.together import at_once


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer)


@pytest.fixture
def leader(insurer: User) -> User:
    return make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER, user_name="LEADER")


@pytest.fixture
def chief(lawyer: User) -> User:
    return make.user(lawyer.organisation, Profile.CR_RTA_TEAM_LEADER, user_name="CHIEF")


@pytest.fixture
def leeds(insurer: User) -> Branch:
    return make.branch(insurer.organisation, "002")


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def to_user(claim: Claim, whom: User | str, *, by: User) -> Claim:
    name = whom if isinstance(whom, str) else whom.user_name
    return allocation.to_user(
        claim, name, activity_id=claim.activity_id, by=by.as_actor(), at=make.NOW
    )


def to_branch(claim: Claim, number: str, *, by: User) -> Claim:
    return allocation.to_branch(
        claim, number, activity_id=claim.activity_id, by=by.as_actor(), at=make.NOW
    )


def take_back(claim: Claim, *, by: User) -> Claim:
    return allocation.take_back(claim, activity_id=claim.activity_id, by=by.as_actor(), at=make.NOW)


def worklist(user: User) -> list[Claim]:
    return list(Claim.objects.awaiting(user.as_actor()))  # type: ignore[attr-defined]


def colleague(beside: User, profile: Profile, **fields: Any) -> User:
    return make.user(beside.organisation, profile, **fields)


def test_an_allocated_claim_is_in_one_handlers_worklist_and_in_the_leaders(
    claim: Claim, insurer: User, leader: User
) -> None:
    other = colleague(insurer, Profile.COMP_RTA_CLAIM_HANDLER)
    to_user(claim, insurer, by=leader)
    assert [worklist(user) for user in (insurer, leader, other)] == [[claim], [claim], []]
    # By search it is found, and in need worked on.
    assert Claim.objects.visible_to(other.as_actor()).get() == claim  # type: ignore[attr-defined]
    accepted = make.act(claim, "accept-claim", {"compensatorReference": "NM/1"}, by=other)
    assert accepted.compensator_handler == insurer


def test_what_is_taken_back_is_everybodys_again(claim: Claim, insurer: User, leader: User) -> None:
    other = colleague(insurer, Profile.COMP_RTA_CLAIM_HANDLER)
    to_user(claim, insurer, by=leader)
    take_back(again(claim), by=leader)
    assert again(claim).compensator_handler is None
    assert worklist(other) == [claim]


def test_each_side_allocates_for_itself(
    lawyer: User, insurer: User, chief: User, leader: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityAdmitted")
    to_user(claim, lawyer, by=chief)
    to_user(again(claim), insurer, by=leader)
    now = again(claim)
    assert (now.representative_handler, now.compensator_handler) == (lawyer, insurer)
    take_back(now, by=chief)
    assert again(claim).compensator_handler == insurer


def test_the_other_side_is_told_nothing(
    claim: Claim, lawyer: User, insurer: User, leader: User, leeds: Branch
) -> None:
    before = Claim.objects.values("updated_at", "activity_id", "event_count", "phase").get()
    to_user(claim, insurer, by=leader)
    to_branch(again(claim), "002", by=leader)
    assert Claim.objects.values("updated_at", "activity_id", "event_count", "phase").get() == before
    assert Event.objects.count() == 1
    assert not internal_events.of(claim, lawyer.as_actor()).exists()
    told = internal_events.of(claim, insurer.as_actor())
    assert [event.says for event in told] == [
        f"Allocated to {insurer.full_name} (INSURER)",
        "Allocated to branch 002 Branch 002",
    ]
    assert told[1].changes == {
        "before": {"branch": "001", "user": "INSURER"},
        "after": {"branch": "002", "user": None},
    }
    assert (told[0].user, told[0].real_user, told[0].at) == (leader, leader, make.NOW)


def test_a_branch_gets_a_claim_that_is_nobodys_yet(
    claim: Claim, insurer: User, leader: User, leeds: Branch
) -> None:
    there = colleague(insurer, Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, branch=leeds)
    to_user(claim, insurer, by=leader)
    assert worklist(there) == []
    to_branch(again(claim), "002", by=leader)
    assert worklist(there) == [claim]
    assert worklist(insurer) == [claim]
    assert (again(claim).compensator_branch, again(claim).compensator_handler) == (leeds, None)


# fmt: off
MAY: list[tuple[Profile, str, set[str], set[str]]] = [
    # profile, its branch, what it may with a new claim at 001, and with an accepted one
    (Profile.COMP_RTA_TEAM_LEADER,           "001", {"branch", "user"}, {"branch", "user"}),
    (Profile.COMP_RTA_CLAIM_HANDLER,         "001", {"branch", "user"}, {"branch"}),
    (Profile.COMP_RTA_CLAIM_HANDLER,         "002", {"branch", "user"}, {"branch"}),
    (Profile.COMP_RTA_BRANCH_CLAIM_HANDLER,  "001", {"branch", "user"}, {"branch"}),
    (Profile.COMP_RTA_BRANCH_CLAIM_HANDLER,  "002", set(),              set()),
    (Profile.COMP_RTA_CLAIM_DISPATCHER,      "002", {"branch", "user"}, set()),
    (Profile.COMP_RTA_BRANCH_DISPATCHER,     "001", {"branch", "user"}, set()),
    (Profile.COMP_RTA_BRANCH_DISPATCHER,     "002", set(),              set()),
    (Profile.COMP_ELPL_TEAM_LEADER,          "001", set(),              set()),
    (Profile.COMP_ADMINISTRATOR,             "001", set(),              set()),
    (Profile.SEARCH_ARCHIVED_CLAIMS,         "001", set(),              set()),
    (Profile.CR_RTA_TEAM_LEADER,             "",    {"user"},           {"user"}),
    (Profile.CR_RTA_CLAIM_HANDLER,           "",    set(),              set()),
    (Profile.CR_ELPL_TEAM_LEADER,            "",    set(),              set()),
    (Profile.CR_ADMINISTRATOR,               "",    set(),              set()),
]
# fmt: on


@pytest.mark.parametrize(("profile", "branch", "new", "accepted"), MAY)
def test_who_may_allocate(
    lawyer: User, insurer: User, leeds: Branch, profile: Profile, branch: str,
    new: set[str], accepted: set[str],
) -> None:  # fmt: skip
    organisation = insurer.organisation if branch else lawyer.organisation
    place = organisation.branches.get(number=branch or "001")
    somebody = make.user(organisation, profile, branch=place)
    target = insurer if branch else lawyer
    for at, may in (("ClaimSubmitted", new), ("LiabilityDecision", accepted)):
        claim = make.claim(lawyer=lawyer, insurer=insurer, at=at)
        verbs = {
            "user": partial(to_user, claim, target),
            "branch": partial(to_branch, claim, "002"),
        }
        offered = allocation.possible(claim, somebody.as_actor())
        assert (Allocation.TO_USER in offered) is ("user" in may)
        assert (Allocation.TO_BRANCH in offered) is ("branch" in may)
        for name, verb in verbs.items():
            if name in may:
                verb(by=somebody)
            else:
                with pytest.raises(NotAllowed):
                    verb(by=somebody)


def test_two_profiles_do_not_add_up(lawyer: User, insurer: User, leeds: Branch) -> None:
    """Who handles one branch and dispatches for all sends no accepted claim of another branch."""
    both = make.user(
        insurer.organisation,
        Profile.COMP_RTA_BRANCH_CLAIM_HANDLER,
        Profile.COMP_RTA_CLAIM_DISPATCHER,
        branch=leeds,
    )
    accepted = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    with pytest.raises(NotAllowed):
        to_branch(accepted, "002", by=both)


Target = Callable[[User, User, Branch], str]
# fmt: off
UNFIT: list[tuple[str, Target, str]] = [
    ("nobody", lambda insurer, lawyer, leeds: "NOBODY1", "has no User ID NOBODY1"),
    ("other side", lambda insurer, lawyer, leeds: lawyer.user_name, "has no User ID LAWYER"),
    ("disabled", lambda insurer, lawyer, leeds: colleague(
        insurer, Profile.COMP_RTA_CLAIM_HANDLER, user_name="OFF1", enabled=False).user_name, "OFF1 is disabled or has expired"),
    ("expired", lambda insurer, lawyer, leeds: colleague(
        insurer, Profile.COMP_RTA_CLAIM_HANDLER, user_name="OLD1", expires_on=date(2026, 11, 23)).user_name, "OLD1 is disabled or has expired"),
    ("other type", lambda insurer, lawyer, leeds: colleague(
        insurer, Profile.COMP_ELPL_CLAIM_HANDLER, user_name="EL1").user_name, "None of the profiles of EL1 reaches this claim"),
    ("administrator", lambda insurer, lawyer, leeds: colleague(
        insurer, Profile.COMP_ADMINISTRATOR, user_name="ADM1").user_name, "None of the profiles of ADM1"),
    ("other branch", lambda insurer, lawyer, leeds: colleague(
        insurer, Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, user_name="BR1", branch=leeds).user_name, "None of the profiles of BR1"),
    ("blank", lambda insurer, lawyer, leeds: " ", "Choose the colleague"),
    ("long", lambda insurer, lawyer, leeds: "x" * 500, "has no User ID xxx"),
]
# fmt: on


@pytest.mark.parametrize(("kind", "target", "why"), UNFIT, ids=[row[0] for row in UNFIT])
def test_who_cannot_take_a_claim_gets_none(
    claim: Claim, lawyer: User, insurer: User, leader: User, leeds: Branch,
    kind: str, target: Target, why: str,
) -> None:  # fmt: skip
    with pytest.raises(CannotTakeClaim, match=why) as refused:
        to_user(claim, target(insurer, lawyer, leeds), by=leader)
    assert refused.value.field == "userId"
    assert not InternalEvent.objects.exists()


@pytest.mark.parametrize("number", ["009", "2", "001x", "\u0660\u0660\u0662"])
def test_a_branch_that_is_none_gets_no_claim(claim: Claim, leader: User, number: str) -> None:
    with pytest.raises(CannotTakeClaim, match="has no branch"):
        to_branch(claim, number, by=leader)


def test_a_branch_that_is_switched_off_gets_no_claim(
    claim: Claim, leader: User, leeds: Branch
) -> None:
    Branch.objects.filter(pk=leeds.pk).update(enabled=False)
    with pytest.raises(CannotTakeClaim, match="is switched off"):
        to_branch(claim, "002", by=leader)


def test_a_claim_that_has_ended_is_nobodys_work(lawyer: User, insurer: User, leader: User) -> None:
    ended = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackConfirmationEnd")
    for verb in (partial(to_user, ended, insurer), partial(to_branch, ended, "001")):
        with pytest.raises(ClaimEnded):
            verb(by=leader)
    assert allocation.possible(ended, leader.as_actor()) == []


def test_a_claim_that_a_colleague_works_on_is_left_there(
    claim: Claim, insurer: User, leader: User, leeds: Branch
) -> None:
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    for verb in (partial(to_user, claim, insurer), partial(to_branch, claim, "002")):
        with pytest.raises(ClaimLocked):
            verb(by=leader)


def test_whoever_gives_a_claim_away_unlocks_it(
    claim: Claim, insurer: User, leader: User, leeds: Branch
) -> None:
    locks.take(claim, by=leader.as_actor(), at=make.NOW)
    to_user(claim, leader, by=leader)
    assert again(claim).locked_by == leader
    to_user(again(claim), insurer, by=leader)
    assert again(claim).locked_by is None


def test_a_claim_that_moved_meanwhile_is_looked_at_again(
    claim: Claim, insurer: User, leader: User
) -> None:
    make.act(claim, "accept-claim", {"compensatorReference": "NM/1"}, by=insurer)
    with pytest.raises(StaleActivity):
        to_user(claim, insurer, by=leader)


def test_the_same_again_changes_nothing(claim: Claim, insurer: User, leader: User) -> None:
    for _time in range(2):
        to_user(again(claim), insurer, by=leader)
        to_branch(again(claim), "001", by=leader)
    assert InternalEvent.objects.count() == 1
    for _time in range(2):
        take_back(again(claim), by=leader)
    assert InternalEvent.objects.count() == 2


def test_a_draft_is_allocated_too(lawyer: User, chief: User) -> None:
    from claims_portal.claims import drafts

    draft = drafts.start(claim_type="rta", body={}, by=lawyer.as_actor(), at=make.NOW)
    to_user(draft.claim, lawyer, by=chief)
    assert worklist(lawyer) == [draft.claim]


def test_a_user_id_is_found_whatever_its_case(claim: Claim, insurer: User, leader: User) -> None:
    assert to_user(claim, " insurer ", by=leader).compensator_handler == insurer


def test_targets_are_the_usable_colleagues_and_open_branches(
    insurer: User, lawyer: User, leader: User, leeds: Branch
) -> None:
    colleague(insurer, Profile.COMP_RTA_CLAIM_HANDLER, user_name="AWAY", enabled=False)
    colleague(insurer, Profile.COMP_ADMINISTRATOR, user_name="ADMIN_C")
    Branch.objects.create(
        organisation=insurer.organisation, number="003", kind="handling", enabled=False
    )
    found = allocation.targets(leader.as_actor(), at=make.NOW)
    assert [user.user_name for user in found.users] == ["INSURER", "LEADER"]
    assert [branch.number for branch in found.branches] == ["001", "002"]
    assert allocation.targets(lawyer.as_actor(), at=make.NOW).branches == []


def test_internal_events_are_never_changed(claim: Claim, insurer: User, leader: User) -> None:
    to_user(claim, insurer, by=leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        InternalEvent.objects.update(says="nothing")


@pytest.mark.django_db(transaction=True)
def test_a_claim_never_stays_with_an_account_that_is_disabled_at_the_same_instant(
    claim: Claim, insurer: User, leader: User
) -> None:
    admin = colleague(insurer, Profile.COMP_ADMINISTRATOR, user_name="ADMIN_C")
    assert users.find(admin.as_actor(), "INSURER") == insurer
    leave = partial(leaving.leave, insurer, to=None, anyone=True, by=admin.as_actor(), at=make.NOW)
    answers = at_once(partial(to_user, claim, insurer, by=leader), leave)
    assert not isinstance(answers[1], Exception), answers[1]
    assert isinstance(answers[0], Claim | CannotTakeClaim)
    assert again(claim).compensator_handler is None


@pytest.mark.django_db(transaction=True)
def test_of_two_leaders_at_once_the_history_tells_both(
    claim: Claim, insurer: User, leader: User
) -> None:
    second = colleague(insurer, Profile.COMP_RTA_TEAM_LEADER, user_name="SECOND")
    at_once(partial(to_user, claim, insurer, by=leader), partial(to_user, claim, second, by=second))
    told = list(InternalEvent.objects.order_by("id"))
    assert len(told) == 2
    assert told[1].changes["before"] == told[0].changes["after"]
    holder = again(claim).compensator_handler
    assert holder and told[1].changes["after"]["user"] == holder.user_name
