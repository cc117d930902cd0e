"""The claim notification forms outside road traffic (forms EL1, ELD1 and PL1).

EL is an accident at work, ELD a disease of work, PL an accident in public. The old
interface has one form for the three and leaves open what only one of them is asked;
here each has its own questions.
"""

import datetime
from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Group, Rule
from claims_portal.claims.documents.cnf_elpl_rules import EL_RULES, ELD_RULES, PL_RULES
from claims_portal.claims.documents.codes import (
    ClaimantLocation,
    Signatory,
    ValueBand,
    YesNoNotKnown,
)
from claims_portal.claims.documents.faults import FaultCode
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.medical import Disease, ElplInjury, Hospital, Rehabilitation
from claims_portal.claims.documents.parties import Representative
from claims_portal.claims.documents.parties_elpl import ElplClaimant, ElplDefendant

PARTIES = "ClaimAndClaimantDetails"
ACCIDENT = "AccidentData/AccidentDetails"


class ElplClaimDetails(Group, kw_only=True, frozen=True):
    value_band: Annotated[ValueBand, fields.code("Claim value", wire="@ClaimValue")]
    notification_date: Annotated[
        datetime.date,
        fields.date(
            "Date of notification",
            wire="@NotificationDate",
            hint="The time for the liability decision is counted from this day.",
        ),
    ]
    signatory: Annotated[Signatory, fields.code("Who signs", wire="@Signatory")]
    signed_copy_retained: Annotated[
        bool,
        fields.flag("Signed copy of the statement of truth retained", wire="@RetainedCopy"),
    ]


ClaimantPerson = Annotated[ElplClaimant, fields.group("Claimant", wire="PersonalDetails")]
Child = Annotated[bool, fields.flag("Claimant is a child", wire="@ChildClaim")]
Occupation = Annotated[str, text("Occupation", wire="@Occupation", most=50)]
NationalInsuranceNumber = Annotated[
    str, fields.ni_number("National Insurance number", wire="@NationalInsuranceNumber")
]
NoNumberReason = Annotated[
    str, text("Why no National Insurance number is given", wire="@NINComment", most=500)
]
EmploymentPeriod = Annotated[
    str,
    text(
        "Period of employment",
        wire="@EmploymentPeriod",
        most=500,
        hint="When the claimant worked for the defendant.",
    ),
]


class ElClaimantDetails(Group, kw_only=True, frozen=True):
    person: ClaimantPerson
    child: Child
    occupation: Occupation
    national_insurance_number: NationalInsuranceNumber | None = None
    no_national_insurance_number_reason: NoNumberReason | None = None
    employment_period: EmploymentPeriod | None = None


class EldClaimantDetails(Group, kw_only=True, frozen=True):
    """The old schema leaves both periods open; a disease has no other dates [inferred]."""

    person: ClaimantPerson
    child: Child
    occupation: Occupation
    national_insurance_number: NationalInsuranceNumber | None = None
    no_national_insurance_number_reason: NoNumberReason | None = None
    employment_period: EmploymentPeriod
    exposure_period: Annotated[
        str,
        text(
            "Period of exposure",
            wire="@ExposurePeriod",
            most=500,
            hint="When the claimant was exposed to what caused the disease.",
        ),
    ]


class PlClaimantDetails(Group, kw_only=True, frozen=True):
    person: ClaimantPerson
    child: Child
    occupation: Occupation
    national_insurance_number: NationalInsuranceNumber | None = None
    no_national_insurance_number_reason: NoNumberReason | None = None


# The old interface leaves the day and time open, as a disease has none; its error list
# has a code of its own for a day that is missing.
AccidentDate = Annotated[
    datetime.date,
    fields.date(
        "Date of accident", wire="@AccidentDate", missing=FaultCode.MISSING_ACCIDENT_DATE.value
    ),
]
AccidentTime = Annotated[str, fields.time("Time of accident", wire="@AccidentTime")]
AccidentPlace = Annotated[
    str, text("Where the accident happened", wire="@AccidentLocation", most=100)
]
AccidentDescription = Annotated[
    str, text("How the accident happened", wire="@AccidentDescription", most=1000)
]
Reported = Annotated[
    YesNoNotKnown, fields.code("The accident was reported", wire="@IncidentReported")
]
ReportedWhenAndToWhom = Annotated[
    str,
    text("When and to whom it was reported", wire="@ReportedDateAndToWhom", most=500),
]


class ElAccident(Group, kw_only=True, frozen=True):
    date: AccidentDate
    time: AccidentTime
    place: AccidentPlace
    description: AccidentDescription
    reported: Reported
    reported_when_and_to_whom: ReportedWhenAndToWhom | None = None


class Exposure(Group, kw_only=True, frozen=True):
    """What a disease has in place of an accident: no day and no time."""

    place: Annotated[str, text("Where the exposure happened", wire="@AccidentLocation", most=100)]
    description: Annotated[
        str, text("How the exposure happened", wire="@AccidentDescription", most=1000)
    ]
    reported: Annotated[
        YesNoNotKnown, fields.code("The exposure was reported", wire="@IncidentReported")
    ]
    reported_when_and_to_whom: ReportedWhenAndToWhom | None = None


