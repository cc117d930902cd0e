"""The nightly deletion by the table: batch by batch, each whole or not at all.

Safe to repeat, to stop at any moment and to run beside itself: a batch takes claims that
nobody else holds, and everything about them goes in one transaction. A claim that somebody
is acting on at that moment is left for the next night.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from claims_portal.claims.models import Claim
from claims_portal.claims.process.calendar import london_date
from claims_portal.figures import tallying
from claims_portal.retention import hiding, table
from claims_portal.retention.models import DeletedClaim, LegalHold, Run
from claims_portal.retention.table import CLAIM_RULES, ClaimRule

BATCH = 500
LONDON = ZoneInfo("Europe/London")

_DUE = """
FROM claims_claim claim
WHERE {phases} AND claim.{since} < %(before)s
  AND NOT EXISTS (SELECT FROM retention_legalhold hold
                  WHERE hold.claim_id = claim.id AND hold.lifted_at IS NULL)
  AND NOT (%(children_longer)s AND COALESCE(claim.date_of_birth > %(born_after)s, FALSE)
      AND claim.date_of_birth + make_interval(years => %(adult)s) > COALESCE(
          (SELECT left(form.body->'accident'->>'date', 10)::date FROM claims_document form
           WHERE form.claim_id = claim.id AND form.kind LIKE '%%-cnf'
           ORDER BY form.number DESC LIMIT 1),
          claim.sent_at AT TIME ZONE 'Europe/London'))
"""
_TAKE = "SELECT claim.id {due} ORDER BY claim.{since} LIMIT %(batch)s FOR UPDATE SKIP LOCKED"
_COUNT = "SELECT count(*) {due}"


@dataclass(frozen=True)
class Due:
    """How many claims a rule would delete tonight."""

    rule: ClaimRule
    claims: int


def due(*, at: datetime) -> list[Due]:
    """What a run would delete, rule by rule; nothing is changed."""
    today = london_date(at)
    return [Due(rule, _rows(_COUNT, rule, today)[0][0]) for rule in CLAIM_RULES]


def run(*, at: datetime) -> Run:
    """Delete what is due, and say how many by each rule."""
    tallying.bring_up_to_date()
    told = Run.objects.create(began_at=at)
    if gone := _delete_hidden(at):
        told.deleted[hiding.BECAUSE] = gone
        told.save(update_fields=["deleted"])
    for rule in CLAIM_RULES:
        for number in _batches(rule, at):
            told.deleted[rule.name] = told.deleted.get(rule.name, 0) + number
            told.save(update_fields=["deleted"])
    told.ended_at = at
    told.save(update_fields=["ended_at"])
    return told


def _delete_hidden(at: datetime) -> int:
    """What was deleted under data protection law two weeks ago, one by one: these are few."""
    gone = 0
    for pk in hiding.due(at=at):
        with transaction.atomic():
            free = Claim.objects.select_for_update(skip_locked=True).filter(pk=pk)
            if free.exists() and pk in hiding.due(at=at):
                delete([pk], because=hiding.BECAUSE, at=at)
                gone += 1
    return gone


def _batches(rule: ClaimRule, at: datetime) -> Iterator[int]:
    while number := _delete_some(rule, at):
        yield number


@transaction.atomic
def _delete_some(rule: ClaimRule, at: datetime) -> int:
    claims = [pk for (pk,) in _rows(_TAKE, rule, london_date(at))]
    if claims:
        delete(claims, because=rule.name, at=at)
    return len(claims)


def delete(claims: list[int], *, because: str, at: datetime) -> None:
    """Delete claims that the transaction holds, with all that belongs to them.

    Their figures stay counted, and that they existed stays noted. The bytes of attachments
    and printed forms go with the next sweep of the file store.
    """
    hiding.as_they_were(claims)
    tallying.keep(claims)
    bare = Claim.objects.filter(pk__in=claims).values_list(
        "pk", "claim_type", "representative_id", "compensator_id"
    )
    DeletedClaim.objects.bulk_create(
        DeletedClaim(
            number=pk, claim_type=claim_type, representative_id=representative,
            compensator_id=compensator, rule=because, deleted_at=at,
        )
        for pk, claim_type, representative, compensator in bare
    )  # fmt: skip
    LegalHold.objects.filter(claim__in=claims, lifted_at__isnull=False).delete()
    hiding.mark_gone(claims, at=at)
    Claim.objects.filter(pk__in=claims).delete()


def _rows(statement: str, rule: ClaimRule, today: date) -> list[tuple[Any, ...]]:
    phases = "claim.sent_at IS NULL" if rule.never_sent else "phase = ANY(%(phases)s)"
    due = _DUE.format(phases=phases, since=rule.since)
    before = datetime.combine(table.due_before(rule, today), time(), LONDON)
    parameters: dict[str, Any] = {
        "phases": sorted(rule.phases),
        "before": before,
        "children_longer": rule.children_longer,
        "born_after": table.born_after(today),
        "adult": table.ADULT_AT,
        "batch": BATCH,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement.format(due=due, since=rule.since), parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
