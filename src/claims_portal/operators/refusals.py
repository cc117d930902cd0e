"""Why something is refused to the operator's staff: sentences for people, codes for tests."""

from claims_portal.refusing import Refusal
from claims_portal.sentences import said


class OperatorRefusal(Refusal):
    """Base of the refusals to staff."""


class NotAllowed(OperatorRefusal):
    code = "not-allowed"

    def __init__(self) -> None:
        super().__init__("None of your roles allows this.")


class NoSuchStaff(OperatorRefusal):
    code = "no-such-staff"

    def __init__(self) -> None:
        super().__init__("There is no such member of staff.")


class SignInRefused(OperatorRefusal):
    """The one sentence that every failed first step gets, whatever was wrong."""

    code = "sign-in-refused"

    def __init__(self) -> None:
        super().__init__(
            "The staff ID or the password is not right. After five failures the account waits "
            "for 15 minutes."
        )


class FactorRefused(OperatorRefusal):
    code = "factor-refused"

    def __init__(self) -> None:
        super().__init__("The code is not right, or it was used before. Each is good once.")


class SetUpRefused(OperatorRefusal):
    code = "set-up-refused"

    def __init__(self) -> None:
        super().__init__(
            "The set-up code is not right, or it is too old. Ask an administrator of the platform "
            "for another."
        )


class StaffIdRefused(OperatorRefusal):
    code = "staff-id-refused"
    field = "staffId"


class RolesRefused(OperatorRefusal):
    code = "roles-refused"
    field = "roles"

    def __init__(self) -> None:
        super().__init__("Choose at least one role.")


class EmailTaken(OperatorRefusal):
    code = "email-taken"
    field = "email"

    def __init__(self) -> None:
        super().__init__("Another member of staff has this address.")


class LastAdministrator(OperatorRefusal):
    code = "last-administrator"

    def __init__(self) -> None:
        super().__init__(
            "This would leave the platform without an administrator who can sign in. Add another "
            "first."
        )


class OwnAccount(OperatorRefusal):
    code = "own-account"

    def __init__(self) -> None:
        super().__init__("Somebody else must do this about your own account.")


class NothingToDo(OperatorRefusal):
    code = "nothing-to-do"

    def __init__(self) -> None:
        super().__init__("It is so already.")


class ReasonMissing(OperatorRefusal):
    code = "reason-missing"
    field = "reason"

    def __init__(self, least: int) -> None:
        super().__init__(said("Write a reason of at least %(least)s characters.", least=least))


class NotWaiting(OperatorRefusal):
    """It was decided by somebody, withdrawn, or ran out."""

    code = "not-waiting"

    def __init__(self) -> None:
        super().__init__("This request no longer waits for anybody.")


class OwnRequest(OperatorRefusal):
    code = "own-request"

    def __init__(self) -> None:
        super().__init__("You asked for this yourself; somebody else must confirm it.")


class AskedAlready(OperatorRefusal):
    code = "asked-already"

    def __init__(self) -> None:
        super().__init__("The same was asked for and still waits for somebody to confirm it.")


class AskerGone(OperatorRefusal):
    code = "asker-gone"

    def __init__(self) -> None:
        super().__init__(
            "Who asked for this can no longer sign in, or may no longer ask for it. Refuse it."
        )


class DirectoryRefused(OperatorRefusal):
    """What cannot be in the directory; `field` says where it was typed."""

    code = "directory-refused"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
