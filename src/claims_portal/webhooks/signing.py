"""Signatures as Standard Webhooks has them (https://www.standardwebhooks.com), version 1."""

import base64
import hmac
import secrets
from collections.abc import Sequence
from functools import lru_cache

from claims_portal import sealing

PREFIX = "whsec_"
PURPOSE = "webhook secret"
_BYTES = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def sealed(secret: str) -> str:
    return sealing.seal(secret, purpose=PURPOSE)


def headers(message_id: str, timestamp: int, body: bytes, sealed: Sequence[str]) -> dict[str, str]:
    """What is sent with a message: signed with each of the secrets that live."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    signatures = (base64.b64encode(hmac.digest(_key(one), signed, "sha256")) for one in sealed)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{one.decode()}" for one in signatures),
    }


@lru_cache(maxsize=4096)
def _key(sealed: str) -> bytes:
    return base64.b64decode(sealing.unseal(sealed, purpose=PURPOSE).removeprefix(PREFIX))
