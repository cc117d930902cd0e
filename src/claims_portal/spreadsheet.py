"""CSV for people: opened in a spreadsheet, no cell of it may be run as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
"""What a formula begins with; the wide forms are taken for the plain ones in East Asia."""
LINES_AT_ONCE = 500


def safe_cell(text: str) -> str:
    """The text as a spreadsheet shows it and does not run it: an apostrophe goes before."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def unsafe_cell(text: str) -> str:
    """The text before `safe_cell`: for what comes back from a spreadsheet."""
    return text[1:] if text.startswith("'") and text[1:].startswith(DANGEROUS) else text


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The rows as CSV text, piece by piece, every text in it safe. None is a blank cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    waiting = 0
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        waiting += 1
        if waiting == LINES_AT_ONCE:
            yield _emptied(buffer)
            waiting = 0
    if waiting:
        yield _emptied(buffer)


def _cell(value: object) -> object:
    """Numbers stay numbers, also those below nought; all else is text."""
    return value if value is None or isinstance(value, int | float) else safe_cell(str(value))


def _emptied(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
