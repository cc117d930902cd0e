"""Code lists: readable words on the wire, the old interface's code and the label beside them.

This file is longer than 400 lines because it is one table, read from top to bottom.

A list whose meanings are not published says so in `INFERRED` at the end; there is one
table of them and no remark anywhere else.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple


class Code(StrEnum):
    """One word of a code list."""

    legacy: str
    label: str

    def __new__(cls, word: str, legacy: str, label: str, *_more: Any) -> "Code":
        code = str.__new__(cls, word)
        code._value_ = word
        code.legacy = legacy
        code.label = label
        return code


def label_of(codes: type[Code], word: str) -> str:
    """The label of a word of the list; of another word the word itself."""
    return next((one.label for one in codes if one.value == word), word)


# fmt: off
class ClaimType(Code):
    RTA = "rta", "RTA", "Road traffic accident"
    EL = "el", "EL", "Employers’ liability: accident"
    ELD = "eld", "ELD", "Employers’ liability: disease"
    PL = "pl", "PL", "Public liability"


class Signatory(Code):
    SOLICITOR = "claimants-solicitor", "S", "Claimant's solicitor"
    CLAIMANT = "claimant-in-person", "C", "Claimant in person"


class ValueBand(Code):
    UP_TO_10000 = "up-to-10000", "1", "Up to £10,000"
    UP_TO_25000 = "up-to-25000", "2", "Over £10,000 and up to £25,000"


class ReferralSource(Code):
    MANAGEMENT_COMPANY = "claims-management-company", "R", "Regulated claims management company"
    EXISTING_CLIENT = "existing-client", "E", "Existing client"
    PRIVATE_REFERRAL = "private-referral", "P", "Private referral"
    ADVERTISING = "advertising", "A", "Advertising other than on the internet"
    OWN_WEBSITE = "own-website", "F", "Website of the firm"
    OTHER_WEBSITE = "other-website", "W", "Another website"
    OTHER = "other", "O", "Other source"
    NOT_STATED = "prefer-not-to-say", "N", "Prefer not to say"


class PersonOrBusiness(Code):
    INDIVIDUAL = "individual", "P", "Individual"
    BUSINESS = "business", "B", "Business"


class Title(Code):
    MR = "mr", "1", "Mr"
    MRS = "mrs", "2", "Mrs"
    MS = "ms", "3", "Ms"
    MISS = "miss", "4", "Miss"
    OTHER = "other", "5", "Other"


class Sex(Code):
    MALE = "male", "M", "Male"
    FEMALE = "female", "F", "Female"
    NOT_KNOWN = "not-known", "N", "Not known"


class AddressKind(Code):
    PERSONAL = "personal", "P", "Personal"
    AS_ENTERED = "as-entered", "A", "As the person or firm it belongs to"
    BUSINESS = "business", "F", "Business"


class CompensatorKind(Code):
    INSURER = "insurer", "I", "Insurer"
    MIB = "mib", "M", "Motor Insurers' Bureau"


class SeatBelt(Code):
    NO = "no", "0", "No"
    YES = "yes", "1", "Yes"
    NOT_KNOWN = "not-known", "2", "Not known"


class ClaimantRole(Code):
    DRIVER = "driver", "0", "Driver"
    OWNER = "owner-not-driving", "1", "Owner of the vehicle, not driving"
    PASSENGER = "passenger", "2", "Passenger in a vehicle owned by somebody else"
    PEDESTRIAN = "pedestrian", "3", "Pedestrian"
    CYCLIST = "cyclist", "4", "Cyclist"
    MOTORCYCLIST = "motorcyclist", "5", "Motorcyclist"
    OTHER = "other", "6", "Other"


class RehabilitationRecommended(Code):
    YES = "yes", "0", "Yes"
    NO = "no", "1", "No"
    NOT_SEEN_YET = "not-seen-yet", "3", "Medical professional not seen yet"


class OwnMotorCover(Code):
    COMPREHENSIVE = "comprehensive", "0", "Comprehensive"
    FIRE_AND_THEFT = "third-party-fire-and-theft", "1", "Third party, fire and theft"
    THIRD_PARTY = "third-party-only", "2", "Third party only"
    OTHER = "other", "3", "Other"


class RepairState(Code):
    COMPLETE = "complete", "0", "Complete"
    AUTHORISED = "authorised", "1", "Authorised"
    NOT_AUTHORISED = "not-yet-authorised", "2", "Not yet authorised"
    NOT_KNOWN = "not-known", "3", "Not known"


class YesNoDontKnow(Code):
    YES = "yes", "0", "Yes"
    NO = "no", "1", "No"
    DONT_KNOW = "dont-know", "2", "Don't know"


class YesNoNotKnown(Code):
    YES = "yes", "1", "Yes"
    NO = "no", "0", "No"
    NOT_KNOWN = "not-known", "2", "Not known"


class HospitalType(Code):
    NHS = "nhs", "0", "NHS"
    PRIVATE = "private", "1", "Private"


class ClaimantLocation(Code):
    PUBLIC_PLACE = "public-place", "0", "On a road, pavement or other public place"
    PREMISES = "premises", "1", "On premises"
    OTHER = "other", "2", "Other"


class OtherPartyKind(Code):
    WITNESS = "witness", "W", "Witness"
    OTHER = "other", "O", "Other"


class Capacity(Code):
    CONTRACT = "insurer-in-contract", "0", "Insurer in contract"
    RTA_INSURER = "rta-insurer", "1", "RTA insurer"
    ARTICLE_75 = "article-75-insurer", "2", "Article 75 insurer"
    MIB = "mib", "3", "Motor Insurers' Bureau"
    OTHER = "other", "4", "Other"


class LiabilityDecision(Code):
    ADMITTED = "admitted", "A", "Admitted"
    ADMITTED_WITH_NEGLIGENCE = (
        "admitted-with-contributory-negligence", "AN",
        "Admitted with contributory negligence",
    )
    NOT_ADMITTED = "not-admitted", "N", "Not admitted"


class HeadOfLoss(Code):
    """The fourth value says whether the head exists in EL and PL claims too."""

    elpl: bool

    def __init__(self, _word: str, _legacy: str, _label: str, elpl: bool) -> None:
        self.elpl = elpl

    POLICY_EXCESS = "policy-excess", "0", "Policy excess", False
    LOSS_OF_USE = "loss-of-use", "1", "Loss of use", False
    CAR_HIRE = "car-hire", "2", "Car hire", False
    REPAIR_COSTS = "repair-costs", "3", "Repair costs", False
    FARES = "fares", "4", "Fares (taxi, bus, tube)", True
    MEDICAL_EXPENSES = "medical-expenses", "5", "Medical expenses", True
    CLOTHING = "clothing", "6", "Clothing", True
    CARE = "care-or-services", "7", "Care or services", True
    CLAIMANT_EARNINGS = "claimant-earnings", "8", "Loss of earnings, claimant", True
    EMPLOYER_EARNINGS = "employer-earnings", "9", "Loss of earnings, employer", True
    OTHER_LOSSES = "other-losses", "10", "Other losses", True
    GENERAL_DAMAGES = (
        "general-damages", "11",
        "General damages (pain, suffering and loss of amenity outside the tariff)", True,
    )
    ADDITIONAL_DAMAGES = "additional-damages", "12", "Additional damages", False
    LABOUR_MARKET = "labour-market-disadvantage", "13", "Disadvantage on the labour market", True
    CONGENIAL_EMPLOYMENT = "congenial-employment", "14", "Loss of congenial employment", True
    FUTURE_LOSSES = "future-losses", "15", "Future losses", True
    TARIFF = "whiplash-tariff", "16", "Whiplash tariff damages", False


def _of(head: HeadOfLoss) -> tuple[str, str, str]:
    return head.value, head.legacy, head.label


class ElplHeadOfLoss(Code):
    """The heads of loss of EL, ELD and PL claims, under the same words."""

    FARES = _of(HeadOfLoss.FARES)
    MEDICAL_EXPENSES = _of(HeadOfLoss.MEDICAL_EXPENSES)
    CLOTHING = _of(HeadOfLoss.CLOTHING)
    CARE = _of(HeadOfLoss.CARE)
    CLAIMANT_EARNINGS = _of(HeadOfLoss.CLAIMANT_EARNINGS)
    EMPLOYER_EARNINGS = _of(HeadOfLoss.EMPLOYER_EARNINGS)
    OTHER_LOSSES = _of(HeadOfLoss.OTHER_LOSSES)
    # There is no whiplash tariff here to be outside of.
    GENERAL_DAMAGES = (
        HeadOfLoss.GENERAL_DAMAGES.value, HeadOfLoss.GENERAL_DAMAGES.legacy,
        "General damages (pain, suffering and loss of amenity)",
    )
    LABOUR_MARKET = _of(HeadOfLoss.LABOUR_MARKET)
    CONGENIAL_EMPLOYMENT = _of(HeadOfLoss.CONGENIAL_EMPLOYMENT)
    FUTURE_LOSSES = _of(HeadOfLoss.FUTURE_LOSSES)


class ReportCount(Code):
    NONE = "none", "0", "None"
    ONE = "one", "1", "One"
    TWO = "two", "2", "Two"
    THREE = "three", "3", "Three"
    FOUR = "four", "4", "Four"


class TariffType(Code):
    WHIPLASH = "whiplash-only", "1", "Whiplash only"
    WHIPLASH_AND_PSYCHOLOGICAL = (
        "whiplash-and-psychological", "2", "Whiplash with minor psychological injury",
    )


class InjuryDuration(Code):
    NONE = "no-band", "0", "No tariff band"
    UP_TO_3 = "up-to-3-months", "1", "Not more than 3 months"
    UP_TO_6 = "3-to-6-months", "2", "More than 3 and not more than 6 months"
    UP_TO_9 = "6-to-9-months", "3", "More than 6 and not more than 9 months"
    UP_TO_12 = "9-to-12-months", "4", "More than 9 and not more than 12 months"
    UP_TO_15 = "12-to-15-months", "5", "More than 12 and not more than 15 months"
    UP_TO_18 = "15-to-18-months", "6", "More than 15 and not more than 18 months"
    UP_TO_24 = "18-to-24-months", "7", "More than 18 and not more than 24 months"


class PackDecision(Code):
    CONFIRM = "confirm", "C", "Confirm"
    COUNTER_OFFER = "counter-offer", "CO", "Counter offer"
    REPUDIATE = "repudiate", "R", "Repudiate"


class CounterOfferDecision(Code):
    ACCEPT = "accept", "ACO", "Accept the counter offer"
    NEW_OFFER = "new-offer", "NEWCO", "Make a new counter offer"


class AdditionalDamagesDecision(Code):
    AGREE = "agree", "A", "Agree"
    COUNTER_OFFER = "counter-offer", "CO", "Counter offer"


class PartialPaymentDecision(Code):
    ACCEPTED = "accepted", "AC", "Accepted"
    NOT_ACCEPTED = "not-accepted", "NAC", "Not accepted"


CLAIMANT_SIDE = frozenset({"claimant-representative"})
COMPENSATOR_SIDE = frozenset({"compensator"})
EITHER_SIDE = CLAIMANT_SIDE | COMPENSATOR_SIDE
NEITHER_SIDE: frozenset[str] = frozenset()


class ExitReason(Code):
    """Why a party takes a claim out.

    The fourth value says which sides may give the reason, the fifth which ones in EL, ELD
    and PL claims where that differs.
    """

    sides: frozenset[str]
    elpl_sides: frozenset[str]

    def __init__(
        self,
        _word: str,
        _legacy: str,
        _label: str,
        sides: frozenset[str],
        elpl_sides: frozenset[str] | None = None,
    ) -> None:
        self.sides = sides
        self.elpl_sides = sides if elpl_sides is None else elpl_sides

    def may_be_given_by(self, side: str, claim_type: str) -> bool:
        return side in (self.sides if claim_type == "rta" else self.elpl_sides)

    INCOMPLETE = "notification-incomplete", "1", "Information in the claim notification form is incomplete", COMPENSATOR_SIDE  # noqa: E501
    BELOW_LIMIT = "below-lower-limit", "2", "Value below the lower limit", EITHER_SIDE
    ABOVE_LIMIT = "above-upper-limit", "3", "Value above the upper limit", EITHER_SIDE
    TOO_COMPLEX = "too-complex", "4", "Too complex for the process", CLAIMANT_SIDE
    WITHDRAWN = "claim-withdrawn", "5", "Claim withdrawn", CLAIMANT_SIDE
    DUPLICATE = "duplicate-claim", "6", "Duplicate claim", EITHER_SIDE
    OFFER_WITHDRAWN = "offer-withdrawn", "7", "Offer withdrawn", EITHER_SIDE
    CHILD_INTERIM = "interim-payment-for-child", "8", "Interim payment needed for a child", CLAIMANT_SIDE  # noqa: E501
    INVESTIGATION = "further-investigation", "9", "Further investigation required", COMPENSATOR_SIDE
    OTHER = "other", "10", "Other", EITHER_SIDE
    INTERIM_NOT_PAID = "interim-not-paid", "11", "Interim payment not made in time", CLAIMANT_SIDE
    PARTIAL_INTERIM_REFUSED = "partial-interim-refused", "12", "Partial interim payment refused", CLAIMANT_SIDE  # noqa: E501
    ADDITIONAL_NOT_AGREED = "additional-damages-not-agreed", "13", "Additional damages not agreed", CLAIMANT_SIDE  # noqa: E501
    STAGE_1_COSTS_UNPAID = "stage-1-costs-unpaid", "14", "Stage 1 costs not paid on time", EITHER_SIDE, CLAIMANT_SIDE  # noqa: E501
    REASON_15 = "reason-15", "15", "Reason 15 of the old platform (its meaning was not published)", NEITHER_SIDE, CLAIMANT_SIDE  # noqa: E501


class RejectionReason(Code):
    WRONG_ORGANISATION = "wrong-organisation", "0", "Sent to the wrong organisation"
    FIELDS_WRONG = "mandatory-fields-wrong", "1", "Mandatory fields wrongly filled"
    ASKCUE_NOT_VALID = "askcue-reference-not-valid", "2", "askCUE PI reference not valid"


class FraudReason(Code):
    FRAUD = "fraud", "0", "Fraud"


class ExtensionReason(Code):
    AGREED = "agreed-by-the-parties", "1", "Agreed by the parties"
    OTHER = "other", "2", "Other"
# fmt: on


LISTS: dict[str, type[Code]] = {
    "claim_type": ClaimType,
    "signatory": Signatory,
    "claim_value": ValueBand,
    "referral_source": ReferralSource,
    "person_or_business": PersonOrBusiness,
    "title": Title,
    "sex": Sex,
    "address_kind": AddressKind,
    "compensator_type": CompensatorKind,
    "seat_belt": SeatBelt,
    "claimant_role": ClaimantRole,
    "rehab_recommended": RehabilitationRecommended,
    "own_motor_cover": OwnMotorCover,
    "repair_state": RepairState,
    "yes_no_dont_know": YesNoDontKnow,
    "yes_no_not_known": YesNoNotKnown,
    "hospital_type": HospitalType,
    "claimant_location": ClaimantLocation,
    "other_party_kind": OtherPartyKind,
    "capacity": Capacity,
    "liability_decision": LiabilityDecision,
    "head_of_loss": HeadOfLoss,
    "head_of_loss_elpl": ElplHeadOfLoss,
    "report_count": ReportCount,
    "tariff_type": TariffType,
    "injury_duration": InjuryDuration,
    "pack_decision": PackDecision,
    "counter_offer_answer": CounterOfferDecision,
    "additional_damages_answer": AdditionalDamagesDecision,
    "interim_payment_decision": PartialPaymentDecision,
    "exit_reason": ExitReason,
    "rejection_reason": RejectionReason,
    "fraud_reason": FraudReason,
    "extension_reason": ExtensionReason,
}

# What the published record does not say, and what is therefore read into it.
INFERRED: dict[str, str] = {
    "claim_type": "RTA: the forms of road traffic accidents say no type",
    "claim_value": "the order of the two bands",
    "seat_belt": "whether 2 is not known or not supplied",
    "claimant_location": "the three labels",
    "head_of_loss": "12 additional damages and 16 whiplash tariff damages",
    "tariff_type": "the order of the two types",
    "injury_duration": "0 no band, then the seven bands of the Whiplash Injury Regulations",
    "interim_payment_decision": "both labels",
    "exit_reason": "codes 9 and 11 to 15; 1 to 8 and 10 follow from the rights of each side",
    "rejection_reason": "which number means which reason",
    "fraud_reason": "the only code",
    "extension_reason": "both labels",
}


CLAIM_TYPES: dict[str, ClaimType] = {claim_type.value: claim_type for claim_type in ClaimType}


class ListedCode(NamedTuple):
    list: str
    code: str
    legacy: str
    label: str
    inferred: str | None
    """What is inferred about the list, if anything."""
    sides: tuple[str, ...]
    """The sides that may use the code; empty where both or none in particular."""
    claim_types: tuple[str, ...]
    """The claim types in which a head of loss exists; empty where the list has no such limit."""


def code_lists() -> Iterator[ListedCode]:
    """Every code of every list, in the order of the forms."""
    for name, codes in LISTS.items():
        for code in codes:
            yield ListedCode(
                list=name,
                code=code.value,
                legacy=code.legacy,
                label=code.label,
                inferred=INFERRED.get(name),
                sides=tuple(sorted(code.sides)) if isinstance(code, ExitReason) else (),
                claim_types=_claim_types(code),
            )


def _claim_types(code: Code) -> tuple[str, ...]:
    if not isinstance(code, HeadOfLoss):
        return ()
    return tuple(ClaimType) if code.elpl else (ClaimType.RTA.value,)
