"""A search as it is asked: what the API's parameters, a page's fields and a saved filter share."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from claims_portal.claims.search.keys import Days, Keys
from claims_portal.claims.search.orders import Order

LONGEST_KEY = 100
Key = Annotated[str, Meta(max_length=LONGEST_KEY, pattern=r"^[^\x00]*$")]
Day = Annotated[date, Meta(description="A day in London, like 2026-11-23")]
Instant = Annotated[
    datetime, Meta(tz=True, description="With its offset, like 2026-11-23T09:30:00Z")
]


class Scope(StrEnum):
    WORKLIST = "worklist"
    ALL = "all"


class SearchQuery(
    msgspec.Struct, rename="camel", forbid_unknown_fields=True, omit_defaults=True, kw_only=True
):
    """What claims to list, in which order. Keys that are not given do not restrict."""

    scope: Annotated[
        Scope,
        Meta(description="worklist: what waits for this user; all: everything it may see"),
    ] = Scope.WORKLIST
    application_id: Annotated[Key, Meta(description="With or without leading zeros")] | None = None
    surname: (
        Annotated[Key, Meta(description="How the surname begins; *son: what stands in it")] | None
    ) = None
    reference: Annotated[Key, Meta(description="Of either party, in full")] | None = None
    registration: (
        Annotated[Key, Meta(description="Of the claimant's or the defendant's vehicle")] | None
    ) = None
    ni_number: Annotated[Key, Meta(description="Of the claimant, in full")] | None = None
    date_of_birth: Day | None = None
    phase: Annotated[Key, Meta(description="The code of a phase")] | None = None
    claim_type: Annotated[Key, Meta(description="rta, el, eld or pl")] | None = None
    branch: (
        Annotated[
            Key,
            Meta(description="Your own branch ID, or own, or a path: /COMP001/002, /COMP001"),
        ]
        | None
    ) = None
    allocated_to: (
        Annotated[Key, Meta(description="A User ID of your organisation, or me, or nobody")] | None
    ) = None
    started_from: Day | None = None
    started_to: Day | None = None
    sent_from: Day | None = None
    sent_to: Day | None = None
    updated_from: Day | None = None
    updated_to: Day | None = None
    updated_since: Instant | None = None
    sort: (
        Annotated[
            Order,
            Meta(description="By default deadline in the worklist, else the latest first"),
        ]
        | None
    ) = None

    @property
    def keys(self) -> Keys:
        return Keys(
            application_id=self.application_id,
            surname=self.surname,
            reference=self.reference,
            registration=self.registration,
            ni_number=self.ni_number,
            date_of_birth=self.date_of_birth,
            phase=self.phase,
            claim_type=self.claim_type,
            branch=self.branch,
            allocated_to=self.allocated_to,
            started=Days(self.started_from, self.started_to),
            sent=Days(self.sent_from, self.sent_to),
            updated=Days(self.updated_from, self.updated_to),
            updated_since=self.updated_since,
        )
