"""The statements that keep the readiness of all organisations at once."""

from typing import LiteralString

FIGURES = (
    "organisation_code", "name", "kind", "score", "accounts", "people_stopped", "administrators",
    "blocking", "warning", "cases", "computed_at",
)  # fmt: skip
COMPUTED: LiteralString = """
CREATE TEMP TABLE computed (LIKE migration_organisationreadiness) ON COMMIT DROP;
ALTER TABLE computed DROP COLUMN id
"""
COPY: LiteralString = """
COPY computed (
    organisation_code, name, kind, score, accounts, people_stopped, administrators, blocking,
    warning, cases, computed_at
) FROM STDIN
"""
COPIED: LiteralString = "ANALYZE computed (organisation_code)"
KEEP_CHANGES: LiteralString = """
INSERT INTO migration_readinesschange (organisation_code, day, score, blocking, warning)
SELECT computed.organisation_code, %(day)s, computed.score, computed.blocking, computed.warning
FROM computed LEFT JOIN (
    SELECT DISTINCT ON (organisation_code) organisation_code, score, blocking, warning
    FROM migration_readinesschange ORDER BY organisation_code, day DESC) last
  ON last.organisation_code = computed.organisation_code
WHERE (computed.score, computed.blocking, computed.warning)
      IS DISTINCT FROM (last.score, last.blocking, last.warning)
ON CONFLICT (organisation_code, day) DO UPDATE SET
    score = excluded.score, blocking = excluded.blocking, warning = excluded.warning
"""
KEEP: LiteralString = """
INSERT INTO migration_organisationreadiness (
    organisation_code, name, kind, score, accounts, people_stopped, administrators, blocking,
    warning, cases, computed_at)
SELECT organisation_code, name, kind, score, accounts, people_stopped, administrators, blocking,
       warning, cases, computed_at
FROM computed
ON CONFLICT (organisation_code) DO UPDATE SET
    name = excluded.name, kind = excluded.kind, score = excluded.score,
    accounts = excluded.accounts, people_stopped = excluded.people_stopped,
    administrators = excluded.administrators, blocking = excluded.blocking,
    warning = excluded.warning, cases = excluded.cases, computed_at = excluded.computed_at
"""
DONE: LiteralString = "DROP TABLE computed"
