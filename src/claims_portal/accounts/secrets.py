"""Hashes of random secrets: tokens, client secrets, one-time codes.

Random and long secrets need no slow hash; a keyed one keeps a stolen table
useless, and costs microseconds where a password hash costs a core a third of a
second (decision 0003).
"""

import hashlib
import hmac
import secrets

from django.conf import settings


def new_secret() -> str:
    """256 random bits, safe in a URL and in HTTP Basic."""
    return secrets.token_urlsafe(32)


def digest(secret: str, *, purpose: str) -> str:
    """The keyed hash under which a secret is kept; 64 hexadecimal digits.

    `purpose` keeps the hashes of one table from meaning anything in another.
    """
    key = f"{settings.SECRET_KEY}:{purpose}".encode()
    return hmac.new(key, secret.encode(), hashlib.sha256).hexdigest()


def matches(secret: str, kept: str, *, purpose: str) -> bool:
    """Whether this is the secret that was kept; takes the same time either way."""
    return hmac.compare_digest(digest(secret, purpose=purpose), kept)
