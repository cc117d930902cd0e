"""The report of the move, signed, so that a change of it shows.

Ed25519 under a key derived from the portal's secret key. What is signed is the member
`report` as compact JSON in UTF-8 with sorted keys; the public key stands beside it.
"""

import base64
import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"report of the cut-over"


@dataclass(frozen=True)
class Verdict:
    holds: bool
    is_ours: bool
    """Whether it was signed by this portal's key."""
    says: str


def signed(report: dict[str, Any]) -> dict[str, Any]:
    key = _key()
    return {
        "report": report,
        "algorithm": "Ed25519",
        "publicKey": _text(key.public_key().public_bytes_raw()),
        "signature": _text(key.sign(_bytes(report))),
    }


def verify(raw: bytes) -> Verdict:
    """Whether a report is as it was signed, and by whom."""
    try:
        told = json.loads(raw)
        report, public = told["report"], base64.b64decode(told["publicKey"], validate=True)
        signature = base64.b64decode(told["signature"], validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _bytes(report))
    except InvalidSignature:
        return Verdict(False, False, "The signature does not hold: the report was changed.")
    except (ValueError, KeyError, TypeError):
        return Verdict(False, False, "This is no signed report.")
    if public != _key().public_key().public_bytes_raw():
        return Verdict(True, False, "The signature holds, but another portal made it.")
    return Verdict(True, True, "The signature holds, and it is this portal's.")


def _key() -> Ed25519PrivateKey:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return Ed25519PrivateKey.from_private_bytes(derived.derive(settings.SECRET_KEY.encode()))


def _bytes(report: dict[str, Any]) -> bytes:
    return json.dumps(report, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
