"""The worklist of an account: the hottest question of the portal, one prepared statement.

It says the same as `Claim.objects.awaiting(actor).by_deadline()`; a test
compares the two for every combination of profiles.
"""

from collections.abc import Sequence
from datetime import date
from enum import Enum, auto
from typing import Any, LiteralString

from claims_portal import cursors, database
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Reach, Right
from claims_portal.claims.listing import (
    COLUMNS,
    JOINED_FOR_COMPENSATOR,
    JOINED_FOR_REPRESENTATIVE,
    Line,
    Page,
)
from claims_portal.claims.models import NO_DEADLINE
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.cursors import BadCursor

PAGE_SIZE = 25
LARGEST_PAGE = 100
BEGINNING = (date(1, 1, 1), 0)
MOST_COUNTED = 10_000
PHASES = list(dict.fromkeys(phase.code for one in PROCESSES.values() for phase in one.phases))

COVERED: LiteralString = """
    (claim.claim_type = ANY(%(types)s)
     OR claim.claim_type = ANY(%(branch_types)s) AND claim.compensator_branch_id = %(branch)s
     OR claim.claim_type = ANY(%(new_types)s) AND claim.compensator_reference = ''
     OR claim.claim_type = ANY(%(new_branch_types)s) AND claim.compensator_reference = ''
        AND claim.compensator_branch_id = %(branch)s)
"""
_NEXT: LiteralString = """
    (COALESCE(claim.times_out_on, '9999-12-31'::date), claim.id) > (%(after)s::date, %(after_pk)s)
    ORDER BY COALESCE(claim.times_out_on, '9999-12-31'::date), claim.id LIMIT {limit}
"""
_PICK: LiteralString = """
    SELECT claim.id, COALESCE(claim.times_out_on, '9999-12-31'::date) AS until
    FROM claims_claim claim
"""
WAITING_FOR_REPRESENTATIVE: LiteralString = """
    claim.representative_id = %(organisation)s AND claim.turn = 'claimant-representative'
    AND claim.claim_type = ANY(%(types)s)
    AND (claim.claim_type = ANY(%(led_types)s) OR claim.representative_handler_id IS NULL
         OR claim.representative_handler_id = ANY(%(holders)s::bigint[]))
"""
WAITING_FOR_COMPENSATOR: LiteralString = f"""
    claim.compensator_id = %(organisation)s AND claim.turn = 'compensator'
    AND claim.sent_at IS NOT NULL AND {COVERED}
    AND (claim.claim_type = ANY(%(led_types)s) OR claim.compensator_handler_id IS NULL
         OR claim.compensator_handler_id = ANY(%(holders)s::bigint[]))
"""
# The rows of a page are picked from the index alone; only these are then read.
_FOR_REPRESENTATIVE: LiteralString = f"""
    SELECT {COLUMNS} FROM ({_PICK} WHERE {WAITING_FOR_REPRESENTATIVE} AND {_NEXT}) picked
    {JOINED_FOR_REPRESENTATIVE} ORDER BY picked.until, picked.id
"""  # noqa: S608 - composed of constants
_FOR_COMPENSATOR: LiteralString = f"""
    SELECT {COLUMNS} FROM ({_PICK} WHERE {WAITING_FOR_COMPENSATOR} AND {_NEXT}) picked
    {JOINED_FOR_COMPENSATOR} ORDER BY picked.until, picked.id
"""  # noqa: S608 - composed of constants
_SIZES = (PAGE_SIZE, 2 * PAGE_SIZE, LARGEST_PAGE)
STATEMENTS: dict[tuple[bool, int], str] = {
    (compensates, size): statement.replace("{limit}", str(size + 1))
    for compensates, statement in ((False, _FOR_REPRESENTATIVE), (True, _FOR_COMPENSATOR))
    for size in _SIZES
}
"""By side (True: a compensator) and the most lines of a page.

With its LIMIT as a parameter, PostgreSQL cannot see how few rows are wanted, distrusts the
plan it has prepared, and plans anew at each call: 1.4 ms instead of 0.2.
"""
_COUNT_A_PHASE: LiteralString = """
    SELECT asked.phase, counted.claims
    FROM unnest(%(phases)s::text[]) WITH ORDINALITY AS asked (phase, place)
    CROSS JOIN LATERAL (SELECT count(*) FROM (SELECT FROM claims_claim claim
"""
_UP_TO_MOST: LiteralString = """
        AND asked.phase = claim.phase LIMIT %(most)s) found) counted (claims)
    WHERE counted.claims > 0 ORDER BY asked.place
"""


