"""What must be true of a claim, said a second time and by hand: its limits, its history."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import msgspec

from claims_portal.claims.models import Claim, Event
from claims_portal.claims.process.facts import Facts

ONE_DAY = timedelta(days=1)
NAMES = {field.name: field.encode_name for field in msgspec.structs.fields(Facts)}
Rule = Callable[[str, Facts], tuple[date, int] | date]
"""From when how many business days are counted; or the time-out date that was agreed."""


def _liability(claim_type: str, facts: Facts) -> tuple[date, int]:
    if claim_type == "rta":
        assert facts.sent_on
        return facts.sent_on, 30 if facts.mib or facts.article75 else 15
    assert facts.notified_on
    return facts.notified_on, 40 if claim_type == "pl" else 30


def _interim(_: str, facts: Facts) -> tuple[date, int]:
    assert facts.interim_pack_sent_on
    assert facts.interim_requested
    small = facts.interim_requested <= 1000
    days = 30 if facts.interim_limit_extended else 10 if small else 15
    return facts.interim_pack_sent_on, days


def _settlement(_: str, facts: Facts) -> tuple[date, int] | date:
    assert facts.settlement_pack_sent_on
    return facts.settlement_limit_agreed or (facts.settlement_pack_sent_on, 15)


def _negotiation(_: str, facts: Facts) -> tuple[date, int] | date:
    assert facts.settlement_pack_sent_on
    more = 5 if facts.further_consideration else 0
    if facts.negotiation_limit_agreed:
        last_day = facts.negotiation_limit_agreed - ONE_DAY
        return (last_day, more) if more else facts.negotiation_limit_agreed
    if facts.settlement_limit_agreed:
        return facts.settlement_limit_agreed - ONE_DAY, 20 + more
    return facts.settlement_pack_sent_on, 35 + more


def _damages(_: str, facts: Facts) -> tuple[date, int] | date:
    assert facts.additional_damages_sent_on
    return facts.additional_damages_limit_agreed or (facts.additional_damages_sent_on, 15)


def _court(_: str, facts: Facts) -> tuple[date, int]:
    assert facts.court_pack_sent_on
    return facts.court_pack_sent_on, 5


LIMITS: dict[str, Rule] = {
    "ClaimSubmitted": _liability,
    "ClaimAcknowledged": _liability,
    "Article75Decision": _liability,
    "LiabilityDecision": _liability,
    "InterimPaymentDecision": _interim,
    "WaitingForInterimPayment": _interim,
    "AcceptanceOfPartialInterimPayment": _interim,
    "WaitingForMandatoryInterimPayment": _interim,
    "Stage2SettlementPackDecision": _settlement,
    "Stage2SettlementPackCounterOfferDecision": _negotiation,
    "Stage2SettlementPackCounterOfferResponse": _negotiation,
    "Stage2SettlementPackAgreementDecision": _negotiation,
    "AdditionalDamagesDecision": _damages,
    "AdditionalDamagesAgreementDecision": _damages,
    "CourtProceedingsPackResponse": _court,
}
"""Process facts 1.4, by phase; no limit runs in the others."""


def times_out_on(claim: Claim, holidays: Collection[date]) -> date | None:
    """The date that the rule gives for the claim as it stands, counted day by day."""
    rule = LIMITS.get(claim.phase)
    if rule is None:
        return None
    counted = rule(claim.claim_type, claim.state.facts)
    if isinstance(counted, date):
        return counted
    day, days = counted
    while days:
        day += ONE_DAY
        days -= day.isoweekday() < 6 and day not in holidays
    return day + ONE_DAY


def replayed(events: list[Event]) -> dict[str, Any]:
    """The claim's state made from its events alone, from nothing."""
    known: dict[str, Any] = {}
    for event in events:
        known |= event.changes if event.row else {}
    last = events[-1]
    return {
        "phase": last.phase_after,
        "turn": last.turn_after,
        "times_out_on": last.times_out_on,
        "activity_id": last.activity_id,
        "event_count": len(events),
        "facts": msgspec.convert({NAMES[name]: value for name, value in known.items()}, Facts),
    }


def state_of(claim: Claim) -> dict[str, Any]:
    """The same, as the claim's row has it."""
    named = ("phase", "turn", "times_out_on", "activity_id", "event_count")
    return {**{name: getattr(claim, name) for name in named}, "facts": claim.state.facts}


def must_be_one_story(claim: Claim, events: list[Event]) -> None:
    """Numbered without a gap, in order of time; each row leads on from where the last ended."""
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    for before, after in pairwise(events):
        assert before.at <= after.at
        assert after.phase_before == before.phase_after
        assert (after.activity_id != before.activity_id) == bool(after.row), after.tag
    for event in events:
        if event.row:
            assert _is_a_row(claim, event), (event.row, event.tag)


def _is_a_row(claim: Claim, event: Event) -> bool:
    if event.action == "reassign-claim":
        return event.phase_after == "ClaimSubmitted"
    process, tag = claim.process, event.tag.removeprefix("claim:")
    if event.tag == "claim:notification:drafted":
        return event.phase_after == process.first_phase
    expiry = process.phase_by_code[event.phase_before].expiry
    if expiry and (expiry.event, expiry.to) == (tag, event.phase_after):
        return event.action == ""
    wanted = (event.row, event.side, event.action, tag, event.phase_after)
    return wanted in {
        (step.row, step.side.value, step.action, step.event, step.to)
        for step in process.steps_by_phase[event.phase_before]
    }
