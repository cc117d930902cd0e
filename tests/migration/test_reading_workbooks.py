"""XLSX files of accounts: cells as the texts that a CSV would have, and no bombs."""

import datetime as dt
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from claims_portal.migration import account_files
from claims_portal.migration.account_files import COLUMNS, FileRefused, archive
from tests.migration.account_files import ROW, SHORT, reading, repacked, row, workbook, written

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _sheet(rows: str, prefix: str = "") -> bytes:
    name = f"{prefix}:" if prefix else ""
    declared = f"xmlns:{prefix}" if prefix else "xmlns"
    return (
        f'<{name}worksheet {declared}="{NAMESPACE}"><{name}sheetData>{rows}'
        f"</{name}sheetData></{name}worksheet>"
    ).encode()


def _texts(number: int, *texts: str) -> str:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{number}">{cells}</row>'


HEADER = _texts(1, *SHORT)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("yes", "yes"),
        (True, "yes"),
        (False, "no"),
        (dt.date(2026, 11, 16), "2026-11-16"),
        (dt.datetime(2026, 11, 16), "2026-11-16"),  # noqa: DTZ001
        (dt.datetime(2026, 11, 16, 9, 30), "2026-11-16 09:30:00"),  # noqa: DTZ001
        (1, "1"),
        (7700900101, "7700900101"),
        (12.0, "12"),
        (2.5, "2.5"),
        (None, ""),
        ("=1+1", ""),
        (" Jo ", " Jo "),
        ("محمد 王 दीप्ति", "محمد 王 दीप्ति"),
        ("a\nb", "a\nb"),
        ("_x0041_", "_x0041_"),
    ],
)
def test_a_cell_is_the_text_that_a_csv_would_have(tmp_path: Path, value: object, text: str) -> None:
    path = workbook(tmp_path / "a.xlsx", SHORT, ("CR1", "USER1", value, "Nair"))

    assert reading(path).of(*SHORT) == [("CR1", "USER1", text, "Nair")]


def test_dates_are_right_in_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = dt.datetime(1904, 1, 1)  # noqa: DTZ001
    book.active.append(["organisation_id", "user_id", "created_on"])
    book.active.append(["CR1", "USER1", dt.date(2026, 11, 16)])
    book.save(tmp_path / "a.xlsx")

    assert reading(tmp_path / "a.xlsx").of("created_on") == [("2026-11-16",)]


