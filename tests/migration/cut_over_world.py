"""A portal before its cut-over, and the last files of the old platform."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from claims_portal.migration.account_files import COLUMNS
from tests.migration.test_claims import whole

ACCOUNT: dict[str, str] = {
    "organisation_id": "CR00700", "organisation_name": "Harbour Row", "organisation_type": "CR",
    "claim_types": "RTA;ELPL", "branch_id": "001", "branch_name": "Bristol",
    "branch_type": "handling", "mfa_verified": "yes", "profiles": "CR RTA Claim Handler",
    "enabled": "yes", "active": "yes", "created_on": "2020-01-15", "expires_on": "2029-12-01",
    "last_used_on": "2026-11-18", "password_changed_on": "2026-09-30", "channel": "web",
}  # fmt: skip
PERSON = ("Jo", "Seile")
ROWS = 'SELECT to_jsonb(t)::text FROM "{}" t ORDER BY 1'
AUDIT = "records_auditentry"
NOT_COMPARED = (AUDIT, "django_migrations", "procrastinate")


def person(user_id: str, **changes: str) -> dict[str, str]:
    email = f"{user_id.lower()}@harbourrow.example.com"
    own = {"user_id": user_id, "forename": "Jo", "surname": "Seile", "email": email}
    return {**ACCOUNT, **own, "mfa_email": changes.get("email", email), **changes}


def accounts_file(path: Path, *people: dict[str, str]) -> Path:
    lines = [",".join(COLUMNS)]
    lines += [",".join(one.get(column, "") for column in COLUMNS) for one in people]
    path.write_text("\n".join(lines) + "\n")
    return path


def first_file(directory: Path) -> Path:
    """As it came in long before the move."""
    return accounts_file(
        directory / "first.csv",
        *(person(f"OLD{number:03d}") for number in range(40)),
        person("SHARES1", email="both@harbourrow.example.com"),
        person("SHARES2", email="both@harbourrow.example.com"),
        person("BOSS", profiles="CR Administrator"),
    )


def last_file(directory: Path) -> Path:
    """Newer: some changed, some new, one that is not taken."""
    return accounts_file(
        directory / "last.csv",
        *(person(f"OLD{number:03d}", surname=f"Changed{number}") for number in range(20)),
        *(person(f"OLD{number:03d}") for number in range(20, 40)),
        *(person(f"NEW{number:03d}", organisation_id="CR00701", organisation_name="Quayside")
          for number in range(40)),
        person("SHARES1", email="one@harbourrow.example.com"),
        person("SHARES2", email="both@harbourrow.example.com"),
        person("BOSS", profiles="CR Administrator;CR RTA Team Leader"),
        person("BAD", enabled="perhaps"),
    )  # fmt: skip


def claims_directory(directory: Path, *, number: int) -> Path:
    made = directory / "claims"
    made.mkdir()
    for one in range(number):
        (made / f"{one:03d}.xml").write_text(
            whole(number=f"{400_000 + one:016d}").replace(
                'RepresentativeAllocatedUser="lawyer"', ""
            )
        )
    (made / "broken.xml").write_text("<no claim>")
    return made


def cutover(*arguments: object) -> Any:
    """What the command prints, as JSON."""
    out = StringIO()
    call_command("migrate_cutover", *map(str, arguments), "--json", stdout=out, stderr=StringIO())
    return json.loads(out.getvalue()) if out.getvalue() else None


def everything(query: Callable[[str], list[Any]] | None = None) -> dict[str, list[str]]:
    """Every row of every table but the audit, as text."""
    ask = query or _query
    names = [
        name
        for (name,) in ask(
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
            " AND table_type = 'BASE TABLE' ORDER BY 1"
        )
        if not name.startswith(NOT_COMPARED)
    ]
    return {name: [row for (row,) in ask(ROWS.format(name))] for name in names}


def _query(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
