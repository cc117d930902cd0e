"""Rows that are read many at once come out as they do one by one."""

from hypothesis import example, given
from hypothesis import strategies as st

from claims_portal.migration.account_files import COLUMNS, Fault, Rows
from claims_portal.migration.account_rows import LONGEST_ROW
from claims_portal.migration.copied_rows import CopiedRows
from tests.migration.account_files import ROW

ODD = (
    "", " ", "yes", "no", "maybe", "001", "1", "CR", "COMP", "LIP", "RTA", "api", "central",
    "2026-02-30", "31/12/2026", "CR Administrator;CR RTA Team Leader", "COMP Administrator",
    "a@b", " jo@harbourrow.example.com ", "jo@münchen.example", "'=1+1", "tab\there", "back\\slash",
    "line\nend", "O’Neill", "Łukasz", "\u202eturned", "x" * 60, "x" * 300,
)  # fmt: skip
cells = st.one_of(st.sampled_from(ODD), st.text(max_size=20))
changes = st.dictionaries(st.integers(0, len(COLUMNS) - 1), cells, max_size=3)


def taken(rows: list[list[str]], *, longest: int) -> tuple[list[str], list[str], list[Fault], int]:
    faults: list[Fault] = []
    copied = CopiedRows(faults.append)
    text = copied.lines(Rows(range(2, 2 + len(rows)), rows, longest))
    return sorted(text.splitlines()), copied.new_places, faults, copied.count


@given(st.lists(changes, min_size=1, max_size=8))
@example([{COLUMNS.index("forename"): "\x0b"}, {COLUMNS.index("surname"): "Heron\u2028"}])
def test_many_at_once_are_as_one_by_one(changed: list[dict[int, str]]) -> None:
    rows = [[some.get(place, text) for place, text in enumerate(ROW)] for some in changed]

    at_once = taken(rows, longest=LONGEST_ROW)
    one_by_one = taken(rows, longest=LONGEST_ROW + 1)

    (lines, places, faults, count), (lines_too, places_too, faults_too, count_too) = (
        at_once,
        one_by_one,
    )
    assert count == count_too == len(lines) == len(lines_too)
    assert faults == faults_too
    assert [_without_place(one) for one in lines] == [_without_place(one) for one in lines_too]
    # Only where a row is refused may a place have a number that no row has.
    assert {_of_place(one) for one in places_too} <= {_of_place(one) for one in places}
    assert _places_of(lines, places) == _places_of(lines_too, places_too)


def _without_place(line: str) -> tuple[str, ...]:
    cells = line.split("\t")
    cells[-1] = cells[-1].replace(r"\N", cells[-3])
    return (cells[0], *cells[2:])


def _of_place(line: str) -> str:
    return line.split("\t", 1)[1]


def _places_of(lines: list[str], places: list[str]) -> list[str]:
    by_number = {one.split("\t", 1)[0]: _of_place(one) for one in places}
    return [by_number[line.split("\t")[1]] for line in lines]
