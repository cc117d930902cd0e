"""The keys by which claims are searched."""

from dataclasses import dataclass
from datetime import date, datetime

ME, NOBODY = "me", "nobody"
"""Beside a User ID, what claims may be searched for as allocated to."""
OWN = "own"
"""Beside a number, at which branch claims may be searched for: that of one's own account."""
INSIDE = "*"
"""Before a surname: it may stand anywhere in the name."""


@dataclass(frozen=True)
class Days:
    """From the first to the last day, both counted, as days are in London."""

    first: date | None = None
    last: date | None = None


ANY_DAY = Days()


@dataclass(frozen=True, kw_only=True)
class Keys:
    """What to search by; what is not given does not restrict."""

    application_id: str | None = None
    """With or without the zeros."""
    surname: str | None = None
    """How it begins; with a star before it, what stands in it."""
    reference: str | None = None
    """Of either party, whole."""
    registration: str | None = None
    """Of the claimant's or the defendant's vehicle."""
    ni_number: str | None = None
    date_of_birth: date | None = None
    phase: str | None = None
    claim_type: str | None = None
    branch: str | None = None
    """A branch of one's own, or the path of an organisation or of one's own branch."""
    allocated_to: str | None = None
    """A User ID of one's own organisation, ME or NOBODY."""
    started: Days = ANY_DAY
    sent: Days = ANY_DAY
    updated: Days = ANY_DAY
    updated_since: datetime | None = None

    @property
    def any(self) -> bool:
        return any(value and value != ANY_DAY for value in vars(self).values())
