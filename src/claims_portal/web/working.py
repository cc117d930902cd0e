"""Who works on a claim: what the claim's page says and asks about it, for one's own side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Right
from claims_portal.claims import allocation, reassignment, rules
from claims_portal.claims.allocation import Allocation, Targets
from claims_portal.claims.models import Claim
from claims_portal.claims.models.claims import handler_of
from claims_portal.claims.process.calendar import LONDON
from claims_portal.web.claim_reading import Row, named
from claims_portal.web.fields import Choice, Field
from claims_portal.web.wording import day_in_words

MOST_CHOICES = 100
"""Of more colleagues the User ID is typed."""


@dataclass(frozen=True)
class Asking:
    """The fields with which claims are allocated; none where this account may not."""

    user: Field | None
    user_is_typed: bool
    branch: Field | None


@dataclass(frozen=True)
class Working:
    rows: Sequence[Row]
    asking: Asking
    may_take_back: bool
    may_break_lock: bool
    compensator: Field | None
    """To which other compensator the claim can be passed; none where it cannot."""


def working_of(claim: Claim, actor: Actor, at: datetime) -> Working:
    possible = allocation.possible(claim, actor)
    locked = claim.is_locked_for(actor, at)
    return Working(
        rows=_rows(claim, actor, at),
        asking=asking_of(possible, actor, at),
        may_take_back=Allocation.TAKE_BACK in possible,
        may_break_lock=locked and rules.may_unlock_for_others(actor, claim),
        compensator=_compensator(claim, actor),
    )


def allocations_in_bulk(actor: Actor) -> list[Allocation]:
    """What this account may do with some of the claims of its worklist."""
    receives = actor.is_compensator and actor.may(Right.RECEIVE_CLAIMS)
    appoints = receives or actor.may(Right.ALLOCATE_CLAIMS)
    return [
        *([Allocation.TO_USER, Allocation.TAKE_BACK] if appoints else []),
        *([Allocation.TO_BRANCH] if receives else []),
    ]


def asking_of(possible: Sequence[Allocation], actor: Actor, at: datetime) -> Asking:
    if not possible:
        return Asking(None, user_is_typed=False, branch=None)
    targets = allocation.targets(actor, at=at, most=MOST_CHOICES + 1)
    typed = len(targets.users) > MOST_CHOICES
    return Asking(
        user=_user(targets, typed=typed) if Allocation.TO_USER in possible else None,
        user_is_typed=typed,
        branch=_branch(targets) if Allocation.TO_BRANCH in possible else None,
    )


def _user(targets: Targets, *, typed: bool) -> Field:
    if typed:
        return Field("userId", _("Colleague"), hint=_("The User ID"))
    choices = [Choice(user.user_name, named(user)) for user in targets.users]
    return Field("userId", _("Colleague"), choices=choices)


def _branch(targets: Targets) -> Field:
    choices = [Choice(branch.number, str(branch)) for branch in targets.branches]
    return Field("branchId", _("Branch"), choices=choices)


def _compensator(claim: Claim, actor: Actor) -> Field | None:
    if not reassignment.possible(claim, actor):
        return None
    choices = [Choice(one.code, one.name) for one in reassignment.targets(claim)]
    return Field("organisationId", _("Compensator"), choices=choices) if choices else None


def _rows(claim: Claim, actor: Actor, at: datetime) -> list[Row]:
    holder: User | None = getattr(claim, handler_of(actor))
    rows = [Row(_("Allocated to"), named(holder) if holder else _("Nobody in particular"))]
    if actor.is_compensator:
        branch = claim.compensator_branch
        rows.append(Row(_("Branch"), str(branch) if branch else ""))
    rows.append(Row(_("Locked"), _locked(claim, actor, at)))
    return rows


def _locked(claim: Claim, actor: Actor, at: datetime) -> str:
    holder, until = claim.locked_by, claim.locked_until
    own = holder is not None and holder.organisation_id == actor.organisation_pk
    if holder is None or until is None or until <= at or not own:
        return _("By nobody")
    until = until.astimezone(LONDON)
    said = {"user": named(holder), "hour": f"{until:%H:%M}", "day": day_in_words(until)}
    return _("By %(user)s until %(hour)s on %(day)s") % said
