"""Legal holds: a claim under one is not deleted, by no rule and nobody."""

from datetime import datetime

from django.db import IntegrityError, transaction

from claims_portal.claims.models import Claim
from claims_portal.operators.noting import THE_OPERATOR
from claims_portal.records import audit
from claims_portal.retention.models import LegalHold
from claims_portal.sentences import said

LONGEST_REASON = 500


class HoldRefused(Exception):
    """Why a hold cannot be placed or lifted."""


@transaction.atomic
def place(number: int, *, reason: str, by: str, at: datetime) -> LegalHold:
    """Raises HoldRefused without such a claim, without a reason, or where one stands."""
    _must_be_reason(reason, "Give the reason: who may ask for the claim, and why.")
    claim = Claim.objects.select_related("representative").filter(pk=number).first()
    if claim is None:
        raise HoldRefused(said("There is no claim %(number)s.", number=number))
    try:
        with transaction.atomic():
            hold = LegalHold.objects.create(
                claim=claim, reason=reason.strip(), placed_by=by, placed_at=at
            )
    except IntegrityError as standing:
        raise HoldRefused(
            said("Claim %(claim)s is under a hold already.", claim=claim)
        ) from standing
    _note("claim:legal-hold:placed", claim, reason.strip(), by, at)
    return hold


@transaction.atomic
def lift(number: int, *, reason: str, by: str, at: datetime) -> None:
    """Raises HoldRefused where none stands, or without a reason."""
    _must_be_reason(reason, "Give the reason why the claim may be deleted again.")
    standing = LegalHold.objects.filter(claim_id=number, lifted_at=None)
    if not standing.update(lifted_by=by, lifted_at=at):
        raise HoldRefused(said("Claim %(number)s is under no hold.", number=number))
    claim = Claim.objects.select_related("representative").get(pk=number)
    _note("claim:legal-hold:lifted", claim, reason.strip(), by, at)


def _must_be_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise HoldRefused(sentence)
    if len(reason.strip()) > LONGEST_REASON:
        raise HoldRefused(
            said(
                "A reason has at most %(longest_reason)s characters.", longest_reason=LONGEST_REASON
            )
        )


def _note(tag: str, claim: Claim, reason: str, by: str, at: datetime) -> None:
    audit.write(
        tag, organisation_code=THE_OPERATOR, subject=claim.application_id,
        by=audit.Author(staff=by), at=at, reason=reason,
    )  # fmt: skip
