"""Tokens: given to a client that proves itself, and taken back.

A token is given by one statement that holds client and proof while it looks at them, so
that a secret or key that is revoked at that very moment leaves no token behind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from django.conf import settings

from claims_portal import database
from claims_portal.accounts.models import ApiToken
from claims_portal.accounts.rate_limits import CLIENTS, Allowance
from claims_portal.accounts.secrets import digest, new_secret

SECRET = "client secret"  # noqa: S105 - the purpose of a hash
TOKEN = "bearer token"  # noqa: S105 - the purpose of a hash

_CLIENT: LiteralString = """
    FROM accounts_apiclient client
    JOIN organisations_organisation organisation
         ON organisation.id = client.organisation_id AND organisation.enabled
"""
_BY_SECRET: LiteralString = f"""
    {_CLIENT}
    JOIN accounts_apiclientsecret proof ON proof.client_id = client.id
    WHERE client.client_id = %(client)s AND client.enabled
      AND proof.digest = %(digest)s AND proof.revoked_at IS NULL
"""
_BY_KEY: LiteralString = f"""
    {_CLIENT}
    JOIN accounts_apiclientkey proof ON proof.client_id = client.id
    WHERE client.client_id = %(client)s AND client.enabled
      AND proof.id = %(key)s AND proof.revoked_at IS NULL
"""
_BY_PUBLISHED_KEY: LiteralString = f"""
    {_CLIENT}
    WHERE client.client_id = %(client)s AND client.enabled AND client.jwks_url = %(jwks_url)s
"""
RECOGNISE: LiteralString = f"""
SELECT client.id, client.client_id, client.scopes, client.calls_per_second {_BY_SECRET} LIMIT 1
"""
_INSERT: LiteralString = """
INSERT INTO accounts_apitoken (client_id, digest, created_at, expires_at, scopes)
SELECT id, %(token)s, %(at)s, %(expires_at)s, %(scopes)s FROM proved
RETURNING client_id
"""
_ONCE: LiteralString = """
    INSERT INTO accounts_usedassertion (client_id, digest, expires_at)
    SELECT id, %(assertion)s, %(assertion_expires_at)s FROM held
    ON CONFLICT DO NOTHING RETURNING client_id AS id
"""
GRANT_BY_SECRET: LiteralString = f"""
WITH proved AS (SELECT client.id {_BY_SECRET} LIMIT 1 FOR SHARE OF client, proof) {_INSERT}
"""
GRANT_BY_KEY: LiteralString = f"""
WITH held AS (SELECT client.id {_BY_KEY} FOR SHARE OF client, proof), proved AS ({_ONCE}) {_INSERT}
"""
GRANT_BY_PUBLISHED_KEY: LiteralString = f"""
WITH held AS (SELECT client.id {_BY_PUBLISHED_KEY} FOR SHARE OF client), proved AS ({_ONCE})
{_INSERT}
"""


@dataclass(frozen=True, slots=True)
class Proved:
    """A client that proved itself, and how: what the proof is looked at again by."""

    client_pk: int
    client_id: str
    scopes: Sequence[str]
    calls_per_second: int | None
    statement: LiteralString
    proof: Mapping[str, object]

    def take(self) -> Allowance:
        """Asking for a token is a call like any other: TooManyCalls."""
        return CLIENTS.take(self.client_pk, self.calls_per_second or settings.CALLS_PER_SECOND)


def by_secret(client_id: str, secret: str) -> Proved | None:
    """The enabled client with this id and one of its live secrets."""
    if "\x00" in client_id:
        return None
    proof = {"client": client_id, "digest": digest(secret, purpose=SECRET)}
    found = database.rows(RECOGNISE, proof)
    if not found:
        return None
    client_pk, known_as, scopes, rate = found[0]
    return Proved(client_pk, known_as, scopes, rate, GRANT_BY_SECRET, proof)


def grant(proved: Proved, *, scopes: Sequence[str], at: datetime) -> str | None:
    """A new token; nothing where the proof was revoked meanwhile, or an assertion used before."""
    token = new_secret()
    asked = {
        **proved.proof,
        "token": digest(token, purpose=TOKEN),
        "at": at,
        "expires_at": at + settings.TOKEN_LIFETIME,
        "scopes": list(scopes),
    }
    return token if database.rows(proved.statement, asked) else None


def revoke(token: str, *, client_pk: int) -> None:
    """The token is good for nothing from the next call on; one of another client stays."""
    ApiToken.objects.filter(client=client_pk, digest=digest(token, purpose=TOKEN)).delete()
