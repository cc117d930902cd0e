"""One line of a claim in a list, as the worklist, the search and the API show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import LiteralString
from uuid import UUID

from claims_portal import database
from claims_portal.claims.models import Claim
from claims_portal.claims.process.calendar import ONE_DAY
from claims_portal.claims.process.sides import Side

COLUMNS: LiteralString = """
    claim.id, claim.claim_type, claim.process_version, claim.phase, claim.activity_id, claim.turn,
    claim.times_out_on, claim.claimant_forename, claim.claimant_surname,
    claim.representative_reference, claim.compensator_reference, representative.name,
    compensator.name, claim.sent_at, claim.updated_at, locker.user_name,
    locker.organisation_id, claim.locked_until, handler.user_name, branch.number
"""
_JOINED: LiteralString = """
    JOIN claims_claim claim ON claim.id = picked.id
    JOIN organisations_organisation representative ON representative.id = claim.representative_id
    LEFT JOIN organisations_organisation compensator ON compensator.id = claim.compensator_id
    LEFT JOIN accounts_user locker ON locker.id = claim.locked_by_id
"""
# To whom and where a claim is allocated is of the side that allocated it.
JOINED_FOR_REPRESENTATIVE: LiteralString = f"""{_JOINED}
    LEFT JOIN accounts_user handler ON handler.id = claim.representative_handler_id
    LEFT JOIN organisations_branch branch ON FALSE
"""
JOINED_FOR_COMPENSATOR: LiteralString = f"""{_JOINED}
    LEFT JOIN accounts_user handler ON handler.id = claim.compensator_handler_id
    LEFT JOIN organisations_branch branch ON branch.id = claim.compensator_branch_id
"""
_PICKED: LiteralString = """
    unnest(%(picked)s::bigint[]) WITH ORDINALITY AS picked (id, place)
"""
BY_NUMBER_FOR_REPRESENTATIVE: LiteralString = f"""
    SELECT {COLUMNS} FROM {_PICKED} {JOINED_FOR_REPRESENTATIVE} ORDER BY picked.place
"""  # noqa: S608 - composed of constants
BY_NUMBER_FOR_COMPENSATOR: LiteralString = f"""
    SELECT {COLUMNS} FROM {_PICKED} {JOINED_FOR_COMPENSATOR} ORDER BY picked.place
"""  # noqa: S608 - composed of constants


@dataclass(frozen=True, slots=True)
class Line:
    """The columns of `COLUMNS`, in their order."""

    pk: int
    claim_type: str
    process_version: str
    phase: str
    activity_id: UUID
    turn: str
    times_out_on: date | None
    claimant_forename: str
    claimant_surname: str
    representative_reference: str
    compensator_reference: str
    representative: str
    compensator: str | None
    sent_at: datetime | None
    updated_at: datetime
    locked_by: str | None
    locked_in: int | None
    """The organisation of the lock's holder."""
    locked_until: datetime | None
    handler: str | None
    """The User ID of one's own side to whom the claim is allocated."""
    branch: str | None
    """The compensator's branch, for the compensator alone."""

    @classmethod
    def of(cls, claim: Claim, side: Side) -> "Line":
        """The line of a claim that was read with all that `JOINED` adds, as this side sees it."""
        compensates = side is Side.COMPENSATOR
        handler = claim.compensator_handler if compensates else claim.representative_handler
        branch = claim.compensator_branch if compensates else None
        return cls(
            pk=claim.pk,
            claim_type=claim.claim_type,
            process_version=claim.process_version,
            phase=claim.phase,
            activity_id=claim.activity_id,
            turn=claim.turn,
            times_out_on=claim.times_out_on,
            claimant_forename=claim.claimant_forename,
            claimant_surname=claim.claimant_surname,
            representative_reference=claim.representative_reference,
            compensator_reference=claim.compensator_reference,
            representative=claim.representative.name,
            compensator=claim.compensator.name if claim.compensator else None,
            sent_at=claim.sent_at,
            updated_at=claim.updated_at,
            locked_by=claim.locked_by.user_name if claim.locked_by else None,
            locked_in=claim.locked_by.organisation_id if claim.locked_by else None,
            locked_until=claim.locked_until,
            handler=handler.user_name if handler else None,
            branch=branch.number if branch else None,
        )

    def is_locked(self, at: datetime) -> bool:
        return self.locked_until is not None and self.locked_until > at

    def lock_holder_for(self, organisation_pk: int) -> str | None:
        """The User ID that holds the lock; people of the other side are not named."""
        return self.locked_by if self.locked_in == organisation_pk else None

    @property
    def application_id(self) -> str:
        return f"{self.pk:016d}"

    @property
    def last_day(self) -> date | None:
        """The last day to act; the claim times out at the beginning of the next."""
        return None if self.times_out_on is None else self.times_out_on - ONE_DAY


@dataclass(frozen=True)
class Page:
    """Lines, and where the next page begins, if there is one."""

    lines: list[Line]
    next_cursor: str | None


def lines_of(picked: Sequence[int], side: Side) -> list[Line]:
    """The lines of these claims, in this order; whoever picked them has asked who may see them."""
    if not picked:
        return []
    compensates = side is Side.COMPENSATOR
    statement = BY_NUMBER_FOR_COMPENSATOR if compensates else BY_NUMBER_FOR_REPRESENTATIVE
    return [Line(*row) for row in database.rows(statement, {"picked": list(picked)})]
