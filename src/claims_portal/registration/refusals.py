"""Why something is refused to applicants and registrars: sentences for people, codes for tests."""

from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.operators.refusals import OperatorRefusal
from claims_portal.sentences import said


class AnswerRefused(AccountRefusal):
    """An answer that cannot be taken; `field` is the question."""

    code = "answer-refused"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class NotEditable(AccountRefusal):
    code = "not-editable"

    def __init__(self) -> None:
        super().__init__(
            "This application was sent, so its answers can no longer be changed. If we need more "
            "from you, we ask for it."
        )


class Incomplete(AccountRefusal):
    code = "incomplete"

    def __init__(self, section: str, title: str) -> None:
        super().__init__(said("%(title)s: look at this section again.", title=title))
        self.section = section


class NotDeclared(AccountRefusal):
    code = "not-declared"
    field = "declared"

    def __init__(self) -> None:
        super().__init__("Confirm that what you wrote is right, and that we may check it.")


class NothingToWithdraw(AccountRefusal):
    code = "nothing-to-withdraw"

    def __init__(self) -> None:
        super().__init__("This application was decided, or withdrawn already.")


class DealsWithItAlready(AccountRefusal):
    code = "deals-with-it-already"
    field = "claims"

    def __init__(self) -> None:
        super().__init__("Your organisation deals with these claims already.")


class AskedForAlready(AccountRefusal):
    code = "asked-for-already"
    field = "claims"

    def __init__(self) -> None:
        super().__init__("Your organisation asked for this; the operator has yet to decide.")


class NoFurtherClaims(AccountRefusal):
    code = "no-further-claims"

    def __init__(self) -> None:
        super().__init__("A claimant who acts without a representative sends one claim.")


class NoSuchApplication(OperatorRefusal):
    code = "no-such-application"

    def __init__(self) -> None:
        super().__init__("There is no such application.")


class DecidedMeanwhile(OperatorRefusal):
    code = "decided-meanwhile"

    def __init__(self, state: str, by: str = "") -> None:
        who = f", by {by}" if by else ""
        super().__init__(
            said(
                "This no longer waits for a decision: %(state)s%(who)s.",
                state=said(state.lower()),
                who=who,
            )
        )


class ChangedMeanwhile(OperatorRefusal):
    code = "changed-meanwhile"

    def __init__(self) -> None:
        super().__init__(
            "The application was changed after you opened the page. Read it again, then decide."
        )


class CannotBeApproved(OperatorRefusal):
    code = "cannot-be-approved"


class NotLookedAt(OperatorRefusal):
    code = "not-looked-at"
    field = "looked"

    def __init__(self) -> None:
        super().__init__("Tick each point that you looked at; all are needed for an approval.")


class NoteMissing(OperatorRefusal):
    code = "note-missing"
    field = "note"

    def __init__(self) -> None:
        super().__init__("Say why you approve in spite of what the checks found.")


class ReasonsMissing(OperatorRefusal):
    code = "reasons-missing"
    field = "reasons"

    def __init__(self) -> None:
        super().__init__("Choose or write at least one reason; the applicant reads it.")


class MessageRefused(OperatorRefusal):
    code = "message-refused"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class NumbersChangedMeanwhile(OperatorRefusal):
    code = "changed-meanwhile"

    def __init__(self) -> None:
        super().__init__(
            "The numbers were corrected by somebody else after you opened the page. Open it again, "
            "then decide."
        )
