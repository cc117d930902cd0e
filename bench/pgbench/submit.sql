-- Written by bench/statements.py from the portal's own statements; changes are lost.
\set actor random(1, 40)
\set compensator_code random(41, 50)
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
WITH receiver AS (
    SELECT organisation.id, branch.id AS branch_id
    FROM organisations_organisation organisation
    JOIN organisations_branch branch ON branch.organisation_id = organisation.id
         AND branch.kind = 'central' AND branch.enabled
    WHERE upper(organisation.code) = upper(:compensator_code::text)
      AND organisation.kind = 'COMP' AND organisation.enabled
      AND organisation.compensator_kind = :compensator_kind AND organisation.deals_with_rta
), written AS (
    INSERT INTO claims_claim (
        claim_type, process_version, phase, activity_id, turn, times_out_on, facts,
        representative_id, compensator_id, compensator_branch_id, claimant_surname,
        claimant_forename, date_of_birth, national_insurance_number, registration_number,
        representative_reference, compensator_reference, created_at, created_by_id, sent_at,
        updated_at, event_count)
    SELECT :claim_type, :process_version, :phase::text, :new_activity::uuid,
        :turn::text,
        :times_out_on::date, :facts::jsonb, :actor, receiver.id,
        receiver.branch_id, :claimant_surname, :claimant_forename, :date_of_birth::date,
        :national_insurance_number, :registration_number, :representative_reference,
        '', :at::timestamptz, :actor::bigint, :at::timestamptz, :at::timestamptz, 1
    FROM receiver
    RETURNING id, event_count
), document AS (
    INSERT INTO claims_document (claim_id, number, kind, body, side, sent_by_id, sent_at)
    SELECT id, event_count, :document_kind::text, :document_body::jsonb, :side::text,
        :actor::bigint, :at::timestamptz
    FROM written WHERE :document_kind::text IS NOT NULL
)

    INSERT INTO claims_event (
        claim_id, number, tag, row, action, says, side, phase_before, phase_after, turn_after,
        times_out_on, activity_id, changes, user_id, real_user_id, client_id, at)
    SELECT id, event_count, :tag, :row, :action, :says, :side::text,
        :phase_before::text, :phase::text, :turn::text, :times_out_on::date,
        :new_activity::uuid, :changes::jsonb,
        :actor::bigint, :actor::bigint, :actor::bigint, :at::timestamptz
    FROM written
    RETURNING claim_id;
