"""Which compensators belong together, so that they may pass claims to each other.

Process facts R1: a claim that was not accepted goes to an own brand, to the own third
party administrator, or from that back to its insurer. The operator keeps the table.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from claims_portal.organisations.models import (
    CompensatorRelation,
    Organisation,
    OrganisationKind,
    RelationKind,
)
from claims_portal.records import audit
from claims_portal.sentences import said


class RelationRefused(Exception):
    """Why two organisations are not related."""


def related_to(organisation_pk: int) -> QuerySet[Organisation]:
    """The compensators to which this one may pass claims, and which may pass claims to it."""
    return Organisation.objects.filter(
        Q(related_to__compensator=organisation_pk) | Q(relations__other=organisation_pk)
    ).distinct()


def every() -> Sequence[CompensatorRelation]:
    relations = CompensatorRelation.objects.select_related("compensator", "other")
    return list(relations.order_by("compensator__code", "other__code"))


@transaction.atomic
def add(code: str, other: str, kind: RelationKind, *, reason: str, at: datetime) -> None:
    """Relate two compensators. Raises RelationRefused."""
    one, another = _both(code, other)
    _must_be_reason(reason)
    if one.pk == another.pk:
        raise RelationRefused(said("%(code)s cannot be related to itself.", code=one.code))
    if one.compensator_kind != another.compensator_kind:
        # Other time limits run for the MIB, and Article 75 is no question there.
        raise RelationRefused("An insurer and the Motor Insurers' Bureau pass no claims on.")
    if _between(one, another).exists():
        raise RelationRefused(
            said("%(code)s and %(other)s are related already.", code=one.code, other=another.code)
        )
    CompensatorRelation.objects.create(compensator=one, other=another, kind=kind, since=at)
    _note("organisation:relation:added", one, another, kind, reason, at)


@transaction.atomic
def end(code: str, other: str, *, reason: str, at: datetime) -> None:
    """They pass no more claims to each other; those that were passed stay. RelationRefused."""
    one, another = _both(code, other)
    _must_be_reason(reason)
    relation = _between(one, another).first()
    if relation is None:
        raise RelationRefused(
            said("%(code)s and %(other)s are not related.", code=one.code, other=another.code)
        )
    relation.delete()
    _note("organisation:relation:ended", one, another, RelationKind(relation.kind), reason, at)


def _between(one: Organisation, another: Organisation) -> QuerySet[CompensatorRelation]:
    return CompensatorRelation.objects.filter(
        Q(compensator=one, other=another) | Q(compensator=another, other=one)
    )


def _both(code: str, other: str) -> tuple[Organisation, Organisation]:
    """Two compensators, held in one order, so that who relates the same at once comes second."""
    named = [one.upper() for one in (code, other) if one.isprintable()]
    held = Organisation.objects.select_for_update(no_key=True).order_by("pk")
    found = held.annotate(folded=Upper("code")).filter(
        folded__in=named, kind=OrganisationKind.COMPENSATOR
    )
    by_code = {one.code.upper(): one for one in found}
    for one in (code, other):
        if one.upper() not in by_code:
            raise RelationRefused(
                said("There is no compensator with the organisation ID %(code)s.", code=one[:20])
            )
    return by_code[code.upper()], by_code[other.upper()]


def _must_be_reason(reason: str) -> None:
    if not reason.strip() or not reason.isprintable():
        raise RelationRefused("Say why; it is kept in the audit.")


def _note(
    tag: str,
    one: Organisation,
    another: Organisation,
    kind: RelationKind,
    reason: str,
    at: datetime,
) -> None:
    """In the audit of both, in the order in which the chains are held by whoever holds several."""
    told = {one.code: another.code, another.code: one.code}
    for code in sorted(told):
        audit.write(
            tag, organisation_code=code, subject=told[code], by=audit.THE_PORTAL, at=at,
            after={"with": told[code], "kind": kind.value}, reason=reason.strip()[:300],
        )  # fmt: skip
