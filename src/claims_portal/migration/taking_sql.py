"""The statements that take a legacy file in: each works on all rows at once.

Row by row a million accounts take minutes. `places` and `incoming` are tables of the
transaction alone: what rows say of organisation and branch stands once in the one, what
they say of an account in the other. A row that is refused leaves `incoming`, or its place
leaves `places`.
"""

from typing import LiteralString

# A million rows are hashed in memory, not on disk.
ROOM: LiteralString = "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off"
INCOMING: LiteralString = """
CREATE TEMP TABLE places (
    number integer, organisation text, organisation_name text, kind text, rta boolean,
    elpl boolean, branch text, branch_name text, branch_kind text, line integer
) ON COMMIT DROP;
CREATE TEMP TABLE incoming (
    line integer, place integer, verified boolean, enabled boolean, active boolean, channel text,
    profiles text[], created_on date, expires_on date, last_used_on date,
    password_changed_on date, user_name text, forename text, surname text, contact_email text,
    typed_email text, mobile text, email text
) ON COMMIT DROP
"""
COPY_PLACES: LiteralString = """
COPY places (
    number, organisation, organisation_name, kind, rta, elpl, branch, branch_name, branch_kind
) FROM STDIN
"""
COPY_INCOMING: LiteralString = """
COPY incoming (
    line, place, verified, enabled, active, channel, profiles, created_on, expires_on,
    last_used_on, password_changed_on, user_name, forename, surname, contact_email, typed_email,
    mobile, email
) FROM STDIN
"""
READY_INCOMING: LiteralString = "ANALYZE incoming (line, place, user_name); ANALYZE places"
# The first line of each place that is left; a place of which no line is left is none.
READY_PLACES: LiteralString = """
UPDATE places SET line = told.line
FROM (SELECT place, min(line) AS line FROM incoming GROUP BY place) told
WHERE told.place = places.number;
DELETE FROM places WHERE line IS NULL
"""

