"""The operator's staff: read, disabled at once, and everything else asked for."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.operators import approvals, staff_approvals
from claims_portal.operators import staff as verbs
from claims_portal.operators.holding import find
from claims_portal.operators.models import Staff
from claims_portal.operators.refusals import NoSuchStaff
from claims_portal.operators.roles import ROLE_NAMES, TABLE, Role, names_of
from claims_portal.web import once
from claims_portal.web.fields import Choice, typed
from claims_portal.web.operator import forms, realm
from claims_portal.web.operator.forms import REFUSALS, Asked, Form, read_or_post, text
from claims_portal.web.wording import day_in_words, in_language

ASKED_FOR = {
    staff_approvals.SET_UP: (
        words("Let somebody set up the account anew"),
        words(
            "For who lost the password or the app. A set-up code is mailed; until it is used, the "
            "account cannot sign in."
        ),
    ),
    staff_approvals.ENABLE: (
        words("Enable a member of staff again"),
        words("Password and app stay as they were."),
    ),
    staff_approvals.ROLES: (
        words("Change somebody’s roles"),
        words("The new ones count from the next page on."),
    ),
}
WAITS = words("Asked for. Somebody else must confirm it.")


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    labels = (_("Staff ID"), _("Name and e-mail"), _("Roles"), _("State"), _("Last signed in"))
    people = Staff.objects.order_by("staff_id")
    context = {
        "rows": [(one, _roles_of(one), *_state(one)) for one in people],
        "columns": [{"label": label} for label in labels],
        "role_columns": [{"label": _("What")}, *({"label": name} for name in ROLE_NAMES.values())],
        "table": [(in_language(row.words), [role in row.roles for role in Role]) for row in TABLE],
    }
    return render(request, "portal/operator/staff.html", context)


@require_safe
def one(request: HttpRequest, staff_id: str) -> HttpResponse:
    person = _find(staff_id)
    label, colour = _state(person)
    last = person.last_signed_in_at
    rows = [
        {"key": _("Name"), "value": person.full_name},
        {"key": _("E-mail"), "value": person.email},
        {"key": _("Roles"), "value": ", ".join(_roles_of(person))},
        {"key": _("Why it is disabled"), "value": person.disabled_because or _("It is not")},
        {"key": _("Last signed in"), "value": day_in_words(last) if last else _("Never")},
    ]
    own = person.pk == realm.actor_of(request).pk
    context = {"person": person, "rows": rows, "label": label, "colour": colour, "own": own}
    return render(request, "portal/operator/staff_member.html", context)


@read_or_post
def new(request: HttpRequest) -> HttpResponse:
    """Asks for a new member of staff; four eyes, since who adds staff alone confirms alone."""
    given = request.POST
    refusals: list[Exception] = []
    if request.method == "POST":
        names = ("staffId", "forename", "surname", "email")
        arguments: dict[str, Any] = {name: typed(given.get(name)) for name in names}
        arguments["roles"] = given.getlist("roles")
        try:
            return _ask(request, staff_approvals.ADD, arguments)
        except REFUSALS as refused:
            refusals.append(refused)
    form = Form(
        _("Add a member of staff"), _("Ask for it"), back_href=reverse("operator-staff"),
        said=[_("Another administrator, or data protection, must confirm it. Then a set-up code "
                "is mailed.")],
        hidden=[(once.FIELD, once.new_token())],
    )  # fmt: skip
    asked = [
        text("staffId", _("Staff ID"), given.get("staffId", ""), width="20"),
        text("forename", _("Forename"), given.get("forename", "")),
        text("surname", _("Surname"), given.get("surname", "")),
        text("email", _("E-mail"), given.get("email", ""), type="email"),
        _roles(given.getlist("roles")),
        forms.reason(_("Reason"), given.get("reason", "")),
    ]
    return forms.page(request, form, asked, refusals)


@read_or_post
def ask(request: HttpRequest, staff_id: str) -> HttpResponse:
    """Asks for one of ASKED_FOR about somebody."""
    person = _find(staff_id)
    kind = request.POST.get("kind") or request.GET.get("kind") or ""
    if kind not in ASKED_FOR:
        raise Http404
    title, said = ASKED_FOR[kind]
    changes_roles = kind == staff_approvals.ROLES
    chosen = request.POST.getlist("roles") if request.method == "POST" else person.roles
    refusals: list[Exception] = []
    if request.method == "POST":
        arguments: dict[str, Any] = {"staffId": person.staff_id}
        if changes_roles:
            arguments["roles"] = chosen
        try:
            return _ask(request, kind, arguments)
        except REFUSALS as refused:
            refusals.append(refused)
    form = Form(
        str(title), _("Ask for it"), said=[str(said)],
        about=f"{person.staff_id}, {person.full_name}",
        back_href=reverse("operator-staff-member", args=[person.staff_id]),
        hidden=[("kind", kind), (once.FIELD, once.new_token())],
    )  # fmt: skip
    asked = [forms.reason(_("Reason"), request.POST.get("reason", ""))]
    return forms.page(request, form, [_roles(chosen), *asked] if changes_roles else asked, refusals)


@read_or_post
def disable(request: HttpRequest, staff_id: str) -> HttpResponse:
    person = _find(staff_id)
    back = reverse("operator-staff-member", args=[person.staff_id])
    refusals: list[Exception] = []
    if request.method == "POST":
        reason = typed(request.POST.get("reason"))
        try:
            verbs.disable(person, reason=reason, by=realm.actor_of(request), at=clock.now())
        except REFUSALS as refused:
            refusals.append(refused)
        else:
            messages.success(request, _("%(id)s is disabled.") % {"id": person.staff_id})
            return redirect(back)
    form = Form(
        _("Disable a member of staff"), _("Disable"), back_href=back, kind="warning",
        about=f"{person.staff_id}, {person.full_name}",
        said=[_("At once, and every session ends. To enable the account again takes two people.")],
    )  # fmt: skip
    return forms.page(
        request, form, [forms.reason(_("Reason"), request.POST.get("reason", ""))], refusals
    )


def _ask(request: HttpRequest, kind: str, arguments: dict[str, Any]) -> HttpResponse:
    made = approvals.ask(
        kind, subject=arguments["staffId"], arguments=arguments,
        reason=typed(request.POST.get("reason")), by=realm.actor_of(request), at=clock.now(),
        form=once.of(request),
    )  # fmt: skip
    messages.success(request, str(WAITS))
    return redirect("operator-approval", made.pk)


def _roles(chosen: list[str]) -> Asked:
    choices = [Choice(role.value, name) for role, name in ROLE_NAMES.items()]
    return forms.roles(_("Roles"), chosen, choices)


def _roles_of(person: Staff) -> list[str]:
    return [in_language(name) for name in names_of(person.roles)]


def _state(person: Staff) -> tuple[str, str]:
    if not person.enabled:
        return _("Disabled"), "red"
    if not person.is_set_up:
        return _("Not set up yet"), "yellow"
    return _("Can sign in"), "green"


def _find(staff_id: str) -> Staff:
    try:
        return find(staff_id)
    except NoSuchStaff:
        raise Http404 from None
