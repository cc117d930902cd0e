"""`make messages`: collects the texts of the pages and brings each language's catalogue up to date.

Babel does it, so that no gettext of the system is needed. Texts are found where templates and
modules mark them, and in the tables of the business (see `scripts.texts_of_tables`), which pages
translate as they print them. Places are told by file alone: a line number would change
with every line above it.
"""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parent.parent / "src" / "claims_portal"
LOCALE = SOURCE / "locale"
TEMPLATE = LOCALE / "django.pot"
FUNCTIONS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "words": None,
    "ngettext": (1, 2),
}  # fmt: skip
"""What marks a text; `words` is what modules call gettext_lazy beside `_`."""
HEADER = "# Texts of the claims portal, collected by `make messages`."
LEFT_OUT = (
    b'"POT-Creation', b'"PO-Revision', b'"Project-Id', b'"Report-Msgid', b'"Last-Translator',
    b'"Language-Team',
)  # fmt: skip
Found = tuple[str, str | tuple[str, str]]


def collected() -> Catalog:
    """Every text that a page may show, in English."""
    catalog = Catalog(project="claims-portal", header_comment=HEADER, fuzzy=False)
    for place, text in (*_in_templates(), *_in_modules(), *_in_tables()):
        catalog.add(text, locations=[(place, 0)])
    return catalog


def _in_templates() -> Iterator[Found]:
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        # In brackets, so that Python's lexer does not mind how the template is indented.
        yield from _marked(path, f"({templatize(path.read_text(), origin=str(path))}\n)")


def _in_modules() -> Iterator[Found]:
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text()
        if "from django.utils.translation import" in text:
            yield from _marked(path, text)


def _marked(path: Path, source: str) -> Iterator[Found]:
    place = path.relative_to(SOURCE).as_posix()
    for _line, text, _comments, _context in extract(
        "python", io.BytesIO(source.encode()), keywords=FUNCTIONS
    ):
        yield place, text if isinstance(text, str) else (text[0], text[1])


def _in_tables() -> Iterator[Found]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_portal.config.settings")
    import django

    django.setup()
    from scripts import texts_of_tables

    yield from texts_of_tables.collected()


def template() -> bytes:
    """The .pot as it should be: what is missing in every language."""
    return written(collected())


def updated(catalogue: Catalog, texts: Catalog) -> Catalog:
    """With all texts of now, those that are gone left out; nothing is guessed from likeness."""
    catalogue.update(texts, no_fuzzy_matching=True, update_header_comment=False)
    return catalogue


def languages() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def compile_all() -> None:
    """Beside each .po the .mo that Django reads: made at set-up, and not in the repository."""
    for path in languages():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))


def written(catalogue: Catalog) -> bytes:
    """Without the date of the day, so that the same texts are the same file, and placeholders."""
    file = io.BytesIO()
    write_po(
        file, catalogue, width=100, sort_output=True, include_lineno=False, ignore_obsolete=True
    )
    lines = file.getvalue().splitlines(keepends=True)
    return b"".join(one for one in lines if not one.startswith(LEFT_OUT))


def main(arguments: list[str]) -> int:
    if arguments == ["compile"]:
        compile_all()
        return 0
    texts = collected()
    TEMPLATE.write_bytes(written(texts))
    for path in languages():
        path.write_bytes(written(updated(read(path), texts)))
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
