"""The console's first page: what needs the administrator's eye, as a list with counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts import administrators, attention
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.attention import Attention
from claims_portal.accounts.states import State
from claims_portal.migration import readiness, rule_mode
from claims_portal.migration.cases import Weight
from claims_portal.transfers import reading as transfers
from claims_portal.web import moving
from claims_portal.web.console.doors import manages_users
from claims_portal.web.console.links import users_href
from claims_portal.web.forms.plainly import is_alone
from claims_portal.web.sessions import actor_of
from claims_portal.webhooks import subscriptions

DUE_SOON_DAYS = 14


@dataclass(frozen=True)
class Todo:
    """A line of the list; see the component `task_list`."""

    title: str
    hint: str
    href: str
    status: str
    colour: str = ""


@require_safe
@manages_users
def home(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    found = attention.of(actor, at=at)
    todos = [
        *_of_organisation(found, actor.agreement_accepted, clock.today()),
        *_of_webhooks(actor),
        *_of_transfers(actor),
        *_of_users(found),
    ]
    blockers = _blockers(actor, at) if moving.is_concerned(request) else 0
    context = {
        "blockers": blockers,
        "organisation": found.organisation,
        "administrators": found.administrators,
        # Whoever claims alone has nobody else.
        "too_few": not is_alone(actor) and len(found.administrators) < administrators.ADVISED,
        "todos": todos,
        "users_href": users_href(),
    }
    return render(request, "portal/console/home.html", context)


def _of_transfers(actor: Actor) -> Iterator[Todo]:
    for one in transfers.waiting_for(actor).select_related("giver", "receiver")[:5]:
        yield Todo(
            _("Agree to a transfer of claims, or refuse it"),
            _("From %(giver)s to %(receiver)s")
            % {"giver": one.giver, "receiver": one.receiver},
            reverse("transfer", args=[one.pk]), _("Waits for you"), "yellow",
        )  # fmt: skip


def _blockers(actor: Actor, at: datetime) -> int:
    """How many findings stand in the way of the move."""
    after = rule_mode.is_after_cut_over()
    found = readiness.of(actor.organisation_pk, at=at, after_cut_over=after)
    return sum(one.row.weight is Weight.BLOCKS for one in found.findings) if found else 0


def _of_organisation(found: Attention, accepted: bool, today: date) -> Iterator[Todo]:
    if not accepted:
        yield Todo(
            _("Accept the user agreement"),
            _("Until then nobody of your organisation works claims."),
            reverse("agreement"), _("Outstanding"), "red",
        )  # fmt: skip
    days = (found.review_due_on - today).days
    if days <= DUE_SOON_DAYS:
        day = date_format(found.review_due_on, "j F Y")
        hint = _("Look through who has what, and sign. Every three months; by %(day)s.")
        overdue = days <= 0
        yield Todo(
            _("Review who has access"), hint % {"day": day}, reverse("access-review"),
            _("Due") if overdue else _("Due soon"), "red" if overdue else "yellow",
        )  # fmt: skip


def _of_webhooks(actor: Actor) -> Iterator[Todo]:
    count = subscriptions.stopped_by_the_portal(actor)
    if count:
        yield Todo(
            _("Webhooks that the portal switched off"),
            _("Their receivers took nothing for three days, or said that they are gone."),
            reverse("webhooks"),
            ngettext("%(count)d webhook", "%(count)d webhooks", count) % {"count": count},
            "red",
        )


def _of_users(found: Attention) -> Iterator[Todo]:
    rows = (
        (
            found.expiring,
            _("Accounts that expire within 30 days"),
            _("Extend those that are still needed. The list begins with the nearest date."),
            users_href(state=State.USABLE, sort="expires"),
        ),
        (
            found.expired,
            _("Accounts that have expired"),
            _("Extending one enables it again."),
            users_href(state=State.EXPIRED),
        ),
        (
            found.unverified,
            _("Addresses that are not verified"),
            _(
                "These people have not proved yet that they read mail at their address: by the "
                "link that was mailed to them, or by a first sign-in."
            ),
            users_href(state=State.UNVERIFIED),
        ),
        (
            found.disabled_by_portal,
            _("Accounts disabled by the portal"),
            _("After failed sign-ins, or because they were not used for 90 days."),
            users_href(state=State.DISABLED_BY_PORTAL),
        ),
    )
    for count, title, hint, href in rows:
        if count:
            told = ngettext("%(count)d account", "%(count)d accounts", count) % {"count": count}
            yield Todo(title, hint, href, told)
