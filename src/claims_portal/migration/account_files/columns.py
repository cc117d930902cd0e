"""The columns of an account file, and where a given file has them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from claims_portal.migration.account_files.faults import FileRefused

COLUMNS: tuple[str, ...] = (
    "organisation_id", "organisation_name", "organisation_type", "claim_types",
    "branch_id", "branch_name", "branch_type",
    "user_id", "forename", "surname", "email", "mfa_email", "mfa_verified", "mobile",
    "profiles", "enabled", "active",
    "created_on", "expires_on", "last_used_on", "password_changed_on", "channel",
)  # fmt: skip
COMPULSORY = ("organisation_id", "user_id")
MOST_COLUMNS = 500
MOST_REMARKED = 20

CHARACTERS_TOGETHER = 200_000

Row = Sequence[str]


class Rows(NamedTuple):
    """Rows that are worked on together, and the line of each; cells in the order of COLUMNS.

    None of them has more characters than `longest`.
    """

    lines: Sequence[int]
    cells: Sequence[Row]
    longest: int


def together(rows: Iterable[tuple[int, Row]]) -> Iterator[Rows]:
    """Rows that come one by one; few of them where they are long."""
    lines: list[int] = []
    cells: list[Row] = []
    characters = longest = 0
    for line, row in rows:
        lines.append(line)
        cells.append(row)
        size = sum(map(len, row))
        characters, longest = characters + size, max(longest, size)
        if characters > CHARACTERS_TOGETHER:
            yield Rows(lines, cells, longest)
            lines, cells, characters, longest = [], [], 0, 0
    if lines:
        yield Rows(lines, cells, longest)


def plain_name(heading: str) -> str:
    """The heading without what people write differently: case, blanks, underscores, dashes."""
    return re.sub(r"[\s_\-‐-―]+", "_", heading.replace("\ufeff", "").strip()).strip("_").casefold()


def names_of(mapping: Mapping[str, str] | None) -> dict[str, str]:
    """Our columns by what the file calls them; refuses a mapping to what is no column."""
    ours = {name: name for name in COLUMNS}
    for theirs, wanted in (mapping or {}).items():
        column = plain_name(wanted)
        if column not in COLUMNS:
            raise FileRefused(
                f"The column mapping names {wanted[:60]}, which is no column of an account file. "
                f"The columns are: {', '.join(COLUMNS)}."
            )
        ours[plain_name(theirs)] = column
    return ours


class Header:
    """Where the columns of `COLUMNS` stand in the rows of a file; raises FileRefused."""

    def __init__(self, headings: Sequence[str], mapping: Mapping[str, str] | None) -> None:
        self.headings = list(headings)
        try:
            self._find(headings, mapping)
        except FileRefused as refused:
            refused.headings = self.headings[:MOST_COLUMNS]
            raise

    def _find(self, headings: Sequence[str], mapping: Mapping[str, str] | None) -> None:
        if len(headings) > MOST_COLUMNS:
            raise FileRefused(f"The first line has more than {MOST_COLUMNS} columns.")
        self.width = len(headings)
        plain = [plain_name(heading) for heading in headings]
        _must_have_what_is_mapped(plain, mapping)
        ours = names_of(mapping)
        found = [ours.get(name, "") for name in plain]
        _must_be_single(found)
        _must_be_single(plain)
        _must_be_there(found, headings)
        self.columns = frozenset(filter(None, found))
        self.unknown = [
            heading.strip()
            for heading, name, column in zip(headings, plain, found, strict=True)
            if name and not column
        ]
        self._places = [
            found.index(column) if column in found else self.width for column in COLUMNS
        ]

    def picker(self) -> Callable[[list[str]], Row]:
        """Puts the cells of a row into the order of COLUMNS; those not in the file are blank."""
        if self._places == list(range(self.width)):
            return _as_they_are
        pick: Callable[[list[str]], Row] = itemgetter(*self._places)
        if self.width not in self._places:
            return pick

        def pick_with_blanks(cells: list[str]) -> Row:
            return pick([*cells, ""])

        return pick_with_blanks


def _as_they_are(cells: list[str]) -> Row:
    return cells


def known_among(headings: Iterable[str], mapping: Mapping[str, str] | None) -> int:
    """How many of the headings are columns that we know."""
    ours = names_of(mapping)
    return sum(plain_name(heading) in ours for heading in headings)


def remarks_on_unknown(headings: Sequence[str]) -> Iterator[str]:
    for heading in headings[:MOST_REMARKED]:
        yield f"The column {heading[:60]} is not known and was left out."
    if len(headings) > MOST_REMARKED:
        yield f"{len(headings) - MOST_REMARKED} more columns are not known and were left out."


def _must_have_what_is_mapped(plain: Sequence[str], mapping: Mapping[str, str] | None) -> None:
    for theirs in mapping or {}:
        if plain_name(theirs) not in plain:
            raise FileRefused(
                f"The column mapping names {theirs[:60]}, which the file does not have."
            )


def _must_be_single(names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in filter(None, names):
        if name in seen:
            raise FileRefused(f"The file has two columns {name[:60]}; which of them counts?")
        seen.add(name)


def _must_be_there(found: Sequence[str], headings: Sequence[str]) -> None:
    missing = [column for column in COMPULSORY if column not in found]
    if missing:
        there = ", ".join(heading.strip()[:30] for heading in headings[:8] if heading.strip())
        raise FileRefused(
            f"The file has no column {' and no column '.join(missing)}. Its first line is: "
            f"{there or 'blank'}. Name the columns as in the template, or give a column mapping."
        )