class PlAccident(Group, kw_only=True, frozen=True):
    date: AccidentDate
    time: AccidentTime
    place: AccidentPlace
    claimant_location: Annotated[
        ClaimantLocation,
        fields.code("Where the claimant was when injured", wire="@ClaimantLocation"),
    ]
    other_location: (
        Annotated[
            str,
            text("Other location of the claimant", wire="@ClaimantLocationOther", most=50),
        ]
        | None
    ) = None
    description: AccidentDescription
    reported: Reported
    reported_when_and_to_whom: ReportedWhenAndToWhom | None = None


class ElplBlame(Group, kw_only=True, frozen=True):
    defendant: Annotated[
        str,
        text("Why the defendant is to blame", wire="@DefendantResponsibility", most=5000),
    ]


# Parts that the three forms have alike.
ClaimPart = Annotated[ElplClaimDetails, fields.group("Claim", wire="ApplicationData/ClaimDetails")]
RepresentativePart = Annotated[
    Representative,
    fields.group("Claimant representative", wire=f"{PARTIES}/ClaimantRepresentative"),
]
DefendantPart = Annotated[
    ElplDefendant, fields.group("Defendant", wire=f"{PARTIES}/DefendantDetails")
]
InjuryPart = Annotated[ElplInjury, fields.group("Injury", wire="MedicalDetails/Injury")]
HospitalsPart = Annotated[
    tuple[Hospital, ...], fields.rows("Hospitals", wire="MedicalDetails/Hospital", most=4)
]
RehabilitationPart = Annotated[
    Rehabilitation, fields.group("Rehabilitation", wire="MedicalDetails/Rehabilitation")
]
BlamePart = Annotated[ElplBlame, fields.group("Liability", wire="LiabilityFunding/Liability")]
AdditionalComments = Annotated[
    str, text("Additional comments", wire="LiabilityFunding/Funding/@Comments", most=1000)
]


class ElCnf(Document, kw_only=True, frozen=True, tag_field="claimType", tag="el"):
    title: ClassVar[str] = "Claim notification form (EL)"
    wire: ClassVar[str] = "DocumentInput"
    tag_wire: ClassVar[str] = "ApplicationData/ClaimDetails/@ClaimType"
    rules: ClassVar[tuple[Rule, ...]] = EL_RULES

    claim: ClaimPart
    claimant_representative: RepresentativePart
    defendant: DefendantPart
    claimant: Annotated[
        ElClaimantDetails, fields.group("Claimant", wire=f"{PARTIES}/ClaimantDetails")
    ]
    injury: InjuryPart
    hospitals: HospitalsPart = ()
    rehabilitation: RehabilitationPart
    accident: Annotated[ElAccident, fields.group("Accident", wire=ACCIDENT)]
    liability: BlamePart
    additional_comments: AdditionalComments | None = None


class EldCnf(Document, kw_only=True, frozen=True, tag_field="claimType", tag="eld"):
    title: ClassVar[str] = "Claim notification form (EL disease)"
    wire: ClassVar[str] = "DocumentInput"
    tag_wire: ClassVar[str] = "ApplicationData/ClaimDetails/@ClaimType"
    rules: ClassVar[tuple[Rule, ...]] = ELD_RULES

    claim: ClaimPart
    claimant_representative: RepresentativePart
    defendant: DefendantPart
    claimant: Annotated[
        EldClaimantDetails, fields.group("Claimant", wire=f"{PARTIES}/ClaimantDetails")
    ]
    injury: Annotated[Disease, fields.group("Disease", wire="MedicalDetails/Injury")]
    hospitals: HospitalsPart = ()
    rehabilitation: RehabilitationPart
    exposure: Annotated[Exposure, fields.group("Exposure", wire=ACCIDENT)]
    liability: BlamePart
    additional_comments: AdditionalComments | None = None


class PlCnf(Document, kw_only=True, frozen=True, tag_field="claimType", tag="pl"):
    title: ClassVar[str] = "Claim notification form (PL)"
    wire: ClassVar[str] = "DocumentInput"
    tag_wire: ClassVar[str] = "ApplicationData/ClaimDetails/@ClaimType"
    rules: ClassVar[tuple[Rule, ...]] = PL_RULES

    claim: ClaimPart
    claimant_representative: RepresentativePart
    defendant: DefendantPart
    claimant: Annotated[
        PlClaimantDetails, fields.group("Claimant", wire=f"{PARTIES}/ClaimantDetails")
    ]
    injury: InjuryPart
    hospitals: HospitalsPart = ()
    rehabilitation: RehabilitationPart
    accident: Annotated[PlAccident, fields.group("Accident", wire=ACCIDENT)]
    liability: BlamePart
    additional_comments: AdditionalComments | None = None
