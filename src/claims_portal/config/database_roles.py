"""The role under which web processes and worker reach the database.

It owns nothing and may change no table's shape; the audit and the claims'
events and documents it may read and add to, never change; the audit it may not
even delete from. Migrations run under the owner.
"""

from urllib.parse import urlsplit, urlunsplit

from django.db import connection

APPLICATION_ROLE = "claims_portal_application"

GRANTS = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APPLICATION_ROLE}') THEN
        CREATE ROLE {APPLICATION_ROLE} LOGIN;
    END IF;
END $$;
GRANT USAGE ON SCHEMA public TO {APPLICATION_ROLE};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APPLICATION_ROLE};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APPLICATION_ROLE};
REVOKE UPDATE, DELETE, TRUNCATE ON records_auditentry FROM {APPLICATION_ROLE};
REVOKE UPDATE, TRUNCATE ON claims_event, claims_internalevent, claims_document
    FROM {APPLICATION_ROLE};
"""  # noqa: S608 - composed of constants


def grant() -> None:
    """Make the role and give it its rights; run by the owner after each migration."""
    with connection.cursor() as cursor:
        cursor.execute(GRANTS)


def application_url(owner_url: str) -> str:
    """The same database, reached under the application's role (the embedded server trusts it)."""
    parts = urlsplit(owner_url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{APPLICATION_ROLE}@{host}"))