def test_a_workbook_gives_what_the_same_csv_gives(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", COLUMNS, ROW, row(user_id="SIAN01", mobile=""))

    found = reading(path)

    assert [values for _, values in found.rows] == [ROW, row(user_id="SIAN01", mobile="")]
    assert found.faults == found.remarks == []


def test_rows_are_numbered_as_the_spreadsheet_does_and_blank_ones_passed_over(
    tmp_path: Path,
) -> None:
    path = workbook(tmp_path / "a.xlsx", (), SHORT, (), ("CR1", "USER1"), (None, ""), ("CR2", "U2"))

    assert reading(path).lines == [4, 6]


def test_a_row_with_more_cells_than_the_header_is_refused(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", SHORT, ("CR1", "USER1", "Jo", "Nair", "more"), ("CR2", "USER2")
    )

    found = reading(path)

    assert found.user_ids == ["USER2"]
    assert [(fault.line, fault.value) for fault in found.faults] == [(2, "CR1 USER1 Jo Nair more")]


def test_the_first_sheet_is_read_or_the_one_that_is_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Notes"
    book.active.append(["organisation_id", "user_id"])
    sheet: Any = book.create_sheet("Accounts")
    sheet.append(["organisation_id", "user_id"])
    sheet.append(["CR1", "USER1"])
    book.save(tmp_path / "a.xlsx")

    assert reading(tmp_path / "a.xlsx").rows == []
    assert reading(tmp_path / "a.xlsx", sheet="Accounts").user_ids == ["USER1"]
    with pytest.raises(FileRefused, match="Its sheets are: Notes, Accounts"):
        reading(tmp_path / "a.xlsx", sheet="Users")


def test_shared_texts_are_found_and_their_runs_joined(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHORT)
    strings = (
        f'<sst xmlns="{NAMESPACE}"><si><t>organisation_id</t></si><si><t>user_id</t></si>'
        "<si><r><t>CR</t></r><r><t>101</t></r><rPh><t>sound</t></rPh></si>"
        "<si><t>USER_x005F_x0031_</t></si></sst>"
    ).encode()
    cells = "".join(
        f'<row><c t="s"><v>{a}</v></c><c t="s"><v>{b}</v></c></row>' for a, b in ((0, 1), (2, 3))
    )
    repacked(path, sheet1=_sheet(cells), sharedStrings=strings)

    assert reading(path).of("organisation_id", "user_id") == [("CR101", "USER_x0031_")]


def test_of_a_formula_the_kept_value_counts_and_the_formula_is_never_seen(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHORT)
    formula = '<c><f>HYPERLINK("http://x")</f><v>42</v></c><c t="str"><f>A1</f><v>USER1</v></c>'
    repacked(path, sheet1=_sheet(f"{HEADER}<row>{formula}</row>"))

    assert reading(path).of("organisation_id", "user_id") == [("42", "USER1")]


@pytest.mark.parametrize("prefix", ["", "x"])
def test_cells_are_placed_by_their_names_whatever_the_prefix(tmp_path: Path, prefix: str) -> None:
    path = workbook(tmp_path / "a.xlsx", SHORT)
    name = f"{prefix}:" if prefix else ""
    xml = (HEADER + '<row r="7"><c r="D7"><v>9</v></c><c r="B7"><v>8</v></c></row>').replace(
        "</", f"</{name}"
    )
    xml = xml.replace("<", f"<{name}").replace(f"<{name}/{name}", f"</{name}")
    repacked(path, sheet1=_sheet(xml, prefix))

    found = reading(path)

    assert found.of(*SHORT) == [("", "8", "", "9")]
    assert found.lines == [7]


def test_rows_far_apart_are_not_filled_in(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHORT)
    xml = HEADER + _texts(10**15, "CR1", "USER1")
    repacked(path, sheet1=_sheet(xml))

    assert reading(path).lines == [10**15]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="x"><c><v>1</v></c></row>',
        '<row><c r="7"><v>1</v></c></row>',
        '<row><c t="s"><v>99</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c t="s"><v>one</v></c></row>',
        "<row><c>",
    ],
)
def test_a_sheet_that_makes_no_sense_is_refused(tmp_path: Path, rows: str) -> None:
    path = workbook(tmp_path / "a.xlsx", SHORT)
    repacked(path, sheet1=_sheet(HEADER + rows))

    with pytest.raises(FileRefused, match="damaged"):
        reading(path)


def test_a_cell_longer_than_a_workbook_allows_is_refused_and_not_kept(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHORT)
    xml = HEADER + _texts(2, "CR1", "USER1", "x" * 40_000) + _texts(3, "CR1", "USER2")
    repacked(path, sheet1=_sheet(xml))

    found = reading(path)

    assert found.user_ids == ["USER2"]
    assert found.refused_lines == [2]


ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize(
    "part", ["sheet1", "sharedStrings", "workbook", "styles", "[Content_Types]"]
)
def test_no_part_of_a_workbook_may_declare_entities(tmp_path: Path, part: str) -> None:
    path = workbook(tmp_path / "a.xlsx", SHORT, ("CR1", "USER1"))
    repacked(path, sharedStrings=_sheet(""))
    with zipfile.ZipFile(path) as opened:
        name = next(name for name in opened.namelist() if Path(name).stem == part)
        xml = opened.read(name).rpartition(b"?>")[2]
    repacked(path, **{part: ENTITIES + xml})

    with pytest.raises(FileRefused, match="damaged"):
        reading(path)


