"""Why a second factor, or a change of one, is refused."""

from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.sentences import said

SENTENCES = {
    Kind.PASSKEY: "The passkey was not accepted. Try again, or use another way.",
    Kind.APP: "The code is not right. Use the one that the app shows now; each is good once.",
    Kind.RECOVERY_CODE: "The recovery code is not right, or it was used before.",
    Kind.MAILED_CODE: "The code is not right, or it has expired. Ask for a new one.",
}


class FactorRefused(AccountRefusal):
    """The factor was wrong, old, used, or of another account; which of these is not told."""

    code = "factor-refused"

    def __init__(self, kind: Kind) -> None:
        super().__init__(SENTENCES[kind])


class TooManyTries(FactorRefused):
    """This wrong try was one too many: the sign-in has failed and was counted."""


class TooSoon(AccountRefusal):
    code = "too-soon"

    def __init__(self) -> None:
        super().__init__("A code was sent less than a minute ago. Wait before asking for another.")


class NoSuchFactor(AccountRefusal):
    code = "no-such-factor"

    def __init__(self) -> None:
        super().__init__("This second factor is not there any more.")


class PasskeyNotAdded(AccountRefusal):
    code = "passkey-not-added"

    def __init__(self) -> None:
        super().__init__("The passkey could not be added. Try again, or use another device.")


class TooManyPasskeys(AccountRefusal):
    code = "too-many-passkeys"

    def __init__(self, most: int) -> None:
        super().__init__(
            said("An account has at most %(most)s passkeys. Remove one first.", most=most)
        )


class NameRefused(AccountRefusal):
    code = "name-refused"
    field = "name"

    def __init__(self, most: int) -> None:
        super().__init__(said("Give the passkey a name of at most %(most)s characters.", most=most))


class LastStrongFactor(AccountRefusal):
    code = "last-strong-factor"

    def __init__(self) -> None:
        super().__init__(
            "Your organisation asks for a passkey or an authenticator app, and this is your last "
            "one. Add another first."
        )


class OwnFactors(AccountRefusal):
    """Whoever got hold of an administrator's session must not fall back on the mailbox."""

    code = "own-factors"

    def __init__(self) -> None:
        super().__init__(
            "You cannot reset your own second factor. Change it under your account, or ask "
            "another administrator."
        )
