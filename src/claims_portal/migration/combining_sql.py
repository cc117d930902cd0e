"""The statements that combine accounts: each works on all pairs of `combining` at once.

One pair from the guided page and a hundred thousand of a plan go the same way.
"""

from typing import LiteralString

COMBINING: LiteralString = """
CREATE TEMP TABLE combining (
    survivor_id bigint, dropped_id bigint PRIMARY KEY, profiles text[], reason text
) ON COMMIT DROP
"""
COPY: LiteralString = "COPY combining (survivor_id, dropped_id, profiles, reason) FROM STDIN"
# In one order, so that two who combine the same accounts wait for each other, not in turn.
HOLD: LiteralString = """
ANALYZE combining;
SELECT id FROM accounts_user
WHERE id IN (SELECT survivor_id FROM combining UNION SELECT dropped_id FROM combining)
ORDER BY id FOR UPDATE
"""
MOVED: LiteralString = """
CREATE TEMP TABLE moved ON COMMIT DROP AS
SELECT combining.dropped_id, 'representative' AS what, claim.id AS claim_id
FROM claims_claim claim JOIN combining ON combining.dropped_id = claim.representative_handler_id
WHERE claim.representative_handler_id IS NOT NULL
UNION ALL
SELECT combining.dropped_id, 'compensator', claim.id
FROM claims_claim claim JOIN combining ON combining.dropped_id = claim.compensator_handler_id
WHERE claim.compensator_handler_id IS NOT NULL
UNION ALL
SELECT combining.dropped_id, 'locks', claim.id
FROM claims_claim claim JOIN combining ON combining.dropped_id = claim.locked_by_id
WHERE claim.locked_by_id IS NOT NULL
UNION ALL
SELECT combining.dropped_id, 'drafts', draft.id
FROM claims_draft draft JOIN combining ON combining.dropped_id = draft.updated_by_id;
ANALYZE moved
"""
_MOVED_OF_EACH: LiteralString = """
    SELECT dropped_id, jsonb_object_agg(what, ids) AS everything
    FROM (SELECT dropped_id, what, jsonb_agg(claim_id ORDER BY claim_id) AS ids
          FROM moved GROUP BY dropped_id, what) by_kind
    GROUP BY dropped_id
"""
KEEP: LiteralString = f"""
INSERT INTO migration_combination (
    survivor_id, dropped_id, at, by_user, reason, added_profiles, removed_profiles,
    dropped_before, moved)
SELECT combining.survivor_id, combining.dropped_id, %(at)s, %(by)s, combining.reason,
       ARRAY(SELECT unnest(combining.profiles) EXCEPT
             SELECT profile::text FROM accounts_userprofile
             WHERE user_id = combining.survivor_id),
       ARRAY(SELECT profile::text FROM accounts_userprofile
             WHERE user_id = combining.survivor_id
             EXCEPT SELECT unnest(combining.profiles)),
       jsonb_build_object(
           'enabled', account.enabled, 'disabledBecause', account.disabled_because,
           'sharesAddress', account.shares_address, 'email', account.email),
       COALESCE(all_moved.everything, '{{}}'::jsonb)
FROM combining JOIN accounts_user account ON account.id = combining.dropped_id
LEFT JOIN ({_MOVED_OF_EACH}) all_moved USING (dropped_id)
"""  # noqa: S608 - composed of constants
MOVE: tuple[LiteralString, ...] = (
    """
UPDATE claims_claim claim SET representative_handler_id = combining.survivor_id
FROM moved JOIN combining USING (dropped_id)
WHERE moved.what = 'representative' AND claim.id = moved.claim_id
""",
    """
UPDATE claims_claim claim SET compensator_handler_id = combining.survivor_id
FROM moved JOIN combining USING (dropped_id)
WHERE moved.what = 'compensator' AND claim.id = moved.claim_id
""",
    """
UPDATE claims_claim claim SET locked_by_id = NULL, locked_until = NULL
FROM moved WHERE moved.what = 'locks' AND claim.id = moved.claim_id
""",
    """
UPDATE claims_draft draft SET updated_by_id = combining.survivor_id
FROM moved JOIN combining USING (dropped_id)
WHERE moved.what = 'drafts' AND draft.id = moved.claim_id
""",
)
PROFILES: LiteralString = """
DELETE FROM accounts_userprofile held USING combining
WHERE held.user_id = combining.survivor_id AND NOT held.profile = ANY(combining.profiles);
INSERT INTO accounts_userprofile (user_id, profile)
SELECT DISTINCT survivor_id, unnest(profiles) FROM combining ON CONFLICT DO NOTHING
"""
END_SESSIONS: LiteralString = """
DELETE FROM django_session USING accounts_websession session, combining
WHERE django_session.session_key = session.session_key AND session.user_id = combining.dropped_id;
DELETE FROM accounts_websession session USING combining
WHERE session.user_id = combining.dropped_id
"""
DROP: LiteralString = """
UPDATE accounts_user account
SET enabled = FALSE, active = FALSE, shares_address = FALSE,
    disabled_at = %(at)s, disabled_because = 'combined'
FROM combining WHERE account.id = combining.dropped_id
"""
SETTLE: LiteralString = """
UPDATE accounts_user account SET shares_address = FALSE
WHERE account.shares_address AND account.id IN (SELECT survivor_id FROM combining)
  AND NOT EXISTS (
      SELECT FROM accounts_user other
      WHERE other.organisation_id = account.organisation_id AND other.id <> account.id
        AND other.active AND lower(trim(other.email)) = lower(trim(account.email)))
"""
# One line a survivor, for the audit: who was combined into it, and what moved with them.
TOLD: LiteralString = f"""
SELECT organisation.code, survivor.user_name,
       array_agg(dropped.user_name ORDER BY dropped.user_name),
       min(combining.reason), min(combining.profiles),
       COALESCE(sum(jsonb_array_length(everything -> 'representative')), 0)
       + COALESCE(sum(jsonb_array_length(everything -> 'compensator')), 0),
       COALESCE(sum(jsonb_array_length(everything -> 'locks')), 0),
       COALESCE(sum(jsonb_array_length(everything -> 'drafts')), 0)
FROM combining
JOIN accounts_user survivor ON survivor.id = combining.survivor_id
JOIN accounts_user dropped ON dropped.id = combining.dropped_id
JOIN organisations_organisation organisation ON organisation.id = survivor.organisation_id
LEFT JOIN ({_MOVED_OF_EACH}) all_moved ON all_moved.dropped_id = combining.dropped_id
GROUP BY organisation.code, survivor.user_name
ORDER BY organisation.code, survivor.user_name
"""  # noqa: S608 - composed of constants
