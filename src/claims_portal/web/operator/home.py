"""The first page of the operator: what waits for this person."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.operators import approvals
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.roles import TABLE, Right, names_of
from claims_portal.transfers import reading as transfers
from claims_portal.web.operator import realm
from claims_portal.web.operator.registration.applications import waiting_in_words
from claims_portal.web.wording import in_language


@dataclass(frozen=True)
class Todo:
    """A line of the list; see the component `task_list`."""

    title: str
    hint: str
    href: str
    status: str
    colour: str = ""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor, staff = realm.actor_of(request), realm.staff_of(request)
    waiting = approvals.waiting_for(actor, at=clock.now())
    todos = [
        Todo(
            approvals.kind_of(one.kind).label,
            _("%(subject)s, asked for by %(who)s") % {"subject": one.subject, "who": one.asked_by},
            reverse("operator-approval", args=[one.pk]), _("Waits for you"), "yellow",
        )
        for one in waiting[:20]
    ]  # fmt: skip
    todos += [*_registrations(actor), *_transfers(actor)]
    context = {
        "staff": staff,
        "roles": [in_language(name) for name in names_of(staff.roles)],
        "todos": todos,
        "rights": [in_language(row.words) for row in TABLE if actor.may(row.right)],
        "may_look_up": actor.may(Right.LOOK_UP),
    }
    return render(request, "portal/operator/home.html", context)


def _registrations(actor: StaffActor) -> list[Todo]:
    told = waiting_in_words(actor) if actor.may(Right.DECIDE_REGISTRATIONS) else None
    if told is None:
        return []
    hint, late = told
    status, colour = (_("Late"), "red") if late else (_("Waits for you"), "yellow")
    return [Todo(_("Registrations"), hint, reverse("operator-registrations"), status, colour)]


def _transfers(actor: StaffActor) -> list[Todo]:
    number = transfers.agreed() if actor.may(Right.ASK_TRANSFER) else 0
    if not number:
        return []
    hint = _("%(number)d agreed to by both sides, to be put to somebody else") % {"number": number}
    return [
        Todo(_("Transfers of claims"), hint, reverse("operator-transfers"), _("Waits for you"),
             "yellow")
    ]  # fmt: skip
