"""The scripted other side: real accounts that act as anybody acts, as soon as it is their turn.

After each call that changed something, `play` looks for claims in which it is a scripted
side's turn, and plays them until none is left.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from claims_portal.accounts.actor import Actor
from claims_portal.claims import actions, rules
from claims_portal.claims.documents.faults import DocumentRefused
from claims_portal.claims.models import Claim, Document
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.engine import Refused
from claims_portal.claims.process.sides import Side
from claims_portal.claims.refusals import ClaimRefusal
from claims_portal.samples.forms import body_of
from claims_portal.sandbox import answers, parties
from claims_portal.sandbox.models import Behaviour, Counterpart
from claims_portal.sandbox.noting import note

log = logging.getLogger(__name__)
MOST_STEPS_OF_A_CLAIM = 20
"""At once: two counterparts of one claim may make each other offers without end."""


@transaction.atomic
def choose(behaviour: Behaviour, *, by: Actor, at: datetime, claim: Claim | None = None) -> None:
    """How the other side of all claims of the actor's organisation, or of one, behaves now."""
    keep(by.organisation_pk, behaviour, claim=claim)
    subject = claim.application_id if claim else ""
    note("counterpart-chosen", by=by, at=at, subject=subject, behaviour=behaviour.value)


def keep(
    organisation: int, behaviour: Behaviour, *, claim: Claim | None, waits_at: UUID | None = None
) -> None:
    Counterpart.objects.update_or_create(
        organisation_id=organisation,
        claim=claim,
        defaults={"behaviour": behaviour, "waits_at": waits_at},
    )


def behaviour_for(organisation: int, claim: Claim | None = None) -> Behaviour:
    """What was chosen for the claim, or for all; else the other side is silent."""
    chosen = Counterpart.objects.filter(
        Q(claim=claim) | Q(claim=None), organisation_id=organisation
    )
    of_claim = sorted(chosen, key=lambda one: one.claim_id is None)
    return Behaviour(of_claim[0].behaviour) if of_claim else Behaviour.SILENT


def play(*, at: datetime) -> int:
    """Do what the scripted sides have to do now; how many steps that were."""
    return sum(_play_claim(claim, side, behaviour, at) for claim, side, behaviour in _due())


def _due() -> Iterator[tuple[Claim, Side, Behaviour]]:
    """The claims in which it is the turn of a side that plays by itself, and how it plays."""
    scripted = Counterpart.objects.exclude(behaviour=Behaviour.SILENT)
    for one in scripted.select_related("claim", "organisation").order_by("pk"):
        own = Side.COMPENSATOR if one.organisation.kind == "COMP" else Side.CLAIMANT_REPRESENTATIVE
        party = "compensator" if own is Side.COMPENSATOR else "representative"
        claims = Claim.objects.filter(
            turn=own.other.value, sent_at__isnull=False, **{party: one.organisation_id}
        )
        if one.claim_id is not None:
            claims = claims.filter(pk=one.claim_id)
            if one.waits_at is not None:
                claims = claims.exclude(activity_id=one.waits_at)
        else:
            apart = Counterpart.objects.filter(organisation=one.organisation, claim__isnull=False)
            claims = claims.exclude(pk__in=apart.values("claim"))
        for claim in claims.order_by("pk"):
            yield claim, own.other, Behaviour(one.behaviour)


def _play_claim(claim: Claim, side: Side, behaviour: Behaviour, at: datetime) -> int:
    steps = 0
    while steps < MOST_STEPS_OF_A_CLAIM and claim.turn == side.value:
        if not _step(claim, side, behaviour, at):
            break
        claim = Claim.objects.get(pk=claim.pk)
        steps += 1
    return steps


def _step(claim: Claim, side: Side, behaviour: Behaviour, at: datetime) -> bool:
    """One action, as the API or a page would do it; nothing where there is none to do."""
    actor = parties.player_of(claim, side)
    if actor is None:
        return False
    possible = rules.possible_now(claim, actor, london_date(at))
    answer = answers.preferred(possible, side, behaviour)
    if answer is None:
        return False
    action, says = answer
    body = body_of(says, claim_type=claim.claim_type, sent=newest_forms(claim))
    try:
        with transaction.atomic():
            actions.act(claim, action, body, activity_id=claim.activity_id, by=actor, at=at)
    except (ClaimRefusal, Refused):
        return False  # somebody else was first, holds a lock, or let the limit pass
    except DocumentRefused as refused:
        log.warning("The counterpart has no answer to %s: %s", claim.application_id, refused.faults)
        return False
    return True


def newest_forms(claim: Claim) -> dict[str, dict[str, object]]:
    """By kind, the body that was sent last."""
    forms = Document.objects.filter(claim=claim).order_by("number")
    return dict(forms.values_list("kind", "body"))
