"""The reference of the API as people read it, made from its OpenAPI document. Pure.

Bodies are laid out flat: each field in a row of its own under its whole path, so that a
form can be read from top to bottom.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

METHODS = ("get", "put", "post", "patch", "delete")
NAMES_OF_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "group",
    "null": "null",
}
NAMES_OF_FORMATS = {"date": "date", "date-time": "instant (RFC 3339)", "uuid": "UUID"}
LIMITS = {
    "minLength": "length at least {}",
    "maxLength": "length at most {}",
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "more than {}",
    "exclusiveMaximum": "less than {}",
    "minItems": "at least {} rows",
    "maxItems": "at most {} rows",
    "pattern": "pattern {}",
    "default": "if not given: {}",
}
Document = Mapping[str, Any]


MANY_ROWS = 100
"""More have the claim notification forms alone, which several groups take."""


@dataclass(frozen=True)
class FieldRow:
    """A parameter, or a field of a body under its whole path (`[]` for each row of a list)."""

    path: str
    type: str
    required: bool
    label: str
    limits: Sequence[str]
    choices: Sequence[str]
    place: str = ""

    @property
    def steps(self) -> list[str]:
        """The path in parts between which a narrow page may break it."""
        return self.path.split(".")


@dataclass(frozen=True)
class Answer:
    status: str
    description: str
    schema: str
    headers: Sequence[str]


@dataclass(frozen=True)
class Operation:
    id: str
    method: str
    path: str
    summary: str
    description: Sequence[str]
    """In paragraphs."""
    tag: str
    parameters: Sequence[FieldRow]
    bodies: Sequence[str]
    """One for each kind of claim that has a form of its own."""
    answers: Sequence[Answer]
    errors: Sequence[Answer]

    def by_curl(self, portal: str) -> str:
        """To paste into a shell. What stands in braces is to be replaced, as in the path."""
        named = [one.path for one in self.parameters if one.place == "query" and one.required]
        query = "&".join(f"{name}={{{name}}}" for name in named)
        method = "" if self.method == "GET" else f" -X {self.method}"
        headers = ["Authorization: Bearer $TOKEN", "Login-As: $USER_ID"]
        if any(one.path == "If-Match" for one in self.parameters):
            headers.append("If-Match: $ETAG")
        lines = [f'curl -sgi{method} "{portal}{self.path}{query and "?"}{query}"']
        lines += [f'-H "{header}"' for header in headers]
        if self.bodies:
            lines.append('-H "Content-Type: application/json" --data @body.json')
        return " \\\n  ".join(lines)


@dataclass(frozen=True)
class Schema:
    name: str
    description: str
    rows: Sequence[FieldRow]
    told_by: "OperationGroup | None" = None
    """The group whose page has its rows; they are many, and stand once."""


@dataclass(frozen=True)
class OperationGroup:
    """Operations of one tag, which have a page together with their bodies and answers."""

    tag: str
    description: str
    operations: Sequence[Operation]
    schemas: Sequence[Schema]

    @property
    def slug(self) -> str:
        return self.tag.lower().replace(" ", "-")


@dataclass(frozen=True)
class Reference:
    title: str
    version: str
    operations: Sequence[Operation]
    groups: Sequence[OperationGroup]


def reference_of(document: Document) -> Reference:
    operations = list(_operations(document))
    return Reference(
        document["info"]["title"],
        document["info"]["version"],
        operations,
        list(_groups(document, operations)),
    )


def rows_of(
    document: Document, schema: Document, path: str = "", within: tuple[str, ...] = ()
) -> Iterator[FieldRow]:
    """The fields of a group, and of the groups in it; a group within itself is not repeated."""
    schema, _nullable = _plain(document, schema)
    needed = schema.get("required", ())
    for name, given in schema.get("properties", {}).items():
        field, nullable = _plain(document, given)
        here = f"{path}.{name}" if path else name
        yield _row(document, here, given, required=name in needed, nullable=nullable)
        if field.get("type") == "array":
            here, given = f"{here}[]", field.get("items", {})
        reference = _name_of(document, given)
        if reference not in within:
            yield from rows_of(document, given, here, (*within, reference))


def _groups(document: Document, operations: Sequence[Operation]) -> Iterator[OperationGroup]:
    """The operations by their tags, in the order in which the document lists these."""
    described = {tag["name"]: tag.get("description", "") for tag in document.get("tags", ())}
    told: dict[str, OperationGroup] = {}
    for tag in dict.fromkeys([*described, *(operation.tag for operation in operations)]):
        tagged = [operation for operation in operations if operation.tag == tag]
        if tagged:
            schemas = [_schema(document, name) for name in _names_of_schemas(tagged)]
            told_once = [
                replace(one, rows=[], told_by=told[one.name]) if one.name in told else one
                for one in schemas
            ]
            group = OperationGroup(tag, described.get(tag, ""), tagged, told_once)
            told |= {one.name: group for one in told_once if len(one.rows) > MANY_ROWS}
            yield group


def _operations(document: Document) -> Iterator[Operation]:
    for path, at_path in document["paths"].items():
        for method in METHODS:
            if method in at_path:
                yield _operation(document, path, method, at_path[method])


def _operation(document: Document, path: str, method: str, said: Document) -> Operation:
    answers = [
        _answer(document, status, answer) for status, answer in sorted(said["responses"].items())
    ]
    return Operation(
        id=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said.get("summary", ""),
        description=[
            " ".join(one.split()) for one in said.get("description", "").split("\n\n") if one
        ],
        tag=next(iter(said.get("tags", ())), ""),
        parameters=[_parameter(document, one) for one in said.get("parameters", ())],
        bodies=_names_of_content(said.get("requestBody", {})),
        answers=[answer for answer in answers if answer.status < "400"],
        errors=[answer for answer in answers if answer.status >= "400"],
    )


def _found(document: Document, said: Document) -> Document:
    """What a reference leads to, or what is no reference itself."""
    if "$ref" not in said:
        return said
    place: Any = document
    for step in said["$ref"].removeprefix("#/").split("/"):
        place = place[step]
    found: Document = place
    return found


def _parameter(document: Document, said: Document) -> FieldRow:
    said = _found(document, said)
    schema = {"description": said.get("description", ""), **said["schema"]}
    required = said.get("required", False)
    return _row(document, said["name"], schema, required=required, place=said["in"])


def _answer(document: Document, status: str, said: Document) -> Answer:
    headers = [
        f"{name}: {_found(document, header).get('description', '')}"
        for name, header in said.get("headers", {}).items()
    ]
    schema = _name_of_content(document, said)
    return Answer(status, said.get("description", ""), schema, headers)


def _schema(document: Document, name: str) -> Schema:
    schema = document["components"]["schemas"][name]
    rows = list(rows_of(document, schema, within=(name,)))
    return Schema(name, schema.get("description", ""), rows)


def _names_of_schemas(operations: Sequence[Operation]) -> list[str]:
    """Bodies first, then answers, each once."""
    bodies = [name for operation in operations for name in operation.bodies]
    answers = [one.schema for operation in operations for one in operation.answers]
    errors = [one.schema for operation in operations for one in operation.errors]
    return [name for name in dict.fromkeys(bodies + answers + errors) if name]


def _row(
    document: Document,
    path: str,
    given: Document,
    *,
    required: bool,
    nullable: bool = False,
    place: str = "",
) -> FieldRow:
    schema, may_be_null = _plain(document, given)
    # A parameter that is null is one that is not given.
    nullable = (nullable or may_be_null) and not place
    kind = _type(document, schema) + (" or null" if nullable else "")
    described = [schema.get("title", ""), schema.get("description", "")]
    items, _nullable = _plain(document, schema.get("items", {}))
    limits = [
        words.format(_in_words(schema[name]))
        for name, words in LIMITS.items()
        if schema.get(name) not in (None, [], {}, "")
    ]
    choices = [str(value) for value in schema.get("enum", items.get("enum", ()))]
    label = ". ".join(dict.fromkeys(filter(None, described)))
    return FieldRow(path, kind, required, label, limits, choices, place)


def _in_words(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _type(document: Document, schema: Document) -> str:
    if schema.get("format") in NAMES_OF_FORMATS:
        return NAMES_OF_FORMATS[schema["format"]]
    if "enum" in schema:
        return "one of"
    kind = schema.get("type", "")
    if kind == "array":
        items, _nullable = _plain(document, schema.get("items", {}))
        return f"list of {_type(document, items)}"
    if not kind and "anyOf" in schema:
        kinds = (_type(document, _plain(document, one)[0]) for one in schema["anyOf"])
        return " or ".join(dict.fromkeys(kinds))
    return NAMES_OF_TYPES.get(kind, "anything")


def _plain(document: Document, schema: Document) -> tuple[Document, bool]:
    """The schema without references and without the alternative null; whether null was one."""
    nullable = False
    options = schema.get("anyOf", ())
    kept = [option for option in options if option.get("type") != "null"]
    if len(kept) == 1:
        nullable = len(kept) < len(options)
        said = {name: value for name, value in schema.items() if name != "anyOf"}
        schema = {**kept[0], **said}
    if "$ref" in schema:
        said = {name: value for name, value in schema.items() if name != "$ref"}
        target = document["components"]["schemas"][_last(schema["$ref"])]
        return _plain(document, {**target, "title": "", **said})[0], nullable
    return schema, nullable


def _name_of_content(document: Document, said: Document) -> str:
    schema = said.get("content", {}).values()
    return next((_name_of(document, one["schema"]) for one in schema if "schema" in one), "")


def _names_of_content(said: Document) -> list[str]:
    """The names of the schemas of which the content may be, in any of its media types."""
    schemas = [one["schema"] for one in said.get("content", {}).values() if "schema" in one]
    options = [one for schema in schemas for one in (schema, *schema.get("anyOf", ()))]
    return list(dict.fromkeys(_last(one["$ref"]) for one in options if "$ref" in one))


def _name_of(document: Document, schema: Document) -> str:
    """The name under which a schema is kept, or nothing where it has none."""
    for option in (schema, *schema.get("anyOf", ())):
        if "$ref" in option:
            return _last(option["$ref"])
    return ""


def _last(reference: str) -> str:
    return reference.rpartition("/")[2]
