"""Typst sets the form: A4, tagged for accessibility (PDF/UA-1) and for archives (PDF/A-2a).

Everything that people typed goes in as JSON text (`sys.inputs`); the template never
evaluates it.
"""

from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import typst

from claims_portal.files.printing.content import Content

TEMPLATE_VERSION = 1
"""Counted up with every change of what a form looks like."""
STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
_HERE = Path(str(resources.files("claims_portal.files.printing")))
TEMPLATE = _HERE / "form.typ"
NO_GLYPH = ("could not be displayed", "disallowed codepoint")
"""What typst says where a character has no glyph, or may not stand in a document."""
FIRST_FONT, LAST_FONT = "Noto Sans", "Noto Sans CJK SC"
ONE_CHARACTER = b"""
#set document(title: "One character")
#set text(font: json(bytes(sys.inputs.at("fonts"))))
#sys.inputs.at("character")
"""
LONGEST_WORD = 24
"""Characters without a blank that surely fit on a line of the narrowest column."""
_MAY_BREAK = "\u200b"


def pdf(content: Content, *, timestamp: int) -> bytes:
    """The same content and instant give the same bytes.

    Characters that no font of ours has come out as their code, like [U+1F600].
    """
    said = msgspec.to_builtins(content)
    try:
        return _set(said, timestamp, STANDARDS)
    except typst.TypstError as unset:
        if not any(reason in unset.message for reason in NO_GLYPH):
            raise
    try:
        return _set(_shown(said), timestamp, STANDARDS)
    except typst.TypstError:
        # Marks on letters of another script, each of them known: rather a gap than no form.
        return _set(_shown(said), timestamp, [])


@cache
def fonts() -> typst.Fonts:
    cjk = resources.files("noto_cjk_sans_otc")
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(_HERE / "fonts"), str(cjk)],
    )


@cache
def _families() -> list[str]:
    """In the order in which they are tried: Chinese, Japanese and Korean in one, last."""
    others = [name for name in fonts().families() if "CJK" not in name and name != FIRST_FONT]
    return [FIRST_FONT, *others, LAST_FONT]


def _set(said: Any, timestamp: int, standards: "list[typst.PDFStandard]") -> bytes:
    made = _compiler(said).compile(format="pdf", pdf_standards=standards, timestamp=timestamp)
    assert isinstance(made, bytes)  # noqa: S101 - a PDF is one file
    return made


def _compiler(said: Any) -> typst.Compiler:
    content = msgspec.json.encode(_breakable(said)).decode()
    return typst.Compiler(
        str(TEMPLATE),
        root=str(_HERE),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={
            "content": content,
            "fonts": msgspec.json.encode(_families()).decode(),
            "version": str(TEMPLATE_VERSION),
        },
    )


def _breakable(said: Any) -> Any:
    """Words that are longer than a line may be broken anywhere."""
    if isinstance(said, str):
        return "".join(_with_breaks(said)) if len(said) > LONGEST_WORD else said
    return _each(said, _breakable)


def _with_breaks(text: str) -> Iterator[str]:
    since = 0
    for character in text:
        since = 0 if character.isspace() else since + 1
        if since > LONGEST_WORD:
            yield _MAY_BREAK
            since = 1
        yield character


def _shown(said: Any) -> Any:
    if isinstance(said, str):
        return "".join(
            one if one in "\n\t" or one.isascii() and one.isprintable() or _has_glyph(one)
            else f"[U+{ord(one):04X}]"
            for one in said
        )  # fmt: skip
    return _each(said, _shown)


@cache
def _has_glyph(character: str) -> bool:
    """Typst refuses to set a character that no font has: it is asked with that alone."""
    inputs = {"character": character, "fonts": msgspec.json.encode(_families()).decode()}
    compiler = typst.Compiler(
        ONE_CHARACTER, font_paths=fonts(), ignore_system_fonts=True, sys_inputs=inputs
    )
    try:
        compiler.compile(format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError:
        return False
    return True


def _each(said: Any, change: Any) -> Any:
    if isinstance(said, dict):
        return {name: change(value) for name, value in said.items()}
    if isinstance(said, list):
        return [change(value) for value in said]
    return said
