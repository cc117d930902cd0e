"""Verifying what the portal posts to a webhook (Standard Webhooks, version 1)."""

import base64
import binascii
import hmac
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

TOLERANCE_SECONDS = 300
_PREFIX = "whsec_"


class NotVerified(Exception):
    """The message is not the portal's, or is too old."""


def verify(
    secrets: str | Sequence[str],
    headers: Mapping[str, str],
    body: bytes,
    *,
    tolerance: float = TOLERANCE_SECONDS,
    now: float | None = None,
) -> dict[str, Any]:
    """The message, signed with one of the secrets; `data` is the event. NotVerified otherwise.

    Do each message once, by its header `webhook-id`: it may come again. While a secret is being
    rotated, give the old one and the new one.
    """
    given = {name.lower(): value for name, value in headers.items()}
    try:
        message_id, stamp = given["webhook-id"], given["webhook-timestamp"]
        signatures, sent_at = given["webhook-signature"], int(stamp)
    except (KeyError, ValueError) as missing:
        raise NotVerified("The headers of a webhook are missing or malformed.") from missing
    if abs((time.time() if now is None else now) - sent_at) > tolerance:
        raise NotVerified("The message was sent too long ago, or in the future.")
    signed = f"{message_id}.{stamp}.".encode() + body
    keys = [_key(one) for one in ([secrets] if isinstance(secrets, str) else secrets)]
    if not _is_signed(signed, signatures, keys):
        raise NotVerified("No signature of the message is of a secret that was given.")
    try:
        message: dict[str, Any] = json.loads(body)
    except ValueError as broken:
        raise NotVerified("The body is not JSON.") from broken
    return message


def _is_signed(signed: bytes, signatures: str, keys: Sequence[bytes]) -> bool:
    """Every signature is compared with every key, in constant time, whatever was found."""
    found = False
    expected = [base64.b64encode(hmac.digest(key, signed, "sha256")) for key in keys]
    for one in signatures.split():
        version, _, signature = one.partition(",")
        for right in expected:
            found |= version == "v1" and hmac.compare_digest(right, signature.encode())
    return found


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error as broken:
        raise ValueError("A webhook's secret is base64 after whsec_.") from broken
