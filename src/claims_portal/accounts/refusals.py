"""Why a change of accounts is refused: sentences for people, codes for programs."""

from claims_portal.refusing import Refusal
from claims_portal.sentences import said


class AccountRefusal(Refusal):
    """Base of the refusals to whoever administers accounts."""


class NoSuchAccount(AccountRefusal):
    """Also the answer for an account of another organisation."""

    code = "no-such-account"

    def __init__(self) -> None:
        super().__init__("There is no such account in your organisation.")


class NotAnAdministrator(AccountRefusal):
    code = "not-allowed"

    def __init__(self) -> None:
        super().__init__("Only an administrator of the organisation may do this.")


class UserIdTaken(AccountRefusal):
    code = "user-id-taken"
    field = "userId"

    def __init__(self, user_name: str) -> None:
        super().__init__(
            said(
                "The User ID %(user_name)s is taken in the portal (upper and lower case count as "
                "the same). Choose another.",
                user_name=user_name,
            )
        )


class UserIdRefused(AccountRefusal):
    code = "user-id-refused"
    field = "userId"


class EmailTaken(AccountRefusal):
    code = "email-taken"
    field = "email"

    def __init__(self, holder: str, *, by_tag: bool = False) -> None:
        has = "has this address"
        if by_tag:
            has = "has this mailbox: what stands after a plus sign leads to the same one"
        super().__init__(
            said(
                "The account %(holder)s of your organisation %(has)s. One address belongs to one "
                "account: give that account the profiles, or disable it first.",
                holder=holder,
                has=has,
            )
        )


class EmailRefused(AccountRefusal):
    """Each reason has its code; `codes` lists them for those who explain them."""

    field = "email"
    codes = (
        "email-malformed",
        "email-not-ascii",
        "email-free-mail",
        "email-disposable",
        "email-shared",
        "email-foreign-domain",
        "email-host-not-plain",
    )

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class NameMissing(AccountRefusal):
    code = "name-missing"

    def __init__(self, field: str) -> None:
        super().__init__(
            said(
                "An account bears the name of one person: write the %(field)s in letters.",
                field=field,
            )
        )
        self.field = field


class ProfilesRefused(AccountRefusal):
    code = "profiles-refused"
    field = "profiles"


class ExpiryRefused(AccountRefusal):
    code = "expiry-refused"
    field = "expiresOn"


class HasWork(AccountRefusal):
    """An account that leaves must hand its work over first."""

    code = "has-work"
    field = "handOverTo"

    def __init__(self, locks: int, allocations: int) -> None:
        super().__init__(
            said(
                "This account still holds %(locks)s locked and %(allocations)s allocated claims. "
                "Say who takes them over.",
                locks=locks,
                allocations=allocations,
            )
        )


class ChangedMeanwhile(AccountRefusal):
    code = "changed-meanwhile"

    def __init__(self) -> None:
        super().__init__(
            "This was changed after you opened the page, so nothing was saved. Look at "
            "what it is now, then send the page again if you still want this."
        )


class AccountDisabled(AccountRefusal):
    code = "account-disabled"

    def __init__(self) -> None:
        super().__init__("This account was disabled by an administrator. Enable it first.")


class AlreadyVerified(AccountRefusal):
    code = "already-verified"

    def __init__(self) -> None:
        super().__init__("The address is verified already.")


class LinkSentJustNow(AccountRefusal):
    code = "link-sent-just-now"

    def __init__(self, address: str) -> None:
        super().__init__(
            said(
                "A link was sent to %(address)s less than a minute ago. It may take a moment to "
                "arrive; look in the spam folder as well.",
                address=address,
            )
        )


class MobileTooEarly(AccountRefusal):
    code = "mobile-before-address"
    field = "mobile"

    def __init__(self) -> None:
        super().__init__("A mobile number can be given once the e-mail address is verified.")


class NoSuchBranch(AccountRefusal):
    code = "no-such-branch"
    field = "branchId"

    def __init__(self) -> None:
        super().__init__("There is no such branch in your organisation.")


class TextRefused(AccountRefusal):
    code = "text-refused"

    def __init__(self, field: str, most: int) -> None:
        super().__init__(
            said("Write at most %(most)s characters, without control characters.", most=most)
        )
        self.field = field
