"""Access tokens: fetched by secret or by signed assertion, kept until shortly before they end."""

import threading
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

import httpx
from joserfc import jwt
from joserfc.errors import InvalidKeyTypeError
from joserfc.jwk import ECKey, RSAKey

RENEWED_BEFORE = 60.0
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ASSERTION_SECONDS = 120


@dataclass(frozen=True)
class Credentials:
    """An API client, with a secret or a private key (PEM); `audience` where the portal's own
    address is another than the one it is called at."""

    client_id: str
    secret: str | None = None
    private_key: str | bytes | None = None
    audience: str | None = None
    key_id: str | None = None

    def __post_init__(self) -> None:
        if (self.secret is None) == (self.private_key is None):
            raise ValueError("Give either the client's secret or its private key.")

    def __repr__(self) -> str:
        return f"Credentials({self.client_id!r})"

    def form(self, token_url: str) -> dict[str, str]:
        """What the token endpoint is sent."""
        form = {"grant_type": "client_credentials"}
        if self.private_key is None:
            return form
        return form | {
            "client_assertion_type": _ASSERTION,
            "client_assertion": self._assertion(self.audience or token_url),
        }

    def _assertion(self, audience: str) -> str:
        key = _key_of(self.private_key or "")
        algorithm = _algorithm_of(key)
        now = int(time.time())
        claims = {
            "iss": self.client_id, "sub": self.client_id, "aud": audience,
            "iat": now, "exp": now + _ASSERTION_SECONDS, "jti": str(uuid.uuid4()),
        }  # fmt: skip
        header = {"alg": algorithm} | ({"kid": self.key_id} if self.key_id else {})
        return jwt.encode(header, claims, key, algorithms=[algorithm])


_CURVES = {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}
_NO_KEY = "A private key is RSA, or EC of P-256, P-384 or P-521."


def _key_of(pem: str | bytes) -> RSAKey | ECKey:
    for kind in (ECKey, RSAKey):
        with suppress(InvalidKeyTypeError):
            return kind.import_key(pem)
    raise ValueError(_NO_KEY)


def _algorithm_of(key: RSAKey | ECKey) -> str:
    algorithm = "RS256" if isinstance(key, RSAKey) else _CURVES.get(key.curve_name)
    if algorithm is None:
        raise ValueError(_NO_KEY)
    return algorithm


class Tokens:
    """The token of one client, for calls from several threads."""

    def __init__(
        self,
        credentials: Credentials,
        token_url: str,
        post: Callable[[Callable[[], Mapping[str, str]], httpx.Auth | None], httpx.Response],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._credentials, self._url, self._post = credentials, token_url, post
        self.seconds = seconds
        self._lock = threading.Lock()
        self._token: str | None = None
        self._renew_at = 0.0

    def current(self) -> str:
        """A token that is good for another while; fetched where there is none."""
        with self._lock:
            if self._token is None or self.seconds() >= self._renew_at:
                self._token = self._fetched()
            return self._token

    def refused(self, token: str) -> None:
        """The portal no longer knows this token; the next call fetches another."""
        with self._lock:
            if self._token == token:
                self._token = None

    def _fetched(self) -> str:
        secret = self._credentials.secret
        auth = None if secret is None else httpx.BasicAuth(self._credentials.client_id, secret)
        answer = self._post(lambda: self._credentials.form(self._url), auth)
        told = answer.json()
        lasts = float(told["expires_in"])
        self._renew_at = self.seconds() + max(lasts - RENEWED_BEFORE, lasts / 2)
        return str(told["access_token"])
