"""The parts of the directory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.claims import holidays
from claims_portal.claims.models import CodeDates
from claims_portal.notices import service
from claims_portal.organisations import agreements
from claims_portal.organisations.models import Address, Hospital, InsurerName, MailRule
from claims_portal.web.operator.home import Todo
from claims_portal.web.wording import day_in_words


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    shown, version = service.current(at=at), agreements.in_force(at=at)
    coming = [one for one in holidays.listed() if one.day >= clock.today()]
    parts = [
        (_("Service notices"), "operator-notices", _("%(number)d shown now")
         % {"number": len(shown)}),
        (_("Mail lists"), "operator-mail-lists", _("%(number)d entries of your own")
         % {"number": MailRule.objects.count()}),
        (_("Holidays"), "operator-holidays",
         _("the next: %(day)s") % {"day": day_in_words(coming[0].day)} if coming else ""),
        (_("User agreement"), "operator-agreements", str(version) if version else _("none")),
        (_("Code lists and processes"), "operator-codes", _("%(number)d codes with dates")
         % {"number": CodeDates.objects.count()}),
    ]  # fmt: skip
    lists = [
        ("insurers", _("Insurer index"), InsurerName.objects.count()),
        ("hospitals", _("Hospitals"), Hospital.objects.count()),
        ("addresses", _("Addresses"), Address.objects.count()),
    ]
    todos = [Todo(title, hint, reverse(route), "") for title, route, hint in parts]
    todos += [
        Todo(title, _("%(number)d entries") % {"number": number},
             reverse("operator-list", args=[name]), "")
        for name, title, number in lists
    ]  # fmt: skip
    return render(request, "portal/operator/directory/overview.html", {"todos": todos})
