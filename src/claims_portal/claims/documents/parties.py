"""People, organisations, addresses and vehicles, as the forms ask for them."""

import datetime
from typing import Annotated

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Group
from claims_portal.claims.documents.codes import (
    AddressKind,
    CompensatorKind,
    OtherPartyKind,
    PersonOrBusiness,
    ReferralSource,
    Sex,
    Title,
)
from claims_portal.claims.documents.fields import text

# Questions that many blocks ask in the same words.
FirstName = Annotated[str, text("First name", wire="@Name", most=25)]
MiddleName = Annotated[str, text("Middle name", wire="@MiddleName", most=25)]
Surname = Annotated[str, text("Surname", wire="@Surname", most=25)]
TitleChoice = Annotated[Title, fields.code("Title", wire="@TitleType")]
OtherTitle = Annotated[str, text("Other title", wire="@OtherTitle", most=9)]
SexChoice = Annotated[Sex, fields.code("Sex", wire="@Sex")]
DateOfBirth = Annotated[datetime.date, fields.date("Date of birth", wire="@DateOfBirth")]
OrganisationName = Annotated[str, text("Organisation name", wire="@CompanyName", most=100)]
ContactFirstName = Annotated[str, text("Contact first name", wire="@ContactName", most=25)]
ContactMiddleName = Annotated[str, text("Contact middle name", wire="@ContactMiddleName", most=25)]
ContactSurname = Annotated[str, text("Contact surname", wire="@ContactSurname", most=25)]
Telephone = Annotated[str, fields.telephone()]
Email = Annotated[str, fields.email()]
Reference = Annotated[str, fields.reference()]
PolicyNumber = Annotated[str, text("Policy number", wire="@PolicyNumber", most=16)]
ProviderAddress = Annotated[str, text("Provider address", wire="@ProviderAddress", most=100)]
VehicleRegistration = Annotated[str, fields.registration()]
Make = Annotated[str, text("Make", wire="@Make", most=14)]
Model = Annotated[str, text("Model", wire="@Model", most=30)]
EngineSize = Annotated[int, fields.whole("Engine size", wire="@EngineSize")]
Colour = Annotated[str, text("Colour", wire="@Color", most=16)]


class Address(Group, kw_only=True, frozen=True):
    building_name: Annotated[str, text("Building name", wire="@HouseName", most=32)] | None = None
    building_number: (
        Annotated[str, text("Building number", wire="@HouseNumber", most=20)] | None
    ) = None
    street: Annotated[str, text("Street", wire="@Street1", most=32)]
    street_second_line: (
        Annotated[str, text("Street, second line", wire="@Street2", most=32)] | None
    ) = None
    district: Annotated[str, text("District", wire="@District", most=25)] | None = None
    town: Annotated[str, text("Town or city", wire="@City", most=25)]
    county: Annotated[str, text("County", wire="@County", most=30)] | None = None
    postcode: Annotated[str, fields.postcode()] | None = None
    country: Annotated[str, text("Country", wire="@Country", most=20)]
    kind: Annotated[AddressKind, fields.code("Kind of address", wire="@AddressType")] | None = None


AddressBlock = Annotated[Address, fields.group("Address", wire="Address")]


class Vehicle(Group, kw_only=True, frozen=True):
    registration: VehicleRegistration | None = None
    make: Make | None = None
    model: Model | None = None
    engine_size: EngineSize | None = None
    colour: Colour | None = None


class DefendantVehicle(Group, kw_only=True, frozen=True):
    """As `Vehicle`, but the registration number must be known."""

    registration: VehicleRegistration
    make: Make | None = None
    model: Model | None = None
    engine_size: EngineSize | None = None
    colour: Colour | None = None


class Claimant(Group, kw_only=True, frozen=True):
    title: TitleChoice
    other_title: OtherTitle | None = None
    first_name: FirstName
    middle_name: MiddleName | None = None
    surname: Surname
    date_of_birth: DateOfBirth
    sex: SexChoice | None = None
    address: AddressBlock


class DefendantPerson(Group, kw_only=True, frozen=True):
    title: TitleChoice | None = None
    other_title: OtherTitle | None = None
    first_name: FirstName | None = None
    middle_name: MiddleName | None = None
    surname: Surname
    date_of_birth: DateOfBirth | None = None
    sex: SexChoice | None = None
    address: AddressBlock | None = None


class NamedPerson(Group, kw_only=True, frozen=True):
    title: TitleChoice | None = None
    other_title: OtherTitle | None = None
    first_name: FirstName | None = None
    middle_name: MiddleName | None = None
    surname: Surname
    address: AddressBlock | None = None


class Driver(Group, kw_only=True, frozen=True):
    first_name: FirstName | None = None
    middle_name: MiddleName | None = None
    surname: Surname
    address: AddressBlock | None = None


class VehicleOwner(Group, kw_only=True, frozen=True):
    first_name: FirstName | None = None
    middle_name: MiddleName | None = None
    surname: Surname | None = None
    address: AddressBlock | None = None


class InsuranceCompany(Group, kw_only=True, frozen=True):
    organisation_name: OrganisationName | None = None
    policy_number: PolicyNumber | None = None
    address: AddressBlock | None = None


class Referral(Group, kw_only=True, frozen=True):
    """Who sent the client. Never shown to the compensator."""

    source: Annotated[ReferralSource, fields.code("Referral source", wire="@ReferralSource")]
    management_company: (
        Annotated[str, text("Name of the claims management company", wire="@CMCName", most=100)]
        | None
    ) = None
    authorisation_number: (
        Annotated[
            str,
            fields.authorisation(
                "Authorisation number of the claims management company",
                wire="@MOJCMCAuthorisationNumber",
            ),
        ]
        | None
    ) = None
    website: (
        Annotated[str, text("Referring website", wire="@ReferralSourceWebsite", most=100)] | None
    ) = None
    other_source: (
        Annotated[str, text("Other referral source", wire="@ReferralSourceSource", most=100)] | None
    ) = None