class Part(Enum):
    """Of a worklist, what is counted."""

    ALL = auto()
    HELD = auto()
    """Allocated to certain accounts."""
    FREE = auto()
    """Allocated to nobody."""
    BRANCH = auto()
    """At the branch of the account that asks."""


_PARTS: dict[tuple[bool, Part], LiteralString] = {
    # by side (True: a compensator); every column is in the index that counts are read from
    (False, Part.ALL): "",
    (False, Part.HELD): "AND claim.representative_handler_id = ANY(%(held_by)s::bigint[])",
    (False, Part.FREE): "AND claim.representative_handler_id IS NULL",
    (False, Part.BRANCH): "AND false",
    (True, Part.ALL): "",
    (True, Part.HELD): "AND claim.compensator_handler_id = ANY(%(held_by)s::bigint[])",
    (True, Part.FREE): "AND claim.compensator_handler_id IS NULL",
    (True, Part.BRANCH): "AND claim.compensator_branch_id = %(branch)s",
}
_WAITING = {False: WAITING_FOR_REPRESENTATIVE, True: WAITING_FOR_COMPENSATOR}
_COUNTS = {
    (side, part): f"{_COUNT_A_PHASE} WHERE {_WAITING[side]} {condition} {_UP_TO_MOST}"
    for (side, part), condition in _PARTS.items()
}


def page(actor: Actor, *, cursor: str | None = None, size: int = PAGE_SIZE) -> Page:
    """A page of the claims that wait for this account, the most urgent first."""
    after, after_pk = _read(cursor) if cursor else BEGINNING
    statement = STATEMENTS[actor.is_compensator, min(one for one in _SIZES if one >= size)]
    parameters = {**_who_asks(actor), "after": after, "after_pk": after_pk}
    lines = [Line(*row) for row in database.rows(statement, parameters)]
    if len(lines) <= size:
        return Page(lines, None)
    last = lines[size - 1]
    return Page(lines[:size], _write(last.times_out_on or NO_DEADLINE, last.pk))


def counts_by_phase(
    actor: Actor, part: Part = Part.ALL, *, held_by: Sequence[int] = ()
) -> dict[str, int]:
    """How many claims of the worklist, or of a part of it, stand at each phase, in table order.

    No phase is counted beyond `MOST_COUNTED`, so that the largest organisation waits no
    longer for its page than others.
    """
    asked = {**_who_asks(actor), "phases": PHASES, "most": MOST_COUNTED, "held_by": list(held_by)}
    return dict(database.rows(_COUNTS[actor.is_compensator, part], asked))


def reach_of(actor: Actor) -> dict[str, Any]:
    """What COVERED, and the like for a representative, ask of an account."""
    return {
        "organisation": actor.organisation_pk,
        "branch": actor.branch_pk,
        **_claim_types(actor),
    }


def _who_asks(actor: Actor) -> dict[str, Any]:
    return {
        **reach_of(actor),
        "holders": actor.holds_for,
        "led_types": actor.claim_types_with(Right.ALLOCATE_CLAIMS),
    }


def _claim_types(actor: Actor) -> dict[str, list[str]]:
    """The claim types an account may see, by how far each grant reaches."""
    types: dict[str, list[str]] = {
        "types": [], "branch_types": [], "new_types": [], "new_branch_types": []
    }  # fmt: skip
    for grant in actor.grants:
        in_branch = actor.is_compensator and grant.reach is Reach.BRANCH
        only_new = actor.is_compensator and grant.only_new
        types[f"{'new_' * only_new}{'branch_' * in_branch}types"] += grant.claim_types
    return types


def _write(day: date, pk: int) -> str:
    return cursors.write(f"{day.isoformat()}:{pk}")


def _read(cursor: str) -> tuple[date, int]:
    try:
        day, pk = cursors.read(cursor).split(":")
        number = int(pk)
        if not 0 <= number < 2**63:
            raise ValueError(pk)
        return date.fromisoformat(day), number
    except ValueError as broken:
        raise BadCursor from broken
