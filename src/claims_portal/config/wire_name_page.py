"""Our names beside the old interface's, as a page that people read, made from the forms."""

from collections.abc import Iterator, Mapping

from claims_portal.claims.documents.conversion import FORMS
from claims_portal.claims.documents.legacy_names import ALIASES, DEFAULTS, RETIRED_CODES
from claims_portal.claims.documents.outline import Section, outline
from claims_portal.migration.claims.shape import (
    FACTS,
    FORM_ALIASES,
    PHASE_ALIASES,
    SAID_OF_FILE,
    SAID_OF_FORM,
    Names,
)


def page() -> str:
    return "\n".join(
        [
            "# Names of the old interface",
            "",
            "Made from `claims/documents` and `migration/claims/shape.py` by `make docs`; a test",
            "fails when it is not fresh. How they are read: [migration](migration.md).",
            "",
            *(line for form in FORMS for line in _form(outline(form))),
            "## Other spellings that are read",
            "",
            "Letter case never matters.",
            "",
            "| written | read as | where it comes from |",
            "|---|---|---|",
            *(f"| `{written}` | `{name}` | {source} |" for written, name, source in ALIASES),
            "",
            "## What is put in where an older release has no such field",
            "",
            "| field | value | why |",
            "|---|---|---|",
            *(
                f"| `{default.pointer}` | `{default.value}` | {default.why} |"
                for default in DEFAULTS
            ),
            *(
                f"| `@{name}` | `{word}` | {why} |"
                for (name, _), (word, why) in RETIRED_CODES.items()
            ),
            "",
            *_facts(),
            "",
        ]
    )


def _facts() -> Iterator[str]:
    tables = {
        "What a whole claim says beside its forms": FACTS,
        "What a whole claim says of a form": SAID_OF_FORM,
        "What a whole claim says of a file": SAID_OF_FILE,
    }
    for title, table in tables.items():
        yield from (f"## {title}", "")
        yield from _names(table)
        yield ""
    yield from ("## Other names of forms and phases in a whole claim", "")
    yield from ("| name | read as |", "|---|---|")
    for name, known in {**FORM_ALIASES, **PHASE_ALIASES}.items():
        yield f"| `{name}` | `{known}` |"


def _names(table: Mapping[str, Names]) -> Iterator[str]:
    yield "| fact | names that are looked for | source |"
    yield "|---|---|---|"
    for fact, where in table.items():
        names = ", ".join(f"`{name}`" for name in where.names)
        yield f"| {fact.replace('_', ' ')} | {names} | {where.source} |"


def _form(form: Section) -> Iterator[str]:
    yield f"## {form.label}: `{form.wire}`"
    yield ""
    yield "| our field | the old interface's | codes |"
    yield "|---|---|---|"
    for wire, question in form.wired():
        codes = ", ".join(f"{one.legacy} `{one.value}`" for one in question.choices or ())
        yield f"| `{question.pointer}` | `{wire}` | {codes or '-'} |"
    yield ""
