"""What a list of claims says of transfers: where a claim came from, and where it is going."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claims_portal.accounts.actor import Actor
from claims_portal.claims.process.calendar import london_date
from claims_portal.transfers import judging
from claims_portal.transfers.models import Line, Outcome, State, Transfer

AGREED_UPON = (State.AGREED, State.PLANNED, State.RUNNING)


@dataclass(frozen=True)
class Mark:
    """`going`: to whom and when it goes over; otherwise from whom and when it came."""

    going: bool
    other: str
    on: date


def of(numbers: Sequence[int], by: Actor) -> dict[int, Mark]:
    """The marks of these claims, which the account sees.

    That a claim goes over is said to the giving organisation alone, once both agreed; that it
    came from elsewhere to both sides, for the last transfer.
    """
    return _came(numbers) | _going(numbers, by)


def _came(numbers: Sequence[int]) -> dict[int, Mark]:
    moved = Line.objects.filter(number__in=numbers, outcome=Outcome.MOVED, at__isnull=False)
    told = moved.order_by("at").values_list("number", "transfer__giver__name", "at")
    return {number: Mark(False, giver, london_date(at)) for number, giver, at in told if at}


def _going(numbers: Sequence[int], by: Actor) -> dict[int, Mark]:
    agreed = Transfer.objects.filter(giver_id=by.organisation_pk, state__in=AGREED_UPON)
    return {
        number: Mark(True, one.receiver.name, london_date(one.carry_out_at))
        for one in agreed.select_related("giver", "receiver").order_by("-carry_out_at", "pk")
        for number in judging.moving(one, numbers)
    }
