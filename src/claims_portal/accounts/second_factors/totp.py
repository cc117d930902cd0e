"""The arithmetic of authenticator apps (RFC 6238): secrets, and the time step of a code.

Whose secret it is, and that no code is accepted twice, is kept by who asks.
"""

from datetime import datetime

import pyotp
from django.utils.crypto import constant_time_compare

from claims_portal import sealing
from claims_portal.accounts.second_factors.typed_codes import bare

PURPOSE = "authenticator app"
ISSUER = "Claims Portal"
SECONDS = 30
STEPS_APART = 1
"""How far the clocks of app and portal may be apart, in steps of 30 seconds."""


def new_sealed_secret() -> str:
    """Sealed: the portal must be able to compute the codes, a stolen table must not."""
    return sealed_secret(pyotp.random_base32())


def sealed_secret(secret: str) -> str:
    return sealing.seal(secret, purpose=PURPOSE)


def opened(sealed: str) -> str | None:
    """Nothing where the portal's secret key was changed since: then the app must be set up anew."""
    try:
        return sealing.unseal(sealed, purpose=PURPOSE)
    except sealing.SealBroken:
        return None


def provisioning_uri(secret: str, *, name: str, issuer: str = ISSUER) -> str:
    """What the QR code says (the otpauth scheme of such apps)."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def step_of(sealed: str, typed: str, *, at: datetime, after: int) -> int | None:
    """The step whose code this is, newer than `after`; all are compared, right or wrong."""
    secret = opened(sealed)
    if secret is None:
        return None
    code, now = bare(typed), int(at.timestamp()) // SECONDS
    app = pyotp.TOTP(secret, interval=SECONDS)
    near = range(now - STEPS_APART, now + STEPS_APART + 1)
    found = [step for step in near if constant_time_compare(app.generate_otp(step), code)]
    return max((step for step in found if step > after), default=None)
