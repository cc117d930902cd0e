"""The compensator's response to a claim notification form."""

import datetime
from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Group, Rule
from claims_portal.claims.documents.codes import Capacity, LiabilityDecision
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.parties import (
    AddressBlock,
    ContactFirstName,
    ContactMiddleName,
    ContactSurname,
    Email,
    Reference,
    Telephone,
)
from claims_portal.claims.documents.response_rules import LIABILITY_RULES


class Admissions(Group, kw_only=True, frozen=True):
    accident_occurred: (
        Annotated[
            bool,
            fields.flag("Defendant admits that the accident happened", wire="@AccidentOccurred"),
        ]
        | None
    ) = None
    caused_by_defendant: (
        Annotated[
            bool,
            fields.flag("Defendant admits having caused the accident", wire="@CausedByDefendant"),
        ]
        | None
    ) = None
    caused_some_loss: (
        Annotated[
            bool,
            fields.flag(
                "Defendant admits that some loss was caused", wire="@CausedSomeLossToTheClaimant"
            ),
        ]
        | None
    ) = None


AdmissionsBlock = Annotated[Admissions, fields.group("Admissions", wire="DefendantAdmits")]
ReasonsNotAdmitted = Annotated[
    str, text("Why liability is not admitted", wire="@UnadmittedLiabilityReasons", most=500)
]


class Liability(Group, kw_only=True, frozen=True):
    decision: Annotated[
        LiabilityDecision,
        fields.code(
            "Liability decision",
            wire="@LiabilityDecision",
            hint="Admit it in full where the only negligence is a seat belt not worn.",
        ),
    ]
    admissions: AdmissionsBlock | None = None
    reasons_not_admitted: ReasonsNotAdmitted | None = None
    no_authority: (
        Annotated[bool, fields.flag("No authority to decide", wire="@NoAuthority")] | None
    ) = None


class ProvidedServices(Group, kw_only=True, frozen=True):
    ready_for_rehabilitation: Annotated[
        bool,
        fields.flag(
            "Compensator ready to provide rehabilitation", wire="@PreparedToProvideReabilitation"
        ),
    ]
    rehabilitation_provided: Annotated[
        bool, fields.flag("Rehabilitation already provided", wire="@ReabilitationProvided")
    ]
    rehabilitation_details: (
        Annotated[str, text("Rehabilitation details", wire="@ReabilitationDetails", most=500)]
        | None
    ) = None
    replacement_vehicle_provided: Annotated[
        bool, fields.flag("Compensator provided a replacement vehicle", wire="@AltVchlProvided")
    ]
    replacement_vehicle_details: (
        Annotated[str, text("Details of the replacement vehicle", wire="@AltVhclDetails", most=500)]
        | None
    ) = None
    repairs_provided: Annotated[
        bool, fields.flag("Compensator arranged repairs", wire="@RepairsProvided")
    ]
    repair_details: (
        Annotated[str, text("Repair details", wire="@RepairsDetails", most=500)] | None
    ) = None


class CompensatorContact(Group, kw_only=True, frozen=True):
    contact_first_name: ContactFirstName
    contact_middle_name: ContactMiddleName | None = None
    contact_surname: ContactSurname
    telephone: Telephone
    email: Email
    reference: Reference | None = None
    address: AddressBlock | None = None


CompensatorContactBlock = Annotated[
    CompensatorContact,
    fields.group("Compensator contact", wire="ProvidedServices/DefendantsInsurer"),
]


class RtaLiabilityResponse(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Liability response (RTA)"
    wire: ClassVar[str] = "InsurerResponseA2A"
    rules: ClassVar[tuple[Rule, ...]] = LIABILITY_RULES

    compensator: CompensatorContactBlock
    capacity: Annotated[
        Capacity, fields.code("Capacity in which the compensator acts", wire="@Capacity")
    ]
    other_capacity: (
        Annotated[str, text("Other capacity", wire="@OtherCapacity", most=500)] | None
    ) = None
    liability: Annotated[
        Liability, fields.group("Liability and causation", wire="LiabilityCausation")
    ]
    services: Annotated[
        ProvidedServices, fields.group("Services provided", wire="ProvidedServices")
    ]
    defendant_date_of_birth: (
        Annotated[
            datetime.date,
            fields.date(
                "Defendant's date of birth",
                wire="DefendantDetails/PersonalDetails/@DefendantsDOB",
            ),
        ]
        | None
    ) = None
