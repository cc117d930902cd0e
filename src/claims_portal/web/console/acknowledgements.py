"""Which acknowledgements the portal gives by itself for the organisation."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.claims import automatic_acknowledgements
from claims_portal.claims.automatic_acknowledgements import Choice as Kind
from claims_portal.web.action_names import name_of
from claims_portal.web.console.asking import REFUSALS, read_or_post, seen_next, seen_of, status_of
from claims_portal.web.console.doors import manages_organisation
from claims_portal.web.fields import Choice, Field
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language


@read_or_post
@manages_organisation
def acknowledgements_page(request: HttpRequest) -> HttpResponse:
    actor, given = actor_of(request), request.POST
    if request.method != "POST":
        return _form(request, None)
    try:
        automatic_acknowledgements.choose(
            given.getlist("actions"), by=actor, at=clock.now(), seen=seen_of(given)
        )
    except REFUSALS as refusal:
        return _form(request, given, refusal)
    messages.success(request, _("The choice is kept. Claims that wait follow within a minute."))
    return redirect("organisation")


def _form(request: HttpRequest, given: QueryDict | None, *refusals: Exception) -> HttpResponse:
    kinds = automatic_acknowledgements.choices(actor_of(request))
    version = automatic_acknowledgements.version_of(kinds)
    status = status_of(refusals)
    field = Field(
        "actions",
        _("The portal acknowledges at once"),
        [one.kind.action for one in kinds if one.automatic]
        if given is None
        else given.getlist("actions"),
        hint=_("In the name of your organisation; the history says “automatically”."),
        error=" ".join(map(in_language, refusals)),
        choices=[Choice(one.kind.action, name_of(one.kind.action), _hint(one)) for one in kinds],
    )
    days = settings.FINAL_ACKNOWLEDGEMENT_AFTER.days
    context = {
        "field": field,
        "problems": [field] if refusals else [],
        "seen": seen_next(version, given, status),
        "days": days,
    }
    return render(request, "portal/console/acknowledgements.html", context, status=status)


def _hint(one: Kind) -> str:
    told = _("At: %(phases)s.") % {"phases": ", ".join(map(in_language, one.phases))}
    ends = _("The claim may end by it.")
    return f"{told} {ends}" if one.kind.may_end else told