# Each takes refused rows or places out and gives line, column, value and rule of each row.
SAME_USER_ID: LiteralString = """
WITH doubled AS (
    SELECT upper(user_name) AS key, min(line) AS first
    FROM incoming GROUP BY 1 HAVING count(*) > 1
), gone AS (
    DELETE FROM incoming USING doubled
    WHERE upper(incoming.user_name) = doubled.key AND incoming.line > doubled.first
    RETURNING incoming.line, incoming.user_name, doubled.first
)
SELECT line, 'user_id', user_name, 'this User ID stands in line ' || first || ' already' FROM gone
"""
_TWO_ORGANISATIONS: LiteralString = """
WITH first AS (
    SELECT DISTINCT ON (organisation) organisation, line, organisation_name, kind, rta, elpl
    FROM places WHERE organisation_name <> '' ORDER BY organisation, line
), gone AS (
    DELETE FROM places USING first
    WHERE places.organisation = first.organisation AND places.organisation_name <> ''
      AND (places.organisation_name, places.kind, places.rta, places.elpl)
          IS DISTINCT FROM (first.organisation_name, first.kind, first.rta, first.elpl)
    RETURNING places.number, places.organisation_name, places.kind,
              first.organisation_name AS other_name, first.kind AS other_kind, first.line AS other
)
SELECT incoming.line,
       CASE WHEN kind <> other_kind THEN 'organisation_type'
            WHEN organisation_name <> other_name THEN 'organisation_name' ELSE 'claim_types' END,
       CASE WHEN kind <> other_kind THEN kind ELSE organisation_name END,
       'contradicts line ' || other || ' about the same organisation'
FROM gone JOIN incoming ON incoming.place = gone.number
"""
_ANOTHER_KIND: LiteralString = """
WITH gone AS (
    DELETE FROM places USING organisations_organisation known
    WHERE upper(known.code) = places.organisation AND known.kind <> places.kind
    RETURNING places.number, places.kind, known.kind AS other
)
SELECT incoming.line, 'organisation_type', kind, 'the portal has this organisation as ' || other
FROM gone JOIN incoming ON incoming.place = gone.number
"""
_TWO_BRANCHES: LiteralString = """
WITH first AS (
    SELECT DISTINCT ON (organisation, branch) organisation, branch, line, branch_name, branch_kind
    FROM places WHERE branch <> '' AND branch_name <> '' ORDER BY organisation, branch, line
), gone AS (
    DELETE FROM places USING first
    WHERE places.organisation = first.organisation AND places.branch = first.branch
      AND places.branch_name <> ''
      AND (places.branch_name, places.branch_kind)
          IS DISTINCT FROM (first.branch_name, first.branch_kind)
    RETURNING places.number, places.branch_name, places.branch_kind,
              first.branch_name AS other_name, first.line AS other
)
SELECT incoming.line, CASE WHEN branch_name <> other_name THEN 'branch_name' ELSE 'branch_type' END,
       CASE WHEN branch_name <> other_name THEN branch_name ELSE branch_kind END,
       'contradicts line ' || other || ' about the same branch'
FROM gone JOIN incoming ON incoming.place = gone.number
"""
_TWO_CENTRAL_POINTS: LiteralString = """
WITH central AS (
    SELECT upper(organisation.code) AS organisation, branch.number AS branch, 0 AS line
    FROM organisations_branch branch
    JOIN organisations_organisation organisation ON organisation.id = branch.organisation_id
    WHERE branch.kind = 'central' AND branch.enabled
    UNION ALL
    SELECT organisation, branch, min(line) FROM places
    WHERE branch_kind = 'central' AND branch <> '' GROUP BY organisation, branch
), first AS (
    SELECT DISTINCT ON (organisation) organisation, branch FROM central
    ORDER BY organisation, line
), gone AS (
    DELETE FROM places USING first
    WHERE places.organisation = first.organisation AND places.branch_kind = 'central'
      AND places.branch <> '' AND places.branch <> first.branch
    RETURNING places.number, places.branch, first.branch AS other
)
SELECT incoming.line, 'branch_type', branch,
       'an organisation has one central point; this one has ' || other
FROM gone JOIN incoming ON incoming.place = gone.number
"""
_OF_ANOTHER: LiteralString = """
WITH gone AS (
    DELETE FROM incoming
    USING places, accounts_user account
    JOIN organisations_organisation organisation ON organisation.id = account.organisation_id
    WHERE places.number = incoming.place
      AND upper(account.user_name) = upper(incoming.user_name)
      AND upper(organisation.code) <> places.organisation
    RETURNING incoming.line, incoming.user_name
)
SELECT line, 'user_id', user_name, 'another organisation has this User ID' FROM gone
"""
CONTRADICTIONS: tuple[LiteralString, ...] = (
    _TWO_ORGANISATIONS,
    _ANOTHER_KIND,
    _TWO_BRANCHES,
    _TWO_CENTRAL_POINTS,
    _OF_ANOTHER,
)