class Representative(Group, kw_only=True, frozen=True):
    organisation_name: Annotated[
        str, text("Organisation name", wire="CompanyDetails/@CompanyName", most=100)
    ]
    branch_name: (
        Annotated[str, text("Branch name", wire="CompanyDetails/@BranchName", most=100)] | None
    ) = None
    contact_first_name: Annotated[
        str, text("Contact first name", wire="CompanyDetails/@ContactName", most=25)
    ]
    contact_middle_name: (
        Annotated[
            str, text("Contact middle name", wire="CompanyDetails/@ContactMiddleName", most=25)
        ]
        | None
    ) = None
    contact_surname: Annotated[
        str, text("Contact surname", wire="CompanyDetails/@ContactSurname", most=25)
    ]
    telephone: Annotated[str, fields.telephone(wire="CompanyDetails/@TelephoneNumber")]
    email: Annotated[str, fields.email(wire="CompanyDetails/@EmailAddress")]
    reference: Annotated[str, fields.reference(wire="CompanyDetails/@ReferenceNumber")]
    address: Annotated[Address, fields.group("Address", wire="CompanyDetails/Address")] | None = (
        None
    )


class ClaimantRepresentative(Representative, kw_only=True, frozen=True):
    """As an RTA form asks: with the policy and who sent the client."""

    policy_number: (
        Annotated[str, text("Policy number", wire="CompanyDetails/@PolicyNumber", most=16)] | None
    ) = None
    provider_address: (
        Annotated[str, text("Provider address", wire="CompanyDetails/@ProviderAddress", most=100)]
        | None
    ) = None
    referral: Annotated[Referral, fields.group("Referral source", wire="ReferralSourceInfo")]


class DefendantOrganisation(Group, kw_only=True, frozen=True):
    organisation_name: OrganisationName
    contact_first_name: ContactFirstName | None = None
    contact_middle_name: ContactMiddleName | None = None
    contact_surname: ContactSurname | None = None
    telephone: Telephone | None = None
    email: Email | None = None
    reference: Reference | None = None
    policy_number: PolicyNumber | None = None
    provider_address: ProviderAddress | None = None
    address: AddressBlock | None = None


class FoundCompensator(Group, kw_only=True, frozen=True):
    """A compensator from the search over the register."""

    organisation_name: (
        Annotated[str, text("Compensator name", wire="@InsurerName", most=100)] | None
    ) = None
    organisation_id: Annotated[
        str,
        text(
            "Compensator organisation identifier",
            wire="@InsurerOrganizationID",
            most=50,
            missing="InsurerNotSelected",
        ),
    ]
    organisation_path: Annotated[
        str,
        text(
            "Compensator organisation path",
            wire="@InsurerOrganizationPath",
            most=50,
            missing="InsurerNotSelected",
        ),
    ]
    chosen: Annotated[bool, fields.flag("This compensator was chosen", wire="@Selected")] | None = (
        None
    )


class Compensator(FoundCompensator, kw_only=True, frozen=True):
    kind: Annotated[CompensatorKind, fields.code("Compensator type", wire="@InsurerType")]


class Defendant(Group, kw_only=True, frozen=True):
    kind: Annotated[
        PersonOrBusiness,
        fields.code("Defendant is an individual or a business", wire="@DefendantStatus"),
    ]
    person: Annotated[DefendantPerson, fields.group("Person", wire="PersonalDetails")] | None = None
    organisation: (
        Annotated[DefendantOrganisation, fields.group("Organisation", wire="CompanyDetails")] | None
    ) = None
    driver_name: (
        Annotated[str, text("Driver of the defendant's vehicle", wire="@DefDriverName", most=100)]
        | None
    ) = None
    vehicle: Annotated[DefendantVehicle, fields.group("Defendant's vehicle", wire="Vehicle")]
    policy_number: Annotated[
        str,
        text("Policy number or insurer reference", wire="@PolicyNumberReference", most=50),
    ]
    compensator: Annotated[
        Compensator,
        fields.group("Compensator", wire="InsurerInformation", missing="InsurerNotSelected"),
    ]
    other_compensators_found: Annotated[
        tuple[Compensator, ...],
        fields.rows("Other compensators found", wire="InsurerFound", most=100),
    ] = ()
    approximate_age: (
        Annotated[
            int,
            fields.whole(
                "Approximate age of the defendant", wire="@DefedantAge", least=1, most=150
            ),
        ]
        | None
    ) = None
    description: (
        Annotated[str, text("Description of the defendant", wire="@DefendandDescription", most=500)]
        | None
    ) = None
    how_details_were_obtained: (
        Annotated[
            str,
            text(
                "How the defendant's details were obtained",
                wire="@DefendantDetailsObtained",
                most=500,
            ),
        ]
        | None
    ) = None
    comments: Annotated[str, text("Comments", wire="@Comments", most=500)] | None = None


class OtherParty(Group, kw_only=True, frozen=True):
    kind: Annotated[OtherPartyKind, fields.code("Kind of other party", wire="@OPType")]
    other_kind: Annotated[str, text("Other kind of party", wire="@OPOther", most=20)] | None = None
    person: Annotated[NamedPerson, fields.group("Person", wire="PersonalDetails")]
    vehicle: Annotated[Vehicle, fields.group("Vehicle", wire="VihicleInformation")] | None = None
    insurance_company: (
        Annotated[
            InsuranceCompany,
            fields.group("Insurance company", wire="InsuranceCompanyInformatiion"),
        ]
        | None
    ) = None
