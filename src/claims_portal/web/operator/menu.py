"""What the operator's pages show around their content: what somebody may not use is not there."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from claims_portal.operators.acting import StaffActor
from claims_portal.operators.roles import Right, names_of
from claims_portal.web.links import Link
from claims_portal.web.operator import realm
from claims_portal.web.wording import in_language


def around(request: HttpRequest) -> dict[str, Any]:
    """The names are those that base.html takes."""
    context: dict[str, Any] = {"realm": _("Operator"), "home_href": reverse("operator-home")}
    session = realm.session_of(request)
    if session is None or session.proved_at is None:
        return context
    staff = session.staff
    actor = realm.actor_of(request)
    roles = ", ".join(in_language(name) for name in names_of(staff.roles))
    return context | {
        "navigation": _navigation(actor, request.path),
        "account": {
            "name": staff.staff_id,
            "organisation": f"{staff.full_name}, {roles}",
            "links": [Link(_("Your account"), reverse("operator-account"))],
            "sign_out_href": reverse("operator-sign-out"),
        },
    }


def _navigation(actor: StaffActor, path: str) -> list[Link]:
    home = reverse("operator-home")
    parts = [(label, reverse(route)) for label, route, shown in _parts(actor) if shown]
    return [
        Link(_("Overview"), home, current=path == home),
        *(Link(label, href, current=path.startswith(href)) for label, href in parts),
    ]


def _parts(actor: StaffActor) -> list[tuple[str, str, bool]]:
    return [
        (_("Look up"), "operator-look-up", actor.may(Right.LOOK_UP)),
        (_("Registrations"), "operator-registrations", actor.may(Right.SEE_REGISTRATIONS)),
        (_("The move"), "operator-move", actor.may(Right.SEE_READINESS)),
        (_("Transfers"), "operator-transfers", actor.may(Right.SEE_TRANSFERS)),
        (_("Data protection"), "operator-deletions", actor.may(Right.SEE_DELETIONS)),
        (_("Directory"), "operator-directory", actor.may(Right.MANAGE_DIRECTORY)),
        (_("Requests"), "operator-approvals", actor.may(Right.SEE_REQUESTS)),
        (_("Staff"), "operator-staff", actor.may(Right.MANAGE_STAFF)),
        (_("Audit"), "operator-audit", actor.may(Right.READ_AUDIT)),
    ]
