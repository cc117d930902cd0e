"""Why an action on a claim is refused: sentences for people, codes for programs.

The same refusal is the API's problem answer and the page's message.
"""

from datetime import datetime

from claims_portal.claims.process.calendar import LONDON
from claims_portal.sentences import said


class ClaimRefusal(Exception):
    code: str


class NoSuchClaim(ClaimRefusal):
    """Also the answer for a claim of somebody else."""

    code = "no-such-claim"

    def __init__(self) -> None:
        super().__init__("There is no such claim.")


class NotAllowed(ClaimRefusal):
    code = "not-allowed"

    def __init__(self) -> None:
        super().__init__("None of the profiles of this User ID allows this.")


class OneClaimOnly(ClaimRefusal):
    code = "one-claim-only"

    def __init__(self) -> None:
        super().__init__("You registered for one claim, and it is here already.")


class StaleActivity(ClaimRefusal):
    """Somebody was first. Carries the state that the claim has by now."""

    code = "stale-activity"

    def __init__(self, *, phase: str, activity_id: str) -> None:
        super().__init__("The claim was changed since you read it. Read it again and decide anew.")
        self.phase = phase
        self.activity_id = activity_id


class ClaimLocked(ClaimRefusal):
    code = "claim-locked"

    def __init__(self, *, holder: str, until: datetime) -> None:
        super().__init__(
            said(
                "The claim is locked by %(holder)s until %(hour)s on %(day)s.",
                holder=holder,
                hour=f"{until.astimezone(LONDON):%H:%M}",
                day=until.astimezone(LONDON),
            )
        )


class ClaimEnded(ClaimRefusal):
    code = "claim-ended"

    def __init__(self) -> None:
        super().__init__("The claim has ended: nobody has to work on it any more.")


class CannotTakeClaim(ClaimRefusal):
    """Whom or what was named cannot get the claim; `field` is the name of what named it."""

    code = "cannot-take-claim"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class NothingToLock(ClaimRefusal):
    code = "nothing-to-lock"

    def __init__(self) -> None:
        super().__init__("It is the other party's turn: there is nothing to lock.")
