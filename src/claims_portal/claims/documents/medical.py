"""Injury, hospitals and rehabilitation (tab 2 of every claim notification form)."""

import datetime
from typing import Annotated

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Group
from claims_portal.claims.documents.codes import HospitalType, RehabilitationRecommended
from claims_portal.claims.documents.fields import text

# Questions that every form asks of an injury, in the same words.
InjuryDescription = Annotated[
    str, text("Description of the injuries", wire="@InjurySustainedDescription", most=500)
]
TimeOffWork = Annotated[bool, fields.flag("Time off work was needed", wire="@TimeOffRequired")]
DaysOffWork = Annotated[int, fields.whole("Days off work", wire="@TimeOffPeriod", most=99999)]
StillOffWork = Annotated[bool, fields.flag("Still off work", wire="@StillOffWork")]
MedicalAttention = Annotated[
    bool, fields.flag("Medical attention was sought", wire="@MedicalAttentionSeeking")
]
FirstMedicalAttention = Annotated[
    datetime.date,
    fields.date("Date of first medical attention", wire="@MedicalAttentionFirstDate"),
]
HospitalAttended = Annotated[bool, fields.flag("Hospital was attended", wire="@HospitalAttendance")]
KeptOvernight = Annotated[
    bool, fields.flag("Kept in hospital overnight", wire="@OvernightDetention")
]
DaysInHospital = Annotated[str, text("Number of days in hospital", wire="@DaysNumber", most=50)]


class Injury(Group, kw_only=True, frozen=True):
    """An injury of a road traffic accident."""

    soft_tissue: Annotated[bool, fields.flag("Soft tissue injury", wire="@SoftTissue")] | None = (
        None
    )
    bone: Annotated[bool, fields.flag("Bone injury", wire="@BoneInjury")] | None = None
    whiplash: (
        Annotated[
            bool,
            fields.flag(
                "Whiplash",
                wire="@Whiplash",
                hint="Only for an injury to which the whiplash tariff applies.",
            ),
        ]
        | None
    ) = None
    other: Annotated[bool, fields.flag("Other injury", wire="@Other")] | None = None
    description: InjuryDescription
    time_off_work: TimeOffWork
    days_off_work: DaysOffWork | None = None
    still_off_work: StillOffWork | None = None
    medical_attention: MedicalAttention
    first_medical_attention: FirstMedicalAttention | None = None
    hospital: HospitalAttended
    overnight: KeptOvernight | None = None
    days_in_hospital: DaysInHospital | None = None


class ElplInjury(Group, kw_only=True, frozen=True):
    """An injury of an accident at work or in public."""

    description: InjuryDescription
    time_off_work: TimeOffWork
    days_off_work: DaysOffWork | None = None
    still_off_work: StillOffWork | None = None
    medical_attention: MedicalAttention
    first_medical_attention: FirstMedicalAttention | None = None
    hospital: HospitalAttended
    overnight: KeptOvernight | None = None
    days_in_hospital: DaysInHospital | None = None


class Disease(Group, kw_only=True, frozen=True):
    """A disease of the claimant's work."""

    respiratory: Annotated[bool, fields.flag("Respiratory disease", wire="@Respiratory")] | None = (
        None
    )
    deafness: Annotated[bool, fields.flag("Deafness", wire="@Deafness")] | None = None
    vibration: Annotated[bool, fields.flag("Vibration injury", wire="@VibrationInjury")] | None = (
        None
    )
    dermatitis: Annotated[bool, fields.flag("Dermatitis", wire="@Dermatitis")] | None = None
    other: Annotated[bool, fields.flag("Other disease", wire="@Other")] | None = None
    description: Annotated[
        str, text("Description of the disease", wire="@InjurySustainedDescription", most=500)
    ]
    time_off_work: TimeOffWork
    days_off_work: DaysOffWork | None = None
    still_off_work: StillOffWork | None = None
    medical_attention: MedicalAttention
    first_medical_attention: FirstMedicalAttention | None = None
    hospital: HospitalAttended
    overnight: KeptOvernight | None = None
    days_in_hospital: DaysInHospital | None = None


class Hospital(Group, kw_only=True, frozen=True):
    type: Annotated[HospitalType, fields.code("Hospital type", wire="@HospitalType")]
    name: Annotated[str, text("Hospital name", wire="@HospitalName", most=100)] | None = None
    address_line_1: (
        Annotated[str, text("Address line 1", wire="HospitalAddress/@AddressLine1", most=100)]
        | None
    ) = None
    address_line_2: (
        Annotated[str, text("Address line 2", wire="HospitalAddress/@AddressLine2", most=100)]
        | None
    ) = None
    address_line_3: (
        Annotated[str, text("Address line 3", wire="HospitalAddress/@AddressLine3", most=100)]
        | None
    ) = None
    address_line_4: (
        Annotated[str, text("Address line 4", wire="HospitalAddress/@AddressLine4", most=100)]
        | None
    ) = None
    postcode: Annotated[str, fields.postcode()] | None = None


class Rehabilitation(Group, kw_only=True, frozen=True):
    recommended: Annotated[
        RehabilitationRecommended,
        fields.code(
            "Rehabilitation recommended by a medical professional",
            wire="@RehabilitationUndertaken",
        ),
    ]
    treatment: (
        Annotated[
            str,
            text("Treatment recommended or received", wire="@RehabilitationTreatment", most=500),
        ]
        | None
    ) = None
    needs: (
        Annotated[bool, fields.flag("Rehabilitation needs known", wire="@RehabilitationNeeds")]
        | None
    ) = None
    details: (
        Annotated[str, text("Rehabilitation details", wire="@RehabilitationDetails", most=500)]
        | None
    ) = None
