"""The kinds of second factor, in the order in which they are offered."""

from enum import StrEnum


class Kind(StrEnum):
    PASSKEY = "passkey"
    APP = "authenticator-app"
    RECOVERY_CODE = "recovery-code"
    MAILED_CODE = "e-mail-code"


STRONG = frozenset({Kind.PASSKEY, Kind.APP})
"""Those that reading somebody's mail does not give away."""

NAMES = {
    Kind.PASSKEY: "Passkey",
    Kind.APP: "Authenticator app",
    Kind.RECOVERY_CODE: "Recovery code",
    Kind.MAILED_CODE: "Code by e-mail",
}
