"""Deletion under data protection law: hidden at once, gone after two weeks (identity facts 5.3).

An account with the profile of it asks, of either side, at any stage; of a draft only its
representative. What is hidden is of a type of claims that no profile opens, waits for nobody
and has no limits: so it is nowhere to be found, and nobody need ask for it (decision 0022).
Its side, or the operator's data protection, may have it back until it is gone.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from claims_portal.accounts import administrators
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Right
from claims_portal.accounts.saving import author
from claims_portal.claims.models import Claim
from claims_portal.claims.refusals import CannotTakeClaim, ClaimRefusal, NoSuchClaim, NotAllowed
from claims_portal.notices import mail
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.noting import THE_OPERATOR
from claims_portal.operators.reasons import must_be_reason
from claims_portal.operators.roles import Right as StaffRight
from claims_portal.organisations.models import Organisation
from claims_portal.records import audit
from claims_portal.retention.models import Deletion, LegalHold
from claims_portal.sentences import said

HIDDEN_FOR = timedelta(days=14)
HIDDEN = "-"
"""The type of a hidden claim: no profile opens it."""
LEAST_REASON, LONGEST_REASON = 10, 500
BECAUSE = "data-protection"


class UnderLegalHold(ClaimRefusal):
    code = "under-legal-hold"

    def __init__(self) -> None:
        super().__init__(
            "The claim is under a legal hold: a court or an authority may ask for it. Ask the "
            "operator of the portal."
        )


class NotHidden(ClaimRefusal):
    """It was had back, or it is gone."""

    code = "not-hidden"

    def __init__(self) -> None:
        super().__init__("No such claim waits to be deleted.")


def may(by: Actor) -> bool:
    """Nobody deletes in another's name."""
    return by.may(Right.DELETE_CLAIMS) and not by.is_signed_in_as_another


def find(number: int, *, by: Actor) -> Claim:
    """A claim that this account may delete; NoSuchClaim for any other."""
    _must(by)
    found = _of_own_side(by).filter(pk=number).first() if 0 < number < 10**16 else None
    if found is None:
        raise NoSuchClaim
    return found


def of(by: Actor) -> QuerySet[Deletion]:
    """What accounts of the own organisation deleted, the newest first."""
    _must(by)
    return Deletion.objects.filter(organisation_id=by.organisation_pk).order_by("-pk")


def seen_by(by: StaffActor) -> QuerySet[Deletion]:
    by.must(StaffRight.SEE_DELETIONS)
    return Deletion.objects.select_related("organisation").order_by("-pk")


@transaction.atomic
def delete(number: int, *, reason: str, by: Actor, at: datetime) -> Deletion:
    """Hide the claim from both sides; the nightly job deletes it after two weeks.

    Whoever acts on it at the same moment is first, or finds that it changed; a lock does not
    hinder it. Raises NoSuchClaim, UnderLegalHold, CannotTakeClaim without a reason.
    """
    claim = find(number, by=by)
    reason = _reason(reason)
    held = Claim.objects.select_for_update(of=("self",)).select_related(
        "representative", "compensator"
    )
    claim = held.get(pk=claim.pk)
    if claim.claim_type == HIDDEN:
        raise NoSuchClaim
    if LegalHold.objects.filter(claim=claim, lifted_at=None).exists():
        raise UnderLegalHold
    made = Deletion.objects.create(
        claim=claim, number=claim.pk, organisation_id=by.organisation_pk, asked_by=by.user_name,
        asked_at=at, reason=reason, gone_from=at + HIDDEN_FOR, claim_type=claim.claim_type,
        turn=claim.turn, times_out_on=claim.times_out_on, alarm_on=claim.alarm_on,
    )  # fmt: skip
    Claim.objects.filter(pk=claim.pk).update(
        claim_type=HIDDEN, turn="", times_out_on=None, alarm_on=None, activity_id=uuid4(),
        locked_by=None, locked_until=None,
    )  # fmt: skip
    _tell(made, claim, "hidden", author(by), at, reason=reason)
    return made


@transaction.atomic
def recover(number: int, *, by: Actor, at: datetime) -> None:
    """The claim is back as it was; limits that passed meanwhile are seen to within a minute."""
    _must(by)
    waiting = _waiting(number).filter(organisation_id=by.organisation_pk)
    _recover(waiting, by.user_name, author(by), at, reason="")


