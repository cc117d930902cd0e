-- Written by bench/statements.py from the portal's own statements; changes are lost.
\set actor random(1, 40)
SELECT client.id, client.enabled AND organisation.enabled, token.expires_at, organisation.kind,
       account.id, account.user_name, account.organisation_id, account.branch_id,
       account.enabled, account.active, account.expires_on,
       ARRAY(SELECT profile FROM accounts_userprofile WHERE user_id = account.id),
       organisation.id
FROM accounts_apitoken token
JOIN accounts_apiclient client ON client.id = token.client_id
JOIN organisations_organisation organisation ON organisation.id = client.organisation_id
LEFT JOIN accounts_user account
       ON upper(account.user_name) = upper(:actor)
      AND account.organisation_id = organisation.id
WHERE token.digest = :actor;
SELECT 
    claim.id, claim.claim_type, claim.process_version, claim.phase, claim.activity_id, claim.turn,
    claim.times_out_on, claim.claimant_forename, claim.claimant_surname,
    claim.representative_reference, claim.compensator_reference, representative.name,
    compensator.name, claim.sent_at, claim.updated_at, locker.user_name,
    locker.organisation_id, claim.locked_until
 FROM 
    claims_claim claim
    JOIN organisations_organisation representative ON representative.id = claim.representative_id
    LEFT JOIN organisations_organisation compensator ON compensator.id = claim.compensator_id
    LEFT JOIN accounts_user locker ON locker.id = claim.locked_by_id

    WHERE claim.representative_id = :actor AND claim.turn = 'claimant-representative'
      AND claim.claim_type = ANY(:types)
      AND (:everybody OR claim.representative_handler_id IS NULL
           OR claim.representative_handler_id = :actor)
      AND 
    (COALESCE(claim.times_out_on, '9999-12-31'::date), claim.id) > (:after::date, :after_pk)
    ORDER BY COALESCE(claim.times_out_on, '9999-12-31'::date), claim.id LIMIT :size;
