"""The contract of the API as a list of facts, one a line, and what of a difference breaks clients.

Made from the OpenAPI document as the reference lays it out: operations, their parameters,
which bodies they take and what they answer, and each field of those under its whole path.
A client is broken where a call that was right is refused now, or where something it reads is
gone, may be missing, or is of another type. More choices in an answer break nobody: clients
are told to expect them. Pure.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from claims_portal.web.reference import FieldRow, Reference

OPERATION, TAKES, GIVES = "operation", "takes", "gives"
_NUMBER = re.compile(r"-?\d+(\.\d+)?$")


class Fact(NamedTuple):
    type: str
    required: bool = True
    limits: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


Facts = Mapping[str, Fact]
"""By `GET /claims`, `GET /claims ? limit`, `POST /claims takes RtaCnf`,
`POST /claims gives 201 ClaimSent`, `RtaCnf . claimant.person.surname`."""


class Break(NamedTuple):
    fact: str
    how: str


def facts_of(reference: Reference) -> dict[str, Fact]:
    facts = dict(_of_operations(reference))
    for group in reference.groups:
        for schema in group.schemas:
            facts |= {f"{schema.name} . {row.path}": _of_row(row) for row in schema.rows}
    return dict(sorted(facts.items()))


def written(facts: Facts) -> str:
    return "".join(json.dumps([key, *fact]) + "\n" for key, fact in facts.items())


def read(text: str) -> dict[str, Fact]:
    facts = {}
    for line in text.splitlines():
        key, kind, required, limits, choices = json.loads(line)
        facts[key] = Fact(kind, required, tuple(limits), tuple(choices))
    return facts


def breaks(old: Facts, new: Facts) -> list[Break]:
    """What was right or there with `old` and is not with `new`, in the order of the facts."""
    return sorted([*_gone(old, new), *_changed(old, new), *_asked_newly(old, new)])


def _of_operations(reference: Reference) -> Iterator[tuple[str, Fact]]:
    for operation in reference.operations:
        call = f"{operation.method} {operation.path}"
        yield call, Fact(OPERATION)
        for row in operation.parameters:
            yield f"{call} ? {row.path}", _of_row(row)
        for body in operation.bodies:
            yield f"{call} takes {body}", Fact(TAKES)
        for answer in operation.answers:
            yield f"{call} gives {answer.status} {answer.schema}".rstrip(), Fact(GIVES)


def _of_row(row: FieldRow) -> Fact:
    return Fact(row.type, row.required, tuple(row.limits), tuple(row.choices))


def _gone(old: Facts, new: Facts) -> Iterator[Break]:
    for key in old.keys() - new.keys():
        call = key.partition(" ? ")[0].partition(" takes ")[0].partition(" gives ")[0]
        if key == call or call in new or " . " in key:
            yield Break(key, "is gone")


def _changed(old: Facts, new: Facts) -> Iterator[Break]:
    sent, told = _schemas(new, TAKES), _schemas(new, GIVES)
    for key in old.keys() & new.keys():
        schema = key.partition(" . ")[0]
        is_field = " . " in key
        if not is_field or schema in sent:
            yield from _narrowed(key, old[key], new[key])
        if is_field and schema in told:
            yield from _weakened(key, old[key], new[key])


def _narrowed(key: str, old: Fact, new: Fact) -> Iterator[Break]:
    """Of what a client sends."""
    if new.type not in (old.type, f"{old.type} or null"):
        yield Break(key, f"was {old.type}, is {new.type}")
    if new.required and not old.required:
        yield Break(key, "is required now")
    if new.choices and (not old.choices or set(old.choices) - set(new.choices)):
        yield Break(key, "takes fewer values")
    for limit in set(new.limits) - set(old.limits):
        if not any(_is_wider(limit, before) for before in old.limits):
            yield Break(key, f"has the limit: {limit}")


def _weakened(key: str, old: Fact, new: Fact) -> Iterator[Break]:
    """Of what a client reads."""
    if old.type not in (new.type, f"{new.type} or null"):
        yield Break(key, f"was {old.type}, is {new.type}")
    if old.required and not new.required:
        yield Break(key, "may be missing now")


def _asked_newly(old: Facts, new: Facts) -> Iterator[Break]:
    """New fields and parameters that must be given, where they could not be before."""
    sent = _schemas(new, TAKES)
    known = {key.partition(" . ")[0] for key in old if " . " in key}
    for key in new.keys() - old.keys():
        call, is_parameter, _name = key.partition(" ? ")
        schema, is_field, path = key.partition(" . ")
        old_call = bool(is_parameter) and call in old
        old_body = bool(is_field) and schema in sent and schema in known
        parent = path.rpartition(".")[0].removesuffix("[]")
        within_new = bool(parent) and f"{schema} . {parent}" not in old
        if new[key].required and (old_call or (old_body and not within_new)):
            yield Break(key, "must be given now")


def _schemas(facts: Facts, how: str) -> set[str]:
    return {key.rpartition(" ")[2] for key, fact in facts.items() if fact.type == how}


def _is_wider(limit: str, before: str) -> bool:
    now, then = _NUMBER.search(limit), _NUMBER.search(before)
    if now is None or then is None or limit[: now.start()] != before[: then.start()]:
        return limit.startswith("if not given")
    most = "most" in limit or "less" in limit
    higher = float(now[0]) >= float(then[0])
    return higher if most else float(now[0]) <= float(then[0])
