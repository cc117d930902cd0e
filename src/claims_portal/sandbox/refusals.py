"""What the sandbox refuses."""


class SandboxRefusal(Exception):
    """Base of the sandbox's refusals; each has a code and a sentence."""


class ClockRefused(SandboxRefusal):
    """The clock cannot be set to that time."""

    code = "clock-refused"
    field = "to"


class NoSuchStage(SandboxRefusal):
    """No way leads a claim of this type there."""

    code = "no-such-stage"
    field = "at"


class NoCounterpart(SandboxRefusal):
    """No seeded organisation of this ID plays the other side of such claims."""

    code = "no-such-counterpart"
    field = "organisation_id"


class NoExample(SandboxRefusal):
    """The action is not possible now, or the sandbox knows no body of it."""

    code = "no-example"


class FailureOrdered(SandboxRefusal):
    """The 503 that the client asked for."""

    code = "failure-ordered"

    def __init__(self, seconds: int) -> None:
        super().__init__("You ordered this failure (PUT /sandbox/failures). Nothing was done.")
        self.seconds = seconds


class NotASandbox(Exception):
    """The database may not be served as a sandbox, or a sandbox not as a portal."""
