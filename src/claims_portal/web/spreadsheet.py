"""Tables to download as CSV, line by line, safe to open in a spreadsheet."""

from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

from claims_portal.spreadsheet import csv_lines


def spreadsheet(name: str, lines: Iterable[Iterable[object]]) -> StreamingHttpResponse:
    """An answer that is sent while the lines are read; the first line is the heading."""
    return StreamingHttpResponse(
        _written(lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _written(lines: Iterable[Iterable[object]]) -> Iterator[str]:
    # Excel takes the encoding from this mark.
    yield "\ufeff"
    yield from csv_lines(lines)
