"""Legacy accounts come in: whole, again without a change, and without undoing what people did."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from claims_portal.accounts import users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.migration import contact_addresses, readiness, readiness_kept
from claims_portal.migration.account_files import COLUMNS
from claims_portal.migration.cases import CONTACT_DIFFERS
from claims_portal.migration.models import AccountImport, LegacyAccount
from claims_portal.organisations.models import Branch, Organisation
from claims_portal.records import audit
from claims_portal.records.models import AuditEntry
from tests import make

pytestmark = pytest.mark.django_db
JO: dict[str, str] = {
    "organisation_id": "CR00700", "organisation_name": "Harbour Row", "organisation_type": "CR",
    "claim_types": "RTA;ELPL", "branch_id": "001", "branch_name": "Bristol",
    "branch_type": "handling", "user_id": "JOSEI", "forename": "Jo", "surname": "Seile",
    "email": "jo@harbourrow.example.com", "mfa_email": "jo@harbourrow.example.com",
    "mfa_verified": "yes", "profiles": "CR RTA Claim Handler", "enabled": "yes", "active": "yes",
    "created_on": "2020-01-15", "expires_on": "2027-12-01", "last_used_on": "2026-11-18",
    "password_changed_on": "2026-09-30", "channel": "web",
}  # fmt: skip


def take(tmp_path: Path, *rows: dict[str, str], **options: Any) -> dict[str, Any]:
    lines = [",".join(COLUMNS)]
    lines += [",".join({**JO, **row}.get(column, "") for column in COLUMNS) for row in rows]
    path = tmp_path / "accounts.csv"
    path.write_text("\n".join(lines) + "\n")
    out = StringIO()
    call_command("migrate_accounts", str(path), json=True, stdout=out, **options)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def jo() -> User:
    return User.objects.get(user_name="JOSEI")


def counts(told: dict[str, Any]) -> tuple[int, int, int, int]:
    return told["added"], told["updated"], told["unchanged"], told["refused"]


def test_an_account_comes_in_with_organisation_branch_and_profiles(tmp_path: Path) -> None:
    assert counts(take(tmp_path, {"profiles": "CR RTA Claim Handler;CR Administrator"})) == (
        1,
        0,
        0,
        0,
    )
    account = jo()
    assert account.organisation.name == "Harbour Row"
    assert account.organisation.deals_with_elpl
    assert account.branch is not None
    assert account.branch.name == "Bristol"
    assert account.email_verified_at is not None
    assert not account.has_usable_password()
    assert account.expires_on == date(2027, 12, 1)
    held = set(account.profiles.values_list("profile", flat=True))
    assert held == {"cr-rta-claim-handler", "cr-administrator"}
    assert AuditEntry.objects.get().after == {"added": 1, "known": 0}
    assert list(audit.broken_links()) == []


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    take(tmp_path, {})
    before = list(User.objects.values())
    assert counts(take(tmp_path, {})) == (0, 0, 1, 0)
    assert list(User.objects.values()) == before
    assert AccountImport.objects.count() == 2


@pytest.mark.parametrize(
    ("column", "value", "field", "then"),
    [
        ("forename", "Joanna", "forename", "Joanna"),
        ("expires_on", "2028-01-01", "expires_on", date(2028, 1, 1)),
        ("enabled", "no", "enabled", False),
        ("mobile", "07700 900101", "mobile", "07700 900101"),
        ("mfa_email", "j@harbourrow.example.com", "email", "j@harbourrow.example.com"),
    ],
)
def test_a_newer_file_updates_what_nobody_touched(
    tmp_path: Path, column: str, value: str, field: str, then: object
) -> None:
    take(tmp_path, {})
    assert counts(take(tmp_path, {column: value})) == (0, 1, 0, 0)
    assert getattr(jo(), field) == then


def administrator_of(account: User) -> Actor:
    return make.user(account.organisation, Profile.CR_ADMINISTRATOR).as_actor()


def test_what_was_changed_here_since_is_kept(tmp_path: Path) -> None:
    take(tmp_path, {})
    boss = administrator_of(jo())
    users.edit(jo(), by=boss, at=make.NOW, forename="Joan")
    users.set_profiles(jo(), ["cr-rta-claim-handler", "cr-administrator"], by=boss, at=make.NOW)
    take(tmp_path, {"forename": "Joanna", "surname": "Seil", "profiles": "CR RTA Team Leader"})
    assert (jo().forename, jo().surname) == ("Joan", "Seil")
    assert jo().profiles.filter(profile="cr-administrator").exists()
    assert not jo().profiles.filter(profile="cr-rta-team-leader").exists()


def test_a_contact_address_that_was_corrected_here_stays_corrected(tmp_path: Path) -> None:
    def cases() -> set[int]:
        one = readiness.of(jo().organisation_id, at=make.NOW)
        assert one is not None
        return {finding.case for finding in one.findings if finding.user_ids == ("JOSEI",)}

    take(tmp_path, {"email": "home@harbourrow.example.com"})
    assert CONTACT_DIFFERS in cases()
    contact_addresses.accept("JOSEI", by=administrator_of(jo()), at=make.NOW)
    assert CONTACT_DIFFERS not in cases()
    take(tmp_path, {"email": "home@harbourrow.example.com", "surname": "Seil"})
    take(tmp_path, {"email": "jo@home.example.com"})
    assert CONTACT_DIFFERS not in cases()


def test_profiles_nobody_touched_follow_the_file(tmp_path: Path) -> None:
    take(tmp_path, {})
    take(tmp_path, {"profiles": "CR RTA Team Leader"})
    assert [one.profile for one in jo().profiles.all()] == ["cr-rta-team-leader"]


def test_an_account_disabled_here_stays_disabled(tmp_path: Path) -> None:
    take(tmp_path, {})
    users.disable(jo(), by=administrator_of(jo()), at=make.NOW)
    take(tmp_path, {"expires_on": "2028-01-01"})
    assert (jo().enabled, jo().active) == (False, False)


def test_an_account_that_was_here_before_any_file_is_kept_whole(
    tmp_path: Path, lawyer: User
) -> None:
    own = {"organisation_id": "CR00101", "user_id": "lawyer", "forename": "X", "claim_types": "RTA"}
    told = take(tmp_path, {**own, "organisation_name": "Another name"})
    assert (told["kept"], told["added"]) == (1, 0)
    before = (lawyer.forename, lawyer.email)
    lawyer.refresh_from_db()
    assert (lawyer.forename, lawyer.email) == before
    assert LegacyAccount.objects.get().user == lawyer
    assert Organisation.objects.get(code="CR00101").name == "Organisation CR00101"
    assert counts(take(tmp_path, {**own, "organisation_name": "Another name"})) == (0, 0, 1, 0)
    lawyer.refresh_from_db()
    assert lawyer.last_used_at is None


def test_those_that_share_an_address_come_in_together(tmp_path: Path) -> None:
    other = {"user_id": "JSEILE_EL", "mfa_email": "Jo@HarbourRow.example.com"}
    take(tmp_path, {}, other, {"user_id": "KIM", "mfa_email": "kim@harbourrow.example.com"})
    assert set(User.objects.filter(shares_address=True).values_list("user_name", flat=True)) == {
        "JOSEI", "JSEILE_EL",
    }  # fmt: skip
    take(tmp_path, {}, {**other, "active": "no", "enabled": "no"})
    assert not User.objects.filter(shares_address=True).exists()


def test_a_newcomer_shares_with_one_who_is_here(tmp_path: Path) -> None:
    take(tmp_path, {})
    take(tmp_path, {"user_id": "SECOND"})
    assert User.objects.filter(shares_address=True).count() == 2


def test_who_works_through_the_api_alone_has_no_claim_to_an_address(tmp_path: Path) -> None:
    take(tmp_path, {}, {"user_id": "API_HR", "channel": "api"})
    api = User.objects.get(user_name="API_HR")
    assert (api.email, api.email_verified_at, api.shares_address) == ("", None, False)
    assert not jo().shares_address


# fmt: off
CONTRADICTIONS = [
    ([{}, {"user_id": "josei"}], {(3, "user_id")}),
    ([{}, {"user_id": "BCD", "organisation_name": "Other"}], {(3, "organisation_name")}),
    ([{}, {"user_id": "BCD", "organisation_type": "COMP", "profiles": "COMP Administrator"}], {(3, "organisation_type")}),
    ([{}, {"user_id": "BCD", "claim_types": "RTA"}], {(3, "claim_types")}),
    ([{}, {"user_id": "BCD", "branch_name": "Hull"}], {(3, "branch_name")}),
    ([{"organisation_id": "CR00999"}, {"user_id": "STRANGER"}], {(3, "user_id")}),
    ([{"organisation_id": "COMP7", "organisation_type": "COMP", "branch_type": "central", "profiles": "COMP Administrator"},
      {"organisation_id": "COMP7", "organisation_type": "COMP", "branch_type": "central", "profiles": "COMP Administrator", "user_id": "BCD", "branch_id": "002", "branch_name": "Leeds"}], {(3, "branch_type")}),
]
# fmt: on


@pytest.mark.parametrize(("rows", "faults"), CONTRADICTIONS)
def test_rows_that_contradict_others_or_the_portal_are_reported(
    tmp_path: Path, stranger: User, rows: list[dict[str, str]], faults: set[tuple[int, str]]
) -> None:
    told = take(tmp_path, *rows)
    assert {(one["line"], one["column"]) for one in told["faults"]} == faults
    assert all(one["rule"] for one in told["faults"])
    assert told["added"] == 1


def test_rows_with_blanks_are_completed_by_others(tmp_path: Path) -> None:
    blank = {"organisation_name": "", "branch_name": "", "branch_id": "", "expires_on": ""}
    assert counts(take(tmp_path, {**blank, "user_id": "FIRST"}, {}))[0] == 2
    assert Organisation.objects.get(code="CR00700").name == "Harbour Row"
    assert list(Branch.objects.filter(organisation__code="CR00700").values_list("name")) == [
        ("Bristol",)
    ]
    assert User.objects.get(user_name="FIRST").expires_on == date(2022, 1, 15)


def test_the_readiness_of_all_is_computed_after_it(tmp_path: Path) -> None:
    take(tmp_path, {})
    take(tmp_path, {"surname": "Seil"})
    waiting = ProcrastinateJob.objects.filter(task_name=readiness_kept.COMPUTE)
    assert [one.status for one in waiting] == ["todo"]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    assert take(tmp_path, {}, dry_run=True)["added"] == 1
    assert not User.objects.exists()
    assert not AccountImport.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"user_id\nA\n", b"PK\x03\x04rest"])
def test_a_file_that_cannot_be_read_changes_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "accounts.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="Nothing was taken"):
        call_command("migrate_accounts", str(path))
    assert not User.objects.exists()


def test_every_refused_value_can_be_written_to_a_spreadsheet(tmp_path: Path) -> None:
    report = tmp_path / "refused.csv"
    take(
        tmp_path, {"enabled": "=cmd()"}, {"user_id": "BCD", "mfa_email": "nonsense"}, report=report
    )
    text = report.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "file,line,column,value,rule"
    assert "2,enabled,'=cmd()" in text
    assert "3,mfa_email,nonsense" in text


def test_a_template_can_be_filled_in_and_taken(tmp_path: Path) -> None:
    for kind in ("csv", "xlsx", "jsonl"):
        path = tmp_path / f"template.{kind}"
        call_command("migrate_accounts", template=path, stdout=StringIO())
        out = StringIO()
        call_command("migrate_accounts", str(path), json=True, stdout=out)
        assert json.loads(out.getvalue())["refused"] == 0


def test_what_stands_in_a_row_comes_in_as_it_stands(tmp_path: Path) -> None:
    """Signs that mean something to the database are signs and nothing else."""
    take(tmp_path, {"forename": r"J\N \t \\ {a}", "surname": "O’Neill ﷺ Ćwik", "mobile": r"\."})
    assert (jo().forename, jo().surname, jo().mobile) == (r"J\N \t \\ {a}", "O’Neill ﷺ Ćwik", r"\.")
