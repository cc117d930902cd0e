"""Why a bulk transfer is refused: sentences for people, codes for programs."""

from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.sentences import said


class TransferRefused(AccountRefusal):
    """What was asked for cannot be done; `field` says where."""

    code = "transfer-refused"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class NoSuchTransfer(AccountRefusal):
    """Also the answer for a transfer between others."""

    code = "no-such-transfer"

    def __init__(self) -> None:
        super().__init__("Your organisation takes part in no such transfer.")


class NotWaitingForThat(AccountRefusal):
    """It was decided, withdrawn or done meanwhile."""

    code = "transfer-has-gone-on"

    def __init__(self, state: str) -> None:
        super().__init__(
            said(
                "The transfer is no longer where this could be done. It stands at: %(state)s.",
                state=state,
            )
        )
