"""The nightly deletion by the table: batch by batch, each whole or not at all.

Safe to repeat, to stop at any moment and to run beside itself: a batch takes claims that
nobody else holds, and everything about them goes in one transaction. A claim that somebody
is acting on at that moment is left for the next night.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from time import monotonic, sleep
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import CASCADE, ForeignObjectRel, Model

from claims_portal.claims.models import Claim
from claims_portal.claims.process.calendar import london_date
from claims_portal.figures import tallying
from claims_portal.retention import hiding, table
from claims_portal.retention.models import DeletedClaim, LegalHold, Run
from claims_portal.retention.table import CLAIM_RULES, ClaimRule

BATCH = 250
RESTS = 1.0
"""After a batch the job rests for as long as that took, so that it never has a core to itself."""
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
_FIND = "SELECT claim.id {due} ORDER BY claim.{since}"
_TAKE = "SELECT claim.id {due} AND claim.id = ANY(%(some)s) FOR UPDATE SKIP LOCKED"
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


def plans(*, at: datetime) -> list[str]:
    """How the database looks for what is due by each rule; nothing is changed."""
    today = london_date(at)
    return [line for rule in CLAIM_RULES for (line,) in _rows(f"EXPLAIN {_FIND}", rule, today)]


def run(*, at: datetime) -> Run:
    """Delete what is due, and say how many by each rule.

    A run that was killed told of every batch it deleted: each is counted in its transaction.
    """
    tallying.bring_up_to_date()
    told = Run.objects.create(began_at=at)
    _delete_hidden(told)
    for rule in CLAIM_RULES:
        _delete_by(rule, told)
    told.ended_at = at
    told.save(update_fields=["ended_at"])
    return told


def _delete_hidden(told: Run) -> None:
    """What was deleted under data protection law two weeks ago, one by one: these are few."""
    at = told.began_at
    for pk in hiding.due(at=at):
        with transaction.atomic():
            free = Claim.objects.select_for_update(skip_locked=True).filter(pk=pk)
            if free.exists() and pk in hiding.due(at=at):
                _delete_and_tell([pk], hiding.BECAUSE, told)


def _delete_by(rule: ClaimRule, told: Run) -> None:
    """They are sought once: claims of children, due long ago and kept, may be many."""
    due = [pk for (pk,) in _rows(_FIND, rule, london_date(told.began_at))]
    for first in range(0, len(due), BATCH):
        began = monotonic()
        _delete_some(rule, due[first : first + BATCH], told)
        sleep(RESTS * (monotonic() - began))


@transaction.atomic
def _delete_some(rule: ClaimRule, some: list[int], told: Run) -> None:
    """Those of them that are still due, and that nobody acts on at this moment."""
    claims = [pk for (pk,) in _rows(_TAKE, rule, london_date(told.began_at), some=some)]
    if claims:
        _delete_and_tell(claims, rule.name, told)


def _delete_and_tell(claims: list[int], because: str, told: Run) -> None:
    delete(claims, because=because, at=told.began_at)
    told.deleted[because] = told.deleted.get(because, 0) + len(claims)
    told.save(update_fields=["deleted"])


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
    for model, path in belonging_to(Claim):
        rows = model._base_manager.filter(**{f"{path}__in": claims})
        rows._raw_delete(rows.db)
    claims_alone = Claim.objects.filter(pk__in=claims)
    claims_alone._raw_delete(claims_alone.db)


@cache
def belonging_to(model: type[Model]) -> list[tuple[type[Model], str]]:
    """What goes with a row of the model, and how it leads there: what belongs to it first.

    Django's own deletion reads every row before it deletes it by its number, which takes three
    times as long. That nothing is forgotten is seen to by the foreign keys.
    """
    found: list[tuple[type[Model], str]] = []
    for one in model._meta.get_fields(include_hidden=True):
        if isinstance(one, ForeignObjectRel) and one.on_delete is CASCADE:
            belonging = one.related_model
            found += [
                (deeper, f"{path}__{one.field.name}") for deeper, path in belonging_to(belonging)
            ]
            found.append((belonging, one.field.name))
    return found


def _rows(
    statement: str, rule: ClaimRule, today: date, *, some: Sequence[int] = ()
) -> list[tuple[Any, ...]]:
    phases = "claim.sent_at IS NULL" if rule.never_sent else "phase = ANY(%(phases)s)"
    due = _DUE.format(phases=phases, since=rule.since)
    before = datetime.combine(table.due_before(rule, today), time(), LONDON)
    parameters: dict[str, Any] = {
        "phases": sorted(rule.phases),
        "before": before,
        "children_longer": rule.children_longer,
        "born_after": table.born_after(today),
        "adult": table.ADULT_AT,
        "some": list(some),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement.format(due=due, since=rule.since), parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
