"""Public keys of API clients, as an administrator gives them: PEM or JWK."""

import json
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from joserfc import jwk
from joserfc.errors import JoseError

from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.sentences import said

ALGORITHMS = frozenset(
    ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
)
LONGEST_KEY, LONGEST_KID = 10_000, 100
SMALLEST_RSA_KEY = 2048
CURVES = ("P-256", "P-384", "P-521")
_PUBLIC_MEMBERS = frozenset(("kty", "n", "e", "crv", "x", "y"))
_PRIVATE_MEMBERS = frozenset(("d", "p", "q", "dp", "dq", "qi", "oth", "k"))


class KeyRefused(AccountRefusal):
    """A text that is no public key that is taken."""

    code = "key-refused"
    field = "key"


@dataclass(frozen=True)
class PublicKey:
    kid: str
    """What its owner calls it; where it has no name, its thumbprint."""
    thumbprint: str
    jwk: dict[str, Any]


def read(text: str) -> PublicKey:
    """The key that a text is. Raises KeyRefused."""
    text = text.strip()
    if len(text) > LONGEST_KEY:
        raise KeyRefused("This is too long for a public key.")
    if "PRIVATE KEY" in text:
        raise KeyRefused(
            "This is a private key, which never leaves its owner. Make another pair, and give "
            "the public one."
        )
    if text.startswith("{"):
        return public_key(_jwk_of(text))
    return public_key(_jwk_of_pem(text))


def public_key(given: dict[str, Any]) -> PublicKey:
    """The same of a JWK as it was decoded. Raises KeyRefused."""
    if _PRIVATE_MEMBERS & given.keys():
        raise KeyRefused("This JWK has private members. Give its public part alone.")
    kind = given.get("kty")
    if kind not in ("RSA", "EC") or given.get("use", "sig") != "sig":
        raise KeyRefused("The key must be for signatures, of kind RSA or EC.")
    try:
        key = jwk.import_key(given)
        raw: dict[str, Any] = {str(name): part for name, part in key.as_dict(False).items()}
        thumbprint = key.thumbprint()
        public: Any = key.raw_value
    except (JoseError, ValueError, TypeError, KeyError, UnsupportedAlgorithm) as broken:
        raise KeyRefused("This is no key that can be read.") from broken
    if isinstance(public, RSAPublicKey) and public.key_size < SMALLEST_RSA_KEY:
        raise KeyRefused(
            said(
                "An RSA key must have %(smallest_rsa_key)s bits or more.",
                smallest_rsa_key=SMALLEST_RSA_KEY,
            )
        )
    if isinstance(public, EllipticCurvePublicKey) and raw.get("crv") not in CURVES:
        raise KeyRefused(said("The curve must be one of %(these)s.", these=", ".join(CURVES)))
    kid = given.get("kid")
    named = isinstance(kid, str) and kid.isprintable() and 0 < len(kid) <= LONGEST_KID
    needed = {name: part for name, part in raw.items() if name in _PUBLIC_MEMBERS}
    return PublicKey(str(kid) if named else thumbprint, thumbprint, needed)


def _jwk_of(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise KeyRefused("This begins like a JWK and is no JSON.") from broken
    if "keys" in given:
        raise KeyRefused("This is a set of keys. Give one key, or the set's address.")
    found: dict[str, Any] = given
    return found


def _jwk_of_pem(text: str) -> dict[str, Any]:
    """Of a public key or a certificate; who signed the certificate does not matter."""
    raw = text.encode()
    try:
        if "BEGIN CERTIFICATE" in text:
            public: Any = x509.load_pem_x509_certificate(raw).public_key()
        else:
            public = serialization.load_pem_public_key(raw)
    except (ValueError, UnsupportedAlgorithm) as broken:
        raise KeyRefused("Give a public key in PEM (BEGIN PUBLIC KEY) or as a JWK.") from broken
    kinds = {RSAPublicKey: jwk.RSAKey, EllipticCurvePublicKey: jwk.ECKey}
    kind: Any = next((kinds[one] for one in kinds if isinstance(public, one)), None)
    if kind is None:
        raise KeyRefused("The key must be for signatures, of kind RSA or EC.")
    pem = public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    found: dict[str, Any] = kind.import_key(pem).as_dict(private=False)
    return found
