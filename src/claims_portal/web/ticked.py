"""Claims that were ticked in a list: what was done with each, and an answer for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal.accounts.actor import Actor
from claims_portal.claims.models import WITH_PEOPLE, Claim
from claims_portal.claims.process import engine
from claims_portal.claims.refusals import ClaimRefusal, NoSuchClaim
from claims_portal.web.action_names import refusal_in_words
from claims_portal.web.listing import Column

MOST = 200
LONGEST_NUMBER = 18
RESULTS = "claims_ticked"
"""The session's key of what was done last, for the page after it."""


@dataclass(frozen=True)
class Ticked:
    """A claim that was ticked, as it stood on the page."""

    number: int
    activity_id: UUID

    def __str__(self) -> str:
        return f"{self.number}:{self.activity_id}"


Do = Callable[[Claim, UUID], str]
"""Does it to one claim, as that stood on the page; says in a sentence what became of it."""


def ticked(given: QueryDict) -> list[Ticked]:
    """The ticked claims, each once; what is no claim of a page of ours is left out."""
    return read(given.getlist("claim"))


def read(values: Sequence[str]) -> list[Ticked]:
    found = []
    for value in dict.fromkeys(values[:MOST]):
        number, _colon, activity = value.partition(":")
        if number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER:
            found.append(Ticked(int(number), activity_of(activity)))
    return found


def activity_of(text: str) -> UUID:
    """The activity of the page; none of any claim where it cannot be read."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def each(request: HttpRequest, chosen: Sequence[Ticked], actor: Actor, do: Do) -> HttpResponse:
    """Do it to each by itself; then the page that tells what became of them."""
    by_number = claims_of(chosen, actor)
    request.session[RESULTS] = [_result(one, by_number.get(one.number), do) for one in chosen]
    return redirect("claims-done")


def claims_of(chosen: Sequence[Ticked], actor: Actor) -> dict[int, Claim]:
    """Those that this person may see, by their numbers."""
    claims = Claim.objects.visible_to(actor).select_related(*WITH_PEOPLE)
    return claims.in_bulk([one.number for one in chosen])


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """What became of each claim."""
    results = request.session.get(RESULTS)
    if results is None:
        return redirect("worklist")
    columns = [Column(label) for label in (_("Application ID"), _("Claimant"), _("Result"))]
    return render(request, "portal/claims_done.html", {"results": results, "columns": columns})


def _result(chosen: Ticked, claim: Claim | None, do: Do) -> list[str]:
    application_id = f"{chosen.number:016d}"
    if claim is None:
        return [application_id, "", str(NoSuchClaim())]
    try:
        return [application_id, claim.claimant_name, do(claim, chosen.activity_id)]
    except (ClaimRefusal, engine.Refused) as refusal:
        return [application_id, claim.claimant_name, refusal_in_words(refusal)]
