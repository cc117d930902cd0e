"""The statements that lay the files of accounts beside the portal's accounts.

`file_side` has one line an account, as the newest file has it.
"""

from typing import LiteralString

COLUMNS = (
    "organisation", "user_id", "branch", "forename", "surname", "email", "verified", "mobile",
    "enabled", "active", "expires_on", "profiles",
)  # fmt: skip
"""What is compared; the order of the values in a line."""
FILE_SIDE: LiteralString = """
CREATE TEMP TABLE file_side (
    key text PRIMARY KEY, file integer, line integer, organisation text, branch text,
    forename text, surname text, email text, verified boolean, mobile text, enabled boolean,
    active boolean, created_on date, expires_on date, profiles text[]
) ON COMMIT DROP
"""
# Within a file the first line of a User ID counts, among files the last.
ADD: LiteralString = """
INSERT INTO file_side
SELECT DISTINCT ON (upper(user_name))
       upper(user_name), %(file)s, incoming.line, organisation, branch, forename, surname,
       CASE channel WHEN 'api' THEN '' ELSE COALESCE(email, typed_email) END,
       verified AND channel <> 'api' AND COALESCE(email, typed_email) <> '', mobile, enabled,
       active, created_on, expires_on, ARRAY(SELECT unnest(profiles) ORDER BY 1)
FROM incoming JOIN places ON places.number = incoming.place ORDER BY upper(user_name), incoming.line
ON CONFLICT (key) DO UPDATE SET
    file = excluded.file, line = excluded.line, organisation = excluded.organisation,
    branch = excluded.branch, forename = excluded.forename, surname = excluded.surname,
    email = excluded.email, verified = excluded.verified, mobile = excluded.mobile,
    enabled = excluded.enabled, active = excluded.active, created_on = excluded.created_on,
    expires_on = excluded.expires_on, profiles = excluded.profiles
"""
ADDED: LiteralString = "DROP TABLE incoming, places"
# What the files leave open the portal decided when the account came.
BOTH_SIDES: LiteralString = """
CREATE TEMP TABLE both_sides ON COMMIT DROP AS
SELECT told.key, told.file, told.line, told.organisation, told.profiles,
       account.id AS user_id,
       jsonb_build_array(told.organisation, told.key,
           COALESCE(NULLIF(told.branch, ''), first_branch.number), told.forename, told.surname,
           told.email, told.verified, told.mobile, told.enabled, told.active,
           COALESCE(told.expires_on, (told.created_on + interval '2 years')::date,
                    legacy.expires_on), told.profiles)::text AS in_file,
       CASE WHEN account.id IS NOT NULL THEN
       jsonb_build_array(upper(organisation.code), upper(account.user_name),
           COALESCE(branch.number, ''), account.forename, account.surname, account.email,
           account.email_verified_at IS NOT NULL, account.mobile, account.enabled,
           account.active, account.expires_on,
           ARRAY(SELECT profile::text FROM accounts_userprofile held
                 WHERE held.user_id = account.id ORDER BY 1))::text END AS in_portal,
       CASE WHEN legacy.user_id IS NOT NULL THEN
       jsonb_build_array(upper(organisation.code), upper(account.user_name),
           legacy.branch_number, legacy.forename, legacy.surname,
           btrim(legacy.email, E' \\t\\r\\n'), legacy.verified, legacy.mobile, legacy.enabled,
           legacy.active, legacy.expires_on,
           ARRAY(SELECT unnest(legacy.profiles)::text ORDER BY 1))::text END AS as_it_came
FROM file_side told
LEFT JOIN accounts_user account ON upper(account.user_name) = told.key
LEFT JOIN organisations_organisation organisation ON organisation.id = account.organisation_id
LEFT JOIN organisations_branch branch ON branch.id = account.branch_id
LEFT JOIN migration_legacyaccount legacy ON legacy.user_id = account.id
LEFT JOIN (SELECT organisation_id, min(number) AS number FROM organisations_branch
           GROUP BY organisation_id) first_branch
       ON first_branch.organisation_id = account.organisation_id
"""
COUNTS: LiteralString = """
SELECT count(DISTINCT organisation), count(*), COALESCE(sum(cardinality(profiles)), 0),
       (SELECT count(*) FROM organisations_organisation
        WHERE upper(code) IN (SELECT organisation FROM file_side)),
       count(user_id),
       (SELECT count(*) FROM accounts_userprofile
        WHERE user_id IN (SELECT user_id FROM both_sides))
FROM both_sides
"""
SIDES: LiteralString = """
SELECT key, file, line, in_file, in_portal, as_it_came FROM both_sides ORDER BY key
"""
DONE: LiteralString = "DROP TABLE file_side, both_sides"
