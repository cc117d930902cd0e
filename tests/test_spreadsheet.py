"""What goes out as CSV is text and no formula when a spreadsheet opens it."""

import csv
import io

import pytest

from claims_portal.spreadsheet import csv_lines, safe_cell, unsafe_cell


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+44 7700 900101", "'+44 7700 900101"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),  # noqa: RUF001
        ("Harbour Row", "Harbour Row"),
        ("a=b", "a=b"),
        ("jo@firm.example.com", "jo@firm.example.com"),
        ("", ""),
    ],
)
def test_no_cell_begins_a_formula_and_every_text_comes_back(text: str, safe: str) -> None:
    assert safe_cell(text) == safe
    assert unsafe_cell(safe) == text


def test_rows_become_csv_piece_by_piece_with_numbers_as_they_are() -> None:
    rows = [("=1", -2, None, 'say "x", y'), *[("x", 1, True, "\n")] * 1_200]

    pieces = list(csv_lines(rows))

    assert len(pieces) == 3
    read_back = list(csv.reader(io.StringIO("".join(pieces), newline="")))
    assert read_back[0] == ["'=1", "-2", "", 'say "x", y']
    assert len(read_back) == 1_201
