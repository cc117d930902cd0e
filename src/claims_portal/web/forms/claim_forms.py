"""The claim notification form of each type of claim as a list of tasks, one page a task."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.cnf_elpl import ElCnf, EldCnf, PlCnf
from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.faults import Fault
from claims_portal.web.forms.sections import COMPENSATOR, FormPage

NOT_ASKED = ("/defendant/otherCompensatorsFound",)
"""What programs send and no page asks; kept where a body has it."""


@dataclass(frozen=True)
class ClaimForm:
    document_type: type[Document]
    pages: tuple[FormPage, ...]

    def page(self, slug: str) -> FormPage | None:
        return next((page for page in self.pages if page.slug == slug), None)

    def page_after(self, page: FormPage) -> FormPage | None:
        place = self.pages.index(page) + 1
        return self.pages[place] if place < len(self.pages) else None

    def page_about(self, fault: Fault) -> FormPage | None:
        return next((page for page in self.pages if page.is_about(fault)), None)


def _within(group: str, *names: str) -> tuple[str, ...]:
    return tuple(f"/{group}/{name}" for name in names)


CLAIM = ("/claim/",)
REPRESENTATIVE = ("/claimantRepresentative/",)
CLAIMANT = ("/claimant/",)
MEDICAL = ("/injury/", "/hospitals")
REHABILITATION = ("/rehabilitation/",)
LIABILITY = ("/liability/", "/additionalComments")
BUREAU = _within("defendant", "approximateAge", "description", "howDetailsWereObtained")
RTA_DEFENDANT = _within(
    "defendant",
    "kind", "person", "organisation", "driverName", "vehicle", "policyNumber", "comments",
)  # fmt: skip
DEFENDANT = _within("defendant", "kind", "person", "organisation", "policyNumber")
RTA_ACCIDENT = _within(
    "accident",
    "date", "time", "place", "description", "claimantRole", "otherRole", "occupants",
    "seatBelt", "driverIsDefendant", "driver", "owner", "vehicle", "insuranceCompany",
    "weather", "road", "circumstances", "reportedToPolice", "police",
)  # fmt: skip
"""Where and when before who; otherwise in the order of the form."""
MIB = _("Motor Insurers' Bureau")
BUREAU_HINT = _("Only when the compensator is the Motor Insurers' Bureau.")
WITNESSES = _("Witnesses and others involved.")

# fmt: off
RTA_PAGES: tuple[tuple[Any, ...], ...] = (
    ("claim", _("Claim"), CLAIM),
    ("claimant-representative", _("Claimant representative"), REPRESENTATIVE),
    ("claimant", _("Claimant"), CLAIMANT),
    ("defendant", _("Defendant"), RTA_DEFENDANT),
    ("compensator", _("Compensator"), (COMPENSATOR,)),
    ("motor-insurers-bureau", MIB, BUREAU, BUREAU_HINT, ("/defendant",)),
    ("injury", _("Injury and hospitals"), MEDICAL),
    ("rehabilitation", _("Rehabilitation"), REHABILITATION),
    ("vehicle-damage", _("Vehicle damage"), ("/repairs/",)),
    ("replacement-vehicle", _("Replacement vehicle"), ("/replacementVehicle/",)),
    ("accident", _("Accident"), RTA_ACCIDENT),
    ("bus-or-coach", _("Bus or coach"), ("/busOrCoach/",)),
    ("other-parties", _("Other parties"), ("/otherParties",), WITNESSES),
    ("liability", _("Liability and comments"), LIABILITY),
)
ELPL_BEGINNING = (
    ("claim", _("Claim"), CLAIM),
    ("claimant-representative", _("Claimant representative"), REPRESENTATIVE),
    ("claimant", _("Claimant"), CLAIMANT),
    ("defendant", _("Defendant"), DEFENDANT, "", ("/defendant",)),
    ("compensator", _("Compensator"), (COMPENSATOR,)),
)
ELPL_END = (
    ("liability", _("Liability and comments"), LIABILITY),
)
ACCIDENT_PAGES = (
    *ELPL_BEGINNING,
    ("injury", _("Injury and hospitals"), MEDICAL),
    ("rehabilitation", _("Rehabilitation"), REHABILITATION),
    ("accident", _("Accident"), ("/accident/",)),
    *ELPL_END,
)
DISEASE_PAGES = (
    *ELPL_BEGINNING,
    ("injury", _("Disease and hospitals"), MEDICAL),
    ("rehabilitation", _("Rehabilitation"), REHABILITATION),
    ("exposure", _("Exposure"), ("/exposure/",)),
    *ELPL_END,
)
# fmt: on
PAGES: dict[type[Document], tuple[tuple[Any, ...], ...]] = {
    RtaCnf: RTA_PAGES,
    ElCnf: ACCIDENT_PAGES,
    EldCnf: DISEASE_PAGES,
    PlCnf: ACCIDENT_PAGES,
}
"""Slug, title, pointers, hint, and where else its faults are found."""

CLAIM_FORMS: dict[str, ClaimForm] = {
    claim_type: ClaimForm(form, tuple(FormPage(form, *row) for row in PAGES[form]))
    for claim_type, form in CNF_TYPES.items()
}
"""By type of claim."""
