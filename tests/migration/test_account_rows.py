"""What a row of an account file says, and every rule that it can break."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_portal.accounts.email_addresses import must_be_well_formed
from claims_portal.accounts.profile_words import NAMES
from claims_portal.accounts.profiles import Profile
from claims_portal.migration.account_files import COLUMNS, Fault
from claims_portal.migration.account_rows import LegacyRow, parse
from claims_portal.migration.account_values import PLAIN_ADDRESS, is_plain_address
from claims_portal.organisations.models import BranchKind, OrganisationKind
from tests.migration.account_files import as_csv, reading, row, written


def _parsed(**changes: str) -> LegacyRow:
    faults: list[Fault] = []
    found = parse(2, row(**changes), faults.append)
    assert faults == []
    assert found is not None
    return found


def _faults(**changes: str) -> list[Fault]:
    faults: list[Fault] = []
    assert parse(2, row(**changes), faults.append) is None
    return faults


def test_a_row_is_taken_as_it_stands() -> None:
    assert _parsed() == LegacyRow(
        "CR00101", "Harbour Row Solicitors", OrganisationKind.CLAIMANT_REPRESENTATIVE, True, True,
        "001", "Bristol", BranchKind.HANDLING_POINT, "PNAIR01", "Priya", "Nair",
        "priya@harbourrow.example.com", "priya@harbourrow.example.com", True, "07700 900101",
        (Profile.CR_RTA_TEAM_LEADER,), True, True, date(2019, 4, 2), date(2027, 4, 2),
        date(2026, 11, 19), date(2026, 10, 12), "web",
    )  # fmt: skip


COMPENSATOR = {"organisation_id": "COMP001", "organisation_type": "COMP", "profiles": ""}


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        # What is blank is unknown, and then assumed.
        ({"organisation_name": ""}, "organisation_name", ""),
        ({"organisation_type": "", "organisation_id": "cr7"}, "organisation_kind", "CR"),
        ({"organisation_type": "", "organisation_id": "LIP7"}, "organisation_kind", "LIP"),
        ({**COMPENSATOR, "organisation_type": ""}, "organisation_kind", "COMP"),
        ({"organisation_type": "", "organisation_id": "7"}, "organisation_kind", "CR"),
        ({"organisation_type": "", "organisation_id": "7", "profiles": "COMP Administrator"},
         "organisation_kind", "COMP"),
        ({"claim_types": ""}, "deals_with_rta", True),
        ({"claim_types": ""}, "deals_with_elpl", True),
        ({"branch_id": ""}, "branch_number", ""),
        ({"branch_type": ""}, "branch_kind", "handling"),
        ({**COMPENSATOR, "branch_type": ""}, "branch_kind", "central"),
        ({**COMPENSATOR, "branch_type": "", "branch_id": "002"}, "branch_kind", "handling"),
        ({"mfa_verified": ""}, "mfa_verified", False),
        ({"enabled": "", "active": ""}, "enabled", True),
        ({"enabled": "", "active": ""}, "active", True),
        ({"enabled": "no", "active": ""}, "active", True),
        ({"enabled": "", "active": "no"}, "enabled", False),
        ({"channel": ""}, "channel", "web"),
        ({"profiles": ""}, "profiles", ()),
        ({"forename": ""}, "forename", ""),
        ({"mfa_email": ""}, "mfa_email", ""),
        ({"email": "  "}, "email", "  "),
        ({"expires_on": ""}, "expires_on", None),
        # Other spellings.
        ({"organisation_type": "lip"}, "organisation_kind", "LIP"),
        ({"claim_types": "rta"}, "deals_with_elpl", False),
        ({"claim_types": "EL/ELD/PL"}, "deals_with_rta", False),
        ({"claim_types": "RTA, pl"}, "deals_with_elpl", True),
        ({"branch_id": "1"}, "branch_number", "001"),
        ({"branch_id": "A1"}, "branch_number", "A1"),
        ({"branch_type": "Central point"}, "branch_kind", "central"),
        ({"mfa_verified": "Y"}, "mfa_verified", True),
        ({"mfa_verified": "TRUE"}, "mfa_verified", True),
        ({"mfa_verified": "1"}, "mfa_verified", True),
        ({"mfa_verified": "False"}, "mfa_verified", False),
        ({"mfa_verified": "n"}, "mfa_verified", False),
        ({"mfa_verified": "0"}, "mfa_verified", False),
        ({"channel": "API"}, "channel", "api"),
        ({"expires_on": "16/11/2026"}, "expires_on", date(2026, 11, 16)),
        ({"expires_on": "1/2/2026"}, "expires_on", date(2026, 2, 1)),
        ({"expires_on": " 2026-11-16 "}, "expires_on", date(2026, 11, 16)),
        ({"expires_on": "29/02/2024"}, "expires_on", date(2024, 2, 29)),
        ({"user_id": " jo.s-1_2 "}, "user_id", "jo.s-1_2"),
        ({"forename": " Jo "}, "forename", "Jo"),
        ({"mobile": "'+44 7700 900101"}, "mobile", "+44 7700 900101"),
        ({"forename": "'Amir"}, "forename", "'Amir"),
        # Addresses stay as they were typed: that they differ by blanks and capitals is a finding.
        ({"email": "Jo.Seile@X.example.com "}, "email", "Jo.Seile@X.example.com "),
        # Names in any script, with the marks that writing them needs.
        ({"forename": "नि\u200cधि"}, "forename", "नि\u200cधि"),
        ({"surname": "مریم\u200cزاده"}, "surname", "مریم\u200cزاده"),
        ({"surname": "O\u2019Brien\u00a0王"}, "surname", "O\u2019Brien\u00a0王"),
    ],
)  # fmt: skip
def test_a_column_is_read_as_people_write_it(
    changes: dict[str, str], field: str, value: Any
) -> None:
    assert getattr(_parsed(**changes), field) == value


@pytest.mark.parametrize("profile", list(Profile))
def test_profiles_are_known_by_the_console_s_name_and_by_ours(profile: Profile) -> None:
    organisation = "COMP" if profile.startswith("comp-") else "CR"
    for name in (NAMES[profile], NAMES[profile].upper(), f" {profile.value} "):
        found = _parsed(organisation_type=organisation, branch_type="", profiles=f"{name};{name}")
        assert found.profiles == (profile,)


@pytest.mark.parametrize(
    ("changes", "column", "says"),
    [
        ({"organisation_id": " "}, "organisation_id", "needs the organisation ID"),
        ({"organisation_id": "C" * 21}, "organisation_id", "20 characters"),
        ({"organisation_name": "x" * 101}, "organisation_name", "100 characters"),
        ({"organisation_type": "Insurer"}, "organisation_type", "CR, COMP and LIP"),
        ({"organisation_type": "", "organisation_id": "7", "profiles": ""},
         "organisation_type", "CR, COMP and LIP"),
        ({"claim_types": "RTA;CICA"}, "claim_types", "RTA and ELPL"),
        ({"branch_id": "0001"}, "branch_id", "3 characters"),
        ({"branch_type": "head office"}, "branch_type", "central or handling"),
        ({"user_id": ""}, "user_id", "needs the User ID"),
        ({"user_id": "jo@firm.example.com"}, "user_id", "not an e-mail address"),
        ({"user_id": "JO"}, "user_id", "3 to 50"),
        ({"user_id": "J" * 51}, "user_id", "3 to 50"),
        ({"user_id": "JO SEILE"}, "user_id", "3 to 50"),
        ({"user_id": "ЈОSEI"}, "user_id", "3 to 50"),  # noqa: RUF001
        ({"forename": "x" * 101}, "forename", "100 characters"),
        ({"surname": "王" * 101}, "surname", "100 characters"),
        ({"surname": "x" * 90_000}, "surname", "100 characters"),
        ({"mobile": "0" * 101}, "mobile", "100 characters"),
        ({"email": "nobody"}, "email", "not an e-mail address"),
        ({"mfa_email": "a@b@c.example.com"}, "mfa_email", "not an e-mail address"),
        ({"mfa_email": "jö@firm.example.com"}, "mfa_email", "plain Latin letters"),
        ({"email": f"{'x' * 250}@firm.example.com"}, "email", "254 characters"),
        ({"mfa_verified": "perhaps"}, "mfa_verified", "yes, no or blank"),
        ({"enabled": "2"}, "enabled", "yes, no or blank"),
        ({"enabled": "yes", "active": "no"}, "active", "enabled is active too"),
        ({"channel": "fax"}, "channel", "web or api"),
        ({"profiles": "CR RTA Claim Handler;Supervisor"}, "profiles", "no such profile"),
        ({"profiles": "COMP Administrator"}, "profiles", "profile of compensators"),
        ({**COMPENSATOR, "profiles": "cr-administrator"}, "profiles", "claimant representatives"),
        ({"created_on": "2026-02-30"}, "created_on", "2026-11-16 or 16/11/2026"),
        ({"expires_on": "11/16/2026"}, "expires_on", "2026-11-16 or 16/11/2026"),
        ({"expires_on": "16.11.2026"}, "expires_on", "2026-11-16 or 16/11/2026"),
        ({"last_used_on": "2026-11-16T10:00:00"}, "last_used_on", "2026-11-16 or 16/11/2026"),
        ({"last_used_on": "45977"}, "last_used_on", "2026-11-16 or 16/11/2026"),
        ({"password_changed_on": "0001-01-01"}, "password_changed_on", "2026-11-16"),
        ({"password_changed_on": "٢٠٢٦-١١-١٦"}, "password_changed_on", "2026-11-16"),
        ({"forename": "J\to"}, "forename", "control characters"),
        ({"surname": "Na\u202eir"}, "surname", "control characters"),
        ({"surname": "Na\ud800ir"}, "surname", "control characters"),
        ({"organisation_name": "Harbour\nRow"}, "organisation_name", "control characters"),
        ({"branch_name": "Bri\x85stol"}, "branch_name", "control characters"),
        ({"email": "\x00jo@firm.example.com"}, "email", ""),
    ],
)  # fmt: skip
def test_a_row_that_breaks_a_rule_is_not_taken(
    changes: dict[str, str], column: str, says: str
) -> None:
    faults = _faults(**changes)

    assert {fault.column for fault in faults} == {column}
    assert any(says in fault.rule for fault in faults)
    assert all(fault.line == 2 and len(fault.value) <= 60 for fault in faults)


def test_all_faults_of_a_row_are_told_at_once() -> None:
    faults = _faults(
        organisation_id="", claim_types="CICA", user_id="a@b", forename="x" * 101, email="x",
        mfa_verified="?", profiles="Boss;COMP Administrator", created_on="yesterday", channel="fax",
    )  # fmt: skip

    assert [fault.column for fault in faults] == [
        "organisation_id", "claim_types", "user_id", "forename", "email", "created_on",
        "profiles", "profiles", "mfa_verified", "channel",
    ]  # fmt: skip


@given(st.from_regex(PLAIN_ADDRESS, fullmatch=True).filter(is_plain_address))
def test_an_address_that_is_told_fast_passes_the_whole_rule(address: str) -> None:
    must_be_well_formed(address)


@given(st.lists(st.text(max_size=30), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_a_row_of_anything_is_taken_or_refused(values: list[str]) -> None:
    faults: list[Fault] = []

    assert (parse(1, tuple(values), faults.append) is None) == bool(faults)


def test_a_row_survives_a_spreadsheet_in_between(tmp_path: Path) -> None:
    from claims_portal.spreadsheet import csv_lines

    cells = row(organisation_name="=Cost", mobile="+44 7700 900101", surname="-Nair")
    text = "".join(csv_lines([COLUMNS, cells]))
    assert "'+44" in text

    ((line, values),) = reading(written(tmp_path / "a.csv", text)).rows

    assert parse(line, values, pytest.fail) == parse(line, cells, pytest.fail)
    assert as_csv([cells]) not in text