ADD_ORGANISATIONS: LiteralString = """
INSERT INTO organisations_organisation (
    code, name, kind, compensator_kind, deals_with_rta, deals_with_elpl, email, telephone,
    address, email_domains, requires_strong_factor, enabled, agreement_version, created_at)
SELECT DISTINCT ON (organisation)
       organisation, COALESCE(NULLIF(organisation_name, ''), organisation), kind,
       CASE kind WHEN 'COMP' THEN 'insurer' ELSE '' END,
       rta, elpl, '', '', '{}'::jsonb, '{}', FALSE, TRUE, '', %(at)s
FROM places ORDER BY organisation, organisation_name = '', line
ON CONFLICT DO NOTHING
"""
WIDEN_ORGANISATIONS: LiteralString = """
UPDATE organisations_organisation known
SET deals_with_rta = known.deals_with_rta OR told.rta,
    deals_with_elpl = known.deals_with_elpl OR told.elpl
FROM (SELECT organisation, bool_or(rta) AS rta, bool_or(elpl) AS elpl
      FROM places GROUP BY organisation) told
WHERE upper(known.code) = told.organisation
  AND (told.rta AND NOT known.deals_with_rta OR told.elpl AND NOT known.deals_with_elpl)
"""
ADD_BRANCHES: LiteralString = """
INSERT INTO organisations_branch (
    organisation_id, number, name, kind, email, telephone, address, enabled)
SELECT DISTINCT ON (known.id, branch)
       known.id, branch, COALESCE(NULLIF(branch_name, ''), branch), branch_kind, '', '',
       '{}'::jsonb, TRUE
FROM places JOIN organisations_organisation known ON upper(known.code) = organisation
WHERE branch <> '' ORDER BY known.id, branch, branch_name = '', line
ON CONFLICT DO NOTHING
"""
# Where a place is in the portal. A row that tells no branch has the first.
FIND_PLACES: LiteralString = """
CREATE TEMP TABLE found_places ON COMMIT DROP AS
SELECT places.number, organisation.id AS organisation_id, organisation.code AS organisation_code,
       branch.id AS branch_id, branch.number AS branch
FROM places
JOIN organisations_organisation organisation ON upper(organisation.code) = places.organisation
LEFT JOIN LATERAL (
    SELECT id, number FROM organisations_branch
    WHERE organisation_id = organisation.id AND (number = places.branch OR places.branch = '')
    ORDER BY number LIMIT 1) branch ON TRUE;
ANALYZE found_places
"""
# A new account gets its number here, so that its profiles need not look for it.
MATCH: LiteralString = """
CREATE TEMP TABLE matched ON COMMIT DROP AS
SELECT incoming.line, incoming.user_name, incoming.forename, incoming.surname,
       incoming.contact_email, incoming.typed_email,
       -- Who works through the API alone has no second factor, and no claim to an address.
       CASE incoming.channel WHEN 'api' THEN ''
            ELSE COALESCE(incoming.email, incoming.typed_email) END AS email,
       incoming.verified AND incoming.channel <> 'api'
           AND COALESCE(incoming.email, incoming.typed_email) <> '' AS verified,
       incoming.mobile, incoming.profiles, incoming.enabled, incoming.active,
       incoming.created_on, incoming.last_used_on, incoming.password_changed_on, incoming.channel,
       COALESCE(incoming.expires_on,
                (COALESCE(incoming.created_on, %(today)s::date) + interval '2 years')::date)
       AS expires_on, place.branch, place.organisation_id, place.organisation_code,
       place.branch_id,
       COALESCE(account.id, nextval(pg_get_serial_sequence('accounts_user', 'id'))) AS user_id,
       CASE WHEN legacy.user_id IS NOT NULL THEN 'linked'
            WHEN account.id IS NOT NULL THEN 'kept' ELSE 'new' END AS status
FROM incoming
JOIN found_places place ON place.number = incoming.place
LEFT JOIN accounts_user account ON upper(account.user_name) = upper(incoming.user_name)
LEFT JOIN migration_legacyaccount legacy ON legacy.user_id = account.id
"""
READY_MATCHED: LiteralString = """
ANALYZE matched (line, user_id, organisation_id, branch_id, email, active, status)
"""

