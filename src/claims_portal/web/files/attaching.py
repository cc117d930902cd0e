"""Adding an attachment, saving one, looking at a picture, taking one back from a draft."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.claims.documents.faults import Fault
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
    """Each file by itself: one that is not right keeps none of the others away."""
    typed = request.POST.get("title", "")
    files: list[UploadedFile[Any] | None] = [*request.FILES.getlist("file")]
    attached: list[str] = []
    faults: list[Fault] = []
    for file in files or [None]:
        offered = rules.offer(
            title=_title(typed, file, several=len(files) > 1),
            description=request.POST.get("description", ""),
            file=file,
        )
        try:
            attached.append(attachments.add(claim, offered, by=actor, at=clock.now()).title)
        except AttachmentRefused as refused:
            faults += (one for one in refused.faults if typed or one.pointer != "/title")
        except AlreadyAttached as refusal:
            messages.info(request, in_language(refusal))
        except ClaimRefusal as refusal:
            _tell_of(request, attached)
            said = in_language(refusal)
            return _show(request, claim, request.POST, refusal=said, status=HTTPStatus.CONFLICT)
    _tell_of(request, attached)
    if faults:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _show(request, claim, request.POST, _by_field(faults), status=status)
    return redirect(reverse("claim", args=[claim.pk]) + "#attachments")


def _title(typed: str, file: "UploadedFile[Any] | None", *, several: bool) -> str:
    """What somebody typed; where nothing was, or for several files, with each one's own name."""
    name = rules.tidy_name(file.name or "") if file else ""
    own = name.rpartition(".")[0] or name
    if typed.strip() and not several:
        return typed
    title = f"{typed}: {own}" if typed.strip() else own
    return title if len(typed) > rules.LONGEST_TITLE else title[: rules.LONGEST_TITLE]


def _tell_of(request: HttpRequest, attached: Sequence[str]) -> None:
    for title in attached:
        messages.success(request, _("“%(title)s” was attached.") % {"title": title})


def _by_field(faults: Iterable[Fault]) -> dict[str, str]:
    """The faults of several files stand below each other; what is typed once is wrong once."""
    told: dict[str, dict[str, None]] = {}
    for one in faults:
        told.setdefault(one.pointer[1:], {})[in_language(one.message)] = None
    return {field: " ".join(sentences) for field, sentences in told.items()}


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
            required=False, hint=_("What it is, for both parties: “Medical report of Dr Okafor”. "
                   "Left empty, and beside it for several files: the name of the file."),
        ),
        "description": Field(
            "description", _("Description"), typed.get("description", ""),
            error=said.get("description", ""), required=False,
        ),
        "file": Field("file", _("Files"), error=said.get("file", ""), hint=_hint()),
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
        "One or several, at most %(most)d at once and %(size)s each; PDF and office documents, "
        "text, pictures and e-mails. The other party can open them at once, and they cannot be "
        "taken back once the claim was sent."
    ) % {
        "most": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "size": filesizeformat(settings.LARGEST_ATTACHMENT),
    }


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
