"""Which documents make one printed form, its number and name (process facts 1.2, 3.2 to 3.8).

A form's PDF shows it as one document left it: everything of that form from its beginning up
to that document. A claim notification form with its response is one form, and so is a
settlement pack with its response and every offer.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from claims_portal.claims.defendant_only import form_number as defendant_only_number
from claims_portal.claims.models import Document
from claims_portal.claims.summaries import document_type_of


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
    Form("Court proceedings pack form", ("court-pack-request", "court-pack-response"), "RTA6", "EPL6", "court proceedings pack form"),
)
PREFIXES = ("rta", "el", "eld", "pl", "elpl")
CLAIM_TYPES = {
    "rta": ("Road traffic accident", "Pre-Action Protocol for Low Value Personal Injury Claims in Road Traffic Accidents"),
    "el": ("Employers’ liability", "Pre-Action Protocol for Low Value Personal Injury (Employers’ Liability and Public Liability) Claims"),
    "eld": ("Employers’ liability disease", "Pre-Action Protocol for Low Value Personal Injury (Employers’ Liability and Public Liability) Claims"),
    "pl": ("Public liability", "Pre-Action Protocol for Low Value Personal Injury (Employers’ Liability and Public Liability) Claims"),
}
# fmt: on


class Copy(StrEnum):
    """Which paper of a form: a form may have a second one that is kept apart."""

    WHOLE = "whole"
    """All of it, but for what has a paper of its own for a reason (part B)."""
    DEFENDANT_ONLY = "defendant-only"
    PART_B = "part-b"
    """The final offers, which stay sealed until the damages are assessed."""


class Named(NamedTuple):
    title: str
    number: str
    """RTA1 and so on; nothing for a note."""


def form_of(kind: str) -> Form | None:
    """The form that a document of this kind belongs to; a note belongs to none."""
    part = part_of(kind)
    return next((form for form in FORMS if part in form.parts), None)


def part_of(kind: str) -> str:
    prefix, _, part = kind.partition("-")
    return part if prefix in PREFIXES else ""


def is_notification(kind: str) -> bool:
    return part_of(kind) == "cnf"


def is_court_pack(kind: str) -> bool:
    return part_of(kind).startswith("court-pack")


def copies_of(kind: str) -> tuple[Copy, ...]:
    if is_notification(kind):
        return (Copy.WHOLE, Copy.DEFENDANT_ONLY)
    return (Copy.WHOLE, Copy.PART_B) if is_court_pack(kind) else (Copy.WHOLE,)


def named(kind: str, claim_type: str, copy: Copy = Copy.WHOLE) -> Named:
    """What stands at the head of the paper."""
    form = form_of(kind)
    if form is None:
        return Named(document_type_of(kind).title, "")
    if copy is Copy.DEFENDANT_ONLY:
        title = "Defendant only claim notification form"
        return Named(title, defendant_only_number(claim_type))
    number = form.rta if claim_type == "rta" else form.others.format(claim_type.upper())
    if is_court_pack(kind):
        if copy is Copy.PART_B:
            return Named(f"{form.title}, part B", number.replace("6", "7"))
        return Named(f"{form.title}, part A", number)
    title = f"{form.title} and response" if part_of(kind) == "liability-response" else form.title
    return Named(title, number)


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
