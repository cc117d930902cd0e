"""The attachments and printed forms of a claim as its page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from claims_portal.accounts.actor import Actor
from claims_portal.claims import rules
from claims_portal.claims.models import Claim, Document
from claims_portal.claims.refusals import ClaimRefusal
from claims_portal.files import attachments, reading
from claims_portal.files.kinds import PREVIEWED, kind_of_name
from claims_portal.files.models import Attachment, Scan
from claims_portal.files.printing import naming, printed
from claims_portal.files.printing.forms import Copy
from claims_portal.web.wording import in_language


@dataclass(frozen=True)
class Attached:
    """An attachment in words."""

    id: str
    title: str
    about: str
    """Name, kind and size of the file."""
    added_by: str
    added_at: datetime
    description: str
    state: str
    """What keeps it from being opened; empty where nothing does."""
    colour: str
    href: str
    preview_href: str
    take_back_href: str


@dataclass(frozen=True)
class Attachments:
    lines: Sequence[Attached]
    refusal: str
    """Why nothing can be attached; empty where it can."""


@dataclass(frozen=True)
class Print:
    label: str
    href: str


def attachments_of(claim: Claim, actor: Actor) -> Attachments:
    found = reading.attachments_for(actor, claim)
    return Attachments([_attached(one, claim, actor) for one in found], refusal_of(claim, actor))


def refusal_of(claim: Claim, actor: Actor) -> str:
    try:
        rules.must_be_workable(actor, claim)
        attachments.must_be_live(claim)
    except ClaimRefusal as refusal:
        return in_language(refusal)
    return ""


def prints_of(document: Document, claim: Claim, actor: Actor) -> list[Print]:
    """The printed forms of a document that this account's side may have."""
    return [
        Print(_label(document, claim, copy), _print_href(document, claim, copy))
        for copy in Copy
        if printed.may_have(actor, document, copy)
    ]


def _attached(one: Attachment, claim: Claim, actor: Actor) -> Attached:
    kind = kind_of_name(one.file_name)
    about = [one.file_name, kind.name if kind else "", filesizeformat(one.file.size)]
    own = one.organisation_id == actor.organisation_pk
    where = [claim.pk, one.public_id]
    is_shown = one.may_be_read and one.media_type in PREVIEWED
    return Attached(
        id=f"attachment-{one.number}",
        title=one.title,
        about=", ".join(filter(None, about)),
        added_by=_person(one) if own else one.organisation.name,
        added_at=one.added_at,
        description=one.description,
        state=_state(one),
        colour="red" if one.scan == Scan.INFECTED else "yellow",
        href=reverse("attachment-file", args=where) if one.may_be_read else "",
        preview_href=reverse("attachment-preview", args=where) if is_shown else "",
        take_back_href=reverse("attachment-take-back", args=where) if claim.sent_at is None else "",
    )


def _person(one: Attachment) -> str:
    if one.added_by is None:
        return one.organisation.name
    return f"{one.added_by.full_name} ({one.added_by.user_name})"


def _state(one: Attachment) -> str:
    if one.scan == Scan.INFECTED:
        return Scan.INFECTED.label
    return "" if one.may_be_read else Scan.WAITING.label


ROUTES = {
    Copy.WHOLE: "printed-form",
    Copy.DEFENDANT_ONLY: "defendant-only-form",
    Copy.PART_B: "part-b-pdf",
}


def _label(document: Document, claim: Claim, copy: Copy) -> str:
    number = naming.number_of_form(document, claim, copy)
    if copy is Copy.DEFENDANT_ONLY:
        return _("Print the defendant only form %(number)s (PDF)") % {"number": number}
    if copy is Copy.PART_B:
        return _("Print the sealed part B, form %(number)s (PDF)") % {"number": number}
    if number:
        return _("Print form %(number)s (PDF)") % {"number": number}
    return _("Print (PDF)")


def _print_href(document: Document, claim: Claim, copy: Copy) -> str:
    return reverse(ROUTES[copy], args=[claim.pk, document.number])
