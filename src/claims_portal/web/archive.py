"""The archive of claims that went to court: search, read, take away; for the profile of it."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.claims import archive, disclosure
from claims_portal.claims.models import Claim
from claims_portal.claims.refusals import NoSuchClaim, NotAllowed
from claims_portal.claims.search.keys import Keys
from claims_portal.cursors import BadCursor
from claims_portal.files import bundling
from claims_portal.retention import table
from claims_portal.web import claim_reading
from claims_portal.web.fields import Field, typed
from claims_portal.web.private_notes import notes_of
from claims_portal.web.sessions import actor_of

LONGEST = 100
ASKED = ("application_id", "surname", "reference")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    given = {name: typed(request.GET.get(name))[:LONGEST].replace("\0", "") for name in ASKED}
    keys = Keys(
        application_id=given["application_id"] or None,
        surname=given["surname"] or None,
        reference=given["reference"] or None,
    )
    cursor = typed(request.GET.get("cursor"))
    try:
        found = archive.page(keys, by=actor, cursor=cursor or None)
    except NotAllowed:
        raise PermissionDenied from None
    except BadCursor as broken:
        raise BadRequest from broken
    labels = (_("Claim"), _("Claimant"), _("Other side"), _("Reference"), _("Ended"))
    asked = {name: value for name, value in given.items() if value}
    context = {
        "fields": [
            Field("application_id", _("Application ID"), given["application_id"]),
            Field("surname", _("Surname of the claimant"), given["surname"]),
            Field("reference", _("Reference of either side"), given["reference"]),
        ],
        "rows": [(one, *_of_sides(one, compensator=actor.is_compensator)) for one in found.claims],
        "columns": [{"label": label} for label in labels],
        "next_href": f"?{urlencode({**asked, 'cursor': found.next_cursor})}"
        if found.next_cursor
        else "",
        "searched": bool(asked),
    }
    return render(request, "portal/archive.html", context)


@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    actor, claim = actor_of(request), _find(request, number)
    events = list(disclosure.events_for(actor, claim))
    sent = list(disclosure.documents_for(actor, claim))
    context = {
        "claim": claim,
        "groups": claim_reading.summary_groups(claim, events),
        "documents": claim_reading.documents_of(claim, actor, sent),
        "notes": notes_of(claim, actor, only_read=True),
        "history": claim_reading.history_of(claim, actor, events),
        "back_href": reverse("archive"),
        "gone_from": table.leaves_archive_on(claim),
    }
    return render(request, "portal/archived_claim.html", context)


@require_safe
def bundle(request: HttpRequest, number: int) -> HttpResponseBase:
    claim = _find(request, number)
    whole = bundling.bundle_for(actor_of(request), claim, at=clock.now())
    named = content_disposition_header(True, whole.file_name) or ""
    headers = {"Content-Disposition": named, "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(whole.chunks(), content_type="application/zip", headers=headers)


def _find(request: HttpRequest, number: int) -> Claim:
    try:
        return archive.find(number, by=actor_of(request))
    except NotAllowed:
        raise PermissionDenied from None
    except NoSuchClaim:
        raise Http404 from None


def _of_sides(claim: Claim, *, compensator: bool) -> tuple[str, str]:
    """The other side, and the own reference."""
    if compensator:
        return str(claim.representative), claim.compensator_reference
    return str(claim.compensator or ""), claim.representative_reference
