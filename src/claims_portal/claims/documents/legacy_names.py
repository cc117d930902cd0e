"""Where the XML of the old interface differs from the forms: the only table of it.

The names that the old schema itself misspelt (`ClaiimingDamageOwnVehicle`,
`DefedantAge`, `InsuranceCompanyInformatiion`, ...) are its right names: they stand in
the forms, as `wire`. Here is what else is met in their place.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

# fmt: off
ALIASES: tuple[tuple[str, str, str], ...] = (
    # written, name in the schema, where it comes from
    ("DefendantResponsibility", "DefendantResponsability", "EL/PL schema spells it so"),
    ("DefendantResponsability", "DefendantResponsibility", "RTA schema spells it so"),
    ("OP1Responsibility", "OP1Responsability", "spelt rightly [inferred]"),
    ("OP2Responsibility", "OP2Responsability", "spelt rightly [inferred]"),
    ("OP3Responsibility", "OP3Responsability", "spelt rightly [inferred]"),
    ("OP4Responsibility", "OP4Responsability", "spelt rightly [inferred]"),
    ("OP5Responsibility", "OP5Responsability", "spelt rightly [inferred]"),
    ("OP6Responsibility", "OP6Responsability", "spelt rightly [inferred]"),
    ("ClaimingDamageOwnVehicle", "ClaiimingDamageOwnVehicle", "spelt rightly [inferred]"),
    ("ThroughAlternativeCompany", "ThroughAlternatieCompany", "spelt rightly [inferred]"),
    ("DefendantAge", "DefedantAge", "spelt rightly [inferred]"),
    ("DefendantDescription", "DefendandDescription", "spelt rightly [inferred]"),
    ("InsuranceCompanyInformation", "InsuranceCompanyInformatiion", "spelt rightly [inferred]"),
    ("VehicleInformation", "VihicleInformation", "spelt rightly [inferred]"),
    ("BusOrCoach", "BussOrCoach", "spelt rightly [inferred]"),
    ("Colour", "Color", "British spelling [inferred]"),
    ("InsurerOrganisationID", "InsurerOrganizationID", "British spelling [inferred]"),
    ("InsurerOrganisationPath", "InsurerOrganizationPath", "British spelling [inferred]"),
    ("PreparedToProvideRehabilitation", "PreparedToProvideReabilitation", "process facts 3.4"),
    ("RehabilitationProvided", "ReabilitationProvided", "process facts 3.4"),
    ("PreparedToProvideReabilitation", "PreparedToProvideRehabilitation", "RTA schema"),
    ("ReabilitationProvided", "RehabilitationProvided", "RTA schema spells it so"),
    ("ReabilitationDetails", "RehabilitationDetails", "RTA schema spells it so"),
    ("AltVhclProvided", "AltVchlProvided", "its neighbour AltVhclDetails is spelt so [inferred]"),
    ("AltVchlDetails", "AltVhclDetails", "its neighbour AltVchlProvided is spelt so [inferred]"),
    ("MOJCMCAuthorizationNumber", "MOJCMCAuthorisationNumber", "American spelling [inferred]"),
    ("RetainedSignedCopy", "RetainedCopy", "the later packs call it so"),
    ("VehicleHitSideRoad", "VhclHitSideRoad", "spelt out [inferred]"),
    ("VehicleHitInRear", "VhclHitInRear", "spelt out [inferred]"),
    ("VehicleHitWhilstParked", "VhclHitWhilstParked", "spelt out [inferred]"),
)
# fmt: on
"""Other spellings of elements and attributes. Letter case never matters."""

SCHEMA_NAME = {written.casefold(): name.casefold() for written, name, _source in ALIASES}

RETIRED_CODES: dict[tuple[str, str], tuple[str, str]] = {
    ("InsurerType", "S"): (
        "insurer",
        "S (self-insured) is not accepted since release 3; insurer is nearest",
    ),
}
"""(attribute, code) of older releases, and the word taken for it."""


COUNTED_HERE = frozenset(
    name.casefold()
    for name in (
        "ValueClaimedAfterContrib", "ValueOfferedAfterContrib", "AmountInDispute",
        "ValueOfInterimRequest", "ValueOfInterimPaymentAgreed", "LossesOffered", "TotalHeads",
        "TotalTariff", "TotalPSLA", "TotalOtherLosses", "TotalUplift", "NetValue",
        "AgreedAmount", "Age_CPP",
    )
)  # fmt: skip
"""Figures that the old platform wrote into its forms itself, and the portal counts itself
(process facts 3.6 to 3.8); not lost where no question takes them."""


class Default(NamedTuple):
    pointer: str
    value: str
    why: str
    holds: Callable[[Mapping[str, Any]], bool]


UPPER_BAND_BEGINS = date(2013, 7, 31)


def _before_the_upper_band(body: Mapping[str, Any]) -> bool:
    accident = body.get("accident")
    day = accident.get("date") if isinstance(accident, dict) else None
    return isinstance(day, str) and len(day) == 10 and day < UPPER_BAND_BEGINS.isoformat()


DEFAULTS = (
    Default(
        "/claim/valueBand",
        "up-to-10000",
        "older releases have no ClaimValue: accidents before 31 July 2013 had one band",
        _before_the_upper_band,
    ),
    Default(
        "/claimantRepresentative/referral/source",
        "prefer-not-to-say",
        "older releases have no ReferralSource [our decision]",
        lambda _body: True,
    ),
)
"""What is put in where an older release has no such field; nothing else is ever made up."""

ORDER: dict[str, tuple[str, ...]] = {
    "DocumentInput/ClaimAndClaimantDetails/DefendantDetails": (
        "PersonalDetails",
        "Vehicle",
        "InsurerInformation",
        "InsurerFound",
        "CompanyDetails",
    ),
    "DocumentInput/AccidentData/AccidentDetails": (
        "Driver",
        "Owner",
        "Vehicle",
        "InsuranceCompanyInformatiion",
        "WeatherConditions",
        "RoadConditions",
        "AccidentCircumstances",
        "PoliceDetails",
    ),
    "InsurerResponseA2A": ("LiabilityCausation", "ProvidedServices", "DefendantDetails"),
    "Stage2SettlementPackRequest": (
        "ClaimantRepresentative",
        "MedicalReport",
        "ClaimantLosses",
        "StatementOfTruth",
        "AgreementData",
    ),
    "Stage2SettlementPackResponse": (
        "DefendantRepresentative",
        "DefendantReplies",
        "Total",
        "AgreementData",
    ),
    "InterimSettlementPackRequest": (
        "ClaimantRepresentative",
        "MedicalReport",
        "InterimPayment",
        "ClaimantLosses",
        "StatementOfTruth",
    ),
    "InterimSettlementPackResponse": (
        "DefendantRepresentative",
        "InterimPayment",
        "DefendantReplies",
        "Total",
    ),
    "Stage2SettlementPackCounterOfferByCR": ("ClaimantLosses", "AgreementData"),
    "Stage2SettlementPackCounterOfferByCM": ("DefendantReplies", "Total", "AgreementData"),
    "Stage2SettlementPackAdditionalDamagesRequest": ("ClaimantLosses", "AgreementData"),
    "Stage2SettlementPackAdditionalDamagesResponse": ("DefendantReplies", "Total", "AgreementData"),
    "CourtProceedingPackRequest": (
        "ClaimAndClaimantDetails",
        "ClaimantLosses",
        "CourtProceedingsPackPartA",
        "DisbursmentDisputed",
        "DisbursementDisputed",
        "CourtProceedingsPackPartB",
        "DefendantLegalRepresentative",
        "StatementOfTruth",
    ),
    "CourtProceedingPackResponse": (
        "DefendantRepresentative",
        "DefendantReplies",
        "CourtProceedingsPackPartA",
        "DisbursmentDisputed",
        "DisbursementDisputed",
        "DefendantLegalRepresentative",
        "CourtProceedingsPackPartB",
    ),
}
"""Where the schema's order of elements is not that of the form."""

