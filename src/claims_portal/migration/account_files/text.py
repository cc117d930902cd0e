"""Text files as numbered lines: encoding, line ends, and lines of any length.

A file of any size is read in blocks, and a line is kept up to LONGEST_LINE only, so
that memory stays flat whatever the file is.
"""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claims_portal.migration.account_files.faults import FileRefused

BLOCK = 256 * 1024
LONGEST_LINE = 100_000
UNDECODABLE = "\udfff"
"""Stands in the text for bytes that are none of the encoding; no text can have it."""
NUL = "\0"
_HANDLER = "claims_portal.undecodable"
_TOO_SHORT_TO_TELL = 4

codecs.register_error(_HANDLER, lambda error: (UNDECODABLE, error.end))  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Encoding:
    codec: str
    skip: int = 0
    """Bytes of the byte-order mark."""
    remark: str = ""


@dataclass(slots=True)
class Block:
    """Lines, without their ends, of which `first` is the number of the first; `longest` is
    the length of the longest.

    A line longer than LONGEST_LINE is cut to one character more. `doubtful`: some
    line is over-long, or has a NUL or bytes that are none of the encoding.
    """

    first: int
    lines: list[str]
    longest: int
    doubtful: bool
    quoted: bool


def why_unreadable(line: str) -> str:
    """The rule that a doubtful line breaks, or nothing."""
    if len(line) > LONGEST_LINE:
        return f"A line may have {LONGEST_LINE:,} characters at most."
    if NUL in line:
        return "The line has NUL characters in it: the file is damaged here, or no text."
    if UNDECODABLE in line:
        return "The line has bytes that are no letters of the file’s encoding."
    return ""


class TextFile:
    """The lines of a file in blocks. `position` counts the bytes that were read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.position = 0
        self.encoding = encoding_of(path)

    def blocks(self) -> Iterator[Block]:
        number, rest = 1, ""
        for text in self._texts():
            text = rest + text
            lines = text.split("\n")
            rest = lines.pop()[: LONGEST_LINE + 1]
            if lines:
                yield _block(number, lines, text)
                number += len(lines)
        if rest:
            yield _block(number, [rest], rest)

    def _texts(self) -> Iterator[str]:
        decoder = io.IncrementalNewlineDecoder(
            codecs.getincrementaldecoder(self.encoding.codec)(_HANDLER), translate=True
        )
        with self.path.open("rb") as file:
            file.seek(self.encoding.skip)
            while piece := file.read(BLOCK):
                self.position += len(piece)
                yield decoder.decode(piece)
        yield decoder.decode(b"", final=True)


def _block(number: int, lines: list[str], text: str) -> Block:
    """`text` has all of the lines, maybe more: to look through it at once is faster."""
    longest = max(map(len, lines))
    doubtful = longest > LONGEST_LINE or NUL in text or UNDECODABLE in text
    if longest > LONGEST_LINE:
        lines = [line[: LONGEST_LINE + 1] for line in lines]
    return Block(number, lines, longest, doubtful, quoted='"' in text)


def encoding_of(path: Path) -> Encoding:
    """Told from the byte-order mark, else from the bytes; Windows-1252 where it is no UTF."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise FileRefused("The file is in UTF-32. Save it as UTF-8.")
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if head.startswith(mark):
            return Encoding(codec, len(mark))
    return _utf_16_without_mark(head) or _eight_bits(path)


def _utf_16_without_mark(head: bytes) -> Encoding | None:
    """A header is in Latin letters, so that every second byte of it is zero."""
    if NUL.encode() not in head:
        return None
    start = head[:64]
    even, odd = start[::2], start[1::2]
    if len(start) >= _TOO_SHORT_TO_TELL:
        if not any(odd) and all(even):
            return Encoding("utf-16-le", remark="Read as UTF-16 (little-endian), without a mark.")
        if not any(even) and all(odd):
            return Encoding("utf-16-be", remark="Read as UTF-16 (big-endian), without a mark.")
    if NUL.encode() in start.splitlines()[0]:
        raise FileRefused("This is no text file. Save the accounts as CSV, XLSX or JSON lines.")
    return None


def _eight_bits(path: Path) -> Encoding:
    if _is_utf_8(path):
        return Encoding("utf-8")
    other, broken = 0, 0
    for text in _decoded(path, _HANDLER):
        faults = text.count(UNDECODABLE)
        broken += faults
        other += len(text) - len(text.encode("ascii", "ignore")) - faults
    if broken <= other:
        return Encoding("utf-8", remark="The file is UTF-8, but not in all of its lines.")
    return Encoding("cp1252", remark="The file is not UTF-8; it was read as Windows-1252.")


def _is_utf_8(path: Path) -> bool:
    try:
        for _ in _decoded(path, "strict"):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _decoded(path: Path, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")(errors)
    with path.open("rb") as file:
        while piece := file.read(BLOCK):
            yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)
