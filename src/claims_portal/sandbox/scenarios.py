"""Claims at a stage: played there by real actions of real accounts, as long ago as it takes."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from claims_portal.accounts.actor import Actor
from claims_portal.claims import actions, rules
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.models import Claim, Document
from claims_portal.claims.process.calendar import ONE_DAY, london_date
from claims_portal.claims.refusals import NotAllowed
from claims_portal.organisations.models import CompensatorKind, Organisation, OrganisationKind
from claims_portal.samples.forms import Body, body_of, change
from claims_portal.sandbox import answers, counterpart, parties, ways
from claims_portal.sandbox.models import Behaviour
from claims_portal.sandbox.refusals import NoCounterpart, NoExample
from claims_portal.sandbox.ways import Move, Wait, Way

LONDON = ZoneInfo("Europe/London")
SLACK = timedelta(days=14)
"""Holidays fall otherwise when a way is walked at another time than it was planned for."""

STAGES = {
    # stage: the phase in which a claim is at it
    "sent": "ClaimSubmitted",
    "rejected": "ClaimRejectedToCR",
    "liability-decision": "LiabilityDecision",
    "admitted": "LiabilityAdmitted",
    "denied": "LiabilityDenied",
    "timed-out": "LiabilityDecisionTimeout",
    "fraud-stated": "FraudStated",
    "interim-payment": "InterimPaymentDecision",
    "settlement-pack": "Stage2SettlementPackDecision",
    "counter-offer": "Stage2SettlementPackCounterOfferDecision",
    "counter-offer-response": "Stage2SettlementPackCounterOfferResponse",
    "agreed": "Stage2SettlementPackConfirmed",
    "settled": "Stage2SettlementPackConfirmationEnd",
    "additional-damages": "AdditionalDamagesDecision",
    "court-pack": "CourtProceedingsPackForm",
    "exited": "ExitProcess",
}


@dataclass(frozen=True)
class Parties:
    representative: Organisation
    compensator: Organisation


@transaction.atomic
def make(
    claim_type: str,
    stage: str,
    *,
    own: int,
    other: str | None,
    behaviour: Behaviour | None,
    at: datetime,
    changes: Body | None = None,
) -> Claim:
    """A claim of the organisation `own` at a stage or phase; `changes` of its notification.

    Its other side does nothing until somebody acts on it. NoSuchStage, NoCounterpart, or
    NotAllowed where nobody of the two handles such claims.
    """
    who = _parties(claim_type, own, other)
    kind = who.compensator.compensator_kind
    way = ways.find(
        claim_type, STAGES.get(stage, stage), to=who.compensator.code, kind=kind,
        today=london_date(at), calendar=current_calendar(),
    )  # fmt: skip
    claim = _walk(way, claim_type, who, at, changes or {})
    later = behaviour or counterpart.behaviour_for(own)
    counterpart.keep(own, later, claim=claim, waits_at=claim.activity_id)
    return claim


def form_to_send(claim_type: str, *, other: str | None, own: int, at: datetime) -> Body:
    """A claim notification form to a seeded compensator that is right today."""
    to = _parties(claim_type, own, other).compensator
    return ways.cnf(claim_type, to=to.code, kind=to.compensator_kind, today=london_date(at))


def body_to_send(claim: Claim, action: str, *, by: Actor, at: datetime) -> Body:
    """A body with which the action can be done on the claim as it stands. NoExample."""
    possible = {step.action for step in rules.possible_now(claim, by, london_date(at))}
    known = answers.of_action(action)
    if action not in possible or not known:
        raise NoExample(f"There is no body for {action} on the claim as it stands.")
    sent = _newest_forms(claim)
    return body_of(known[0], claim_type=claim.claim_type, sent=sent)


def _walk(way: Way, claim_type: str, who: Parties, now: datetime, changes: Body) -> Claim:
    at = now - timedelta(days=way.days) - SLACK if way.days else now
    form = ways.cnf(
        claim_type, to=who.compensator.code, kind=who.compensator.compensator_kind,
        today=london_date(at), child=way.child,
    )  # fmt: skip
    change(form, changes)
    sender = parties.sender_of(who.representative, claim_type)
    sent = actions.send_new_claim(form, by=sender, at=at)
    claim = Claim.objects.get(pk=sent.claim_pk)
    for number, move in enumerate(way.moves):
        if isinstance(move, Wait):
            over = all(isinstance(later, Move) for later in way.moves[number + 1 :])
            at = _waited(claim, move, at, now, last=over)
        else:
            _act(claim, move, at)
        claim = Claim.objects.get(pk=claim.pk)
    return claim


def _waited(claim: Claim, wait: Wait, at: datetime, now: datetime, *, last: bool) -> datetime:
    """Until when; a limit that ran out moves the claim on. After the last one it is today."""
    over = claim.times_out_on or london_date(at)
    day = over if wait is Wait.OVER else over - ONE_DAY
    until = min(max(at, datetime.combine(day, time(9), LONDON)), now)
    if wait is Wait.OVER:
        until = now if last else until
        actions.time_out(claim, at=until)
    return until


def _act(claim: Claim, move: Move, at: datetime) -> None:
    player = parties.player_of(claim, move.side)
    if player is None:
        raise NotAllowed
    actor = player.as_actor()
    body = body_of(move.says, claim_type=claim.claim_type, sent=_newest_forms(claim))
    actions.act(claim, move.action, body, activity_id=claim.activity_id, by=actor, at=at)


def _newest_forms(claim: Claim) -> dict[str, Body]:
    """By kind, the body that was sent last."""
    forms = Document.objects.filter(claim=claim).order_by("number")
    return dict(forms.values_list("kind", "body"))


def _parties(claim_type: str, own: int, other: str | None) -> Parties:
    """Own organisation and the one named, or the first that deals with such claims."""
    mine = Organisation.objects.get(pk=own)
    is_compensator = mine.kind == OrganisationKind.COMPENSATOR
    sought = (
        OrganisationKind.CLAIMANT_REPRESENTATIVE if is_compensator else OrganisationKind.COMPENSATOR
    )
    deals = {"deals_with_rta" if claim_type == "rta" else "deals_with_elpl": True}
    found = Organisation.objects.filter(kind=sought, enabled=True, **deals).order_by("code")
    if other is not None:
        found = found.filter(code=other)
    else:
        found = found.exclude(compensator_kind=CompensatorKind.MIB)
    theirs = found.first()
    if theirs is None:
        raise NoCounterpart(f"No organisation {other or ''} of the other side takes such claims.")
    return Parties(theirs, mine) if is_compensator else Parties(mine, theirs)
