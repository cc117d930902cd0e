"""Which documents make one printed form, its number and name (process facts 1.2, 3.2 to 3.8).

A form's PDF shows it as one document left it: everything of that form from its beginning up
to that document. A claim notification form with its response is one form, and so is a
settlement pack with its response and every offer.
"""

from collections.abc import Sequence
from typing import NamedTuple

from claims_portal.claims.models import Document


class Form(NamedTuple):
    title: str
    parts: tuple[str, ...]
    """Kinds of documents, without the claim type before them; the first begins the form anew."""
    rta: str
    """Its number in road traffic claims."""
    others: str
    """Its number in the other claims; {} stands for the claim type."""
    noun: str
    """What the statement of truth calls it."""


# ruff: noqa: E501 - a table of rows
# fmt: off
FORMS = (
    Form("Claim notification form", ("cnf", "liability-response"), "RTA1", "{}1", "claim notification form"),
    Form("Interim settlement pack form", ("interim-pack-request", "interim-pack-response"), "RTA4", "EPL4", "interim settlement pack form"),
    Form("Stage 2 settlement pack form", (
        "settlement-pack-request", "settlement-pack-response", "counter-offer-by-representative", "counter-offer-by-compensator",
        "additional-damages-request", "additional-damages-response",
    ), "RTA5", "EPL5", "stage 2 settlement pack form"),
    Form("Court proceedings pack form", ("court-pack-request", "court-pack-response"), "RTA6 and RTA7", "EPL6 and EPL7", "court proceedings pack form"),
)
PREFIXES = ("rta", "el", "eld", "pl", "elpl")
CLAIM_TYPES = {
    "rta": ("Road traffic accident", "Pre-Action Protocol for Low Value Personal Injury Claims in Road Traffic Accidents"),
    "el": ("Employers’ liability", "Pre-Action Protocol for Low Value Personal Injury (Employers’ Liability and Public Liability) Claims"),
    "eld": ("Employers’ liability disease", "Pre-Action Protocol for Low Value Personal Injury (Employers’ Liability and Public Liability) Claims"),
    "pl": ("Public liability", "Pre-Action Protocol for Low Value Personal Injury (Employers’ Liability and Public Liability) Claims"),
}
# fmt: on
DEFENDANT_ONLY = "Defendant only claim notification form"


def form_of(kind: str) -> Form | None:
    """The form that a document of this kind belongs to; a note belongs to none."""
    part = part_of(kind)
    return next((form for form in FORMS if part in form.parts), None)


def part_of(kind: str) -> str:
    prefix, _, part = kind.partition("-")
    return part if prefix in PREFIXES else ""


def is_notification(kind: str) -> bool:
    return part_of(kind) == "cnf"


def number_of(form: Form | None, claim_type: str) -> str:
    if form is None:
        return ""
    return form.rta if claim_type == "rta" else form.others.format(claim_type.upper())


def chain(documents: Sequence[Document], last: Document) -> list[Document]:
    """The documents of the form that ends with this one, the oldest first."""
    form = form_of(last.kind)
    if form is None:
        return [last]
    found: list[Document] = []
    for document in sorted(documents, key=lambda one: one.number, reverse=True):
        if document.number <= last.number and part_of(document.kind) in form.parts:
            found.insert(0, document)
            if part_of(document.kind) == form.parts[0]:
                break
    return found
