"""The claim notification form for road traffic accidents (form RTA1)."""

from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.accident import Accident, BusOrCoach
from claims_portal.claims.documents.base import Document, Group, Rule
from claims_portal.claims.documents.cnf_rta_rules import CNF_RTA_RULES
from claims_portal.claims.documents.codes import Signatory, ValueBand
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.medical import Hospital, Injury, Rehabilitation
from claims_portal.claims.documents.parties import (
    Claimant,
    ClaimantRepresentative,
    Defendant,
    OtherParty,
    Vehicle,
)
from claims_portal.claims.documents.vehicle_damage import Repairs, ReplacementVehicle


class ClaimDetails(Group, kw_only=True, frozen=True):
    value_band: Annotated[ValueBand, fields.code("Claim value", wire="@ClaimValue")]
    official_injury_claim_reference: (
        Annotated[str, fields.oic("Official Injury Claim reference", wire="@OICReferenceNumber")]
        | None
    ) = None
    signatory: Annotated[Signatory, fields.code("Who signs", wire="@Signatory")]
    signed_copy_retained: Annotated[
        bool,
        fields.flag("Signed copy of the statement of truth retained", wire="@RetainedCopy"),
    ]


class ClaimantDetails(Group, kw_only=True, frozen=True):
    person: Annotated[Claimant, fields.group("Claimant", wire="PersonalDetails")]
    child: Annotated[bool, fields.flag("Claimant is a child", wire="@ChildClaim")]
    occupation: Annotated[str, text("Occupation", wire="@Occupation", most=50)]
    national_insurance_number: (
        Annotated[
            str,
            fields.ni_number("National Insurance number", wire="@NationalInsuranceNumber"),
        ]
        | None
    ) = None
    no_national_insurance_number_reason: (
        Annotated[
            str,
            text("Why no National Insurance number is given", wire="@NINComment", most=500),
        ]
        | None
    ) = None
    askcue_reference: Annotated[
        str,
        fields.askcue("askCUE PI reference", wire="@AskCUEPIReference"),
    ]
    vehicle: Annotated[Vehicle, fields.group("Claimant's vehicle", wire="Vehicle")] | None = None


def _to_blame(number: int) -> object:
    return fields.flag(f"Other party {number} is to blame", wire=f"@OP{number}Responsability")


class Blame(Group, kw_only=True, frozen=True):
    defendant: Annotated[
        str,
        text("Why the defendant is to blame", wire="@DefendantResponsability", most=500),
    ]
    other_party_1: Annotated[bool, _to_blame(1)] | None = None
    other_party_2: Annotated[bool, _to_blame(2)] | None = None
    other_party_3: Annotated[bool, _to_blame(3)] | None = None
    other_party_4: Annotated[bool, _to_blame(4)] | None = None
    other_party_5: Annotated[bool, _to_blame(5)] | None = None
    other_party_6: Annotated[bool, _to_blame(6)] | None = None


PARTIES = "ClaimAndClaimantDetails"
VEHICLES = "RepairsAndAlternativeVehicleProvision"


class RtaCnf(Document, kw_only=True, frozen=True, tag_field="claimType", tag="rta"):
    title: ClassVar[str] = "Claim notification form (RTA)"
    wire: ClassVar[str] = "DocumentInput"
    rules: ClassVar[tuple[Rule, ...]] = CNF_RTA_RULES

    claim: Annotated[ClaimDetails, fields.group("Claim", wire="ApplicationData/ClaimDetails")]
    claimant_representative: Annotated[
        ClaimantRepresentative,
        fields.group("Claimant representative", wire=f"{PARTIES}/ClaimantRepresentative"),
    ]
    defendant: Annotated[Defendant, fields.group("Defendant", wire=f"{PARTIES}/DefendantDetails")]
    claimant: Annotated[
        ClaimantDetails, fields.group("Claimant", wire=f"{PARTIES}/ClaimantDetails")
    ]
    injury: Annotated[Injury, fields.group("Injury", wire="MedicalDetails/Injury")]
    hospitals: Annotated[
        tuple[Hospital, ...],
        fields.rows("Hospitals", wire="MedicalDetails/Hospital", most=4),
    ] = ()
    rehabilitation: Annotated[
        Rehabilitation, fields.group("Rehabilitation", wire="MedicalDetails/Rehabilitation")
    ]
    repairs: Annotated[Repairs, fields.group("Vehicle damage", wire=f"{VEHICLES}/Repairs")]
    replacement_vehicle: (
        Annotated[
            ReplacementVehicle,
            fields.group("Replacement vehicle", wire=f"{VEHICLES}/AlternativeVehicleProvision"),
        ]
        | None
    ) = None
    accident: Annotated[Accident, fields.group("Accident", wire="AccidentData/AccidentDetails")]
    bus_or_coach: Annotated[BusOrCoach, fields.group("Bus or coach", wire="AccidentData/BusCoach")]
    other_parties: Annotated[
        tuple[OtherParty, ...],
        fields.rows("Other parties", wire="OtherPartyDetails/OtherParty", most=6),
    ] = ()
    liability: Annotated[Blame, fields.group("Liability", wire="LiabilityFunding/Liability")]
    additional_comments: (
        Annotated[
            str,
            text("Additional comments", wire="LiabilityFunding/Funding/@Comments", most=1000),
        ]
        | None
    ) = None
