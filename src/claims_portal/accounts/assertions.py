"""A client that proves itself by a signature instead of a secret (RFC 7523, private_key_jwt).

The signature is checked with a key that the client's administrator uploaded, or one of those
that the client publishes. An assertion is short-lived, for this portal alone, and good once.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from django.conf import settings
from joserfc import jwk, jws, jwt
from joserfc.errors import JoseError

from claims_portal.accounts import granting, published_keys
from claims_portal.accounts.granting import Proved
from claims_portal.accounts.models import ApiClient
from claims_portal.accounts.public_keys import ALGORITHMS

KIND = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST_LIFETIME = timedelta(minutes=10)
LEEWAY = timedelta(seconds=60)
"""By how much two clocks may differ."""
LONGEST_ID = 255


class AssertionRefused(Exception):
    """Why an assertion proves nothing; said to whoever sent it."""


class Claims(msgspec.Struct):
    """What an assertion says."""

    iss: str
    sub: str
    aud: str | list[str]
    exp: int | float
    jti: str
    nbf: int | float | None = None
    iat: int | float | None = None


@dataclass(frozen=True)
class Candidate:
    """A key that may have signed, and how the proof is looked at again."""

    key: jwk.Key
    kid: str
    statement: Any
    proof: dict[str, object]


def by_assertion(assertion: str, *, client_id: str | None, at: datetime) -> Proved:
    """The client that signed this. Raises AssertionRefused."""
    kid, claims = _read(assertion)
    _must_be_for_us(claims, client_id, at)
    client = None
    if claims.sub.isprintable():
        clients = ApiClient.objects.filter(enabled=True, organisation__enabled=True)
        client = clients.filter(client_id=claims.sub).first()
    signed = next((one for one in _keys(client, kid) if _signed(assertion, one.key)), None)
    if client is None or signed is None:
        raise AssertionRefused("No key of this client signed the assertion.")
    once = {
        "assertion": hashlib.sha256(claims.jti.encode()).digest(),
        "assertion_expires_at": datetime.fromtimestamp(claims.exp, UTC) + LEEWAY,
    }
    proof = {"client": client.client_id, **signed.proof, **once}
    return Proved(
        client.pk, client.client_id, client.scopes, client.calls_per_second, signed.statement, proof
    )


def _read(assertion: str) -> tuple[str | None, Claims]:
    """What it says, which nobody has proved yet."""
    try:
        unproved = jws.extract_compact(assertion.encode())
        claims = msgspec.json.decode(unproved.payload, type=Claims)
    except (JoseError, ValueError, msgspec.MsgspecError, RecursionError) as broken:
        raise AssertionRefused(
            "The assertion must be a signed JWT with iss, sub, aud, exp and jti."
        ) from broken
    kid = unproved.headers().get("kid")
    return (kid if isinstance(kid, str) else None), claims


def _must_be_for_us(claims: Claims, client_id: str | None, at: datetime) -> None:
    now, leeway = at.timestamp(), LEEWAY.total_seconds()
    audience = [claims.aud] if isinstance(claims.aud, str) else claims.aud
    if claims.iss != claims.sub or client_id not in (None, claims.sub):
        raise AssertionRefused("iss and sub must both be the client id.")
    if len(audience) != 1 or audience[0] not in (settings.BASE_URL, token_address()):
        raise AssertionRefused(f"aud must be {token_address()} and nothing else.")
    if claims.exp + leeway <= now:
        raise AssertionRefused("The assertion has expired.")
    if claims.exp > now + LONGEST_LIFETIME.total_seconds() + leeway:
        raise AssertionRefused("exp must be within 10 minutes from now.")
    if any(begins is not None and begins > now + leeway for begins in (claims.nbf, claims.iat)):
        raise AssertionRefused("The assertion is from the future.")
    if not 0 < len(claims.jti) <= LONGEST_ID:
        raise AssertionRefused(f"jti must have 1 to {LONGEST_ID} characters.")


def token_address() -> str:
    return f"{settings.BASE_URL}/oauth/token"


def _keys(client: ApiClient | None, kid: str | None) -> Iterator[Candidate]:
    """The keys that may have signed: those of that name first, all where there is no name."""
    if client is None:
        return
    for kept in client.keys.filter(revoked_at=None):
        if kid in (None, kept.kid, kept.thumbprint):
            key = jwk.import_key(kept.jwk)
            yield Candidate(key, kept.kid, granting.GRANT_BY_KEY, {"key": kept.pk})
    if client.jwks_url:
        for key in published_keys.of(client.jwks_url, kid):
            proof: dict[str, object] = {"jwks_url": client.jwks_url}
            yield Candidate(key, key.kid or "", granting.GRANT_BY_PUBLISHED_KEY, proof)


def _signed(assertion: str, key: jwk.Key) -> bool:
    try:
        jwt.decode(assertion, key, algorithms=list(ALGORITHMS))
    except (JoseError, ValueError, TypeError):
        return False
    return True
