"""The rules between the questions of form RTA1.

Each row names its source; `inferred=True` (the default of the vocabulary) marks what the
published record only suggests: the web form asked so, the old interface's schema did not.
A "no" or a zero given where nothing should be said is let pass: programs send them.
"""

from collections.abc import Iterator
from datetime import date

from claims_portal.claims.documents.base import Context, Json, Rule
from claims_portal.claims.documents.cnf_rules import (
    ERRORS,
    OTHER_NEEDED,
    birthday,
    claimant_rules,
    defendant_rules,
    medical_rules,
    not_before_accident,
    other_text,
)
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.claims.documents.rules import (
    all_of,
    as_day,
    at,
    at_least_one,
    each,
    in_order,
    is_,
    isnt,
    must_be,
    needed,
    no,
    not_in_future,
    not_yes,
    special,
    unwanted,
    yes,
)

CLAIM = "Form RTA1, tab 1 (claim and claimant)"
MEDICAL = "Form RTA1, tab 2 (medical)"
DAMAGE = "Form RTA1, tab 3 (vehicle damage and alternative vehicle)"
ACCIDENT = "Form RTA1, tab 4 (accident)"
MIB = "Form RTA1, tab 5 (MIB)"
PARTIES = "Form RTA1, tab 6 (other parties)"
LIABILITY = "Form RTA1, tab 7 (liability)"
SCOPE = "RTA Protocol 4.1"

PROTOCOL_BEGINS = date(2010, 4, 30)
UPPER_BAND_BEGINS = date(2013, 7, 31)

NO_VEHICLE = ("pedestrian", "cyclist")
NO_WHIPLASH = ("motorcyclist", "cyclist", "pedestrian")


def ticked_other(group: str) -> tuple[Rule, Rule]:
    ticked, details = f"{group}/other", (f"{group}/otherDetails",)
    return (
        needed(
            *details, when=yes(ticked), why="when “other” is ticked", code=OTHER_NEEDED,
            source=ACCIDENT,
        ),
        unwanted(*details, when=not_yes(ticked), why="unless “other” is ticked", source=ACCIDENT),
    )  # fmt: skip


def _blamed_parties_exist(document: Json, _context: Context) -> Iterator[Fault]:
    blame = at(document, ("liability",))
    if type(blame) is not dict:
        return
    parties = document.get("otherParties")
    known = len(parties) if isinstance(parties, list) else 0
    for number in range(known + 1, 7):
        if blame.get(f"otherParty{number}") is True:
            says = "must not be “yes” where the form names no such party"
            yield Fault(f"/liability/otherParty{number}", FaultCode.WRONG_VALUE, says)


def _hire_ends_after_it_began(document: Json, _context: Context) -> Iterator[Fault]:
    provider = at(document, ("replacementVehicle", "provider"))
    start, end = as_day(at(provider, ("startDate",))), as_day(at(provider, ("endDate",)))
    if start and end and end < start:
        says = "must not be before the start of the hire"
        yield Fault("/replacementVehicle/provider/endDate", FaultCode.WRONG_VALUE, says)


def _upper_band(document: Json, _context: Context) -> Iterator[Fault]:
    accident = as_day(at(document, ("accident", "date")))
    band = at(document, ("claim", "valueBand"))
    if accident and accident < UPPER_BAND_BEGINS and band == "up-to-25000":
        says = "must not be over £10,000 for an accident before 31 July 2013"
        yield Fault("/claim/valueBand", FaultCode.WRONG_VALUE, says)


REFERRAL = "claimantRepresentative/referral"
COMPANY = (f"{REFERRAL}/managementCompany", f"{REFERRAL}/authorisationNumber")
MIB_TAB = ("approximateAge", "description", "howDetailsWereObtained")
BUS_DETAILS = (
    "driverName", "driverIdentification", "driverDescription", "vehicleDescription",
    "passengers", "evidenceOnBoard",
)  # fmt: skip
VEHICLE_BLOCKS = ("occupants", "driver", "owner", "vehicle", "insuranceCompany")

managed = is_(f"{REFERRAL}/source", "claims-management-company")
another_website = is_(f"{REFERRAL}/source", "other-website")
mib = is_("defendant/compensator/kind", "mib")
damaged = yes("repairs/ownVehicleDamaged")
hire = "replacementVehicle"
entitled = yes(f"{hire}/entitled")
role = "accident/claimantRole"
defendant_drove_not = no("accident/driverIsDefendant")

# fmt: off
CLAIM_RULES = (
    special("the upper band exists for accidents from 31 July 2013", _upper_band, source=SCOPE,
            inferred=False),
    *other_text(f"{REFERRAL}/source", f"{REFERRAL}/otherSource", CLAIM),
    needed(*COMPANY, when=managed, why="for a claims management company", source=CLAIM),
    unwanted(*COMPANY, when=isnt(f"{REFERRAL}/source", "claims-management-company"),
             why="for another referral source", source=CLAIM),
    needed(f"{REFERRAL}/website", when=another_website, why="for another website", source=CLAIM),
    unwanted(f"{REFERRAL}/website", when=isnt(f"{REFERRAL}/source", "other-website"),
             why="for another referral source", source=CLAIM),

    *defendant_rules(CLAIM),
    *birthday("defendant/person/dateOfBirth"),
    at_least_one("defendant", *MIB_TAB, when=mib, source=MIB,
                 message="must be described (age, description or how the details were obtained) "
                         "when the compensator is the MIB"),
    unwanted(*(f"defendant/{name}" for name in MIB_TAB),
             when=is_("defendant/compensator/kind", "insurer"),
             why="unless the compensator is the MIB", source=MIB),

    *claimant_rules(CLAIM),
    *birthday("claimant/person/dateOfBirth"),
)

