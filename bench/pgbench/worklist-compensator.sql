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
SELECT 
    claim.id, claim.claim_type, claim.process_version, claim.phase, claim.activity_id, claim.turn,
    claim.times_out_on, claim.claimant_forename, claim.claimant_surname,
    claim.representative_reference, claim.compensator_reference, representative.name,
    compensator.name, claim.sent_at, claim.updated_at, locker.user_name,
    locker.organisation_id, claim.locked_until, handler.user_name, branch.number
 FROM (
    SELECT claim.id, COALESCE(claim.times_out_on, '9999-12-31'::date) AS until
    FROM claims_claim claim
 WHERE 
    claim.compensator_id = :actor AND claim.turn = 'compensator'
    AND claim.sent_at IS NOT NULL AND 
    (claim.claim_type = ANY(:types)
     OR claim.claim_type = ANY(:branch_types) AND claim.compensator_branch_id = :actor
     OR claim.claim_type = ANY(:new_types) AND claim.compensator_reference = ''
     OR claim.claim_type = ANY(:new_branch_types) AND claim.compensator_reference = ''
        AND claim.compensator_branch_id = :actor)

    AND (claim.claim_type = ANY(:led_types) OR claim.compensator_handler_id IS NULL
         OR claim.compensator_handler_id = ANY(ARRAY[:actor]::bigint[]))
 AND 
    (COALESCE(claim.times_out_on, '9999-12-31'::date), claim.id) > (:after::date, :after_pk)
    ORDER BY COALESCE(claim.times_out_on, '9999-12-31'::date), claim.id LIMIT 26
) picked
    
    JOIN claims_claim claim ON claim.id = picked.id
    JOIN organisations_organisation representative ON representative.id = claim.representative_id
    LEFT JOIN organisations_organisation compensator ON compensator.id = claim.compensator_id
    LEFT JOIN accounts_user locker ON locker.id = claim.locked_by_id

    LEFT JOIN accounts_user handler ON handler.id = claim.compensator_handler_id
    LEFT JOIN organisations_branch branch ON branch.id = claim.compensator_branch_id
 ORDER BY picked.until, picked.id;
