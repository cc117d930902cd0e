"""What the process is made of, for programs: code lists, process tables, schemas, calendar.

Public reference data: the same for everybody, so no token is asked for. Every answer
has an ETag of its content and may be kept until it changes.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from http import HTTPStatus
from itertools import groupby
from typing import Annotated, ClassVar

import msgspec
from django.http import HttpResponse
from dmr import Headers, HeaderSpec, Path, ResponseSpec, validate

from claims_portal.api import reference_schemas as schemas
from claims_portal.api.controllers import PortalController, refusals
from claims_portal.api.problems import NoSuchReference
from claims_portal.api.schemas import Answer
from claims_portal.claims import code_dates, holidays
from claims_portal.claims.documents.base import Document, kind_of
from claims_portal.claims.documents.codes import CLAIM_TYPES, ListedCode, code_lists
from claims_portal.claims.documents.structure import json_schema
from claims_portal.claims.process.deadlines import Limit
from claims_portal.claims.process.processes import CURRENT, PROCESSES
from claims_portal.claims.process.tables import Phase, Process, Step

ETAG = {"ETag": HeaderSpec(description="Of what was answered; send it back as If-None-Match")}
READING = refusals(
    HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.SERVICE_UNAVAILABLE
)


class Known(msgspec.Struct):
    if_none_match: Annotated[
        str | None, msgspec.Meta(description="The ETag of the answer that you have")
    ] = msgspec.field(default=None, name="If-None-Match")


class ReferenceController(PortalController):
    """Answers anybody, and only once as long as nothing changes."""

    is_abstract: ClassVar[bool] = True
    auth = ()
    responses = READING
    tags: ClassVar = ("Reference",)

    def answer(self, told: Answer, known: Known) -> HttpResponse:
        etag = f'"{hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:32]}"'
        if etag in (known.if_none_match or "").replace("W/", ""):
            headers = {"ETag": etag}
            return self.to_response(None, status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        headers = {"ETag": etag, "Cache-Control": "public, max-age=300"}
        return self.to_response(told, status_code=HTTPStatus.OK, headers=headers)


def answers(schema: type[Answer]) -> list[ResponseSpec]:
    """What an operation of reference data may answer."""
    headers = {**ETAG, "Cache-Control": HeaderSpec(description="For how long to keep it")}
    unchanged = ResponseSpec(None, status_code=HTTPStatus.NOT_MODIFIED, headers=ETAG)
    return [
        ResponseSpec(schema, status_code=HTTPStatus.OK, headers=headers),
        unchanged,
        *READING,
    ]


class CodeLists(ReferenceController):
    @validate(*answers(schemas.CodeListsAnswer))
    def get(self, parsed_headers: Headers[Known]) -> HttpResponse:
        """Every code list: the words of the API, and the old interface's codes beside them."""
        return self.answer(_code_lists(), parsed_headers)


class Processes(ReferenceController):
    @validate(*answers(schemas.ProcessesAnswer))
    def get(self, parsed_headers: Headers[Known]) -> HttpResponse:
        """The versions of all processes; a claim lives by the one under which it was made."""
        told = schemas.ProcessesAnswer(
            processes=[
                schemas.ProcessLine(
                    version=one.version,
                    claim_type=one.claim_type,
                    claim_type_name=CLAIM_TYPES[one.claim_type].label,
                    since=one.since,
                    current=CURRENT[one.claim_type] is one,
                )
                for one in PROCESSES.values()
            ]
        )
        return self.answer(told, parsed_headers)


class VersionPath(msgspec.Struct):
    version: Annotated[str, msgspec.Meta(description="Like rta-7")]


class OneProcess(ReferenceController):
    @validate(*answers(schemas.ProcessAnswer))
    def get(self, parsed_path: Path[VersionPath], parsed_headers: Headers[Known]) -> HttpResponse:
        """A process as its tables: phases, steps, time limits."""
        process = PROCESSES.get(parsed_path.version)
        if process is None:
            raise NoSuchReference(f"There is no process {parsed_path.version!r}.")
        return self.answer(_process(process), parsed_headers)


class KindPath(msgspec.Struct):
    kind: Annotated[str, msgspec.Meta(description="Like rta-cnf")]


