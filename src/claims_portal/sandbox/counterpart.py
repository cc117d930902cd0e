"""The scripted other side: a program of its organisation, that acts as soon as it is its turn.

After each call that changed something, `play` looks for claims in which it is a scripted
side's turn, and plays them until none is left. It reads and acts through the Python client, as
any other program would (decision 0026).
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from claims_client import Portal, PortalProblem, schemas
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim
from claims_portal.claims.process.sides import Side
from claims_portal.samples.forms import body_of
from claims_portal.sandbox import answers, parties
from claims_portal.sandbox.models import Behaviour, Counterpart
from claims_portal.sandbox.noting import note

log = logging.getLogger(__name__)
MOST_STEPS_OF_A_CLAIM = 20
"""At once: two counterparts of one claim may make each other offers without end."""
SOMEBODY_ELSE_WAS_FIRST = (
    HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_FAILED, HTTPStatus.LOCKED,
)  # fmt: skip


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


def play(portal_for: Callable[[User], Portal]) -> int:
    """Do what the scripted sides have to do now; how many steps that were."""
    return sum(_play_claim(claim, side, how, portal_for) for claim, side, how in _due())


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


def _play_claim(
    claim: Claim, side: Side, behaviour: Behaviour, portal_for: Callable[[User], Portal]
) -> int:
    steps = 0
    while steps < MOST_STEPS_OF_A_CLAIM and claim.turn == side.value:
        player = parties.player_of(claim, side)
        if player is None:
            break
        with portal_for(player) as portal:
            if not _step(portal, claim, side, behaviour):
                break
        claim = Claim.objects.get(pk=claim.pk)
        steps += 1
    return steps


def _step(portal: Portal, claim: Claim, side: Side, behaviour: Behaviour) -> bool:
    """One action; nothing where there is none to do."""
    number = claim.application_id
    try:
        seen = portal.claim(number)
        answer = answers.preferred({one["name"] for one in seen["actions"]}, side, behaviour)
        if answer is None:
            return False
        action, says = answer
        body = body_of(says, claim_type=claim.claim_type, sent=_newest_forms(seen))
        portal.act(number, action, body, activity=seen["claim"]["activityId"])
    except PortalProblem as refused:
        if refused.status not in SOMEBODY_ELSE_WAS_FIRST:
            log.warning("The counterpart has no answer to %s: %s", number, refused)
        return False
    return True


def _newest_forms(seen: schemas.ClaimAnswer) -> dict[str, dict[str, object]]:
    """By kind, the body that was sent last."""
    return {one["kind"]: one["body"] for one in sorted(seen["documents"], key=_number)}


def _number(document: schemas.DocumentAnswer) -> int:
    return document["number"]
