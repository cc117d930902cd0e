"""A team leader hands one person's claims over to another: chosen, or dropped on the other."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.claims import allocation, team
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.models import Claim
from claims_portal.claims.search.keys import NOBODY
from claims_portal.claims.team import Load, Team
from claims_portal.web import ticked
from claims_portal.web.allocating import read_or_post
from claims_portal.web.fields import Choice, Field
from claims_portal.web.sessions import actor_of
from claims_portal.web.team import may_see
from claims_portal.web.ticked import Ticked

ALL, URGENT, SHOWN = "all", "urgent", "shown"


class Asked:
    """What was chosen so far, among the people of the team."""

    def __init__(self, given: dict[str, str], found: Team, to: Sequence[User]) -> None:
        self.team = found
        self.loads = {name_of(load): load for load in found.loads}
        self.takers = {one.user_name: one for one in to}
        self.giver = self.loads.get(given.get("from", ""))
        self.taker = self.takers.get(given.get("to", ""))
        self.which = given.get("which", "")

    def fields(self, *, checked: bool) -> list[Field]:
        """With an error at each that has no answer, once they are checked."""
        people = [Choice(name, _person(load)) for name, load in self.loads.items()]
        colleagues = [
            Choice(name, f"{one.full_name} ({name})") for name, one in self.takers.items()
        ]
        giver = name_of(self.giver) if self.giver else ""
        taker = self.taker.user_name if self.taker else ""
        told = _("Choose somebody else") if giver and giver == taker else _("Choose a colleague")
        return [
            Field(
                "from", _("Claims of"), giver, choices=people,
                error="" if self.giver or not checked else _("Choose whose claims"),
            ),
            Field(
                "to", _("Go to"), taker, choices=colleagues,
                error=told if checked and (not taker or giver == taker) else "",
            ),
            Field(
                "which", _("Which of them?"), self.which or ALL, choices=self._choices(),
                error="" if self.which in (ALL, URGENT, SHOWN) or not checked
                else _("Choose which"),
            ),
        ]  # fmt: skip

    def _choices(self) -> list[Choice]:
        urgent = _("Due within %(days)d business days") % {"days": team.AT_RISK}
        shown = _("Due within %(days)d business days") % {"days": team.DAYS_SHOWN - 1}
        return [Choice(ALL, _("All that wait")), Choice(URGENT, urgent), Choice(SHOWN, shown)]

    def claims(self, actor: Actor) -> list[Claim]:
        days = self.team.days
        due_by = {URGENT: days[team.AT_RISK], SHOWN: days[-1]}.get(self.which)
        person = self.giver.person if self.giver else None
        waiting = team.waiting_for(person, due_by=due_by, actor=actor, calendar=current_calendar())
        return list(waiting[: ticked.MOST + 1])


@read_or_post
def hand_over(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    if not may_see(actor):
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    found = team.of(actor, at=at, calendar=current_calendar())
    asked = Asked(given.dict(), found, allocation.targets(actor, at=at).users)
    fields = asked.fields(checked=request.method == "POST")
    problems = [field for field in fields if field.error]
    if request.method == "POST" and not problems:
        return _hand_over(request, asked, actor, at)
    context = {"fields": {field.id: field for field in fields}, "problems": problems}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "portal/hand_over.html", context, status=status)


def _hand_over(request: HttpRequest, asked: Asked, actor: Actor, at: datetime) -> HttpResponse:
    """Each claim by itself, as if it had been ticked; what is left over is told."""
    assert asked.taker is not None  # noqa: S101 - its field has no error
    taker, claims = asked.taker, asked.claims(actor)
    if not claims:
        messages.info(request, _("No claim waits there."))
        return redirect("team")
    chosen = [Ticked(claim.pk, claim.activity_id) for claim in claims[: ticked.MOST]]

    def do(claim: Claim, activity_id: UUID) -> str:
        allocation.to_user(claim, taker.user_name, activity_id=activity_id, by=actor, at=at)
        return _("Allocated to %(name)s (%(user)s).") % {
            "name": taker.full_name,
            "user": taker.user_name,
        }

    if len(claims) > len(chosen):
        told = ngettext(
            "This is the most urgent claim; there are more.",
            "These are the %(n)d most urgent claims; there are more.",
            len(chosen),
        )
        messages.warning(request, told % {"n": len(chosen)})
    return ticked.each(request, chosen, actor, do)


def name_of(load: Load) -> str:
    return load.person.user_name if load.person else NOBODY


def _person(load: Load) -> str:
    name = f"{load.person.full_name} ({load.person.user_name})" if load.person else ""
    claims = ngettext("%(n)d claim", "%(n)d claims", load.total) % {"n": load.total}
    return f"{name or _('Nobody in particular')}: {claims}"
