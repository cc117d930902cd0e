"""The worklist of an account: the hottest question of the portal, one prepared statement.

It says the same as `Claim.objects.awaiting(actor).by_deadline()`; a test
compares the two for every combination of profiles.
"""

from datetime import date
from typing import Any, LiteralString

from claims_portal import cursors, database
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Reach, Right
from claims_portal.claims.listing import COLUMNS, TABLES, Line, Page
from claims_portal.cursors import BadCursor

PAGE_SIZE = 25
BEGINNING = (date(1, 1, 1), 0)

_COVERED: LiteralString = """
    (claim.claim_type = ANY(%(types)s)
     OR claim.claim_type = ANY(%(branch_types)s) AND claim.compensator_branch_id = %(branch)s
     OR claim.claim_type = ANY(%(new_types)s) AND claim.compensator_reference = ''
     OR claim.claim_type = ANY(%(new_branch_types)s) AND claim.compensator_reference = ''
        AND claim.compensator_branch_id = %(branch)s)
"""
_AFTER: LiteralString = """
    (COALESCE(claim.times_out_on, '9999-12-31'::date), claim.id) > (%(after)s::date, %(after_pk)s)
    ORDER BY COALESCE(claim.times_out_on, '9999-12-31'::date), claim.id LIMIT %(size)s
"""
FOR_REPRESENTATIVE: LiteralString = f"""
    SELECT {COLUMNS} FROM {TABLES}
    WHERE claim.representative_id = %(organisation)s AND claim.turn = 'claimant-representative'
      AND claim.claim_type = ANY(%(types)s)
      AND (claim.claim_type = ANY(%(led_types)s) OR claim.representative_handler_id IS NULL
           OR claim.representative_handler_id = %(user)s)
      AND {_AFTER}
"""  # noqa: S608 - composed of constants
FOR_COMPENSATOR: LiteralString = f"""
    SELECT {COLUMNS} FROM {TABLES}
    WHERE claim.compensator_id = %(organisation)s AND claim.turn = 'compensator'
      AND {_COVERED}
      AND (claim.claim_type = ANY(%(led_types)s) OR claim.compensator_handler_id IS NULL
           OR claim.compensator_handler_id = %(user)s)
      AND {_AFTER}
"""  # noqa: S608 - composed of constants


def page(actor: Actor, *, cursor: str | None = None, size: int = PAGE_SIZE) -> Page:
    """A page of the claims that wait for this account, the most urgent first."""
    after, after_pk = _read(cursor) if cursor else BEGINNING
    statement = FOR_COMPENSATOR if actor.is_compensator else FOR_REPRESENTATIVE
    parameters: dict[str, Any] = {
        "organisation": actor.organisation_pk,
        "user": actor.user_pk,
        "branch": actor.branch_pk,
        "led_types": actor.claim_types_with(Right.ALLOCATE_CLAIMS),
        "after": after,
        "after_pk": after_pk,
        "size": size + 1,
        **_claim_types(actor),
    }
    lines = [Line(*row) for row in database.rows(statement, parameters)]
    if len(lines) <= size:
        return Page(lines, None)
    last = lines[size - 1]
    return Page(lines[:size], _write(last.times_out_on or date(9999, 12, 31), last.pk))


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
