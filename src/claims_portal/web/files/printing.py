"""Printed forms to save: of what was sent, of what is being written, of the whole claim."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.claims.documents.base import Document, kind_of
from claims_portal.claims.models import WITH_PEOPLE, Claim
from claims_portal.files import bundling, printing_many
from claims_portal.files.giving import giving
from claims_portal.files.printing import naming, printed
from claims_portal.files.printing.forms import Copy
from claims_portal.files.refusals import NoSuchDocument
from claims_portal.web import ticked
from claims_portal.web.allocating import read_or_post
from claims_portal.web.finding import find
from claims_portal.web.sessions import actor_of

MOST_AT_ONCE = 50
PDF, ZIP = "application/pdf", "application/zip"
PRIVATE = {"Cache-Control": "private, no-store"}


@require_safe
def form(
    request: HttpRequest, number: int, document: int, copy: Copy = Copy.WHOLE
) -> HttpResponseBase:
    actor = actor_of(request)
    claim = find(actor, number)
    try:
        file = printed.form_for(actor, claim, document, copy=copy, at=clock.now())
    except NoSuchDocument:
        raise Http404 from None
    name = naming.file_name_of(claim.documents.get(number=document), claim, copy)
    answer = giving(file, file_name=f"{claim.application_id} {name}", media_type=PDF)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def all_forms(request: HttpRequest, number: int) -> HttpResponseBase:
    actor = actor_of(request)
    claim = find(actor, number)
    made = printed.all_forms(claim, printed.documents_for(actor, claim))
    return _saved(made, f"{claim.application_id}.pdf")


@require_safe
def bundle(request: HttpRequest, number: int) -> HttpResponseBase:
    actor = actor_of(request)
    whole = bundling.bundle_for(actor, find(actor, number), at=clock.now())
    named = content_disposition_header(True, whole.file_name) or ""
    headers = {"Content-Disposition": named, **PRIVATE}
    return StreamingHttpResponse(whole.chunks(), content_type=ZIP, headers=headers)


@read_or_post
def several(request: HttpRequest) -> HttpResponseBase:
    """Those that were ticked on the worklist; what somebody else's are is not said."""
    if request.method != "POST":
        return redirect("worklist")
    chosen = [one.number for one in ticked.ticked(request.POST)]
    if not 0 < len(chosen) <= MOST_AT_ONCE:
        told = _("Tick at least one claim, and at most %(most)d to print.")
        messages.error(request, told % {"most": MOST_AT_ONCE})
        return redirect("worklist")
    actor, at = actor_of(request), clock.now()
    claims = Claim.objects.visible_to(actor).select_related(*WITH_PEOPLE).in_bulk(chosen)
    found = [claims[number] for number in chosen if number in claims]
    if not found:
        raise Http404
    named = content_disposition_header(True, f"claims {at:%Y-%m-%d}.zip") or ""
    headers = {"Content-Disposition": named, **PRIVATE}
    made = printing_many.zipped(found, actor=actor, at=at)
    return StreamingHttpResponse(made, content_type=ZIP, headers=headers)


def draft(
    claim: Claim, document_type: type[Document], body: Mapping[str, Any], actor: Actor
) -> HttpResponseBase:
    """A form as far as it was written, marked as a draft."""
    made = printed.draft(claim, kind_of(document_type), body, by=actor)
    return _saved(made, f"{claim.application_id} draft {document_type.title}.pdf")


def _saved(made: bytes, name: str) -> FileResponse:
    return FileResponse(
        BytesIO(made), as_attachment=True, filename=name, content_type=PDF, headers=PRIVATE
    )
