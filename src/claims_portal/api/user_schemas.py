"""Accounts on the wire: what is taken and what is answered."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.states import State
from claims_portal.api.bodies import Body
from claims_portal.api.schemas import Answer

UserId = Annotated[
    str,
    Meta(description="Unique in the whole portal, whatever its case", examples=["KLARK"]),
]
Name = Annotated[str, Meta(max_length=100, examples=["Kim"])]
Telephone = Annotated[str, Meta(max_length=100, examples=["0117 496 0123"])]
Email = Annotated[
    str,
    Meta(
        description="The person's own business address; one active account of the organisation "
        "has it",
        examples=["kim.lark@firm.example.com"],
    ),
]
BranchId = Annotated[
    str, Meta(description="As GET /branches lists them", max_length=3, examples=["001"])
]
Profiles = Annotated[
    list[str],
    Meta(
        description="Words of GET /profiles; the account's rights are the union",
        max_length=len(Profile),
        examples=[["cr-administrator", "cr-rta-team-leader"]],
    ),
]
ExpiresOn = Annotated[
    date,
    Meta(
        description="The first day on which the account cannot be used; in the future",
        examples=["2028-11-23"],
    ),
]
Reason = Annotated[
    str, Meta(description="Kept in the audit", max_length=500, examples=["Left the firm"])
]
Cursor = Annotated[
    str | None, Meta(description="Send it as cursor for the next page; null on the last")
]


class NewUser(Body):
    """A new account. The portal mails the person a link, valid for 24 hours."""

    user_id: Annotated[
        str,
        Meta(
            description="3 to 50 letters, digits, dots, dashes and underscores; no e-mail "
            "address; never changed",
            examples=["KLARK"],
        ),
    ]
    forename: Name
    surname: Name
    email: Email
    branch_id: BranchId
    profiles: Profiles
    second_name: Name = ""
    telephone: Telephone = ""
    mobile: Telephone = ""
    expires_on: ExpiresOn | UnsetType = UNSET
    """Two years from today where it is not given."""


class UserChanges(Body):
    """What is to be changed; what is left out stays as it is."""

    elsewhere: ClassVar[Mapping[str, str]] = {
        "userId": "is never changed; when a name changes, create a new account and hand the work "
        "over to it with POST /users/{userId}/leave",
        "email": "is changed by POST /users/{userId}/address",
        "profiles": "are changed by PUT /users/{userId}/profiles",
        "enabled": "is changed by POST /users/{userId}/enable and /disable",
        "active": "follows enabled: POST /users/{userId}/enable and /disable",
    }

    forename: Name | UnsetType = UNSET
    second_name: Name | UnsetType = UNSET
    surname: Name | UnsetType = UNSET
    telephone: Telephone | UnsetType = UNSET
    mobile: Telephone | UnsetType = UNSET
    branch_id: BranchId | UnsetType = UNSET
    expires_on: ExpiresOn | UnsetType = UNSET


class ProfilesOfUser(Body):
    """Exactly these profiles; those that are not named are taken away."""

    profiles: Profiles


class NewAddress(Body):
    """The address to mail a link to; the one that waits for its link where none is given."""

    email: Email | UnsetType = UNSET


class Disabling(Body):
    reason: Reason = ""


class Leaving(Body):
    """Who takes over the claims of a leaver: an account, or anyone."""

    reason: Reason = ""
    hand_over_to: UserId | UnsetType = UNSET
    hand_over: (
        Annotated[
            Literal["anyone"],
            Meta(description="The claims go back to everybody's worklist"),
        ]
        | UnsetType
    ) = UNSET


class Extending(Body):
    expires_on: ExpiresOn


class ExtendingMany(Extending):
    user_ids: Annotated[list[UserId], Meta(min_length=1, max_length=500)]
    days_apart: Annotated[
        int,
        Meta(
            description="So many days between one account and the next, in the order given, so "
            "that not all end together",
            ge=0,
            le=366,
        ),
    ] = 0


class AccountState(Answer):
    """The two flags and every other gate, as one state in words."""

    code: State
    label: str
    reason: Annotated[str, Meta(description="Empty for a usable account")]
    way_out: Annotated[str, Meta(description="What an administrator can do about it")]


class UserLine(Answer):
    """An account in a list."""

    user_id: UserId
    forename: str
    second_name: str
    surname: str
    email: str
    email_verified: bool
    telephone: str
    mobile: str
    branch_id: str | None
    profiles: list[str]
    enabled: bool
    active: Annotated[
        bool, Meta(description="False once an administrator disabled it; its address is free then")
    ]
    state: AccountState
    expires_on: date
    last_used_at: Annotated[
        datetime | None, Meta(description="By sign-in, or by a call of the API (once a day)")
    ]
    created_at: datetime


class UserPage(Answer):
    users: list[UserLine]
    next_cursor: Cursor


class WorkAnswer(Answer):
    """Claims that an account holds."""

    locked: int
    allocated: Annotated[int, Meta(description="Of the claims that have not ended")]


class PendingAddress(Answer):
    """An address that waits for its person to open the link."""

    email: str
    sent_at: datetime
    link_valid_until: datetime


class UserAnswer(UserLine):
    """A whole account."""

    pending_address: PendingAddress | None
    second_factors: Annotated[
        list[str],
        Meta(description="passkey, authenticator-app, recovery-code, e-mail-code, as it has them"),
    ]
    disabled_at: datetime | None
    work: WorkAnswer


class UsersAnswer(Answer):
    users: list[UserLine]


class RightAnswer(Answer):
    code: str
    says: str


class ProfileAnswer(Answer):
    profile: Annotated[str, Meta(examples=["cr-administrator"])]
    name: str
    organisation_kinds: Annotated[
        list[str], Meta(description="The kinds of organisation whose accounts may hold it")
    ]
    claim_types: list[str]
    reach: Annotated[str, Meta(description="organisation or branch")]
    only_new: Annotated[bool, Meta(description="Only claims that were not accepted yet")]
    rights: list[RightAnswer]
    explanation: str
    available: Annotated[bool, Meta(description="Whether your organisation may give it")]


class ProfilesAnswer(Answer):
    profiles: list[ProfileAnswer]


class UserPath(msgspec.Struct, rename="camel"):
    user_id: Annotated[str, Meta(description="User ID, whatever its case")]


class IfSeen(msgspec.Struct):
    """The version of the account that a change was decided on, where there was one."""

    if_match: Annotated[
        str | None,
        Meta(
            description="The account's ETag; where it is given and the account has changed "
            "since, nothing is done: 412 changed-meanwhile"
        ),
    ] = msgspec.field(default=None, name="If-Match")

    @property
    def seen(self) -> str:
        given = (self.if_match or "").strip()
        # What follows the dot is of the whole answer; the account is before it.
        return "" if given == "*" else given.removeprefix("W/").strip('"').partition(".")[0]
