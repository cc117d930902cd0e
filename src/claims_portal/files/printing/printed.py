"""The printed forms of a claim: made when they are first asked for, and kept as they were.

A document never changes, so its form is made once; whoever asks later, of whichever side,
is given the same bytes. A draft is made anew each time and kept nowhere.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation

from claims_portal.accounts.actor import Actor
from claims_portal.claims import disclosure, figures
from claims_portal.claims.models import Claim, Document
from claims_portal.claims.offers import offers_of
from claims_portal.claims.process.sides import Side
from claims_portal.files import store
from claims_portal.files.models import PrintedForm, StoredFile
from claims_portal.files.printing import content, rendering
from claims_portal.files.printing.content import Head, Sheet
from claims_portal.files.printing.forms import Copy, chain, copies_of
from claims_portal.files.refusals import NoSuchDocument
from claims_portal.organisations.models import Organisation

IN_ENGLISH = translation.override(settings.LANGUAGE_CODE)
"""What is printed is evidence: it is in the language of the forms, whoever asks for it."""


def documents_for(actor: Actor, claim: Claim) -> list[Document]:
    """The documents of which this account's side may have the forms, the oldest first."""
    shown = disclosure.documents_for(actor, claim)
    return list(shown.select_related("sent_by__organisation"))


def form_for(
    actor: Actor, claim: Claim, number: int, *, copy: Copy = Copy.WHOLE, at: datetime
) -> StoredFile:
    """The form as the document of this number left it. Raises NoSuchDocument.

    The defendant only form is the claimant representative's, who sends it by post.
    """
    documents = documents_for(actor, claim)
    document = next((one for one in documents if one.number == number), None)
    if document is None or not may_have(actor, document, copy):
        raise NoSuchDocument
    return kept(claim, document, documents, copy=copy, at=at)


def may_have(actor: Actor, document: Document, copy: Copy) -> bool:
    if copy is Copy.DEFENDANT_ONLY and actor.side is not Side.CLAIMANT_REPRESENTATIVE:
        return False
    return copy in copies_of(document.kind)


@IN_ENGLISH
def kept(
    claim: Claim, document: Document, documents: Sequence[Document], *, copy: Copy, at: datetime
) -> StoredFile:
    """The form of a document, made now if it was never made; of two at once the first counts."""
    found = PrintedForm.objects.filter(document=document, copy=copy.value).select_related("file")
    printed = found.first()
    if printed is not None:
        return printed.file
    of_form = chain(documents, document)
    form = content.of_form(
        head_of(claim, document),
        sheets_of(of_form, claim, documents),
        offers=offers_of(of_form),
        copy=copy,
    )
    made = BytesIO(rendering.pdf(form, timestamp=int(document.sent_at.timestamp())))
    file = store.keep(made, size=made.getbuffer().nbytes, sha256=store.hash_of(made), at=at)
    try:
        with transaction.atomic():
            PrintedForm.objects.create(
                document=document,
                copy=copy.value,
                template_version=rendering.TEMPLATE_VERSION,
                file=file,
            )
    except IntegrityError:
        store.drop(file)
        return found.get().file
    return file


@IN_ENGLISH
def draft(claim: Claim, kind: str, body: Mapping[str, Any], *, by: Actor) -> bytes:
    """A form that is still being written, with everything of it that was sent before."""
    unsent = Document(kind=kind, body=body, side=by.side.value, number=claim.event_count + 1)
    documents = [*documents_for(by, claim), unsent]
    of_form = chain(documents, unsent)
    form = content.of_form(
        head_of(claim, None, body),
        sheets_of(of_form, claim, documents),
        offers=offers_of([one for one in of_form if one is not unsent]),
    )
    return rendering.pdf(form, timestamp=int(claim.updated_at.timestamp()))


@IN_ENGLISH
def all_forms(claim: Claim, documents: Sequence[Document]) -> bytes:
    """Every document of a claim in one PDF, each once."""
    form = content.of_claim(
        head_of(claim, documents[-1] if documents else None),
        sheets_of(documents, claim, documents),
        status=f"The claim stands at “{claim.phase_row.name}”",
    )
    return rendering.pdf(form, timestamp=int(claim.updated_at.timestamp()))


def sheets_of(
    documents: Sequence[Document], claim: Claim, everything: Sequence[Document]
) -> list[Sheet]:
    """Some of a claim's documents to print; their figures are counted on all before them."""
    counted = figures.by_number(everything)
    return [
        Sheet(
            kind=one.kind,
            body=one.body,
            side=one.side,
            sender=_sender(one, claim),
            at=one.sent_at,
            figures=counted.get(one.number),
        )
        for one in documents
    ]


def _sender(document: Document, claim: Claim) -> str:
    """The organisation of who sent it; documents from the old platform name only the side."""
    if document.sent_by:
        return document.sent_by.organisation.name
    if document.side != Side.COMPENSATOR:
        return claim.representative.name
    compensator = compensator_at(claim, document.number)
    return compensator.name if compensator else "the compensator"


def head_of(claim: Claim, last: Document | None, draft: Mapping[str, Any] | None = None) -> Head:
    compensator = compensator_at(claim, last.number) if last else claim.compensator
    is_current = compensator is not None and compensator.pk == claim.compensator_id
    return Head(
        claim_type=claim.claim_type,
        application_id=claim.application_id,
        claimant=claim.claimant_name or _claimant_named_in(draft or {}),
        representative=claim.representative.name,
        representative_reference=claim.representative_reference,
        compensator=compensator.name if compensator else "",
        compensator_reference=claim.compensator_reference if is_current else "",
    )


def compensator_at(claim: Claim, number: int) -> Organisation | None:
    """With whom the claim was at its event of this number: it may be with another by now."""
    sendings = claim.events.filter(changes__has_key="compensator_code", number__lte=number)
    code = sendings.order_by("-number").values_list("changes__compensator_code", flat=True).first()
    if code is None or (claim.compensator and claim.compensator.code.upper() == code.upper()):
        return claim.compensator
    return Organisation.objects.filter(code__iexact=code).first()


def _claimant_named_in(body: Mapping[str, Any]) -> str:
    claimant = body.get("claimant")
    person = claimant.get("person") if isinstance(claimant, Mapping) else None
    if not isinstance(person, Mapping):
        return ""
    return " ".join(str(person[name]) for name in ("firstName", "surname") if person.get(name))
