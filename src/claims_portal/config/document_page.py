"""The forms beside the old interface's data dictionary, as a page, made from both.

The dictionaries are a file each in the tests, which hold every row of them against the
forms; here they are read to say where each row went.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from django.conf import settings

from claims_portal.claims.documents.base import Document, Rule, kind_of
from claims_portal.claims.documents.cnf_elpl import ElCnf, EldCnf, PlCnf
from claims_portal.claims.documents.conversion import FORMS
from claims_portal.claims.documents.outline import Section, outline
from claims_portal.claims.process.figures import figures_of

DICTIONARIES = settings.ROOT / "tests" / "documents" / "dictionaries"
CNF_OF_LIABILITY = (ElCnf, EldCnf, PlCnf)
# The dictionaries call some forms otherwise than the portal does.
NAMES = {
    "interim-pack": "interim",
    "settlement-pack": "stage2",
    "by-representative": "by-cr",
    "by-compensator": "by-comp",
}

ABOUT = """\
# Forms

Made from `claims/documents`, `claims/process/figures.py` and the dictionaries under
`tests/documents/dictionaries` by `make docs`; a test fails when it is not fresh, and another
holds type, length, need, rows and code list of each row against the form. The other way
round, and other spellings: [wire names](wire-names.md).
"""


class Row(NamedTuple):
    """A row of a dictionary, and the field of each form that takes it."""

    path: str
    kind: str
    required: bool
    fields: Mapping[type[Document], str]

    @property
    def built(self) -> bool:
        return bool(self.fields)


def dictionary_of(form: type[Document]) -> str:
    """The name of the dictionary that a form is held against."""
    if form in CNF_OF_LIABILITY:
        return "elpl_cnf"
    name = kind_of(form)
    for ours, theirs in NAMES.items():
        name = name.replace(ours, theirs)
    return name.replace("-", "_")


@cache
def forms_of_dictionaries() -> dict[str, list[type[Document]]]:
    found: dict[str, list[type[Document]]] = {}
    for form in FORMS:
        found.setdefault(dictionary_of(form), []).append(form)
    return found


def rows_of(dictionary: str) -> list[Row]:
    forms = forms_of_dictionaries()[dictionary]
    fields = {form: dict(_fields(form)) for form in forms}
    return [
        Row(
            row["wire_path"],
            row["type"],
            row["required"] == "yes",
            _taken(row["wire_path"], row["type"] == "group", fields),
        )
        for row in read(dictionary)
    ]


def read(dictionary: str) -> list[dict[str, str]]:
    with (DICTIONARIES / f"{dictionary}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def page() -> str:
    names = list(forms_of_dictionaries())
    coverage = {name: rows_of(name) for name in names}
    return "\n".join(
        [
            ABOUT,
            "| dictionary | form | rows | built |",
            "|---|---|---|---|",
            *(_summary(name, rows) for name, rows in coverage.items()),
            "",
            *(line for name, rows in coverage.items() for line in _chapter(name, rows)),
        ]
    )


def _fields(form: type[Document]) -> Iterator[tuple[str, str]]:
    """Wire path and pointer of everything in the form, groups too."""
    whole = outline(form)
    yield form.wire, "/"
    if whole.tag and form.tag_wire:
        yield f"{form.wire}/{form.tag_wire}", f"/{whole.tag[0]}"
    yield from _fields_below(whole, form.wire)


def _fields_below(section: Section, path: str) -> Iterator[tuple[str, str]]:
    for item in section.items:
        below = f"{path}/{item.wire}" if item.wire else path
        yield below, item.pointer
        if isinstance(item, Section):
            yield from _fields_below(item, below)


def _taken(
    path: str, is_group: bool, fields: Mapping[type[Document], Mapping[str, str]]
) -> dict[type[Document], str]:
    """A group of theirs may be none of ours, as long as something below it is."""
    taken = {}
    for form, of_form in fields.items():
        if path in of_form:
            taken[form] = of_form[path]
        elif is_group and any(one.startswith(f"{path}/") for one in of_form):
            taken[form] = "its fields"
    return taken


def _summary(name: str, rows: list[Row]) -> str:
    titles = ", ".join(form.title for form in forms_of_dictionaries()[name])
    return f"| `{name}` | {titles} | {len(rows)} | {sum(row.built for row in rows)} |"


def _chapter(name: str, rows: list[Row]) -> Iterator[str]:
    forms = forms_of_dictionaries()[name]
    root = forms[0].wire
    yield f"## {name}: {', '.join(form.title for form in forms)}"
    yield ""
    yield f"| row of `{root}` | type | needed | our field |"
    yield "|---|---|---|---|"
    for row in rows:
        where = row.path.removeprefix(f"{root}/")
        needed = "yes" if row.required else ""
        yield f"| `{where}` | {row.kind} | {needed} | {_our_field(row, forms)} |"
    yield ""
    yield from _rules(forms[0])
    yield from _figures(forms[0])


def _our_field(row: Row, forms: list[type[Document]]) -> str:
    if not row.fields:
        return "none"
    by_field: dict[str, list[str]] = {}
    for form, field in row.fields.items():
        by_field.setdefault(field, []).append(kind_of(form).partition("-")[0])
    shared = len(by_field) == 1 and len(row.fields) == len(forms)
    return ", ".join(
        (f"`{field}`" if field.startswith("/") else field)
        + ("" if shared else f" ({', '.join(types)})")
        for field, types in by_field.items()
    )


def _rules(form: type[Document]) -> Iterator[str]:
    rules = list(_every_rule(form.rules))
    if not rules:
        return
    yield "Rules between the fields:"
    yield ""
    yield "| rule | source |"
    yield "|---|---|"
    for says, rule in rules:
        inferred = " [inferred]" if rule.inferred else ""
        yield f"| {says} | {rule.source}{inferred} |"
    yield ""


def _every_rule(rules: tuple[Rule, ...]) -> Iterator[tuple[str, Rule]]:
    for rule in rules:
        for part in rule.parts:
            yield f"{rule.says}: {part.says}", part
        if not rule.parts:
            yield rule.says, rule


def _figures(form: type[Document]) -> Iterator[str]:
    """The figures of the sample, which has all that the form has in common cases."""
    found = figures_of(form, _sample(kind_of(form)), {"sent": _samples()})
    if found is None:
        return
    yield "Figures:"
    yield ""
    yield "| figure | how it is counted | the old interface's name |"
    yield "|---|---|---|"
    for one in found.sums:
        sealed = " (part B, sealed)" if one.sealed else ""
        yield f"| {one.name}{sealed} | {one.formula} | {one.legacy or '-'} |"
    yield ""


@cache
def _samples() -> dict[str, Any]:
    return {kind_of(form): _sample(kind_of(form)) for form in FORMS}


def _sample(kind: str) -> Any:
    name = f"{kind.replace('-', '_')}.json"
    return json.loads(resources.files("claims_portal.samples").joinpath(name).read_text("utf-8"))