@pytest.mark.parametrize("part", ["sheet1", "sharedStrings", "styles", "workbook"])
def test_a_part_that_unpacks_to_far_more_than_its_size_is_not_opened(
    tmp_path: Path, part: str
) -> None:
    path = repacked(workbook(tmp_path / "a.xlsx", SHORT), **{part: b" " * 20_000_000})

    with pytest.raises(FileRefused, match="would unpack"):
        reading(path)


def test_a_style_sheet_of_megabytes_is_not_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "HIGHEST_RATIO", 10_000)
    path = repacked(workbook(tmp_path / "a.xlsx", SHORT), styles=b" " * 20_000_000)

    with pytest.raises(FileRefused, match="would unpack"):
        reading(path)


def test_a_directory_that_lies_about_sizes_is_found_out_while_reading(tmp_path: Path) -> None:
    """The sheet says that it unpacks to 400 bytes, and unpacks to 20 MB."""
    path = workbook(tmp_path / "a.xlsx", SHORT)
    repacked(path, sheet1=_sheet(HEADER + " " * 20_000_000))
    content = bytearray(path.read_bytes())
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    content[at + 24 : at + 28] = struct.pack("<L", 400)
    path.write_bytes(content)

    with pytest.raises(FileRefused, match="damaged"):
        reading(path)


def test_a_zip_of_a_great_many_entries_is_not_opened(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHORT)
    with zipfile.ZipFile(path, "a") as opened:
        for number in range(archive.MOST_ENTRIES):
            opened.writestr(f"x{number}", b"")

    with pytest.raises(FileRefused, match="would unpack"):
        reading(path)


def test_entries_that_lie_over_each_other_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHORT)
    content = bytearray(path.read_bytes())
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[at + 20 : at + 24] = struct.pack("<L", len(content))
    path.write_bytes(content)

    with pytest.raises(FileRefused, match="would unpack"):
        reading(path)


def test_a_workbook_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", COLUMNS, *[ROW] * 50).read_bytes()

    for length in range(4, len(whole), len(whole) // 40):
        with pytest.raises(FileRefused):
            reading(written(tmp_path / "b.xlsx", whole[:length]))


def test_a_workbook_with_any_byte_changed_is_read_or_refused_and_never_crashes(
    tmp_path: Path,
) -> None:
    whole = workbook(tmp_path / "a.xlsx", COLUMNS, ROW).read_bytes()

    for at in range(0, len(whole), 23):
        broken = bytearray(whole)
        broken[at] ^= 0x55
        try:
            reading(written(tmp_path / "b.xlsx", bytes(broken)))
        except FileRefused:
            continue


def test_other_zip_files_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as opened:
        opened.writestr("accounts.csv", "organisation_id,user_id\n")

    with pytest.raises(FileRefused, match="no XLSX workbook"):
        reading(tmp_path / "a.xlsx")


def test_a_csv_that_is_called_xlsx_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="but it is none"):
        reading(written(tmp_path / "a.xlsx", "organisation_id,user_id\n"))


def test_a_sheet_without_cells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="sheet is empty"):
        reading(workbook(tmp_path / "a.xlsx"))


def test_macros_and_links_to_other_workbooks_are_not_looked_at(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", SHORT, ("CR1", "USER1", "Jo", "Nair"))
    with zipfile.ZipFile(path, "a") as opened:
        opened.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no macro at all")
        opened.writestr("xl/externalLinks/externalLink1.xml", ENTITIES)

    assert reading(path).user_ids == ["USER1"]


def test_the_position_goes_up_to_the_size(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", COLUMNS, *[ROW] * 5_000)
    found = account_files.read(path, refuse=pytest.fail)

    positions = [found.position for _ in found]

    assert len(set(positions)) > 1
    assert positions == sorted(positions)
    assert found.position == found.size