@transaction.atomic
def recover_by_staff(number: int, *, reason: str, by: StaffActor, at: datetime) -> None:
    by.must(StaffRight.RECOVER_CLAIMS)
    must_be_reason(reason)
    _recover(_waiting(number), by.staff_id, by.author, at, reason=reason.strip())


def due(*, at: datetime) -> list[int]:
    """The hidden claims whose two weeks are over, but those under a legal hold."""
    waiting = Deletion.objects.filter(ended_at=None, claim__isnull=False, gone_from__lte=at)
    free = waiting.exclude(claim__legal_holds__lifted_at=None, claim__legal_holds__isnull=False)
    return [pk for (pk,) in free.order_by("gone_from").values_list("claim_id")]


def as_they_were(claims: Iterable[int]) -> None:
    """Their types, before they are counted and deleted for good."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE claims_claim claim SET claim_type = hidden.claim_type "
            "FROM retention_deletion hidden WHERE hidden.claim_id = claim.id "
            "AND hidden.ended_at IS NULL AND claim.id = ANY(%s)",
            [list(claims)],
        )


def mark_gone(claims: Sequence[int], *, at: datetime) -> None:
    """Those that were had back once keep their end; none leads to a claim any more."""
    of_these = Deletion.objects.filter(claim__in=claims)
    of_these.update(claim=None, ended_at=Coalesce("ended_at", at))


def _must(by: Actor) -> None:
    if not may(by):
        raise NotAllowed


def _of_own_side(by: Actor) -> QuerySet[Claim]:
    sent = Q(compensator_id=by.organisation_pk, sent_at__isnull=False)
    own = sent if by.is_compensator else Q(representative_id=by.organisation_pk)
    return Claim.objects.filter(own).exclude(claim_type=HIDDEN)


def _reason(reason: str) -> str:
    reason = reason.strip()
    if not LEAST_REASON <= len(reason) <= LONGEST_REASON:
        raise CannotTakeClaim(
            "reason",
            said(
                "Write a reason of %(least_reason)s to %(longest_reason)s characters.",
                least_reason=LEAST_REASON,
                longest_reason=LONGEST_REASON,
            ),
        )
    return reason


def _waiting(number: int) -> QuerySet[Deletion]:
    return Deletion.objects.select_for_update().filter(
        number=number, ended_at=None, claim__isnull=False
    )


def _recover(
    waiting: QuerySet[Deletion], who: str, by: audit.Author, at: datetime, *, reason: str
) -> None:
    found = waiting.first()
    if found is None:
        raise NotHidden
    Claim.objects.filter(pk=found.number).update(
        claim_type=found.claim_type, turn=found.turn, times_out_on=found.times_out_on,
        alarm_on=found.alarm_on, activity_id=uuid4(),
    )  # fmt: skip
    found.ended_at, found.recovered_by = at, who
    found.save(update_fields=["ended_at", "recovered_by"])
    claim = Claim.objects.select_related("representative", "compensator").get(pk=found.number)
    _tell(found, claim, "recovered", by, at, reason=reason)


def _tell(
    deletion: Deletion, claim: Claim, what: str, by: audit.Author, at: datetime, *, reason: str
) -> None:
    """In the audit of everybody concerned, and by mail; nothing of what the claim says."""
    sides = _sides(claim)
    for code in sorted({THE_OPERATOR, *(one.code for one in sides)}):
        audit.write(
            f"claim:deletion:{what}", organisation_code=code, subject=claim.application_id,
            by=by, at=at, reason=reason,
        )  # fmt: skip
    day = f"{deletion.gone_from:%-d %B %Y}"
    sentence = {
        "hidden": f"It is hidden from both sides and deleted for good from {day} on. Whoever "
        "deleted it can have it back until then, or the operator of the portal.",
        "recovered": "It was hidden, and is back where it was.",
    }[what]
    for record in sides:
        for one in administrators.usable(record.pk, at=at):
            mail.post(
                f"Claim {claim.application_id} in the Claims Portal: deletion",
                f"Claim {claim.application_id} was {what} under data protection law. {sentence}\n",
                to=[one.email],
            )


def _sides(claim: Claim) -> list[Organisation]:
    """Both sides; of a draft its representative alone."""
    told = [claim.representative]
    if claim.sent_at is not None and claim.compensator is not None:
        told.append(claim.compensator)
    return told
