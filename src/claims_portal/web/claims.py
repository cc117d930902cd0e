"""Reading a claim."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.claims import defendant_only, disclosure
from claims_portal.claims.defendant_only import NothingSent
from claims_portal.claims.refusals import NotAllowed
from claims_portal.claims.summaries import summary_of
from claims_portal.web import claim_reading
from claims_portal.web.files.listing import attachments_of
from claims_portal.web.finding import find
from claims_portal.web.fixed_costs import fixed_costs_of
from claims_portal.web.forms.beginning import may_copy
from claims_portal.web.forms.plainly import is_alone
from claims_portal.web.looking import looking_at
from claims_portal.web.negotiation import negotiation_of
from claims_portal.web.private_notes import notes_of
from claims_portal.web.progress import progress_of
from claims_portal.web.sessions import actor_of
from claims_portal.web.standing import standing_of
from claims_portal.web.wording import in_language
from claims_portal.web.working import working_of


@require_safe
def claim_page(request: HttpRequest, number: int) -> HttpResponse:
    actor = actor_of(request)
    alone = is_alone(actor)
    claim = find(actor, number)
    events = list(disclosure.events_for(actor, claim))
    sent = list(disclosure.documents_for(actor, claim))
    context = {
        "claim": claim,
        "standing": standing_of(claim, actor, clock.now(), clock.today()),
        "looking": looking_at(claim, actor),
        "progress": progress_of(claim, events),
        "working": working_of(claim, actor, clock.now()),
        "groups": claim_reading.summary_groups(claim, events, alone=alone),
        "documents": claim_reading.documents_of(claim, actor, sent),
        "may_copy": may_copy(claim, actor),
        "posts_to_defendant": claim.sent_at is not None and not actor.is_compensator,
        "negotiation": negotiation_of(sent),
        # They are what a lawyer is paid.
        "fixed_costs": None if alone else fixed_costs_of(claim, clock.today()),
        "attachments": attachments_of(claim, actor),
        "notes": notes_of(claim, actor),
        "history": claim_reading.history_of(claim, actor, events),
    }
    return render(request, "portal/claim.html", context)


@require_safe
def defendant_only_page(request: HttpRequest, number: int) -> HttpResponse:
    """The form for the defendant, to be printed and posted."""
    actor = actor_of(request)
    claim = find(actor, number)
    try:
        form = defendant_only.defendant_only_form(claim, by=actor)
    except NothingSent:
        return redirect("claim-form", number)
    except NotAllowed as refusal:
        told = {"title": _("You cannot open this form"), "sentence": in_language(refusal)}
        return render(request, "portal/error.html", told, status=HTTPStatus.FORBIDDEN)
    sections = summary_of(form.document_type, form.body)
    context = {"claim": claim, "form": form, "form_sections": sections}
    return render(request, "portal/defendant_only.html", context)