class DocumentSchema(ReferenceController):
    @validate(*answers(schemas.DocumentSchemaAnswer))
    def get(self, parsed_path: Path[KindPath], parsed_headers: Headers[Known]) -> HttpResponse:
        """The JSON Schema of a kind of document, as the actions take it."""
        form = _forms().get(parsed_path.kind)
        if form is None:
            raise NoSuchReference(f"There is no kind of document {parsed_path.kind!r}.")
        told = schemas.DocumentSchemaAnswer(
            kind=parsed_path.kind,
            title=form.title,
            process_versions=_versions_with(form),
            schema=json_schema(form),
        )
        return self.answer(told, parsed_headers)


class WorkingCalendar(ReferenceController):
    @validate(*answers(schemas.CalendarAnswer))
    def get(self, parsed_headers: Headers[Known]) -> HttpResponse:
        """The days that are no business days, beside Saturdays and Sundays."""
        versions = holidays.versions()
        told = schemas.CalendarAnswer(
            version=max((one.pk for one in versions), default=0),
            holidays=[schemas.HolidayLine(day=one.day, name=one.name) for one in holidays.listed()],
        )
        return self.answer(told, parsed_headers)


def _code_lists() -> schemas.CodeListsAnswer:
    dates = code_dates.dates()
    by_list = groupby(code_lists(), key=lambda code: code.list)
    return schemas.CodeListsAnswer(
        lists=[
            schemas.CodeList(name=name, codes=[_code(one, dates) for one in codes])
            for name, codes in by_list
        ]
    )


def _code(one: ListedCode, dates: code_dates.Dates) -> schemas.CodeLine:
    in_use = dates.get((one.list, one.code))
    return schemas.CodeLine(
        code=one.code,
        legacy_code=one.legacy,
        label=one.label,
        inferred=one.inferred,
        sides=list(one.sides),
        claim_types=list(one.claim_types),
        in_use_from=in_use.first if in_use else None,
        in_use_until=in_use.last if in_use else None,
    )


@cache
def _process(process: Process) -> schemas.ProcessAnswer:
    limits = {phase.limit.key: phase.limit for phase in process.phases if phase.limit}
    return schemas.ProcessAnswer(
        version=process.version,
        claim_type=process.claim_type,
        first_phase=process.first_phase,
        phases=[_phase(phase) for phase in process.phases],
        steps=[_step(step) for step in process.steps],
        limits=[_limit(limit) for limit in limits.values()],
    )


def _phase(phase: Phase) -> schemas.PhaseLine:
    return schemas.PhaseLine(
        code=phase.code,
        name=phase.name,
        meaning=phase.meaning,
        turn=phase.turn.value if phase.turn else None,
        limit=phase.limit.key if phase.limit else None,
        at_expiry=phase.expiry.to if phase.expiry else None,
        ends_as=phase.end.value if phase.end else None,
    )


def _step(step: Step) -> schemas.StepLine:
    return schemas.StepLine(
        row=step.row,
        phase=step.phase,
        side=step.side.value,
        action=step.action,
        takes=kind_of(step.takes),
        to=step.to,
        event=f"claim:{step.event}",
        condition=str(step.guard.refusal) if step.guard else None,
    )


def _limit(limit: Limit) -> schemas.LimitLine:
    return schemas.LimitLine(key=limit.key, name=limit.name, source=limit.source)


@cache
def _forms() -> dict[str, type[Document]]:
    return {kind_of(step.takes): step.takes for step in _every_step()}


def _every_step() -> Iterable[Step]:
    return (step for process in PROCESSES.values() for step in process.steps)


def _versions_with(form: type[Document]) -> list[str]:
    return [
        version
        for version, process in PROCESSES.items()
        if any(step.takes is form for step in process.steps)
    ]


REFERENCE: tuple[tuple[str, type[ReferenceController], str], ...] = (
    ("code-lists", CodeLists, "code-lists"),
    ("process", Processes, "processes"),
    ("process/<str:version>", OneProcess, "process"),
    ("schemas/<str:kind>", DocumentSchema, "document-schema"),
    ("calendar", WorkingCalendar, "calendar"),
)
