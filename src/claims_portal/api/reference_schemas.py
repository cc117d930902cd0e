"""The shapes of the reference data."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from claims_portal.api.schemas import Answer


class CodeLine(Answer):
    code: str
    legacy_code: Annotated[str, Meta(description="The code of the old interface")]
    label: str
    inferred: Annotated[str | None, Meta(description="What of the list is inferred, if anything")]
    sides: Annotated[list[str], Meta(description="Who may use it; empty: either side")]
    claim_types: Annotated[list[str], Meta(description="In which claims; empty: in all")]
    in_use_from: Annotated[
        date | None, Meta(description="The first day on which it may be given; null: from ever")
    ]
    in_use_until: Annotated[
        date | None,
        Meta(
            description="The last day on which it may be given; null: without an end. A claim sent "
            "until then may go on giving it"
        ),
    ]


class CodeList(Answer):
    name: str
    codes: list[CodeLine]


class CodeListsAnswer(Answer):
    lists: list[CodeList]


class ProcessLine(Answer):
    version: str
    claim_type: str
    claim_type_name: str
    since: Annotated[date, Meta(description="Claims made from this day on live by it")]
    current: bool


class ProcessesAnswer(Answer):
    processes: list[ProcessLine]


class PhaseLine(Answer):
    code: str
    name: str
    meaning: str
    turn: str | None
    limit: Annotated[str | None, Meta(description="Key of the time limit that runs")]
    at_expiry: Annotated[str | None, Meta(description="The phase to which silence leads")]
    ends_as: str | None


class StepLine(Answer):
    row: Annotated[str, Meta(description="Of the process description, like R5")]
    phase: str
    side: str
    action: str
    takes: Annotated[str, Meta(description="Kind of the document; its schema: /schemas/{kind}")]
    to: str
    event: str
    condition: Annotated[str | None, Meta(description="What is said when it does not hold")]


class LimitLine(Answer):
    key: str
    name: str
    source: str


class ProcessAnswer(Answer):
    version: str
    claim_type: str
    first_phase: str
    phases: list[PhaseLine]
    steps: list[StepLine]
    limits: list[LimitLine]


class DocumentSchemaAnswer(Answer):
    kind: str
    title: str
    process_versions: list[str]
    schema: Mapping[str, Any]


class HolidayLine(Answer):
    day: date
    name: str


class CalendarAnswer(Answer):
    version: Annotated[int, Meta(description="Rises with every change of the holidays")]
    holidays: list[HolidayLine]
