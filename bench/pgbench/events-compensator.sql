-- Written by bench/statements.py from the portal's own statements; changes are lost.
\set actor random(41, 50)
SELECT client.id, client.enabled AND organisation.enabled, token.expires_at, organisation.kind,
       account.id, account.user_name, account.organisation_id, account.branch_id,
       account.enabled, account.active, account.expires_on,
       ARRAY(SELECT profile FROM accounts_userprofile WHERE user_id = account.id),
       organisation.id, client.client_id,
       COALESCE(organisation.agreement_version = (
           SELECT version FROM organisations_useragreement
           WHERE in_force_from <= :at::timestamptz
           ORDER BY in_force_from DESC LIMIT 1), TRUE),
       account.last_used_at > :at::timestamptz - interval '1 day',
       client.calls_per_second, token.scopes,
       answered.key, answered.fingerprint, answered.claim_number, answered.event_number,
       answered.sealed_answer, covering.ids, covering.user_names, covering.names
FROM accounts_apitoken token
JOIN accounts_apiclient client ON client.id = token.client_id
JOIN organisations_organisation organisation ON organisation.id = client.organisation_id
LEFT JOIN accounts_user account
       ON upper(account.user_name) = :actor
      AND account.organisation_id = organisation.id

LEFT JOIN LATERAL (
    SELECT array_agg(away.id ORDER BY away.id) AS ids,
           array_agg(away.user_name ORDER BY away.id) AS user_names,
           array_agg(concat_ws(' ', NULLIF(away.forename, ''), NULLIF(away.second_name, ''),
                               NULLIF(away.surname, '')) ORDER BY away.id) AS names
    FROM accounts_absence absence JOIN accounts_user away ON away.id = absence.user_id
    WHERE absence.cover_id = account.id AND away.organisation_id = account.organisation_id
      AND :today::date BETWEEN absence.first_day AND absence.last_day
) covering ON TRUE

LEFT JOIN accounts_answeredcall answered
       ON answered.client_id = client.id AND answered.key = :once_key::text
WHERE token.digest = :actor;
WITH picked AS NOT MATERIALIZED (
    SELECT * FROM claims_event WHERE for_compensator_id = :actor AND id > :after
      AND pg_visible_in_snapshot(transaction_id, :until::pg_snapshot)
      AND NOT pg_visible_in_snapshot(transaction_id, :seen::pg_snapshot)
)

SELECT COALESCE(
    (SELECT made_in::text || '-' || xmin::text FROM claims_feedserver WHERE id = 1)
, ''), pg_current_snapshot()::text, told.*
FROM (SELECT) always LEFT JOIN LATERAL (
    SELECT 
    event.id, event.claim_id, event.number, event.tag, event.says, event.side,
    event.phase_before, event.phase_after, event.turn_after, event.times_out_on,
    event.activity_id, event.changes, event.at, claim.claim_type, document.kind
 FROM picked event
    JOIN LATERAL (
        SELECT claim.claim_type FROM claims_claim claim
        WHERE claim.id = event.claim_id AND 
        claim.compensator_id = :actor AND claim.sent_at IS NOT NULL AND 
    (claim.claim_type = ANY(:types)
     OR claim.claim_type = ANY(:branch_types) AND claim.compensator_branch_id = :actor
     OR claim.claim_type = ANY(:new_types) AND claim.compensator_reference = ''
     OR claim.claim_type = ANY(:new_branch_types) AND claim.compensator_reference = ''
        AND claim.compensator_branch_id = :actor)

     OFFSET 0
    ) claim ON TRUE
    LEFT JOIN claims_document document
        ON document.claim_id = event.claim_id AND document.number = event.number
    WHERE event.tag LIKE ANY(:likes::text[])
    ORDER BY event.id LIMIT (SELECT :size::bigint)
) told ON TRUE ORDER BY told.id;
