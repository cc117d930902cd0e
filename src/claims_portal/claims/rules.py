"""May this account do this to this claim? Each answer is a refusal, or nothing."""

from datetime import date, datetime
from uuid import UUID

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Right
from claims_portal.claims.models import Claim
from claims_portal.claims.process import engine
from claims_portal.claims.process.sides import Duty
from claims_portal.claims.process.tables import Step
from claims_portal.claims.refusals import ClaimLocked, NotAllowed, StaleActivity

RIGHT_FOR = {Duty.RECEIVE: Right.RECEIVE_CLAIMS, Duty.HANDLE: Right.HANDLE_CLAIMS}


def may_begin(actor: Actor, step: Step, claim_type: str) -> bool:
    """Whether the account's profiles cover the first step of a claim that is not there yet."""
    return step.side is actor.side and actor.may(RIGHT_FOR[step.duty], claim_type)


def may_do(actor: Actor, step: Step, claim: Claim) -> bool:
    """Whether one profile both gives the step and reaches this very claim.

    Two profiles do not add up to a third: who handles one branch and dispatches for
    all may not handle in all.
    """
    return step.side is actor.side and holds(actor, RIGHT_FOR[step.duty], claim)


def holds(actor: Actor, right: Right, claim: Claim) -> bool:
    """Whether one profile both gives the right and reaches this very claim."""
    return any(
        right in grant.rights and claim.is_covered_by(grant, actor) for grant in actor.grants
    )


def must_be_allowed(actor: Actor, step: Step, claim: Claim) -> None:
    if not may_do(actor, step, claim):
        raise NotAllowed


def must_be_workable(actor: Actor, claim: Claim) -> None:
    """Refuse whose profiles only let the claim be read, such as those of a disabled account."""
    if not is_workable(actor, claim):
        raise NotAllowed


def is_workable(actor: Actor, claim: Claim) -> bool:
    return any(grant.rights and claim.is_covered_by(grant, actor) for grant in actor.grants)


def may_unlock_for_others(actor: Actor, claim: Claim) -> bool:
    """A team leader; by a program, whoever may work on the claim (process facts 1.2)."""
    if holds(actor, Right.UNLOCK_CLAIMS_OF_OTHERS, claim):
        return True
    return actor.client_pk is not None and is_workable(actor, claim)


def must_be_allowed_to_unlock(actor: Actor, claim: Claim) -> None:
    if not may_unlock_for_others(actor, claim):
        raise NotAllowed


def must_be_current(claim: Claim, activity_id: UUID) -> None:
    if claim.activity_id != activity_id:
        raise StaleActivity(phase=claim.phase, activity_id=str(claim.activity_id))


def must_not_be_locked(claim: Claim, actor: Actor, at: datetime) -> None:
    if claim.is_locked_for(actor, at) and claim.locked_by and claim.locked_until:
        raise ClaimLocked(holder=claim.locked_by.user_name, until=claim.locked_until)


def possible(claim: Claim, actor: Actor) -> list[Step]:
    """The steps this account can try now; the first row of each action."""
    steps = engine.possible_steps(claim.process, claim.state, actor.side)
    return [step for step in steps if may_do(actor, step, claim)]


def possible_now(claim: Claim, actor: Actor, today: date) -> list[Step]:
    """As `possible`, but nothing once the time limit has passed, swept or not."""
    late = claim.phase_row.expiry is not None and claim.state.is_late(today)
    return [] if late else possible(claim, actor)
