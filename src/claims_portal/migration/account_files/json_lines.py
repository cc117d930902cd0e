"""JSON lines: one object a line, with the names of the columns."""

from collections.abc import Iterator, Mapping
from itertools import dropwhile

import msgspec

from claims_portal.migration.account_files.columns import (
    COLUMNS,
    Row,
    Rows,
    names_of,
    plain_name,
    together,
)
from claims_portal.migration.account_files.faults import LONGEST_VALUE, Fault, FileRefused, Refuse
from claims_portal.migration.account_files.text import NUL, TextFile, why_unreadable

LISTS = ("profiles", "claim_types")
FLAGS = ("mfa_verified", "enabled", "active")
BETWEEN = ";"
MOST_NAMES = 500
_decode = msgspec.json.Decoder(dict[str, object]).decode


class JsonLinesFile:
    """The rows of a file of JSON lines. `unknown` grows while it is read."""

    def __init__(self, text: TextFile, mapping: Mapping[str, str] | None) -> None:
        self._text = text
        self._ours = names_of(mapping)
        self._places: dict[str, int | None] = {}
        self.unknown: list[str] = []
        self.columns = frozenset(COLUMNS)
        self.headings = self._names_of_the_first_object()

    def rows(self, refuse: Refuse) -> Iterator[Rows]:
        return together(self._one_by_one(refuse))

    def _one_by_one(self, refuse: Refuse) -> Iterator[tuple[int, Row]]:
        for block in self._text.blocks():
            for number, line in enumerate(block.lines, start=block.first):
                if not line or line.isspace():
                    continue
                if rule := why_unreadable(line) if block.doubtful else "":
                    refuse(Fault(number, "", line, rule))
                    continue
                row = self._row(number, line, refuse)
                if row:
                    yield number, row

    def _row(self, number: int, line: str, refuse: Refuse) -> Row | None:
        try:
            given = _decode(line)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as fault:
            refuse(Fault(number, "", line, f"The line is no JSON object. {fault}"[:200]))
            return None
        values = [""] * len(COLUMNS)
        faults = []
        for name, value in given.items():
            place = self._places[name] if name in self._places else self._place(name)
            if place is None or value is None:
                continue
            text, rule = (value, "") if type(value) is str else _text(COLUMNS[place], value)
            if values[place] or rule:
                rule = rule or "The line has the column twice."
                faults.append(Fault(number, COLUMNS[place], str(value)[:LONGEST_VALUE], rule))
            values[place] = text
        if NUL in "".join(values):
            faults.append(Fault(number, "", line, "The line has NUL characters in it."))
        for one in faults:
            refuse(one)
        return None if faults else tuple(values)

    def _place(self, name: str) -> int | None:
        """Where the value of this name goes; remembered, as long as names are no flood."""
        column = self._ours.get(plain_name(name))
        place = COLUMNS.index(column) if column else None
        if len(self._places) < MOST_NAMES:
            self._places[name] = place
            if place is None:
                self.unknown.append(name)
        return place

    def _names_of_the_first_object(self) -> list[str]:
        """JSON of another shape would otherwise be refused a million times, line by line."""
        lines = (line for block in self._text.blocks() for line in block.lines)
        first = next(dropwhile(lambda line: not line.strip(), lines), None)
        if first is None:
            raise FileRefused("The file is empty.")
        if first.strip() in ("{", "[") or first.lstrip().startswith("["):
            raise FileRefused(
                "The file is JSON, but not JSON lines: write one whole object on each line, "
                "without a list around them."
            )
        try:
            return list(_decode(first))[:MOST_NAMES]
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            # Told with its line when the rows are read.
            return []


def _text(column: str, value: object) -> tuple[str, str]:
    """The value as a CSV would have it, and the rule that it breaks."""
    if isinstance(value, bool) and column in FLAGS:
        return "yes" if value else "no", ""
    if isinstance(value, list) and column in LISTS:
        if all(isinstance(one, str) and BETWEEN not in one for one in value):
            return BETWEEN.join(value), ""
        return "", "The list must have texts in it, each of them one name."
    wanted = "a text"
    if column in FLAGS:
        wanted = "true, false or a text"
    elif column in LISTS:
        wanted = "a list of texts, or one text"
    return "", f"The value must be {wanted}."
