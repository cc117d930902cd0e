"""Who of an organisation works on a claim, and where: the verbs, one transaction each.

Process facts R1 and 6, identity facts 1.2 and 1.3. A claim allocated to a person stands
in that person's worklist and in those of team leaders, and in no other handler's; found
by search it can still be read and worked on by whoever's profiles reach it, so that a
colleague who is away holds up no time limit [inferred]. Allocation neither moves the
claim nor changes its activity, and the other side is told nothing of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User, UserProfile
from claims_portal.accounts.profiles import GRANTS, Profile, Right
from claims_portal.accounts.user_ids import of_user_id
from claims_portal.claims import internal_events, rules
from claims_portal.claims.holding import hold
from claims_portal.claims.models import Claim
from claims_portal.claims.models.claims import handler_of
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.refusals import CannotTakeClaim, ClaimEnded, NotAllowed
from claims_portal.organisations.models import Branch
from claims_portal.sentences import said

WORK = (Right.HANDLE_CLAIMS, Right.RECEIVE_CLAIMS)
"""With one of these an account can do something with a claim that it gets."""


class Allocation(StrEnum):
    TO_BRANCH = "allocate-to-branch"
    TO_USER = "allocate-to-user"
    TAKE_BACK = "deallocate"


_NAMED = ("organisation", "user_name", "forename", "second_name", "surname", "branch__number")


@dataclass(frozen=True)
class Targets:
    """What claims can be allocated to within an organisation."""

    users: Sequence[User]
    branches: Sequence[Branch]


def possible(claim: Claim, actor: Actor) -> list[Allocation]:
    """What this account can do now; whether a colleague holds the claim is told on trying."""
    if claim.phase_row.end is not None:
        return []
    found = []
    if _may_route(actor, claim):
        found.append(Allocation.TO_BRANCH)
    if _may_appoint(actor, claim):
        found.append(Allocation.TO_USER)
        if getattr(claim, f"{handler_of(actor)}_id"):
            found.append(Allocation.TAKE_BACK)
    return found


def targets(actor: Actor, *, at: datetime, most: int | None = None) -> Targets:
    """The usable accounts that open claims, and the branches claims can lie with, by their IDs.

    Of the accounts at most so many, with what names them and their branch.
    """
    opening = [profile.value for profile in Profile if GRANTS[profile].claim_types]
    users = User.objects.filter(
        organisation_id=actor.organisation_pk,
        active=True,
        enabled=True,
        expires_on__gt=london_date(at),
        pk__in=UserProfile.objects.filter(profile__in=opening).values("user"),
    )
    branches = Branch.objects.filter(organisation_id=actor.organisation_pk, enabled=True)
    return Targets(
        list(users.select_related("branch").only(*_NAMED).order_by("user_name")[:most]),
        list(branches.order_by("number")) if actor.is_compensator else [],
    )


@transaction.atomic
def to_branch(claim: Claim, number: str, *, activity_id: UUID, by: Actor, at: datetime) -> Claim:
    """Pass the claim to a branch of the compensator; there it is allocated to nobody [inferred].

    For whoever receives claims (a dispatcher's work). Raises NotAllowed, StaleActivity,
    ClaimEnded, ClaimLocked or CannotTakeClaim.
    """
    held = hold(claim)
    rules.must_be_current(held, activity_id)
    if not _may_route(by, held):
        raise NotAllowed
    _must_be_free(held, by, at)
    branch = _branch(number, by)
    if held.compensator_branch_id == branch.pk:
        return held
    before = {"branch": _number_of(held.compensator_branch), "user": _name_of(held, by)}
    _open_own_lock(held, by)
    held.compensator_branch, held.compensator_handler = branch, None
    held.save(update_fields=["compensator_branch", "compensator_handler", *_LOCK])
    internal_events.write(
        "claim:allocation:to-branch", held, f"Allocated to branch {branch}",
        before=before, after={"branch": branch.number, "user": None}, by=by, at=at,
    )  # fmt: skip
    return held


@transaction.atomic
def to_user(claim: Claim, user_name: str, *, activity_id: UUID, by: Actor, at: datetime) -> Claim:
    """Allocate the claim to a colleague, or to oneself; whoever had it has it no more.

    For team leaders; of a compensator's claim that was not accepted yet, for whoever
    receives claims. Raises as `to_branch` does.
    """
    held = hold(claim)
    _must_be_appointable(held, activity_id, by, at)
    account = _account(user_name, held, by, at)
    if getattr(held, f"{handler_of(by)}_id") == account.pk:
        return held
    told = f"Allocated to {account.full_name} ({account.user_name})"
    _appoint(held, account, "claim:allocation:to-user", told, by, at)
    return held


@transaction.atomic
def take_back(claim: Claim, *, activity_id: UUID, by: Actor, at: datetime) -> Claim:
    """Allocate the claim to nobody: it is in everybody's worklist again.

    For whom and with what refusals, see `to_user`.
    """
    held = hold(claim)
    _must_be_appointable(held, activity_id, by, at)
    holder: User | None = getattr(held, handler_of(by))
    if holder is None:
        return held
    told = f"Taken back from {holder.full_name} ({holder.user_name})"
    _appoint(held, None, "claim:allocation:taken-back", told, by, at)
    return held


_LOCK = ("locked_by", "locked_until")


def _may_route(actor: Actor, claim: Claim) -> bool:
    """Only claims of compensators lie with a branch (process facts 6)."""
    return actor.is_compensator and rules.holds(actor, Right.RECEIVE_CLAIMS, claim)


def _may_appoint(actor: Actor, claim: Claim) -> bool:
    if rules.holds(actor, Right.ALLOCATE_CLAIMS, claim):
        return True
    return _may_route(actor, claim) and not claim.compensator_reference


def _must_be_appointable(claim: Claim, activity_id: UUID, by: Actor, at: datetime) -> None:
    rules.must_be_current(claim, activity_id)
    if not _may_appoint(by, claim):
        raise NotAllowed
    _must_be_free(claim, by, at)


def _must_be_free(claim: Claim, by: Actor, at: datetime) -> None:
    if claim.phase_row.end is not None:
        raise ClaimEnded
    rules.must_not_be_locked(claim, by, at)


def _branch(number: str, by: Actor) -> Branch:
    if not number.strip():
        raise CannotTakeClaim("branchId", "Choose the branch that gets the claim.")
    own = Branch.objects.filter(organisation_id=by.organisation_pk)
    branch = own.filter(number=number).first() if number.isprintable() else None
    if branch is None:
        raise CannotTakeClaim(
            "branchId", said("Your organisation has no branch %(branch)s.", branch=number[:20])
        )
    if not branch.enabled:
        raise CannotTakeClaim("branchId", said("Branch %(branch)s is switched off.", branch=branch))
    return branch


def _account(user_name: str, claim: Claim, by: Actor, at: datetime) -> User:
    """The colleague, held, so that whoever disables the account finds this claim with it."""
    if not user_name.strip():
        raise CannotTakeClaim("userId", "Choose the colleague who gets the claim.")
    colleagues = User.objects.filter(organisation_id=by.organisation_pk)
    held = colleagues.select_for_update(of=("self",), no_key=True).select_related("organisation")
    account = of_user_id(user_name.strip(), among=held).first()
    if account is None:
        raise CannotTakeClaim(
            "userId", said("Your organisation has no User ID %(user_id)s.", user_id=user_name[:40])
        )
    if not account.is_usable(london_date(at)):
        raise CannotTakeClaim(
            "userId", said("%(user_name)s is disabled or has expired.", user_name=account.user_name)
        )
    actor = account.as_actor()
    if not any(rules.holds(actor, right, claim) for right in WORK):
        raise CannotTakeClaim(
            "userId",
            said(
                "None of the profiles of %(user_name)s reaches this claim.",
                user_name=account.user_name,
            ),
        )
    return account


def _appoint(
    claim: Claim, account: User | None, tag: str, told: str, by: Actor, at: datetime
) -> None:
    before = {"user": _name_of(claim, by)}
    if account is None or account.pk != by.user_pk:
        _open_own_lock(claim, by)
    setattr(claim, handler_of(by), account)
    claim.save(update_fields=[handler_of(by), *_LOCK])
    after = {"user": account.user_name if account else None}
    internal_events.write(tag, claim, told, before=before, after=after, by=by, at=at)


def _open_own_lock(claim: Claim, by: Actor) -> None:
    """Whoever gives a claim away works on it no more."""
    if claim.locked_by_id == by.user_pk:
        claim.locked_by, claim.locked_until = None, None


def _number_of(branch: Branch | None) -> str | None:
    return branch.number if branch else None


def _name_of(claim: Claim, by: Actor) -> str | None:
    holder: User | None = getattr(claim, handler_of(by))
    return holder.user_name if holder else None