NEEDED_THOUGH_EMPTY: dict[str, tuple[str, ...]] = {
    "DocumentInput/ClaimAndClaimantDetails/ClaimantDetails": ("Vehicle",),
    "DocumentInput/AccidentData/AccidentDetails": (
        "WeatherConditions",
        "RoadConditions",
        "AccidentCircumstances",
    ),
    "DocumentInput/MedicalDetails/Hospital": ("HospitalAddress",),
    "InsurerResponseA2A/LiabilityCausation": ("DefendantAdmits",),
    "Stage2SettlementPackRequest": ("ClaimantLosses",),
    "Stage2SettlementPackResponse": ("DefendantReplies",),
    "Stage2SettlementPackResponse/DefendantRepresentative": ("CRUReference",),
    "InterimSettlementPackRequest": ("InterimPayment", "ClaimantLosses"),
    "InterimSettlementPackRequest/InterimPayment": ("ClaimantRequestForInterimPayment",),
    "InterimSettlementPackResponse": ("InterimPayment", "DefendantReplies"),
    "InterimSettlementPackResponse/InterimPayment": ("DefendantResponsesToInterimPaymentRequest",),
    "InterimSettlementPackResponse/DefendantRepresentative": ("CRUReference",),
    "Stage2SettlementPackCounterOfferByCR": ("ClaimantLosses",),
    "Stage2SettlementPackCounterOfferByCM": ("DefendantReplies",),
    "Stage2SettlementPackAdditionalDamagesRequest": ("ClaimantLosses",),
    "Stage2SettlementPackAdditionalDamagesResponse": ("DefendantReplies",),
    "CourtProceedingPackRequest": (
        "ClaimantLosses",
        "DisbursmentDisputed",
        "DisbursementDisputed",
        "DefendantLegalRepresentative",
    ),
    "CourtProceedingPackRequest/ClaimAndClaimantDetails": ("ClaimantDetails",),
    "CourtProceedingPackResponse": (
        "DefendantReplies",
        "DisbursmentDisputed",
        "DisbursementDisputed",
    ),
    "CourtProceedingPackResponse/DefendantRepresentative/DefendantsInsurer": ("Address",),
}
"""Elements that the schema wants within these, even where they say nothing.

Only those that the form knows: RTA forms have some that others have not.
"""

SAYS_NOTHING: frozenset[tuple[str, str, str]] = frozenset(
    ("injury", name, "0")
    for name in ("respiratory", "deafness", "vibrationinjury", "dermatitis", "other")
)
"""Element, attribute and value: an EL or PL form says no to what only ELD is asked."""
