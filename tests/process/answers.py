"""Every kind of answer to a step, as documents that the engine takes.

The rules between the questions are not asked here: what a form may say is the
form's business, where it leads is the table's.
"""

import itertools
import json
from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from claims_portal.claims.actions import kind_of
from claims_portal.claims.process.tables import Step

SAMPLES = resources.files("claims_portal") / "samples"
FAR_AWAY = date(2027, 6, 1)


def has_answers(step: Step) -> bool:
    return step.takes.__module__.endswith(".notes") or _sample(step.takes).is_file()


@cache
def answers(takes: type[Any]) -> tuple[Any, ...]:
    """Short bodies in every combination; samples of forms with every decision they can say."""
    if takes.__module__.endswith(".notes"):
        return tuple(_combinations(takes))
    body = json.loads(_sample(takes).read_text("utf-8"))
    return tuple(msgspec.convert(each, takes) for each in _decisions(body, takes))


def _sample(takes: type[Any]) -> Any:
    return SAMPLES / f"{kind_of(takes).replace('-', '_')}.json"


def _combinations(takes: type[Any]) -> Iterator[Any]:
    fields = msgspec.structs.fields(takes)
    for values in itertools.product(*(_values(field) for field in fields)):
        yield takes(**{field.name: value for field, value in zip(fields, values, strict=True)})


def _values(field: msgspec.structs.FieldInfo) -> list[Any]:
    kind = getattr(field.type, "__origin__", field.type)
    if kind is bool:
        return [True, False]
    if kind is date:
        return [FAR_AWAY]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)
    return ["As discussed."]


def _decisions(body: dict[str, Any], takes: type[Any]) -> Iterator[dict[str, Any]]:
    for place in ("agreement", "liability"):
        decided = body.get(place)
        if isinstance(decided, dict) and "decision" in decided:
            for said in _words(takes, place):
                yield {**body, place: {**decided, "decision": said}}
            return
    yield body
    if "interim_pack_response" in kind_of(takes).replace("-", "_"):
        yield {
            **body,
            "losses": [{**row, "grossValueOffered": "9000.00"} for row in body["losses"]],
        }
    elif takes.__name__.endswith("Cnf"):
        claimant = body["claimant"]
        child = {**claimant, "person": {**claimant["person"], "dateOfBirth": "2012-03-09"}}
        yield {**body, "claimant": child}
        yield {**body, "claim": {**body["claim"], "valueBand": "up-to-25000"}}
        if takes.__name__ == "RtaCnf":
            defendant = body["defendant"]
            bureau = {**defendant["compensator"], "kind": "mib"}
            yield {**body, "defendant": {**defendant, "compensator": bureau}}


def _words(takes: type[Any], place: str) -> list[str]:
    group = next(one.type for one in msgspec.structs.fields(takes) if one.name == place)
    decision = next(
        one.type
        for one in msgspec.structs.fields(getattr(group, "__origin__", group))
        if one.name == "decision"
    )
    return [word.value for word in getattr(decision, "__origin__", decision)]
