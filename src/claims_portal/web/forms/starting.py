"""The pages on which a new claim begins: blank, from a file, or from another claim."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.claims import actions, drafts, one_claim
from claims_portal.claims.documents.codes import CLAIM_TYPES
from claims_portal.claims.models import Claim
from claims_portal.claims.refusals import NotAllowed, OneClaimOnly
from claims_portal.web import fields, once
from claims_portal.web.finding import find
from claims_portal.web.forms import beginning, plainly, prefilling
from claims_portal.web.forms.beginning import Begun, NotAForm
from claims_portal.web.forms.controls import Choice, Field, Problem
from claims_portal.web.forms.drafting import read_or_post
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

HINTS = {
    "rta": gettext_lazy("Form RTA1."),
    "el": gettext_lazy("Form EL1. An accident at work."),
    "eld": gettext_lazy("Form ELD1. A disease caused by work, against one employer."),
    "pl": gettext_lazy(
        "Form PL1. An accident in a public place or on premises, against a business or a "
        "public body. Not a disease."
    ),
}


ACCIDENT, WHOLE = "accident", "whole"
MOST_PLACES_TOLD = 10


@read_or_post
def new_claim(request: HttpRequest) -> HttpResponse:
    actor, user = actor_of(request), request.user
    assert isinstance(user, User)  # noqa: S101 - behind the sign-in
    may_send = actions.types_sent_by(actor)
    if not may_send:
        return _refused(request)
    if (own := one_claim.of(actor)) is not None:
        return _already(request, own)
    if request.method != "POST":
        return _show(request, may_send)
    chosen = may_send[0] if len(may_send) == 1 else request.POST.get("claimType", "")
    if chosen not in may_send:
        return _show(request, may_send, error=_("Choose what kind of claim it is"))
    body = prefilling.new_claim(user, chosen, clock.today())
    try:
        draft = drafts.start(
            claim_type=chosen, body=body, by=actor, at=clock.now(), form=once.of(request)
        )
    except OneClaimOnly:
        return redirect("new-claim")  # the other window was first
    return redirect("claim-form", draft.claim_id)


@require_POST
def from_file(request: HttpRequest) -> HttpResponse:
    """A draft of what a file says, with what it says that no form asks."""
    may_send = actions.types_sent_by(actor_of(request))
    if not may_send:
        return _refused(request)
    if one_claim.of(actor_of(request)) is not None:
        return redirect("new-claim")
    file = request.FILES.get("file")
    if file is None:
        return _show(request, may_send, file_error=_("Choose a file"))
    if (file.size or 0) > beginning.MOST_BYTES:
        most = filesizeformat(beginning.MOST_BYTES)
        return _show(request, may_send, file_error=_("The file is larger than %s.") % most)
    content = file.read()
    try:
        begun = beginning.of_file(content)
    except NotAForm as refused:
        return _show(request, may_send, file_error=in_language(refused))
    if begun.claim_type not in may_send:
        return _show(request, may_send, file_error=_("You may not send claims of this kind."))
    return _started(request, begun, once.of(request, content))


@read_or_post
def copy(request: HttpRequest, number: int) -> HttpResponse:
    """Another claim with the same answers, or those of the same accident."""
    actor = actor_of(request)
    claim = find(actor, number)
    if not beginning.may_copy(claim, actor):
        raise PermissionDenied
    chosen = request.POST.get("what", "")
    if request.method == "POST" and chosen in (ACCIDENT, WHOLE):
        begun = beginning.of_claim(claim, whole=chosen == WHOLE)
        return _started(request, begun, once.of(request))
    field = fields.Field(
        "what", _("What do they have in common?"),
        error=_("Choose what is copied") if request.method == "POST" else "",
        choices=[
            fields.Choice(
                ACCIDENT, _("The accident or disease"),
                _("Another claimant: the defendant, what happened, and why it is their fault."),
            ),
            fields.Choice(
                WHOLE, _("Nearly everything"),
                _("All answers but references, and the confirmation of a signed copy."),
            ),
        ],
    )  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if field.error else HTTPStatus.OK
    context = {
        "claim": claim,
        "field": field,
        "problems": [field] if field.error else [],
        "form_token": once.new_token(),
    }
    return render(request, "portal/forms/copy_claim.html", context, status=status)


def _started(request: HttpRequest, begun: Begun, form: UUID | None) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - behind the sign-in
    body = beginning.draft_body(begun, user, clock.today())
    draft = drafts.start(
        claim_type=begun.claim_type, body=body, by=actor_of(request), at=clock.now(), form=form
    )
    if begun.left_out:
        told = ", ".join(begun.left_out[:MOST_PLACES_TOLD])
        more = " …" if len(begun.left_out) > MOST_PLACES_TOLD else ""
        words = _("No question of the form takes these, and they were left out: %(places)s")
        messages.warning(request, words % {"places": told + more})
    messages.success(request, _("The draft was started. Look through it before you send it."))
    return redirect("claim-form", draft.claim_id)


def _already(request: HttpRequest, own: Claim) -> HttpResponse:
    """Whoever claims alone finds the way to what was begun."""
    context = {"claim": own, "sentence": str(OneClaimOnly())}
    return render(request, "portal/forms/one_claim.html", context)


def _refused(request: HttpRequest) -> HttpResponse:
    context = {"title": _("You cannot send claims"), "sentence": in_language(NotAllowed())}
    return render(request, "portal/error.html", context, status=HTTPStatus.FORBIDDEN)


def _show(
    request: HttpRequest, may_send: list[str], *, error: str = "", file_error: str = ""
) -> HttpResponse:
    types = [CLAIM_TYPES[word] for word in may_send]
    kind = Field("claim-type", "claimType", _("What kind of claim is it?"), "radios", None)
    kind.choices = [Choice(one.value, one.label, str(HINTS[one.value])) for one in types]
    kind.error = error
    file = fields.Field("file", _("File"), hint=_file_hint(), error=file_error)
    problems = [Problem(one.id, one.error) for one in (kind, file) if one.error]
    context: dict[str, Any] = {
        "file": None if plainly.is_alone(actor_of(request)) else file,
        "kind": kind if len(types) > 1 else None,
        "only": in_language(types[0].label),
        "only_hint": HINTS[types[0].value],
        "problems": problems,
        "alone": plainly.is_alone(actor_of(request)),
        "form_token": once.new_token(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "portal/forms/new_claim.html", context, status=status)


def _file_hint() -> str:
    return _("JSON as for the API, or XML of the old interface; at most %(most)s.") % {
        "most": filesizeformat(beginning.MOST_BYTES)
    }