# Those whose address a row of the file also has, before the rows come.
SHARE_OF_EXISTING: LiteralString = """
UPDATE accounts_user account SET shares_address = TRUE
FROM matched
WHERE matched.active AND matched.email <> ''
  AND account.organisation_id = matched.organisation_id
  AND lower(trim(account.email)) = lower(trim(matched.email))
  AND account.active AND NOT account.shares_address
  AND account.id IS DISTINCT FROM matched.user_id
"""
_SHARES: LiteralString = """
    matched.active AND matched.email <> '' AND (
        matched.organisation_id, lower(trim(matched.email))) IN (
        SELECT organisation_id, lower(trim(email)) FROM (
            SELECT organisation_id, email, line FROM matched WHERE active AND email <> ''
            UNION ALL
            SELECT organisation_id, email, NULL FROM accounts_user
            WHERE active AND email <> '' AND id NOT IN (SELECT user_id FROM matched)
              AND organisation_id IN (SELECT organisation_id FROM matched)
        ) everybody GROUP BY 1, 2 HAVING count(*) > 1)
"""
# A value that is as the last file had it was touched by nobody, and follows this one.
UPDATE_ACCOUNTS: LiteralString = """
WITH told AS (
    SELECT account.id,
           CASE WHEN account.forename = legacy.forename THEN matched.forename
                ELSE account.forename END AS forename,
           CASE WHEN account.surname = legacy.surname THEN matched.surname
                ELSE account.surname END AS surname,
           CASE WHEN account.mobile = legacy.mobile THEN matched.mobile
                ELSE account.mobile END AS mobile,
           CASE WHEN account.email = btrim(legacy.email) THEN matched.email
                ELSE account.email END AS email,
           CASE WHEN account.email <> btrim(legacy.email) THEN account.email_verified_at
                WHEN matched.email <> account.email
                THEN CASE WHEN matched.verified THEN %(at)s::timestamptz END
                WHEN (account.email_verified_at IS NOT NULL) <> legacy.verified
                THEN account.email_verified_at
                WHEN matched.verified THEN COALESCE(account.email_verified_at, %(at)s)
                END AS email_verified_at,
           CASE WHEN (account.enabled, account.active) = (legacy.enabled, legacy.active)
                THEN matched.enabled ELSE account.enabled END AS enabled,
           CASE WHEN (account.enabled, account.active) = (legacy.enabled, legacy.active)
                THEN matched.active ELSE account.active END AS active,
           CASE WHEN account.expires_on = legacy.expires_on THEN matched.expires_on
                ELSE account.expires_on END AS expires_on,
           CASE WHEN COALESCE(branch.number, '') = legacy.branch_number
                THEN matched.branch_id ELSE account.branch_id END AS branch_id,
           CASE WHEN legacy.last_used_on IS DISTINCT FROM matched.last_used_on
                THEN GREATEST(account.last_used_at, matched.last_used_on::timestamptz)
                ELSE account.last_used_at END AS last_used_at
    FROM matched
    JOIN accounts_user account ON account.id = matched.user_id
    JOIN migration_legacyaccount legacy ON legacy.user_id = account.id
    LEFT JOIN organisations_branch branch ON branch.id = account.branch_id
)
UPDATE accounts_user account
SET forename = told.forename, surname = told.surname, mobile = told.mobile, email = told.email,
    email_verified_at = told.email_verified_at, enabled = told.enabled, active = told.active,
    expires_on = told.expires_on, branch_id = told.branch_id, last_used_at = told.last_used_at,
    shares_address = told.active AND told.email <> '',
    disabled_at = CASE WHEN told.enabled THEN NULL
                       ELSE COALESCE(account.disabled_at, %(at)s) END,
    disabled_because = CASE WHEN told.enabled THEN ''
        WHEN NOT told.active THEN COALESCE(NULLIF(account.disabled_because, ''), 'administrator')
        WHEN account.disabled_because <> '' THEN account.disabled_because
        WHEN told.expires_on <= (%(at)s AT TIME ZONE 'Europe/London')::date THEN 'expired'
        ELSE 'bad-sign-ins' END
FROM told
WHERE account.id = told.id
  AND (account.forename, account.surname, account.mobile, account.email,
       account.email_verified_at, account.enabled, account.active, account.expires_on,
       account.branch_id, account.last_used_at)
      IS DISTINCT FROM
      (told.forename, told.surname, told.mobile, told.email,
       told.email_verified_at, told.enabled, told.active, told.expires_on,
       told.branch_id, told.last_used_at)
RETURNING account.id
"""
_PROFILES_UNTOUCHED: LiteralString = """
    SELECT matched.user_id, matched.profiles FROM matched
    JOIN migration_legacyaccount legacy ON legacy.user_id = matched.user_id
    WHERE legacy.profiles::text[] IS DISTINCT FROM matched.profiles
      AND ARRAY(SELECT profile::text FROM accounts_userprofile held
                WHERE held.user_id = matched.user_id ORDER BY 1)
          = ARRAY(SELECT unnest(legacy.profiles)::text ORDER BY 1)
"""
NEW_PROFILES: LiteralString = f"""
CREATE TEMP TABLE new_profiles ON COMMIT DROP AS {_PROFILES_UNTOUCHED}
"""  # noqa: S608 - composed of constants
DROP_PROFILES: LiteralString = """
DELETE FROM accounts_userprofile held USING new_profiles
WHERE held.user_id = new_profiles.user_id AND NOT held.profile = ANY(new_profiles.profiles)
"""
ADD_PROFILES_OF_UPDATED: LiteralString = """
INSERT INTO accounts_userprofile (user_id, profile)
SELECT user_id, unnest(profiles) FROM new_profiles ON CONFLICT DO NOTHING;
DROP TABLE new_profiles
"""
ADD_ACCOUNTS: LiteralString = f"""
INSERT INTO accounts_user (
    id, user_name, password, organisation_id, branch_id, forename, second_name, surname, email,
    email_verified_at, mobile, telephone, enabled, active, expires_on, must_change_password,
    failed_sign_ins, wrong_factor_tries, disabled_at, disabled_because, last_used_at, enabled_at,
    created_at,
    shares_address)
SELECT user_id, user_name, '!' || md5(random()::text || line), organisation_id, branch_id,
       forename, '', surname, email, CASE WHEN verified THEN %(at)s::timestamptz END, mobile, '',
       enabled, active, expires_on, FALSE, 0, 0, CASE WHEN NOT enabled THEN %(at)s::timestamptz END,
       CASE WHEN enabled THEN '' WHEN NOT active THEN 'administrator'
            WHEN expires_on <= (%(at)s AT TIME ZONE 'Europe/London')::date THEN 'expired'
            ELSE 'bad-sign-ins' END,
       last_used_on, %(at)s, COALESCE(created_on, %(at)s), {_SHARES}
FROM matched WHERE status = 'new'
"""  # noqa: S608 - composed of constants
ADD_PROFILES: LiteralString = """
INSERT INTO accounts_userprofile (user_id, profile)
SELECT user_id, unnest(profiles) FROM matched WHERE status = 'new'
"""
_LINKED: LiteralString = """
INSERT INTO migration_legacyaccount (
    user_id, channel, contact_email, contact_corrected, forename, surname, email, verified, mobile,
    enabled, active, branch_number, profiles, expires_on, created_on, last_used_on,
    password_changed_on)
SELECT user_id, channel, contact_email, FALSE, forename, surname,
       CASE channel WHEN 'api' THEN '' ELSE typed_email END, verified, mobile, enabled,
       active, COALESCE(branch, ''), profiles, expires_on, created_on, last_used_on,
       password_changed_on
FROM matched
"""
LINK_NEW: LiteralString = f"{_LINKED} WHERE status = 'new'"
# What is as the last file had it is not written again.
LINK_KNOWN: LiteralString = f"""
{_LINKED} WHERE status <> 'new'
ON CONFLICT (user_id) DO UPDATE SET
    channel = excluded.channel, contact_email = excluded.contact_email,
    forename = excluded.forename, surname = excluded.surname, email = excluded.email,
    verified = excluded.verified, mobile = excluded.mobile, enabled = excluded.enabled,
    active = excluded.active, branch_number = excluded.branch_number,
    profiles = excluded.profiles, expires_on = excluded.expires_on,
    created_on = excluded.created_on, last_used_on = excluded.last_used_on,
    password_changed_on = excluded.password_changed_on
WHERE (migration_legacyaccount.channel, migration_legacyaccount.contact_email,
       migration_legacyaccount.forename, migration_legacyaccount.surname,
       migration_legacyaccount.email, migration_legacyaccount.verified,
       migration_legacyaccount.mobile, migration_legacyaccount.enabled,
       migration_legacyaccount.active, migration_legacyaccount.branch_number,
       migration_legacyaccount.profiles, migration_legacyaccount.expires_on,
       migration_legacyaccount.created_on, migration_legacyaccount.last_used_on,
       migration_legacyaccount.password_changed_on)
      IS DISTINCT FROM
      (excluded.channel, excluded.contact_email, excluded.forename, excluded.surname,
       excluded.email, excluded.verified, excluded.mobile, excluded.enabled, excluded.active,
       excluded.branch_number, excluded.profiles, excluded.expires_on, excluded.created_on,
       excluded.last_used_on, excluded.password_changed_on)
"""  # noqa: S608 - composed of constants
# Whoever is alone with an address after all has it as everybody has theirs.
SETTLE: LiteralString = """
UPDATE accounts_user account SET shares_address = FALSE
WHERE account.shares_address
  AND account.organisation_id IN (SELECT organisation_id FROM matched)
  AND NOT EXISTS (
      SELECT FROM accounts_user other
      WHERE other.organisation_id = account.organisation_id AND other.id <> account.id
        AND other.active AND lower(trim(other.email)) = lower(trim(account.email)))
"""
COUNT: LiteralString = "SELECT status, count(*) FROM matched GROUP BY status"
BY_ORGANISATION: LiteralString = """
SELECT organisation_code, count(*) FILTER (WHERE status = 'new'),
       count(*) FILTER (WHERE status = 'linked')
FROM matched GROUP BY organisation_code ORDER BY organisation_code
"""
COUNTED: LiteralString = """
ANALYZE accounts_user; ANALYZE accounts_userprofile; ANALYZE migration_legacyaccount
"""
DONE: LiteralString = "DROP TABLE incoming, places, found_places, matched"
