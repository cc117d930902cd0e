"""Adding an attachment, saving one, looking at a picture, taking one back from a draft."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.claims.models import Claim
from claims_portal.claims.refusals import ClaimRefusal
from claims_portal.files import attachments, reading, rules
from claims_portal.files.giving import giving
from claims_portal.files.kinds import PREVIEWED, SUFFIXES
from claims_portal.files.models import Attachment
from claims_portal.files.refusals import AlreadyAttached, AttachmentRefused, NoSuchAttachment
from claims_portal.web import resuming
from claims_portal.web.fields import Field, Problem
from claims_portal.web.files import listing
from claims_portal.web.finding import find
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

NOTHING_RUNS = "default-src 'none'; sandbox"
"""The policy of a picture that is looked at: it is drawn, and nothing in it does anything."""
read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@read_or_post
def add(request: HttpRequest, number: int) -> HttpResponse:
    actor = actor_of(request)
    claim = find(actor, number)
    if request.method == "POST":
        return _add(request, claim, actor)
    refusal = listing.refusal_of(claim, actor)
    if refusal:
        return _refused(request, refusal)
    typed = resuming.take(request)
    if typed is not None:
        messages.warning(request, resuming.told())
    return _show(request, claim, typed or {})


def _add(request: HttpRequest, claim: Claim, actor: Actor) -> HttpResponse:
    posted = request.POST
    offered = rules.offer(
        title=posted.get("title", ""),
        description=posted.get("description", ""),
        file=request.FILES.get("file"),
    )
    try:
        added = attachments.add(claim, offered, by=actor, at=clock.now())
    except AttachmentRefused as refused:
        errors = {fault.pointer[1:]: fault.message for fault in refused.faults}
        return _show(request, claim, posted, errors, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except AlreadyAttached as refusal:
        messages.info(request, in_language(refusal))
    except ClaimRefusal as refusal:
        status = HTTPStatus.CONFLICT
        return _show(request, claim, posted, refusal=in_language(refusal), status=status)
    else:
        messages.success(request, _("“%(title)s” was attached.") % {"title": added.title})
    return redirect(reverse("claim", args=[claim.pk]) + "#attachments")


def _show(
    request: HttpRequest,
    claim: Claim,
    typed: Any,
    errors: dict[str, str] | None = None,
    *,
    refusal: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    said = errors or {}
    fields = {
        "title": Field(
            "title", _("Title"), typed.get("title", ""), error=said.get("title", ""),
            hint=_("What it is, for both parties: “Medical report of Dr Okafor”"),
        ),
        "description": Field(
            "description", _("Description"), typed.get("description", ""),
            error=said.get("description", ""), required=False,
        ),
        "file": Field("file", _("File"), error=said.get("file", ""), hint=_hint()),
    }  # fmt: skip
    problems: list[Any] = [Problem(refusal)] if refusal else []
    context = {
        "claim": claim,
        "fields": fields,
        "problems": [*problems, *fields.values()],
        "suffixes": ",".join(SUFFIXES),
        "most": rules.LONGEST_DESCRIPTION,
    }
    return render(request, "portal/files/add.html", context, status=status)


def _hint() -> str:
    return _(
        "At most %(size)s; PDF and office documents, text, pictures and e-mails. "
        "The other party can open it at once, and it cannot be taken back once the claim was sent."
    ) % {"size": filesizeformat(settings.LARGEST_ATTACHMENT)}


@require_safe
def file(request: HttpRequest, number: int, attachment: UUID) -> HttpResponseBase:
    one = _found(request, number, attachment)
    try:
        reading.must_be_readable(one)
    except ClaimRefusal as refusal:
        return _refused(request, in_language(refusal))
    answer = giving(one.file, file_name=one.file_name, media_type=one.media_type)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def preview(request: HttpRequest, number: int, attachment: UUID) -> HttpResponseBase:
    """A picture for the claim's page: only kinds that browsers draw, under a policy of its own."""
    one = _found(request, number, attachment)
    if one.media_type not in PREVIEWED or not one.may_be_read:
        raise Http404
    answer = giving(one.file, file_name=one.file_name, media_type=one.media_type)
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = NOTHING_RUNS
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@read_or_post
def take_back(request: HttpRequest, number: int, attachment: UUID) -> HttpResponse:
    one = _found(request, number, attachment)
    if request.method == "POST":
        try:
            attachments.take_back(one, by=actor_of(request), at=clock.now())
        except ClaimRefusal as refusal:
            messages.error(request, in_language(refusal))
        else:
            messages.success(request, _("“%(title)s” was taken back.") % {"title": one.title})
    return redirect(reverse("claim", args=[number]) + "#attachments")


def _found(request: HttpRequest, number: int, attachment: UUID) -> Attachment:
    actor = actor_of(request)
    try:
        return reading.attachment_for(actor, find(actor, number), str(attachment))
    except NoSuchAttachment:
        raise Http404 from None


def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
    context = {"title": _("This is not possible"), "sentence": sentence}
    return render(request, "portal/error.html", context, status=HTTPStatus.CONFLICT)
