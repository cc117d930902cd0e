"""Which claims move, which cannot, and why: one piece of SQL for preview and transfer alike."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Count

from claims_portal.accounts.profiles import ELPL_CLAIMS, RTA_CLAIMS
from claims_portal.organisations.models import Organisation
from claims_portal.transfers.models import Line, Outcome, Transfer

JUDGED = """
CASE WHEN claim.id IS NULL OR claim.{side}_id <> %(giver)s THEN 'not-theirs'
     WHEN claim.sent_at IS NULL THEN CASE '{side}' WHEN 'representative' THEN 'draft'
                                     ELSE 'not-theirs' END
     WHEN claim.claim_type = '-' THEN 'not-theirs'
     WHEN claim.turn = '' THEN 'ended'
     WHEN claim.claim_type <> ALL(%(dealt_with)s) THEN 'not-dealt-with'
     ELSE 'moved' END
"""
"""A draft is nobody's but its representative's: to a compensator it does not exist. Nor does a
claim that was deleted and can be had back, whose type is a dash (retention.hiding)."""
_CHOSEN = """
FROM claims_claim claim
WHERE claim.{side}_id = %(giver)s AND claim.turn <> '' AND claim.sent_at IS NOT NULL
  AND claim.claim_type = ANY(%(types)s)
  AND (%(branch)s::bigint IS NULL OR claim.compensator_branch_id = %(branch)s)
"""
_LISTED = """
FROM transfers_line line LEFT JOIN claims_claim claim ON claim.id = line.number
WHERE line.transfer_id = %(transfer)s
"""
_COUNT = "SELECT {judged} AS outcome, count(*) {chosen} GROUP BY 1"
_EACH = """
SELECT {number} AS number, {judged} AS outcome {chosen} AND {number} > %(after)s
ORDER BY 1 LIMIT %(most)s
"""
_AMONG = "SELECT {number} {chosen} AND {number} = ANY(%(among)s) AND {judged} = 'moved'"
_ADD = """
INSERT INTO transfers_line (transfer_id, number, outcome)
SELECT %(transfer)s, claim.id, '' {chosen}
ON CONFLICT DO NOTHING
"""


def preview(transfer: Transfer) -> Mapping[Outcome, int]:
    """How many claims would move now, and how many not, by reason; of one begun, what became."""
    if transfer.began_at:
        lines = Line.objects.filter(transfer=transfer).values("outcome")
        return _by_outcome(lines.annotate(claims=Count("pk")).values_list("outcome", "claims"))
    return _by_outcome(_rows(_COUNT, transfer))


def each(transfer: Transfer, *, after: int = 0, most: int | None = None) -> list[tuple[int, str]]:
    """The claims of a transfer that has not begun, by number, and what would become of them."""
    return _rows(_EACH, transfer, after=after, most=most)


def moving(transfer: Transfer, among: Sequence[int]) -> list[int]:
    """Which of these claims would go over now, or wait for it in a transfer that has begun."""
    return [number for (number,) in _rows(_AMONG, transfer, among=list(among))]


def _rows(statement: str, transfer: Transfer, **more: Any) -> list[tuple[Any, ...]]:
    side = transfer.column
    composed = statement.format(
        number="line.number" if transfer.of_list else "claim.id",
        judged=JUDGED.format(side=side),
        chosen=(_LISTED if transfer.of_list else _CHOSEN).format(side=side),
    )
    with connection.cursor() as cursor:
        cursor.execute(composed, parameters(transfer) | more)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def add_chosen(transfer: Transfer) -> None:
    """The claims that the transfer is about now, each as a line; those of a list stand there."""
    statement = _ADD.format(chosen=_CHOSEN.format(side=transfer.column))
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters(transfer))


def parameters(transfer: Transfer) -> dict[str, Any]:
    return {
        "transfer": transfer.pk,
        "giver": transfer.giver_id,
        "types": transfer.claim_types or sorted(RTA_CLAIMS | ELPL_CLAIMS),
        "branch": transfer.branch_id,
        "dealt_with": types_of(transfer.receiver),
    }


def types_of(record: Organisation) -> list[str]:
    """The kinds of claims that an organisation deals with."""
    rta = RTA_CLAIMS if record.deals_with_rta else frozenset[str]()
    elpl = ELPL_CLAIMS if record.deals_with_elpl else frozenset[str]()
    return sorted(rta | elpl)


def _by_outcome(counted: Iterable[tuple[str, int]]) -> Mapping[Outcome, int]:
    found = {Outcome(outcome): number for outcome, number in counted}
    return {one: found[one] for one in Outcome if found.get(one)}
