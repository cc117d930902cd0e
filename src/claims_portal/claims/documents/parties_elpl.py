"""The parties as the EL, ELD and PL forms ask for them: no vehicle, no MIB, no referral source."""

from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Group
from claims_portal.claims.documents.codes import CompensatorKind, PersonOrBusiness
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.parties import (
    AddressBlock,
    DateOfBirth,
    DefendantOrganisation,
    FirstName,
    FoundCompensator,
    MiddleName,
    NamedPerson,
    OtherTitle,
    Surname,
    TitleChoice,
)


class ElplClaimant(Group, kw_only=True, frozen=True):
    title: TitleChoice
    other_title: OtherTitle | None = None
    first_name: FirstName
    middle_name: MiddleName | None = None
    surname: Surname
    date_of_birth: DateOfBirth
    address: AddressBlock


class ElplCompensator(FoundCompensator, kw_only=True, frozen=True):
    """A compensator from the list of those that take EL and PL claims."""

    kind: ClassVar[CompensatorKind] = CompensatorKind.INSURER
    """Not asked: the Motor Insurers' Bureau takes RTA claims alone."""


class ElplDefendant(Group, kw_only=True, frozen=True):
    kind: Annotated[
        PersonOrBusiness,
        fields.code("Defendant is an individual or a business", wire="@DefendantStatus"),
    ]
    person: Annotated[NamedPerson, fields.group("Person", wire="PersonalDetails")] | None = None
    organisation: (
        Annotated[DefendantOrganisation, fields.group("Organisation", wire="CompanyDetails")] | None
    ) = None
    policy_number: Annotated[
        str,
        text("Policy number or insurer reference", wire="@PolicyNumberReference", most=50),
    ]
    compensator: Annotated[
        ElplCompensator,
        fields.group("Compensator", wire="InsurerInformation", missing="InsurerNotSelected"),
    ]
    other_compensators_found: Annotated[
        tuple[ElplCompensator, ...],
        fields.rows("Other compensators found", wire="InsurerFound", most=100),
    ] = ()
