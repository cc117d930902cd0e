"""What the portal holds, in figures: so many of each, and one SHA-256 over all of them.

Each line that is counted is one JSON array, in a fixed order; rows are streamed.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, LiteralString

import msgspec
from django.db import connection

OPEN_DEADLINES: LiteralString = """
SELECT jsonb_build_array(id, times_out_on)::text FROM claims_claim
WHERE turn <> '' AND times_out_on IS NOT NULL ORDER BY id
"""
_LINES: dict[str, LiteralString] = {
    "organisations": """
        SELECT jsonb_build_array(code, name, kind, deals_with_rta, deals_with_elpl, enabled)::text
        FROM organisations_organisation ORDER BY upper(code)""",
    "branches": """
        SELECT jsonb_build_array(organisation.code, branch.number, branch.name, branch.kind,
                                 branch.enabled)::text
        FROM organisations_branch branch
        JOIN organisations_organisation organisation ON organisation.id = branch.organisation_id
        ORDER BY upper(organisation.code), branch.number""",
    "users": """
        SELECT jsonb_build_array(account.user_name, organisation.code, branch.number,
                   account.forename, account.surname, account.email,
                   account.email_verified_at IS NOT NULL, account.mobile, account.enabled,
                   account.active, account.expires_on, account.shares_address)::text
        FROM accounts_user account
        JOIN organisations_organisation organisation ON organisation.id = account.organisation_id
        LEFT JOIN organisations_branch branch ON branch.id = account.branch_id
        ORDER BY upper(account.user_name)""",
    "profiles": """
        SELECT jsonb_build_array(account.user_name, held.profile)::text
        FROM accounts_userprofile held JOIN accounts_user account ON account.id = held.user_id
        ORDER BY upper(account.user_name), held.profile""",
    "claims": """
        SELECT jsonb_build_array(id, phase, turn, times_out_on, event_count)::text
        FROM claims_claim ORDER BY id""",
    "documents": """
        SELECT jsonb_build_array(claim_id, number, kind, octet_length(body::text),
                   encode(sha256(convert_to(body::text, 'UTF8')), 'hex'))::text
        FROM claims_document ORDER BY claim_id, number""",
    "attachments": """
        SELECT jsonb_build_array(attachment.claim_id, attachment.number, stored.size,
                   stored.sha256)::text
        FROM files_attachment attachment JOIN files_storedfile stored
          ON stored.id = attachment.file_id
        ORDER BY attachment.claim_id, attachment.number""",
    "oldFiles": """
        SELECT jsonb_build_array(length(raw), encode(sha256(raw), 'hex'))::text
        FROM migration_legacydocument ORDER BY sha256""",
    "openDeadlines": OPEN_DEADLINES,
}


class Figure(msgspec.Struct, frozen=True):
    """How many, and the SHA-256 over all their lines."""

    number: int
    sha256: str


def figures() -> dict[str, Any]:
    """Of organisations, branches, users, profiles, claims, documents, attachments, old files,
    deadlines."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT phase, count(*) FROM claims_claim GROUP BY phase ORDER BY phase")
        phases = dict(cursor.fetchall())
    told = {name: msgspec.to_builtins(of_lines(lines(sql))) for name, sql in _LINES.items()}
    return {**told, "claimsByPhase": phases}


def of_lines(told: Iterator[str]) -> Figure:
    digest, number = hashlib.sha256(), 0
    for line in told:
        digest.update(line.encode() + b"\n")
        number += 1
    return Figure(number, digest.hexdigest())


def lines(sql: LiteralString) -> Iterator[str]:
    return (row[0] for row in rows(sql))


def rows(sql: LiteralString) -> Iterator[tuple[Any, ...]]:
    """Streamed; inside a transaction only."""
    connection.ensure_connection()
    with connection.connection.cursor(name="cut_over") as cursor:
        cursor.itersize = 5_000
        cursor.execute(sql)
        yield from cursor
