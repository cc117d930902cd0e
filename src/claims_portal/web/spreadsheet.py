"""Tables to download as CSV, line by line, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
"""A cell that begins so would be run as a formula by a spreadsheet, whoever wrote it."""
LINES_AT_ONCE = 100


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def spreadsheet(name: str, lines: Iterable[Iterable[object]]) -> StreamingHttpResponse:
    """An answer that is sent while the lines are read; the first line is the heading."""
    return StreamingHttpResponse(
        _written(lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def harmless(value: object) -> str:
    """The text of a cell; an apostrophe keeps a formula from being one."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULAS) else text


def _written(lines: Iterable[Iterable[object]]) -> Iterator[str]:
    # Excel takes the encoding from this mark.
    waiting = ["\ufeff"]
    writer = csv.writer(_Echo())
    for line in lines:
        waiting.append(writer.writerow([harmless(value) for value in line]))
        if len(waiting) >= LINES_AT_ONCE:
            yield "".join(waiting)
            waiting = []
    yield "".join(waiting)
