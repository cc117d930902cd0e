"""`--finish`: verified once more, then one transaction ends the old order.

From then on no account comes to share an address, everybody who came over chooses a
new password by the first sign-in, and the portal opens at its time.
"""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any, LiteralString

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from claims_portal.migration.cut_over import beginning, figures, journal, keeping, signing
from claims_portal.migration.cut_over.beginning import OPERATOR, THE_MOVE
from claims_portal.migration.cut_over.journal import Tell
from claims_portal.migration.cut_over.refusals import CutOverRefused
from claims_portal.migration.models import CutOver, CutOverState, CutOverStep
from claims_portal.records import audit

FINISH = "finish"
_FIRST_SIGN_IN: tuple[LiteralString, ...] = (
    """
    DELETE FROM django_session WHERE session_key IN (
        SELECT session_key FROM accounts_websession
        WHERE user_id IN (SELECT user_id FROM migration_legacyaccount))""",
    """
    DELETE FROM accounts_websession
    WHERE user_id IN (SELECT user_id FROM migration_legacyaccount)""",
    """
    DELETE FROM accounts_mailedcode
    WHERE user_id IN (SELECT user_id FROM migration_legacyaccount)""",
    """
    UPDATE accounts_user SET password = '!' || md5(random()::text || id),
           must_change_password = TRUE, password_changed_at = NULL, failed_sign_ins = 0
    WHERE id IN (SELECT user_id FROM migration_legacyaccount)""",
)
_OPEN_GROUPS: LiteralString = """
SELECT organisation.code, array_agg(account.user_name ORDER BY account.user_name)
FROM accounts_user account
JOIN organisations_organisation organisation ON organisation.id = account.organisation_id
WHERE account.shares_address AND account.active AND account.email <> ''
GROUP BY organisation.code, lower(trim(account.email)) ORDER BY organisation.code
"""
_BY_ORGANISATION: LiteralString = """
SELECT organisation.code, count(*), count(*) FILTER (WHERE account.shares_address)
FROM migration_legacyaccount legacy JOIN accounts_user account ON account.id = legacy.user_id
JOIN organisations_organisation organisation ON organisation.id = account.organisation_id
GROUP BY organisation.code ORDER BY organisation.code
"""


def finish(*, at: datetime, tell: Tell) -> dict[str, Any]:
    """The signed report. Called again after the end it gives the same report."""
    done = CutOver.objects.filter(state=CutOverState.AFTER).exists()
    if not done:
        _end(at, tell)
    return dict(CutOverStep.objects.get(name=FINISH).result)


def write(signed: dict[str, Any]) -> Path:
    """The report into its file, whole or not at all."""
    target = Path(settings.ROOT) / "build" / "cutover-report.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_suffix(".part")
    half.write_text(json.dumps(signed, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(half, target)
    return target


@transaction.atomic
def _end(at: datetime, tell: Tell) -> None:
    beginning.under_way()
    of = CutOver.objects.select_for_update().get(pk=1)
    if left := beginning.steps_left(of):
        raise CutOverRefused(f"Not yet: call --begin until all is done; left: {', '.join(left)}.")
    tell("verification: begins")
    comparison = beginning.compare(of)
    if problems := beginning.problems_of(comparison):
        raise CutOverRefused(f"Not finished: {'; '.join(problems)}.")
    tell("verification: done")
    steps = journal.results()
    of.state, of.finished_at = CutOverState.AFTER, at
    of.save(update_fields=["state", "finished_at"])
    for statement in _FIRST_SIGN_IN:
        _rows(statement)
    groups = [{"organisationId": code, "userIds": ids} for code, ids in _rows(_OPEN_GROUPS)]
    report = {
        "window": beginning.window_of(of),
        "begunAt": of.begun_at,
        "finishedAt": at,
        "before": steps[beginning.SNAPSHOT],
        "imports": [step for name, step in steps.items() if name.startswith("accounts ")],
        "claims": steps[beginning.CLAIMS],
        "comparison": comparison,
        "after": figures.figures(),
        "openGroups": groups,
        "firstSignIns": _note(at),
    }
    keeping.drop()
    result = signing.signed(json.loads(json.dumps(report, cls=DjangoJSONEncoder)))
    CutOverStep.objects.create(name=FINISH, began_at=at, ended_at=at, result=result)


def _note(at: datetime) -> int:
    """In the audit of every organisation that moved; how many begin with a first sign-in."""
    tag = "migration:cut-over:finished"
    rows = _rows(_BY_ORGANISATION)
    entries = [
        audit.Entry(tag, code, code, after={"firstSignIns": moved, "sharingAnAddress": sharing})
        for code, moved, sharing in rows
    ]
    entries.append(audit.Entry(tag, THE_MOVE, "cut-over", after={"organisations": len(rows)}))
    audit.write_many(entries, by=OPERATOR, at=at)
    return sum(moved for _code, moved, _sharing in rows)


def _rows(statement: LiteralString) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
