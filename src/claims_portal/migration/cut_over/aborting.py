"""`--abort`: back to the state before `--begin`, in one transaction.

The tables are as they were when the intake closed; the audit keeps what happened.
"""

from datetime import datetime
from typing import Any, LiteralString

from django.db import connection, transaction

from claims_portal.migration.cut_over import beginning, keeping
from claims_portal.migration.cut_over.beginning import OPERATOR, THE_MOVE
from claims_portal.migration.models import CutOver, CutOverStep
from claims_portal.records import audit

_TOUCHED: LiteralString = """
SELECT code, sum(added), sum(changed), sum(claims) FROM (
    SELECT organisation.code, (was.id IS NULL)::int AS added,
           (was.id IS NOT NULL)::int AS changed, 0 AS claims
    FROM accounts_user account
    JOIN organisations_organisation organisation ON organisation.id = account.organisation_id
    LEFT JOIN cutover_before_accounts_user was ON was.id = account.id
    WHERE was.id IS NULL OR to_jsonb(was) IS DISTINCT FROM to_jsonb(account)
    UNION ALL
    SELECT organisation.code, 0, 1, 0 FROM (
        (SELECT id, user_id FROM accounts_userprofile
         EXCEPT SELECT id, user_id FROM cutover_before_accounts_userprofile)
        UNION ALL
        (SELECT id, user_id FROM cutover_before_accounts_userprofile
         EXCEPT SELECT id, user_id FROM accounts_userprofile)) held
    JOIN cutover_before_accounts_user account ON account.id = held.user_id
    JOIN organisations_organisation organisation ON organisation.id = account.organisation_id
    UNION ALL
    SELECT organisation.code, 0, 0, 1 FROM claims_claim claim
    JOIN organisations_organisation organisation
      ON organisation.id IN (claim.representative_id, claim.compensator_id)
    WHERE NOT EXISTS (SELECT FROM cutover_before_claims_claim was WHERE was.id = claim.id)
) touched GROUP BY code ORDER BY code
"""


@transaction.atomic
def abort(*, at: datetime) -> dict[str, Any]:
    """How many organisations were put back. Only while the move is under way."""
    beginning.under_way()
    of = CutOver.objects.select_for_update().get(pk=1)
    window = beginning.window_of(of)
    touched: list[tuple[Any, ...]] = []
    if beginning.SNAPSHOT not in beginning.steps_left(of):
        touched = _touched()
        keeping.put_back()
        keeping.drop()
    CutOverStep.objects.all().delete()
    of.delete()
    tag = "migration:cut-over:aborted"
    entries = [
        audit.Entry(tag, code, code, after={"gone": added, "putBack": changed, "claims": claims})
        for code, added, changed, claims in touched
    ]
    entries.append(audit.Entry(tag, THE_MOVE, "cut-over", before=window))
    audit.write_many(entries, by=OPERATOR, at=at)
    return {"organisations": len(touched)}


def _touched() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED)
        return list(cursor.fetchall())
