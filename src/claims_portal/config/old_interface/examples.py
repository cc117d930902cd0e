"""Each operation of the old interface beside what it became, ready for a page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import msgspec

from claims_portal.api.legacy_operations import (
    ACTION,
    BECAME_OF,
    CALL,
    OLD,
    Became,
    Old,
)
from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.legacy_writing import to_xml
from claims_portal.claims.documents.outline import outline
from claims_portal.claims.process.processes import CURRENT
from claims_portal.config.old_interface.actions import Said, said
from claims_portal.config.old_interface.calls import CALLS, ID, Call

CLAIM_DATA = "claimData"
IDENTITY = "applicationId and activityEngineGuid of the claim"
FORM = "XML"
"""With what the name of an argument ends that is a form, as a text."""
SHORT = 300
"""Letters of a body that stands in the command itself; a longer one is in a file."""


class Name(NamedTuple):
    """A field's place in the old interface and in this one."""

    old: str
    new: str
    label: str
    codes: str


class Move(NamedTuple):
    types: str
    phase: str
    to: str


@dataclass(frozen=True)
class Example:
    method: str
    call: Call
    arguments: Sequence[tuple[str, str]] = ()
    """Of the old operation, with values."""
    form: str = ""
    """The old XML of the body."""
    said: Said | None = None

    @property
    def body(self) -> str:
        return msgspec.json.format(msgspec.json.encode(self.call.body)).decode()

    @property
    def is_long(self) -> bool:
        return len(self.body) > SHORT or "'" in self.body

    def lines(self, base: str) -> Iterator[str]:
        """Of the command."""
        how = "" if self.method in ("GET", "POST") else f"-X {self.method} "
        yield f'curl -s {how}"{base}/api/v1{self.call.path}"'
        yield '  -H "Authorization: Bearer $TOKEN" -H "Login-As: $USER_ID"'
        if self.call.on_activity:
            yield '  -H "If-Match: \\"$ACTIVITY_ID\\""'
        if self.call.body is None:
            return
        yield '  -H "Content-Type: application/json" -H "Idempotency-Key: $(date +%s%N)"'
        if self.is_long:
            yield "  --data @body.json"
        else:
            yield f"  --data {self._in_quotes()}"

    def _in_quotes(self) -> str:
        """The body for a shell, in which what begins with $ is filled in."""
        written = msgspec.json.encode(self.call.body).decode()
        if "$" not in written:
            return f"'{written}'"
        return '"' + written.replace('"', '\\"') + '"'


@dataclass(frozen=True)
class Operation:
    """All that a page says of one operation; without example where nothing came after it."""

    old: Old
    became: Became
    example: Example | None
    names: Sequence[Name] = ()
    moves: Sequence[Move] = ()

    @property
    def new(self) -> str:
        """Method and path; nothing where it is gone."""
        if self.became.kind == ACTION:
            return f"POST /api/v1/claims/{{applicationId}}/actions/{self.became.what}"
        if self.became.kind == CALL:
            method, _, route = self.became.what.partition(" ")
            path = re.sub(r"<\w+:(\w+)>", r"{\1}", route).replace("{number}", "{applicationId}")
            return f"{method} /{path}" if path.startswith("oauth") else f"{method} /api/v1/{path}"
        return ""

    def request(self, base: str) -> str:
        """What to type, with the address of this portal; nothing where it is gone."""
        if self.example is None:
            return ""
        if self.old.operation == "getToken":
            login = 'curl -s -u "$CLIENT_ID:$CLIENT_SECRET"'
            return f"{login} {base}/oauth/token \\\n  -d grant_type=client_credentials"
        return " \\\n".join(self.example.lines(base))


@cache
def operation(name: str, today: date) -> Operation:
    """KeyError where the old interface had none of this name."""
    old, became = OLD[name], BECAME_OF[name]
    if became.kind == ACTION:
        return _action(old, became, said(became.what, today))
    if became.kind == CALL:
        return _call(old, became, today)
    return Operation(old, became, None)


def operations() -> list[Operation]:
    """All of them, without examples: those take a while."""
    return [Operation(old, BECAME_OF[name], None) for name, old in OLD.items()]


def _action(old: Old, became: Became, given: Said) -> Operation:
    path = f"/claims/{ID}/actions/{became.what}"
    example = Example(
        "POST",
        Call(path, given.body, on_activity=True),
        list(_arguments(old, given.form, given.body)),
        _form(old, given.form, given.body),
        given,
    )
    return Operation(old, became, example, list(_names(given.form)), list(_moves(became.what)))


def _call(old: Old, became: Became, today: date) -> Operation:
    method, _, _route = became.what.partition(" ")
    if old.operation == "getToken":
        return Operation(old, became, Example(method, Call("")))
    if old.operation == "addClaim":
        given = said("resend-claim", today)  # takes the same form
        example = Example(
            method, Call("/claims", given.body), (), _form(old, given.form, given.body)
        )
        return Operation(old, became, example, list(_names(given.form)))
    arguments = [(CLAIM_DATA, IDENTITY)] if CLAIM_DATA in old.arguments else []
    return Operation(old, became, Example(method, CALLS[old.operation], arguments))


def _arguments(old: Old, form: type[Document], body: Any) -> Iterator[tuple[str, str]]:
    """With the values that the old interface wanted in them."""
    values = {name.casefold(): value for name, value in to_xml(form, body).root.attrib.items()}
    for name in old.arguments:
        if name == CLAIM_DATA:
            yield name, IDENTITY
        elif not _is_form(name):
            yield name, values.get(name.casefold(), "")


def _is_form(argument: str) -> bool:
    return argument.upper().endswith(FORM)


def _form(old: Old, form: type[Document], body: Any) -> str:
    if not any(_is_form(name) for name in old.arguments):
        return ""
    return to_xml(form, body).as_bytes().decode()


def _names(form: type[Document]) -> Iterator[Name]:
    for wire, question in outline(form).wired():
        codes = ", ".join(f"{one.legacy} {one.value}" for one in question.choices or ())
        yield Name(wire, question.pointer, question.label, codes)


def _moves(action: str) -> Iterator[Move]:
    found: dict[tuple[str, str], list[str]] = {}
    for process in CURRENT.values():
        for step in process.steps:
            if step.action == action:
                between = (
                    process.phase_by_code[step.phase].name,
                    process.phase_by_code[step.to].name,
                )
                types = found.setdefault(between, [])
                if process.claim_type.upper() not in types:
                    types.append(process.claim_type.upper())
    for (phase, to), types in found.items():
        yield Move(", ".join(types), phase, to)
