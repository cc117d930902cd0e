"""XML as strangers send it: read safely, or refused with the reason and the place.

No DTD, hence no entities of any kind and nothing fetched (defusedxml); bounds on size,
depth, number of elements and length of attributes. UTF-8 and UTF-16 are read with and
without byte-order mark and declaration; a declaration that contradicts the bytes is
noted, for .NET writers commonly declare UTF-16 and send UTF-8.
"""

import codecs
import re
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.parsers.expat import ErrorString

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

MOST_BYTES = 4_000_000
"""More than any claim of the old interface can need: a form has under 400 fields of 500."""
DEEPEST = 50
MOST_ELEMENTS = 50_000
MOST_ATTRIBUTES = 500
LONGEST_ATTRIBUTE = 10_000

_DECLARATION = re.compile(r"\s*<\?xml(?=\s)([^?>]{0,300})\?>")
_VERSION = re.compile(r"""\bversion\s*=\s*["']([^"']*)["']""")
_ENCODING = re.compile(r"""\bencoding\s*=\s*["']([^"']*)["']""")
_MARKS = (
    (codecs.BOM_UTF32_LE, ""),
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_READABLE = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "utf-16": "utf-16",
    "utf16": "utf-16",
    "utf-16le": "utf-16",
    "utf-16be": "utf-16",
    "iso-8859-1": "iso-8859-1",
    "latin1": "iso-8859-1",
    "windows-1252": "windows-1252",
}


class NotXml(Exception):
    """The bytes are not XML that the portal reads. Says why and, where known, where."""

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        self.reason, self.line, self.column = reason, line, column
        where = f" (line {line}, column {column})" if line is not None else ""
        super().__init__(f"{reason}{where}")


class Xml(NamedTuple):
    root: Element
    note: str | None
    """What was odd about the encoding, where something was."""


def read_xml(raw: bytes, *, most_bytes: int = MOST_BYTES) -> Xml:
    """The root element; raises NotXml."""
    if len(raw) > most_bytes:
        raise NotXml(f"It has {len(raw):,} bytes; at most {most_bytes:,} are read")
    text, note = _text(raw)
    return Xml(_parsed(text), note)


def _text(raw: bytes) -> tuple[str, str | None]:
    """The text with its declaration blanked out, so that lines and columns stay."""
    if not raw.strip(b" \t\r\n\0\xff\xfe\xef\xbb\xbf"):
        raise NotXml("It is empty")
    codec, without_mark = _codec_of_bytes(raw)
    declared = _declared(without_mark, codec)
    used = codec or ("utf-8" if declared == "utf-16" else declared) or "utf-8"
    text = _decoded(without_mark, used)
    found = _DECLARATION.match(text)
    if found:
        version = _VERSION.search(found[1])
        if version and version[1] != "1.0":
            raise NotXml(f"It is XML {version[1][:10]}; only XML 1.0 is read", 1, 1)
        text = re.sub(r"[^\n]", " ", found[0]) + text[found.end() :]
    spoken = "utf-16" if used.startswith("utf-16") else used
    if declared and declared != spoken:
        return text, f"declared as {declared.upper()}, but it is {spoken.upper()}"
    return text, None


def _codec_of_bytes(raw: bytes) -> tuple[str | None, bytes]:
    """What the first bytes say: by their mark, or by the zero bytes of UTF-16."""
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            if not codec:
                raise NotXml("It is UTF-32 text; send UTF-8 or UTF-16")
            return codec, raw[len(mark) :]
    if raw[1:2] == b"\0" and raw[:1] != b"\0":
        return "utf-16-le", raw
    if raw[:1] == b"\0" and raw[1:2] != b"\0":
        return "utf-16-be", raw
    return None, raw


def _declared(raw: bytes, codec: str | None) -> str | None:
    start = raw[:600].decode(codec or "latin-1", "replace")
    declaration = _DECLARATION.match(start)
    found = _ENCODING.search(declaration[1]) if declaration else None
    if found is None:
        return None
    known = _READABLE.get(found[1].strip().lower())
    if known is None:
        raise NotXml(f"It is declared as {found[1][:30]!r} text; send UTF-8 or UTF-16", 1, 1)
    return known


def _decoded(raw: bytes, codec: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(codec, "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        spoken = "UTF-16" if codec.startswith("utf-16") else codec.upper()
        raise NotXml(f"It is not {spoken} text throughout", line, column) from None


class _Refused(Exception):
    """A bound was passed."""


class _Bounded(TreeBuilder):
    """Builds the tree as long as it stays within the bounds."""

    depth = 0
    elements = 0

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST:
            raise _Refused(f"Elements are nested more than {DEEPEST} deep")
        if self.elements > MOST_ELEMENTS:
            raise _Refused(f"There are more than {MOST_ELEMENTS:,} elements")
        if len(attrs) > MOST_ATTRIBUTES:
            raise _Refused(f"An element has more than {MOST_ATTRIBUTES} attributes")
        for name, value in attrs.items():
            if len(value) > LONGEST_ATTRIBUTE or len(name) > LONGEST_ATTRIBUTE:
                raise _Refused(
                    f"The attribute {name[:60]} has {len(value):,} characters; no field of the "
                    f"old interface has more than {LONGEST_ATTRIBUTE:,}"
                )
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def _parsed(text: str) -> Element:
    parser: Any = XMLParser(target=_Bounded(), forbid_dtd=True)
    try:
        parser.feed(text.encode("utf-8"))
        root: Element = parser.close()
    except ParseError as error:
        line, column = error.position
        said = ErrorString(error.code) or "not well-formed"
        raise NotXml(f"It is not well-formed XML: {said}", line, column + 1) from None
    except DefusedXmlException:
        raise NotXml(
            "It has a document type declaration; these, entities and external references are "
            "not read",
            *_position(parser),
        ) from None
    except _Refused as refused:
        raise NotXml(str(refused), *_position(parser)) from None
    return root


def _position(parser: Any) -> tuple[int, int]:
    return parser.parser.CurrentLineNumber, parser.parser.CurrentColumnNumber + 1


def local_name(element: Element) -> str:
    """The element's name without its namespace; comments have none."""
    tag: Any = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
