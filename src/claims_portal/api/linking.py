"""What can be called next: the links of the OpenAPI document, from an answer to calls with its ids.

What was made, and an answer about one thing, lead to every call on it; whatever else is done to
a thing leads back to it; a list leads to the first of its things. What only names a claim leads
to the claim. The ETag of an answer goes along as If-Match.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

METHODS = ("get", "put", "post", "patch", "delete")
ADDRESSED_AS = {"applicationId": "number"}
"""Names of ids in bodies, and in addresses where they have another there."""
_NAME = re.compile(r"\{(\w+)\}")
CLAIM = "/claims/{number}"
Json = dict[str, Any]


class Operation(NamedTuple):
    path: str
    method: str
    described: Json


class Thing(NamedTuple):
    """An address that ends with an id, and what it is the id of."""

    path: str
    name: str
    collection: str


def link(document: Json) -> None:
    """Write the links into a document that is else complete."""
    operations = [
        Operation(path, method, item[method])
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    ]
    things = sorted({_thing(one.path) for one in operations if one.path.endswith("}")})
    for source in operations:
        for status, answer in source.described["responses"].items():
            if status.startswith("2"):
                told = dict(_told(document, answer))
                leads = dict(_leads(source, told, things, made=status == "201"))
                if links := dict(_links(source, answer, told, leads, operations)):
                    answer["links"] = links


def _thing(path: str) -> Thing:
    collection, _, name = path.rpartition("/")
    return Thing(path, name[1:-1], collection)


def _leads(
    source: Operation, told: Mapping[str, str], things: list[Thing], *, made: bool
) -> Iterator[tuple[str, bool]]:
    """Addresses, and whether every call there can follow, or that of reading alone."""
    around = [one.path for one in things if _is_under(source.path, one.path)]
    if source.method == "delete" and source.path in around:
        around.remove(source.path)
    for path in around[-1:]:
        yield path, (path, "get") == source[:2]
    known = _names(source.path)
    new = [one for one in things if one.name in told and _names(one.path) - known == {one.name}]
    beside = [one for one in new if _is_under(source.path, one.collection)]
    for thing in beside or [one for one in new if one.path.endswith(CLAIM)]:
        yield thing.path, bool(beside) and made


def _links(
    source: Operation,
    answer: Json,
    told: Mapping[str, str],
    leads: Mapping[str, bool],
    operations: list[Operation],
) -> Iterator[tuple[str, Json]]:
    known = {name: f"$response.body#{pointer}" for name, pointer in told.items()}
    known |= {name: f"$request.path.{name}" for name in _names(source.path)}
    for target in operations:
        reading = target.method == "get" and leads.get(target.path) is not None
        under = any(whole and _is_under(target.path, path) for path, whole in leads.items())
        names = _names(target.path)
        if target is source or not (reading or under) or names - known.keys():
            continue
        parameters = {name: known[name] for name in sorted(names)}
        if "ETag" in answer.get("headers", {}) and _wants_a_version(target):
            parameters["If-Match"] = "$response.header.ETag"
        name = target.described["operationId"]
        yield name, {"operationId": name, "parameters": parameters}


def _told(document: Json, answer: Json) -> Iterator[tuple[str, str]]:
    """By name in an address: where in the answer's body the id stands."""
    content = answer.get("content", {}).get("application/json", {})
    fields = _fields(document, content.get("schema", {}))
    places = {"": fields}
    for field, schema in fields.items():
        if schema.get("type") == "array":
            places[f"/{field}/0"] = _fields(document, schema["items"])
        elif "$ref" in schema:
            places[f"/{field}"] = _fields(document, schema)
    for place, there in reversed(places.items()):
        for field in there.keys() - ADDRESSED_AS.values():
            yield ADDRESSED_AS.get(field, field), f"{place}/{field}"


def _fields(document: Json, schema: Json) -> Json:
    """Of the first of several that it may be."""
    schema = schema.get("anyOf", [schema])[0]
    name = schema.get("$ref", "").rpartition("/")[2]
    fields: Json = document["components"]["schemas"].get(name, schema).get("properties", {})
    return fields


def _names(path: str) -> set[str]:
    return set(_NAME.findall(path))


def _is_under(path: str, above: str) -> bool:
    return f"{path}/".startswith(f"{above}/")


def _wants_a_version(target: Operation) -> bool:
    return any(one.get("name") == "If-Match" for one in target.described.get("parameters", []))
