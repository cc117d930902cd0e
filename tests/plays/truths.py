"""What must be true of every claim after whatever happened; checked where something changed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

from claims_portal.claims import figures
from claims_portal.claims.documents.faults import DocumentRefused
from claims_portal.claims.models import Claim, Event
from claims_portal.claims.process import engine
from claims_portal.claims.refusals import ClaimRefusal
from tests.plays import oracle
from tests.plays.cast import FIRM, Cast

REFUSALS = (ClaimRefusal, engine.Refused, DocumentRefused)
MAY_BE_NEGATIVE = {"Net value", "Net amount to pay"}
"""After what was paid already and what the state takes back, somebody may owe money."""
AGREED = ("settlement_limit_agreed", "negotiation_limit_agreed", "additional_damages_limit_agreed")


def row_of(pk: int) -> tuple[Any, ...]:
    return Claim.objects.values_list().get(pk=pk)


def fresh(pks: Iterable[int]) -> dict[int, Claim]:
    people = ("compensator", "representative", "locked_by")
    return Claim.objects.select_related(*people).in_bulk(list(pks))


def one_phase_which_its_events_tell(claim: Claim) -> None:
    phase = claim.process.phase_by_code[claim.phase]
    events = list(Event.objects.filter(claim=claim).order_by("number"))
    oracle.must_be_one_story(claim, events)
    assert oracle.replayed(events) == oracle.state_of(claim)
    assert (claim.ended_at is not None) == (phase.end is not None) == (not claim.turn)
    assert phase.turn is None or claim.turn == phase.turn.value
    assert (claim.sent_at is None) == (claim.phase == "ClaimDataInput")


def a_limit_as_the_rule_says(
    claim: Claim, expected: date | None, holidays: Collection[date], today: date
) -> None:
    assert claim.times_out_on == expected, claim.phase
    if expected is None or expected <= today:
        return
    last_day, facts = expected - oracle.ONE_DAY, claim.state.facts
    if expected not in [getattr(facts, name) for name in AGREED]:
        assert last_day.isoweekday() < 6
        assert last_day not in holidays


def no_money_negative_that_may_not_be(claim: Claim) -> None:
    facts = claim.state.facts
    for amount in (facts.interim_requested, facts.interim_offered, facts.interim_paid):
        assert (amount or 0) >= 0
    for counted in figures.by_number(claim.documents.order_by("number")).values():
        for figure in counted.sums:
            assert figure.amount >= 0 or figure.name in MAY_BE_NEGATIVE, figure


def only_the_two_houses_see_them(claims: Mapping[int, Claim], cast: Cast) -> None:
    for code, house in cast.houses.items():
        theirs = {pk for pk, claim in claims.items() if code == FIRM or _is_with(claim, code)}
        seen = Claim.objects.visible_to(cast.by(house.leader))  # type: ignore[attr-defined]
        assert set(seen.values_list("pk", flat=True)) == theirs, code


def _is_with(claim: Claim, code: str) -> bool:
    return claim.sent_at is not None and claim.compensator.code == code  # type: ignore[union-attr]


def refusal_of(does: Callable[[], Any]) -> Exception | None:
    try:
        does()
    except REFUSALS as refusal:
        return refusal
    return None
