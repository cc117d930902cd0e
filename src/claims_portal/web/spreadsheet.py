"""Tables to download as CSV, piece by piece, safe to open in a spreadsheet."""

from collections.abc import Iterable
from itertools import chain

from django.http import StreamingHttpResponse

from claims_portal.spreadsheet import csv_lines

# Excel takes the encoding from this mark.
_MARK = "\ufeff"


def spreadsheet(name: str, lines: Iterable[Iterable[object]]) -> StreamingHttpResponse:
    """An answer that is sent while the lines are read; the first line is the heading."""
    return StreamingHttpResponse(
        chain([_MARK], csv_lines(lines)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
