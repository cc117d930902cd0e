"""CSV files of accounts, as people and programs write them."""

import csv
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims_portal.migration import account_files
from claims_portal.migration.account_files import COLUMNS, FileRefused
from tests.migration.account_files import (
    ROW,
    SHORT,
    SHORT_LINE,
    as_csv,
    reading,
    row,
    written,
)

SAMPLE = as_csv([COLUMNS, ROW, row(user_id="SIÂN01", forename="Siân")])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_delimiter_line_ends_and_encoding_are_told_from_the_file(
    tmp_path: Path, delimiter: str, ends: str, encoding: str
) -> None:
    rows = [COLUMNS, ROW, row(user_id="SIAN01", forename="Siân", surname="O'Brien; Nair, Co")]
    text = as_csv(rows, delimiter=delimiter, lineterminator=ends)

    found = reading(written(tmp_path / "a.csv", text, encoding))

    assert [values for _, values in found.rows] == rows[1:]
    assert found.faults == []


@pytest.mark.parametrize(
    ("encoding", "remark"),
    [
        ("utf-8", None),
        ("cp1252", "Windows-1252"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-16", None),
    ],
)
def test_an_encoding_that_was_guessed_is_remarked(
    tmp_path: Path, encoding: str, remark: str | None
) -> None:
    remarks = reading(written(tmp_path / "a.csv", SAMPLE, encoding)).remarks

    assert [remark in one for one in remarks] == ([True] if remark else [])


def test_a_byte_of_windows_1252_far_down_is_seen_before_the_first_row(tmp_path: Path) -> None:
    lines = [SHORT_LINE, *["CR1,USER1,Jo,Nair"] * 40_000, "CR1,USER2,Siân,Nair"]

    found = reading(written(tmp_path / "a.csv", "\n".join(lines), "cp1252"))

    assert found.of("forename")[-1] == ("Siân",)
    assert found.faults == []


def test_rows_that_are_not_of_the_file_s_encoding_are_refused_and_no_others(tmp_path: Path) -> None:
    good = f"{SHORT_LINE}\nCR1,USER1,Siân,王\nCR1,USER2,".encode()
    content = good + b"\xff\xfe,Nair\nCR1,USER3,Jo,Nair\n"

    found = reading(written(tmp_path / "a.csv", content))

    assert found.user_ids == ["USER1", "USER3"]
    assert found.refused_lines == [3]
    assert "not in all of its lines" in found.remarks[0]


@pytest.mark.parametrize(
    "heading",
    [
        "Organisation ID,User ID,Forename,Surname",
        "ORGANISATION_ID,USER_ID,FORENAME,SURNAME",
        " organisation-id , user  id , forename , surname ",
        "\ufefforganisation_id,user_id,forename,surname",
    ],
)
def test_headings_are_taken_in_any_spelling(tmp_path: Path, heading: str) -> None:
    found = reading(written(tmp_path / "a.csv", f"{heading}\nCR1,USER1,Jo,Nair\n"))

    assert found.of(*SHORT) == [("CR1", "USER1", "Jo", "Nair")]


def test_columns_come_in_our_order_and_those_missing_are_blank(tmp_path: Path) -> None:
    text = "surname,user_id,organisation_id\nNair,USER1,CR1\n"

    ((_, values),) = reading(written(tmp_path / "a.csv", text)).rows

    assert dict(zip(COLUMNS, values, strict=True)) == dict.fromkeys(COLUMNS, "") | {
        "surname": "Nair", "user_id": "USER1", "organisation_id": "CR1",
    }  # fmt: skip


def test_the_reading_knows_which_columns_the_file_has(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", f"{SHORT_LINE},fax\nCR1,USER1,Jo,Nair,1\n")

    assert account_files.read(path, refuse=pytest.fail).columns == frozenset(SHORT)


def test_unknown_columns_are_left_out_with_a_remark(tmp_path: Path) -> None:
    found = reading(written(tmp_path / "a.csv", f"{SHORT_LINE},Fax,,\nCR1,USER1,Jo,Nair,1,,\n"))

    assert found.user_ids == ["USER1"]
    assert found.remarks == ["The column Fax is not known and was left out."]


def test_a_mapping_names_the_columns_of_others(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "Firm;Login;Vorname\nCR1;USER1;Jo\n")

    found = reading(path, mapping={"firm": "Organisation ID", "LOGIN": "user_id"})

    assert found.of("organisation_id", "user_id") == [("CR1", "USER1")]
    assert found.remarks == ["The column Vorname is not known and was left out."]


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ({"login": "username"}, "username, which is no column"),
        ({"logon": "user_id"}, "logon, which the file does not have"),
        ({"login": "organisation_id"}, "two columns organisation_id"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(
    tmp_path: Path, mapping: dict[str, str], says: str
) -> None:
    path = written(tmp_path / "a.csv", "organisation_id,user_id,login\nCR1,USER1,x\n")

    with pytest.raises(FileRefused, match=says):
        reading(path, mapping=mapping)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\n\r\n  \n", "is empty"),
        (b"user_id,forename\nUSER1,Jo\n", "no column organisation_id"),
        (b"name,mail\nJo,jo@x.org\n", "no column organisation_id and no column user_id"),
        (b"organisation_id,user_id,User ID\nCR1,A,B\n", "two columns user_id"),
        (b"organisation_id,user_id,fax,Fax\nCR1,A,1,2\n", "two columns fax"),
        (bytes(range(256)) * 40, "no text file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no column organisation_id"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x1f\x8b\x08\0", "compressed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind"),
        (b"<html><table>", "XML or HTML"),
        ("organisation_id,user_id\n".encode("utf-32"), "UTF-32"),
        (b"x" * 200_000 + b"\n", "first line cannot be read"),
        (b'"organisation_id,user_id\nCR1,USER1\n', "first line cannot be read"),
        (b"a," * 600 + b"organisation_id,user_id\n", "more than 500 columns"),
    ],
)
def test_a_file_that_is_no_account_file_is_refused_with_a_reason(
    tmp_path: Path, content: bytes, says: str
) -> None:
    with pytest.raises(FileRefused, match=says):
        reading(written(tmp_path / "a.csv", content))


@pytest.mark.parametrize(
    ("bad", "rule"),
    [
        ("CR1,USERX,Jo", "has 3 cells, the header 4"),
        ("CR1,USERX,Jo,Nair,more", "has 5 cells, the header 4"),
        ('CR1,USERX,"Jo"hn,Nair', "wrongly quoted"),
        ('CR1,USERX,"Jo,Nair', "wrongly quoted"),
        ('"CR1,USERX,Jo,Nair', "wrongly quoted"),
        ("CR1,USERX,J\0o,Nair", "NUL"),
        (f"CR1,USERX,{'x' * 100_001},Nair", "100,000 characters"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_and_reading_goes_on(
    tmp_path: Path, bad: str, rule: str
) -> None:
    lines = [SHORT_LINE, "CR1,USER1,Jo,Nair", bad, 'CR1,USER2,"Jo, the other",Nair',
             "CR1,USER3,Jo,Nair"]  # fmt: skip

    found = reading(written(tmp_path / "a.csv", "\n".join(lines)))

    assert found.user_ids == ["USER1", "USER2", "USER3"]
    assert [(fault.line, fault.column) for fault in found.faults] == [(3, "")]
    assert rule in found.faults[0].rule
    assert found.faults[0].value == bad[:60]


def test_a_quote_that_is_never_closed_costs_its_own_row_only(tmp_path: Path) -> None:
    lines = [SHORT_LINE, 'CR1,USERX,"Jo,Nair', *[f"CR1,USER{n},Jo,Nair" for n in range(20_000)]]

    found = reading(written(tmp_path / "a.csv", "\n".join(lines)))

    assert len(found.rows) == 20_000
    assert found.refused_lines == [2]


def test_a_cell_may_have_line_breaks_and_lines_are_counted_as_an_editor_does(
    tmp_path: Path,
) -> None:
    text = f'{SHORT_LINE}\r\nCR1,USER1,"Jo\r\nor ""Joe""",Nair\r\n\r\n,,,\r\nCR1,USER2,Jo,Nair\r\n'

    found = reading(written(tmp_path / "a.csv", text))

    assert found.of("user_id", "forename") == [("USER1", 'Jo\nor "Joe"'), ("USER2", "Jo")]
    assert found.lines == [2, 6]
    assert found.faults == []


def test_cells_with_line_breaks_are_whole_across_the_pieces_a_file_is_read_in(
    tmp_path: Path,
) -> None:
    rows = [("CR1", f"USER{n}", "Jo\n\n" + "x" * (n % 211), "Nair") for n in range(12_000)]

    found = reading(written(tmp_path / "a.csv", as_csv([SHORT, *rows])))

    assert found.of(*SHORT) == rows
    assert found.lines[-1] == 2 + 3 * 11_999


def test_a_quotation_mark_inside_an_unquoted_cell_is_a_letter(tmp_path: Path) -> None:
    found = reading(written(tmp_path / "a.csv", f'{SHORT_LINE}\nCR1,USER1,Jo "JJ,Nair\n'))

    assert found.of("forename") == [('Jo "JJ',)]


def test_blank_lines_and_a_separator_line_before_the_header_are_passed_over(
    tmp_path: Path,
) -> None:
    text = "\n\nsep=;\norganisation_id;user_id\nCR1;USER1\n"

    assert reading(written(tmp_path / "a.csv", text)).rows[0][0] == 5


def test_a_truncated_file_loses_its_last_row_with_a_fault(tmp_path: Path) -> None:
    found = reading(written(tmp_path / "a.csv", SAMPLE[: SAMPLE.rindex("CR RTA")]))

    assert len(found.rows) == 1
    assert found.refused_lines == [3]


def test_the_position_ends_at_the_size(tmp_path: Path) -> None:
    found = account_files.read(written(tmp_path / "a.csv", SAMPLE), refuse=pytest.fail)

    assert sum(len(some.lines) for some in found) == 2
    assert found.position == found.size == len(SAMPLE.encode())


def _peak_of_reading(path: Path) -> int:
    tracemalloc.start()
    try:
        faults: list[int] = []
        for _ in account_files.read(path, refuse=lambda fault: faults.append(fault.line)):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_stays_flat_however_many_rows(tmp_path: Path) -> None:
    line = ",".join(ROW) + "\n"
    path = tmp_path / "a.csv"
    peaks = []
    for rows in (20_000, 200_000):
        path.write_text(",".join(COLUMNS) + "\n" + line * rows)
        peaks.append(_peak_of_reading(path))

    assert peaks[1] < 1.1 * peaks[0]
    assert peaks[1] < 12_000_000


@pytest.mark.parametrize("opening", [b"", b'"'])
def test_a_line_of_100_megabytes_is_refused_without_being_kept(
    tmp_path: Path, opening: bytes
) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(f"{SHORT_LINE}\nCR1,USER1,Jo,Nair\nCR1,USERX,".encode() + opening)
        for _ in range(100):
            file.write(b"x" * 1_000_000)
        file.write(b",Nair\nCR1,USER2,Jo,Nair\n")

    assert _peak_of_reading(path) < 12_000_000
    found = reading(path)
    assert found.user_ids == ["USER1", "USER2"]
    assert found.refused_lines == [3]


CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\r"), max_size=12)
ROWS = st.lists(
    st.tuples(st.just("CR1"), st.from_regex(r"[A-Z0-9]{3,8}", fullmatch=True), CELLS, CELLS),
    max_size=8,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=ROWS,
    delimiter=st.sampled_from(",;\t"),
    ends=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
)
def test_what_was_written_as_csv_is_read_back(
    tmp_path: Path,
    rows: list[tuple[str, ...]],
    delimiter: str,
    ends: str,
    quoting: int,
    encoding: str,
) -> None:
    text = as_csv([SHORT, *rows], delimiter=delimiter, lineterminator=ends, quoting=quoting)

    found = reading(written(tmp_path / "a.csv", text, encoding))

    assert found.of(*SHORT) == rows
    assert found.faults == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400))
def test_no_bytes_at_all_are_more_than_rows_and_faults(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path / "a.csv", SHORT_LINE.encode() + b"\nCR1,USER1,Jo,Nair\n" + content)

    assert reading(path).rows[0][1][7] == "USER1"
