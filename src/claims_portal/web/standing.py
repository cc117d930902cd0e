"""The four questions at the top of a claim: where is it, whose turn, until when, what can I do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from claims_portal.accounts.actor import Actor
from claims_portal.claims import counting, drafts, rules
from claims_portal.claims.actions import SEND
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.counting import Counted
from claims_portal.claims.models import Claim
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import ONE_DAY
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Phase
from claims_portal.claims.refusals import ClaimLocked, NotAllowed
from claims_portal.web.action_names import name_of
from claims_portal.web.wording import in_language

WRITTEN_IN_THE_FORM = (SEND, drafts.RESEND)
"""Actions that are done from the claim notification form's own page."""


@dataclass(frozen=True)
class Button:
    label: str
    kind: str
    href: str
    id: str


@dataclass(frozen=True)
class Until:
    """The time limit that runs, and how its date was counted where that is known."""

    last_day: date
    times_out_on: date
    business_days_left: int
    counted: Counted | None


@dataclass(frozen=True)
class Standing:
    phase: Phase
    turn: str
    until: Until | None
    buttons: Sequence[Button]
    refusal: str
    """Why nothing can be done now, of all buttons alike."""
    waiting: str
    locked_by_me: bool
    may_open: bool


def standing_of(claim: Claim, actor: Actor, at: datetime, today: date) -> Standing:
    possible = rules.possible(claim, actor)
    locked = lock_refusal(claim, actor, at)
    refusal = locked or late_refusal(claim, today)
    locked_by_me = is_locked_by_me(claim, actor, at)
    is_own_turn = claim.turn == actor.side.value
    return Standing(
        phase=claim.phase_row,
        turn=turn_of(claim, actor),
        until=until_of(claim, today),
        buttons=[
            _button(claim, step.action, first=is_own_turn and number == 0)
            for number, step in enumerate(possible)
        ],
        refusal=refusal if possible else locked,
        waiting="" if possible and is_own_turn else _waiting(claim, actor),
        locked_by_me=locked_by_me,
        may_open=bool(possible) and is_own_turn and not locked and not locked_by_me,
    )


def turn_of(claim: Claim, actor: Actor) -> str:
    if not claim.turn:
        return _("Nobody’s: the claim has ended")
    side = Side(claim.turn)
    party = claim.compensator if side is Side.COMPENSATOR else claim.representative
    name = party.name if party else in_language(side.label)
    return _("Yours: %(name)s") % {"name": name} if side is actor.side else name


def until_of(claim: Claim, today: date) -> Until | None:
    if claim.times_out_on is None:
        return None
    last_day = claim.times_out_on - ONE_DAY
    return Until(
        last_day=last_day,
        times_out_on=claim.times_out_on,
        business_days_left=current_calendar().business_days_left(today, last_day),
        counted=counting.counted(claim),
    )


def is_locked_by_me(claim: Claim, actor: Actor, at: datetime) -> bool:
    return (
        claim.locked_by_id == actor.user_pk
        and claim.locked_until is not None
        and claim.locked_until > at
    )


def lock_refusal(claim: Claim, actor: Actor, at: datetime) -> str:
    """The sentence of another's lock, or nothing."""
    try:
        rules.must_not_be_locked(claim, actor, at)
    except ClaimLocked as locked:
        return in_language(locked)
    return ""


def late_refusal(claim: Claim, today: date) -> str:
    """The sentence of a time limit that has passed while nobody moved the claim on, or nothing."""
    try:
        engine.must_be_in_time(claim.process, claim.state, today)
    except engine.TimeLimitPassed as passed:
        return in_language(passed)
    return ""


def _button(claim: Claim, action: str, *, first: bool) -> Button:
    if action in WRITTEN_IN_THE_FORM:
        href = reverse("claim-form", args=[claim.pk])
    else:
        href = reverse("claim-action", args=[claim.pk, action])
    kind = "primary" if first else "secondary"
    return Button(name_of(action), kind, href, f"action-{action}")


def _waiting(claim: Claim, actor: Actor) -> str:
    """Why there is nothing to do, or nothing that is awaited."""
    if not claim.turn:
        return _("Nothing: the claim has ended. It can still be read.")
    if claim.turn == actor.side.value:
        return in_language(NotAllowed())
    side = Side(claim.turn)
    return _("The claim waits for the %(party)s.") % {"party": in_language(side.label.lower())}
