-- Written by bench/statements.py from the portal's own statements; changes are lost.
\set once_key random(1, 1000000000000000)
\set actor random(1, 40)
\set compensator_code random(41, 50)
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
WITH receiver AS (
    SELECT organisation.id, branch.id AS branch_id
    FROM organisations_organisation organisation
    JOIN organisations_branch branch ON branch.organisation_id = organisation.id
         AND branch.kind = 'central' AND branch.enabled
    WHERE upper(organisation.code) = upper(:compensator_code::text)
      AND organisation.kind = 'COMP' AND organisation.enabled
      AND organisation.compensator_kind = :compensator_kind
      AND CASE :claim_type::text WHEN 'rta' THEN organisation.deals_with_rta
               ELSE organisation.deals_with_elpl END
), written AS (
    INSERT INTO claims_claim (
        claim_type, process_version, phase, activity_id, turn, times_out_on, alarm_on, facts,
        representative_id, compensator_id, compensator_branch_id, claimant_surname,
        claimant_surname_folded, claimant_forename, date_of_birth, national_insurance_number,
        registration_number, defendant_registration_number, representative_reference,
        representative_reference_folded, compensator_reference, compensator_reference_folded,
        created_at, created_by_id, sent_at, updated_at, event_count)
    SELECT :claim_type, :process_version, :phase::text, :new_activity::uuid,
        :turn::text,
        :times_out_on::date, :alarm_on::date, :facts::jsonb, :actor,
        receiver.id,
        receiver.branch_id, :claimant_surname, :claimant_surname_folded,
        :claimant_forename, :date_of_birth::date, :national_insurance_number,
        :registration_number, :defendant_registration_number, :representative_reference,
        :representative_reference_folded, '', '', :at::timestamptz,
        :actor::bigint, :at::timestamptz, :at::timestamptz, 1
    FROM receiver
    RETURNING id, event_count, representative_id, compensator_id
), document AS (
    INSERT INTO claims_document (claim_id, number, kind, body, side, sent_by_id, sent_at)
    SELECT id, event_count, :document_kind::text, :document_body::jsonb, :side::text,
        :actor::bigint, :at::timestamptz
    FROM written WHERE :document_kind::text IS NOT NULL
), answered AS (
    INSERT INTO accounts_answeredcall (
        client_id, key, fingerprint, at, claim_number, event_number)
    SELECT :actor::bigint, :once_key::text, :once_fingerprint::bytea,
        :at::timestamptz, id, event_count
    FROM written WHERE :once_key::text IS NOT NULL
)

    INSERT INTO claims_event (
        claim_id, number, tag, row, action, says, side, phase_before, phase_after, turn_after,
        times_out_on, activity_id, changes, user_id, real_user_id, client_id,
        correlation_id, at,
        for_representative_id, for_compensator_id)
    SELECT id, event_count, :tag, :row, :action, :says, :side::text,
        :phase_before::text, :phase::text, :turn::text, :times_out_on::date,
        :new_activity::uuid, :changes::jsonb,
        :actor::bigint, :actor::bigint, :actor::bigint, :correlation::text,
        :at::timestamptz,
        CASE WHEN :tells_representative THEN representative_id END,
        CASE WHEN :tells_compensator THEN compensator_id END
    FROM written
    RETURNING claim_id;
