"""Secrets of the demo: the same at each start of one installation, and known to nobody else."""

import base64
import hashlib
import hmac

from django.conf import settings


def secret(purpose: str, length: int) -> str:
    """Letters and digits of base 32, in small letters."""
    key = settings.SECRET_KEY.encode()
    made = hmac.new(key, f"demo:{purpose}".encode(), hashlib.sha256).digest()
    return base64.b32encode(made).decode().lower()[:length]
