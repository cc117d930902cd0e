"""The numbers by which public registers know an organisation: read, and corrected."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.operators.looking_up import NotFound
from claims_portal.organisations.models import Organisation, OrganisationKind
from claims_portal.registration import correcting
from claims_portal.web.console import audit_words
from claims_portal.web.console.asking import all_of
from claims_portal.web.fields import typed
from claims_portal.web.operator import forms, realm
from claims_portal.web.operator.forms import REFUSALS, Form, read_or_post
from claims_portal.web.registration import questions


@read_or_post
def page(request: HttpRequest, code: str) -> HttpResponse:
    actor, given = realm.actor_of(request), request.POST or None
    try:
        organisation = correcting.found(code, by=actor)
    except NotFound:
        raise Http404 from None
    refusals: list[Exception] = []
    if request.method == "POST":
        try:
            correcting.correct(
                code, questions.typed(request.POST), reason=typed(request.POST.get("reason")),
                seen=request.POST.get("seen", ""), by=actor, at=clock.now(),
            )  # fmt: skip
        except REFUSALS as refusal:
            refusals = all_of(refusal)
        else:
            messages.success(request, _("Corrected. The organisation reads it in its audit."))
            return redirect("operator-numbers", organisation.code)
    asked = [
        *questions.asked(correcting.SECTION, OrganisationKind(organisation.kind),
                         correcting.answers_of(organisation), given),
        forms.reason(_("Why are they corrected?"), request.POST.get("reason", ""),
                     hint=_("At least 10 characters; the organisation reads it.")),
    ]  # fmt: skip
    earlier = [audit_words.told(one) for one in correcting.earlier(organisation)]
    return forms.page(
        request, _form(request, organisation), asked, refusals, corrections=earlier,
        template="portal/operator/registration/numbers.html",
    )  # fmt: skip


def _form(request: HttpRequest, organisation: Organisation) -> Form:
    now = correcting.version(correcting.of(organisation))
    return Form(
        _("Numbers of registers"), _("Correct them"), about=str(organisation),
        said=[_("A number is one organisation’s. Look it up in its register before you change it "
                "here.")],
        back_href=reverse("operator-organisation", args=[organisation.code]),
        hidden=[("seen", request.POST.get("seen", now))],
    )  # fmt: skip
