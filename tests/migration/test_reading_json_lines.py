"""JSON lines of accounts, and the templates of every format."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from claims_portal.migration import account_files
from claims_portal.migration.account_files import COLUMNS, FileRefused, write_template
from tests.migration.account_files import ROW, reading, written

ACCOUNT = {"organisation_id": "CR1", "user_id": "USER1"}


def _lines(*objects: Any) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


def test_an_object_on_a_line_is_a_row(tmp_path: Path) -> None:
    given = dict(zip(COLUMNS, ROW, strict=True))

    found = reading(written(tmp_path / "a.jsonl", _lines(given, ACCOUNT)))

    assert found.rows[0] == (1, ROW)
    assert found.of("organisation_id", "user_id", "surname")[1] == ("CR1", "USER1", "")
    assert found.faults == found.remarks == []


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        ("profiles", ["CR Administrator", "CR RTA Claim Handler"],
         "CR Administrator;CR RTA Claim Handler"),
        ("claim_types", ["RTA", "ELPL"], "RTA;ELPL"),
        ("profiles", [], ""),
        ("enabled", True, "yes"),
        ("mfa_verified", False, "no"),
        ("expires_on", None, ""),
        ("forename", "Siân 王", "Siân 王"),
    ],
)  # fmt: skip
def test_values_come_as_a_csv_would_have_them(
    tmp_path: Path, column: str, value: object, text: str
) -> None:
    found = reading(written(tmp_path / "a.jsonl", _lines(ACCOUNT | {column: value})))

    assert found.of(column) == [(text,)]


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("user_id", 17, "must be a text"),
        ("forename", True, "must be a text"),
        ("surname", ["Nair"], "must be a text"),
        ("surname", {"value": "Nair"}, "must be a text"),
        ("enabled", 1, "true, false or a text"),
        ("profiles", [1], "each of them one name"),
        ("profiles", ["CR Administrator;CR RTA Claim Handler"], "each of them one name"),
        ("profiles", 3, "a list of texts, or one text"),
    ],
)
def test_a_value_of_the_wrong_type_is_a_fault_of_its_column(
    tmp_path: Path, column: str, value: object, rule: str
) -> None:
    found = reading(written(tmp_path / "a.jsonl", _lines(ACCOUNT | {column: value}, ACCOUNT)))

    assert found.lines == [2]
    assert [(fault.line, fault.column) for fault in found.faults] == [(1, column)]
    assert rule in found.faults[0].rule


@pytest.mark.parametrize(
    "line",
    [
        '{"organisation_id": "CR1"',
        '{"organisation_id": "CR1", "user_id": "USER1"}}',
        '["CR1", "USER1"]',
        '"CR1"',
        "null",
        "CR1,USER1",
        '{"user_id": "USER\\u0000"}',
        '{"user_id": "\\ud800"}',
        '{"user_id": "A", "User ID": "B"}',
        '{"user_id": NaN}',
        '{"x": ' + "[" * 50_000 + "]" * 50_000 + "}",
    ],
)
def test_a_line_that_is_no_account_is_refused_and_reading_goes_on(
    tmp_path: Path, line: str
) -> None:
    text = _lines(ACCOUNT) + line + "\n\n" + _lines(ACCOUNT)

    found = reading(written(tmp_path / "a.jsonl", text))

    assert found.lines == [1, 4]
    assert found.refused_lines == [2]


def test_unknown_names_are_left_out_with_one_remark_each(tmp_path: Path) -> None:
    found = reading(written(tmp_path / "a.jsonl", _lines(ACCOUNT | {"fax": 1}, {"fax": 2})))

    assert found.remarks == ["The column fax is not known and was left out."]


def test_a_mapping_names_the_columns_of_others(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", _lines({"Firm": "CR1", "login": "USER1"}))

    found = reading(path, mapping={"firm": "organisation_id", "Login": "user_id"})

    assert found.of("organisation_id", "user_id") == [("CR1", "USER1")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_the_encoding_is_told_from_the_file(tmp_path: Path, encoding: str) -> None:
    text = _lines(ACCOUNT | {"forename": "Siân"})

    assert reading(written(tmp_path / "a.jsonl", text, encoding)).of("forename") == [("Siân",)]


@pytest.mark.parametrize(
    "text", [json.dumps([ACCOUNT]), json.dumps([ACCOUNT], indent=1), json.dumps(ACCOUNT, indent=1)]
)
def test_json_of_another_shape_is_refused_as_a_whole(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileRefused, match="not JSON lines"):
        reading(written(tmp_path / "a.json", text))


def test_a_line_of_100_megabytes_is_refused_without_being_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        file.write(_lines(ACCOUNT) + '{"user_id": "')
        for _ in range(100):
            file.write("x" * 1_000_000)
        file.write('"}\n' + _lines(ACCOUNT))
    tracemalloc.start()
    try:
        found = reading(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 12_000_000
    assert found.lines == [1, 3]
    assert found.refused_lines == [2]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".jsonl"])
def test_a_template_has_every_column_and_two_rows_that_can_be_read(
    tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"template{ending}"

    write_template(path)

    found = reading(path)
    assert len(found.rows) == 2
    assert found.of("user_id", "branch_id", "mobile")[0] == ("PNAIR01", "001", "07700 900101")
    assert account_files.read(path, refuse=pytest.fail).columns == frozenset(COLUMNS)


def test_a_template_of_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"\.csv, \.xlsx or \.jsonl"):
        write_template(tmp_path / "template.ods")