MEDICAL_RULES = (
    at_least_one("injury", "softTissue", "bone", "whiplash", "other",
                 message="must have at least one kind of injury ticked", source=MEDICAL),
    must_be("injury/whiplash", False, when=is_(role, *NO_WHIPLASH),
            message="must not be ticked for a motorcyclist, cyclist or pedestrian",
            source="Civil Liability Act 2018, section 1", inferred=False),
    *medical_rules(MEDICAL),
    at_least_one("hospitals", when=yes("injury/hospital"),
                 message="must name at least one hospital when one was attended", source=MEDICAL),
    not_before_accident("injury/firstMedicalAttention"),
)

DAMAGE_RULES = (
    needed("repairs/ownMotorCover", "repairs/totalLoss", when=damaged,
           why="when damage to the own vehicle is claimed", source=DAMAGE),
    needed("repairs/state", when=all_of(damaged, isnt("repairs/totalLoss", "yes")),
           why="when the vehicle is not a total loss", source=DAMAGE),
    *other_text("repairs/ownMotorCover", "repairs/otherCover", DAMAGE),
    needed("repairs/company/organisationName", when=yes("repairs/throughAnotherCompany"),
           why="when another company repairs the vehicle", source=DAMAGE),
    unwanted("repairs/company", when=no("repairs/throughAnotherCompany"),
             why="when no other company repairs the vehicle", source=DAMAGE),
    needed("repairs/inspectionPlace", "repairs/inspectionContact",
           when=yes("repairs/compensatorMayInspect"),
           why="when the compensator may inspect the vehicle", source=DAMAGE),
    needed(f"{hire}/needed", when=entitled,
           why="when the claimant is entitled to a replacement vehicle", source=DAMAGE),
    needed(f"{hire}/provided", when=all_of(entitled, yes(f"{hire}/needed")),
           why="when the claimant needs a replacement vehicle", source=DAMAGE),
    needed(f"{hire}/provider", when=yes(f"{hire}/provided"),
           why="when a replacement vehicle was provided", source=DAMAGE),
    unwanted(f"{hire}/provider", when=not_yes(f"{hire}/provided"),
             why="unless a replacement vehicle was provided", source=DAMAGE),
    needed(f"{hire}/kindOfVehicle", f"{hire}/contactName", f"{hire}/telephone",
           when=yes(f"{hire}/askedOfCompensator"),
           why="when the compensator is asked for a vehicle", source=DAMAGE),
    *(
        in_order(f"{hire}/provider/{day}", "accident/date", code=FaultCode.ON_OR_AFTER_ACCIDENT,
                 message="must be on or after the date of accident", source=ERRORS, inferred=False)
        for day in ("startDate", "endDate")
    ),
    special("the hire ends on or after the day it began", _hire_ends_after_it_began,
            source=DAMAGE),
)

ACCIDENT_RULES = (
    not_in_future("accident/date", source=ERRORS),
    in_order("accident/date", PROTOCOL_BEGINS, code=FaultCode.WRONG_VALUE,
             message="must not be before 30 April 2010, when the process began", source=SCOPE),
    *other_text(role, "accident/otherRole", ACCIDENT),
    needed("accident/occupants", "accident/seatBelt", when=is_(role, "driver", "passenger"),
           why="for a driver or passenger", source=ACCIDENT),
    needed("accident/driverIsDefendant", when=is_(role, "owner-not-driving", "passenger"),
           why="when the claimant was not the driver", source=ACCIDENT),
    needed("accident/driver",
           when=all_of(is_(role, "owner-not-driving", "passenger"), defendant_drove_not),
           why="when the driver is not the defendant", source=ACCIDENT),
    needed("accident/vehicle", when=all_of(is_(role, "passenger"), defendant_drove_not),
           why="for a passenger in another vehicle than the defendant's", source=ACCIDENT),
    unwanted(*(f"accident/{block}" for block in VEHICLE_BLOCKS), when=is_(role, *NO_VEHICLE),
             why="for a pedestrian or cyclist", source=ACCIDENT),
    *ticked_other("accident/weather"),
    *ticked_other("accident/road"),
    needed("accident/police/station", when=is_("accident/reportedToPolice", "yes"),
           why="when the accident was reported to the police", source=ACCIDENT),
    unwanted("accident/police", when=is_("accident/reportedToPolice", "no", "not-known"),
             why="unless the accident was reported to the police", source=ACCIDENT),
    needed("busOrCoach/vehicleDescription", when=yes("busOrCoach/involved"),
           why="when a bus or coach was involved", source=ACCIDENT),
    unwanted(*(f"busOrCoach/{name}" for name in BUS_DETAILS), when=no("busOrCoach/involved"),
             why="when no bus or coach was involved", source=ACCIDENT),
)

PARTY_RULES = (
    each("otherParties",
         *other_text("kind", "otherKind", PARTIES),
         *other_text("person/title", "person/otherTitle", PARTIES)),
    special("only parties that the form names are to blame", _blamed_parties_exist,
            source=LIABILITY),
)
# fmt: on

CNF_RTA_RULES = (*CLAIM_RULES, *MEDICAL_RULES, *DAMAGE_RULES, *ACCIDENT_RULES, *PARTY_RULES)
