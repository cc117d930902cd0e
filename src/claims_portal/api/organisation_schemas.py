"""The organisation, its branches, agreement and API clients on the wire."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec import UNSET, Meta, UnsetType

from claims_portal.accounts.record_rules import ADDRESS
from claims_portal.api.bodies import Body
from claims_portal.api.schemas import Answer
from claims_portal.api.user_schemas import BranchId

RecordEmail = Annotated[
    str,
    Meta(
        description="A shared mailbox is welcome here; empty for none",
        examples=["info@firm.example.com"],
    ),
]
RecordTelephone = Annotated[
    str, Meta(description="Empty for none", max_length=100, examples=["0117 496 0101"])
]
BranchName = Annotated[str, Meta(max_length=100, examples=["Bristol"])]


def _line(name: str, example: str) -> Meta:
    return Meta(max_length=ADDRESS[name], examples=[example])


class PostalAddress(Body):
    """A postal address: street, town, and the name or the number of the building."""

    building_name: Annotated[str, _line("buildingName", "Harbour House")] = ""
    building_number: Annotated[str, _line("buildingNumber", "12a")] = ""
    street: Annotated[str, _line("street", "Quay Street")] = ""
    street_second_line: Annotated[str, _line("streetSecondLine", "Floor 2")] = ""
    district: Annotated[str, _line("district", "Redcliffe")] = ""
    town: Annotated[str, _line("town", "Bristol")] = ""
    county: Annotated[str, _line("county", "Somerset")] = ""
    postcode: Annotated[str, _line("postcode", "BS1 4XX")] = ""
    country: Annotated[str, _line("country", "England")] = ""

    def lines(self) -> dict[str, str]:
        """By their names on the wire, which are those on record."""
        lines: dict[str, str] = msgspec.to_builtins(self)
        return lines


class OrganisationChanges(Body):
    """What is to be changed; what is left out stays as it is."""

    elsewhere: ClassVar[Mapping[str, str]] = {
        "name": "is changed by the portal's operator only",
        "organisationId": "is never changed",
        "kind": "is never changed",
    }

    email: RecordEmail | UnsetType = UNSET
    telephone: RecordTelephone | UnsetType = UNSET
    address: PostalAddress | UnsetType = UNSET
    email_domains: (
        Annotated[
            list[str],
            Meta(
                description="Where accounts may have their addresses; empty for anywhere. "
                "Subdomains count",
                max_length=100,
                examples=[["firm.example.com"]],
            ),
        ]
        | UnsetType
    ) = UNSET
    requires_strong_factor: (
        Annotated[
            bool,
            Meta(
                description="Whether signing in needs an authenticator app or a passkey, "
                "and a code by e-mail is not enough"
            ),
        ]
        | UnsetType
    ) = UNSET


class OrganisationAnswer(Answer):
    organisation_id: Annotated[str, Meta(examples=["CR00019"])]
    name: str
    kind: str
    claim_types: list[str]
    email: str
    telephone: str
    address: PostalAddress
    email_domains: list[str]
    requires_strong_factor: bool


class NewBranch(Body):
    """A new handling point; the portal gives it the next free ID."""

    name: BranchName
    email: RecordEmail = ""
    telephone: RecordTelephone = ""
    address: PostalAddress | UnsetType = UNSET


class BranchChanges(Body):
    """What is to be changed; what is left out stays as it is."""

    elsewhere: ClassVar[Mapping[str, str]] = {
        "branchId": "is never changed",
        "kind": "is never changed",
    }

    name: BranchName | UnsetType = UNSET
    email: RecordEmail | UnsetType = UNSET
    telephone: RecordTelephone | UnsetType = UNSET
    address: PostalAddress | UnsetType = UNSET
    enabled: bool | UnsetType = UNSET


class BranchAnswer(Answer):
    branch_id: BranchId
    name: str
    kind: Annotated[
        str, Meta(description="central-point, where new claims arrive, or handling-point")
    ]
    email: Annotated[str, Meta(description="Empty: the organisation's is used")]
    telephone: Annotated[str, Meta(description="Empty: the organisation's is used")]
    address: PostalAddress
    enabled: bool


class BranchesAnswer(Answer):
    branches: list[BranchAnswer]


class BranchPath(msgspec.Struct, rename="camel"):
    branch_id: Annotated[str, Meta(description="Branch ID", examples=["001"])]


class AgreementAnswer(Answer):
    """The user agreement in force, and what the organisation accepted."""

    version: Annotated[str | None, Meta(description="In force; null as long as none is")]
    text: str
    in_force_from: datetime | None
    accepted: Annotated[
        bool, Meta(description="While false, nobody of the organisation works claims")
    ]
    accepted_version: str
    accepted_at: datetime | None


class Accepting(Body):
    version: Annotated[
        str, Meta(description="The version that was read, as GET /agreement gave it")
    ]


class AcknowledgementChoice(Body):
    """The acknowledgements that the portal gives by itself from now on."""

    actions: Annotated[
        list[Annotated[str, Meta(max_length=50)]],
        Meta(
            description="Names of actions; empty for none",
            max_length=100,
            examples=[["acknowledge-liability-denied"]],
        ),
    ]


class AcknowledgementAnswer(Answer):
    action: str
    phases: Annotated[list[str], Meta(description="The names of the phases that wait for it")]
    claim_types: list[str]
    may_end: Annotated[bool, Meta(description="Whether a claim may end by it")]
    automatic: bool


class AcknowledgementsAnswer(Answer):
    acknowledgements: list[AcknowledgementAnswer]
