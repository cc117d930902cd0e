"""A claim of each type played over HTTP to every kind of end, by each way there."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim
from claims_portal.claims.process.calendar import LONDON
from claims_portal.claims.process.processes import CURRENT
from claims_portal.claims.process.sides import Side
from claims_portal.claims.sweeping import sweep
from tests import make
from tests.api.conftest import Caller, Clock, caller
from tests.moves import (
    ACCEPTED,
    ADMITTED,
    COMP,
    CONFIRMED,
    COUNTER,
    COUNTER_ACCEPTED,
    COURT,
    CR,
    DAMAGES,
    DAMAGES_AGREED,
    DAMAGES_OFFERED,
    DENIAL,
    INTERIM,
    LAST_DAY,
    NEW_OFFER,
    NO_COUNTER,
    NO_DAMAGES,
    NOT_AGREED,
    OFFERED,
    PACK,
    PARTIAL,
    SILENCE,
    WITH_NEGLIGENCE,
    Move,
    body_of,
    form,
)


def ways(kind: str) -> dict[str, tuple[list[Move], str]]:
    """The moves after the sending, and the phase in which the claim ends."""
    accepted = ACCEPTED[kind]
    admitted = [*accepted, *ADMITTED]
    packed = [*admitted, *PACK]
    to_court = [*packed, *NOT_AGREED, *NO_DAMAGES[kind]]
    interim = [*admitted, *INTERIM]
    receipt = "confirm-interim-payment"
    return {
        "rejected and given up": ([*accepted[:-1][: kind == "elpl"], (COMP, "reject-claim", {"reason": "wrong-organisation"}), (CR, "acknowledge-rejection", {}), (CR, "exit-rejected-claim", {})], "ExitRejectedClaim"),
        "no decision": ([SILENCE, (CR, "acknowledge-liability-timeout", {})], "LiabilityDecisionTimeoutEnd"),
        "denied": ([*accepted, (COMP, "send-liability-decision", DENIAL), (CR, "acknowledge-liability-denied", {})], "LiabilityDeniedEnd"),
        "negligence": ([*accepted, (COMP, "send-liability-decision", WITH_NEGLIGENCE), (CR, "acknowledge-liability-admitted-with-negligence", {})], "LiabilityAdmittedWithNegEnd"),
        "fraud": ([*packed, (COMP, "state-fraud", {"reason": "fraud", "comment": "Staged."}), (CR, "acknowledge-fraud-stated", {})], "FraudStatedEnd"),
        "exit": ([*admitted, (CR, "exit-claim", {"reason": "too-complex"}), (COMP, "acknowledge-exit", {})], "ExitProcessEnd"),
        "confirmed": ([*packed, CONFIRMED, (CR, "acknowledge-settlement-confirmed", {})], "Stage2SettlementPackConfirmationEnd"),
        "repudiated": ([*packed, (COMP, "respond-to-settlement-pack", form("settlement_pack_response", repudiates=True)), (CR, "acknowledge-settlement-repudiated", {})], "Stage2SettlementPackRepudiationEnd"),
        "no response": ([*packed, SILENCE, (CR, "acknowledge-settlement-timeout", {})], "Stage2SettlementPackDecisionTimeoutEnd"),
        "counter offer accepted": ([*packed, OFFERED, COUNTER, COUNTER_ACCEPTED, (CR, "acknowledge-settlement-confirmed", {})], "Stage2SettlementPackConfirmationEnd"),
        "silent on a counter offer": ([*packed, OFFERED, COUNTER, SILENCE, (CR, "acknowledge-settlement-timeout", {})], "Stage2SettlementPackDecisionTimeoutEnd"),
        "last offer agreed": ([*packed, OFFERED, COUNTER, NEW_OFFER, NO_COUNTER, (CR, "decide-on-last-offer", {"agreed": True}), (COMP, "acknowledge-settlement-agreed", {})], "Stage2SettlementPackAgreedEnd"),
        "offer agreed after the time": ([*packed, OFFERED, SILENCE, (CR, "decide-on-last-offer", {"agreed": True}), (COMP, "acknowledge-settlement-agreed", {})], "Stage2SettlementPackAgreedEnd"),
        "agreed in further consideration": ([*packed, OFFERED, LAST_DAY, COUNTER, (COMP, "decide-on-counter-offer", {"agreed": True}), (CR, "acknowledge-settlement-confirmed", {})], "Stage2SettlementPackConfirmationEnd"),
        "not agreed in further consideration": ([*packed, OFFERED, LAST_DAY, COUNTER, (COMP, "decide-on-counter-offer", {"agreed": False}), (CR, "acknowledge-settlement-not-agreed", {}), *NO_DAMAGES[kind], *COURT], "CourtProceedingsPackEnd"),
        "court": ([*to_court, *COURT], "CourtProceedingsPackEnd"),
        "court without an answer": ([*to_court, COURT[0], SILENCE, COURT[2]], "CourtProceedingsPackEnd"),
        "interim paid, then settled": ([*interim, PARTIAL, (CR, "decide-on-partial-interim-payment", {"accepted": True}), (CR, receipt, {"received": True}), *PACK, CONFIRMED, (CR, "acknowledge-settlement-confirmed", {})], "Stage2SettlementPackConfirmationEnd"),
        "interim extended, not paid": ([*interim, (COMP, "extend-interim-payment-limit", {}), PARTIAL, (CR, "decide-on-partial-interim-payment", {"accepted": True}), SILENCE, (CR, receipt, {"received": False})], "InterimPaymentNotMadeEnd"),
        "partial interim refused": ([*interim, PARTIAL, (CR, "decide-on-partial-interim-payment", {"accepted": False}), (COMP, "acknowledge-partial-payment-decision", {}), (CR, receipt, {"received": True})], "PartialInterimPaymentRefusedEnd"),
        "interim rejected, then exit": ([*interim, (COMP, "reject-interim-pack", {"comment": "No report is awaited."}), (CR, "acknowledge-interim-pack-rejected", {}), (COMP, "exit-claim", {"reason": "duplicate-claim"}), (CR, "acknowledge-exit", {})], "ExitProcessEnd"),
        "silent on the interim": ([*interim, SILENCE, (CR, "acknowledge-interim-timeout", {}), PACK[1], CONFIRMED, (CR, "acknowledge-settlement-confirmed", {})], "Stage2SettlementPackConfirmationEnd"),
    }  # fmt: skip


def ways_of_damages() -> dict[str, tuple[list[Move], str]]:
    before = [*ACCEPTED["rta"], *ADMITTED, *PACK, *NOT_AGREED, *DAMAGES]
    end = "Stage2SettlementPackAllDamagesAgreedEnd"
    return {
        "all damages agreed": ([*before, DAMAGES_AGREED, (CR, "acknowledge-all-damages-agreed", {})], end),
        "offer on damages agreed": ([*before, DAMAGES_OFFERED, (CR, "decide-on-additional-damages", {"agreed": True}), (COMP, "acknowledge-additional-damages-agreement", {})], end),
        "offer on damages not agreed": ([*before, DAMAGES_OFFERED, (CR, "decide-on-additional-damages", {"agreed": False}), *COURT], "CourtProceedingsPackEnd"),
        "silent on damages": ([*before, SILENCE, (CR, "acknowledge-additional-damages-timeout", {}), *COURT], "CourtProceedingsPackEnd"),
    }  # fmt: skip


CASES = [
    *(("rta", name, *way) for name, way in {**ways("rta"), **ways_of_damages()}.items()),
    *(
        (claim_type, name, *way)
        for claim_type in ("el", "eld", "pl")
        for name, way in ways("elpl").items()
    ),
]


@pytest.fixture
def players(db: None, request: pytest.FixtureRequest, claim_type: str) -> dict[str, User]:
    names = (
        ("lawyer", "insurer") if claim_type == "rta" else ("liability_lawyer", "liability_insurer")
    )
    return dict(zip((CR, COMP), map(request.getfixturevalue, names), strict=True))


@pytest.mark.parametrize(
    ("claim_type", "name", "moves", "end"),
    CASES,
    ids=[f"{claim_type}: {name}" for claim_type, name, *_ in CASES],
)
def test_a_claim_is_played_to_its_end(
    players: dict[str, User],
    the_clock: Clock,
    claim_type: str,
    name: str,
    moves: list[Move],
    end: str,
) -> None:
    claim = sent(claim_type, players)
    for who, action, says in moves:
        if action == "silence":
            claim = past_the_limit(claim, the_clock)
        elif action == "wait":
            the_clock.now = morning_of(claim, timedelta(days=-1))
        else:
            claim = done(players[who], claim, action, says, the_clock)
    phase = CURRENT[claim_type].phase_by_code[claim.phase]
    assert (claim.phase, bool(phase.end), claim.turn) == (end, True, "")
    assert claim.ended_at == the_clock.now
    read_by_both(players, claim, the_clock)


def sent(claim_type: str, players: dict[str, User]) -> Claim:
    body = make.cnf(claim_type, compensator=players[COMP].organisation)
    answer = as_user(players[CR], make.NOW).post("/claims", body)
    assert answer.status_code == 201, answer.content
    return Claim.objects.get(pk=int(answer.json()["applicationId"]))


def done(user: User, claim: Claim, action: str, says: Any, the_clock: Clock) -> Claim:
    body = says if isinstance(says, dict) else body_of(claim, *says)
    answer = as_user(user, the_clock.now).act(claim, action, body)
    assert answer.status_code == 200, (claim.phase, action, answer.content)
    after = Claim.objects.get(pk=claim.pk)
    assert answer.json()["phase"]["code"] == after.phase
    return after


def past_the_limit(claim: Claim, the_clock: Clock) -> Claim:
    the_clock.now = morning_of(claim, timedelta())
    sweep(at=the_clock.now)
    return Claim.objects.get(pk=claim.pk)


def morning_of(claim: Claim, shift: timedelta) -> datetime:
    assert claim.times_out_on is not None
    day = claim.times_out_on + shift
    return timezone.make_aware(datetime.combine(day, datetime.min.time()), LONDON) + timedelta(
        hours=9
    )


def as_user(user: User, now: datetime) -> Caller:
    who = caller(user)
    who.token = make.token(user.organisation, at=now)
    return who


def read_by_both(players: dict[str, User], claim: Claim, the_clock: Clock) -> None:
    """The whole claim, its history and its documents can be read by either side at the end."""
    for user in players.values():
        who = as_user(user, the_clock.now)
        told = who.get(f"/claims/{claim.pk}").json()
        assert (told["claim"]["phase"]["code"], told["actions"]) == (claim.phase, [])
        history = who.get(f"/claims/{claim.pk}/history").json()
        assert history["events"][-1]["phaseAfter"] == claim.phase
    assert set(Side) == {user.as_actor().side for user in players.values()}
