"""What silence does, once and only once, however many sweepers there are."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from claims_portal.accounts.models import User
from claims_portal.claims import sweeping
from claims_portal.claims.models import Claim, Document, Event
from claims_portal.claims.process.engine import TimeLimitPassed
from tests import make
from tests.claims.together import at_once

TIMES_OUT = make.NOW.replace(month=12, day=15, hour=0, minute=0)
BEFORE = TIMES_OUT - timedelta(seconds=1)


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


@pytest.mark.parametrize(
    ("at", "after", "row"),
    [
        ("ClaimSubmitted", "LiabilityDecisionTimeout", "R7"),
        ("Article75Decision", "LiabilityDecisionTimeout", "R7"),
        ("LiabilityDecision", "LiabilityDecisionTimeout", "R7"),
        ("Stage2SettlementPackDecision", "Stage2SettlementPackDecisionTimeout", "R29"),
    ],
)
def test_silence_moves_a_claim_on_at_midnight(
    lawyer: User, insurer: User, at: str, after: str, row: str
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at=at)
    assert sweeping.sweep(at=BEFORE) == 0
    assert again(claim).activity_id == claim.activity_id
    assert sweeping.sweep(at=TIMES_OUT) == 1
    now = again(claim)
    assert (now.phase, now.turn, now.times_out_on) == (after, "claimant-representative", None)
    event = now.events.order_by("-number")[0]
    assert (event.row, event.user, event.client, event.action) == (row, None, None, "")


@pytest.mark.parametrize("at", ["LiabilityAdmitted", "StartOfStage21", "Stage2SettlementPackForm"])
def test_silence_changes_nothing_where_no_limit_runs(lawyer: User, insurer: User, at: str) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at=at)
    assert sweeping.sweep(at=TIMES_OUT + timedelta(days=4000)) == 0
    assert again(claim).activity_id == claim.activity_id


def test_a_second_sweep_finds_nothing(lawyer: User, insurer: User) -> None:
    made = [make.claim(lawyer=lawyer, insurer=insurer) for _ in range(5)]
    assert sweeping.sweep(at=TIMES_OUT) == 5
    assert sweeping.sweep(at=TIMES_OUT) == 0
    assert all(again(claim).event_count == 2 for claim in made)


def test_more_claims_than_a_batch_are_all_swept(
    lawyer: User, insurer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "BATCH", 2)
    for _ in range(5):
        make.claim(lawyer=lawyer, insurer=insurer)
    assert sweeping.sweep(at=TIMES_OUT) == 5


def test_a_lock_does_not_hold_silence_up(lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.update(locked_by=insurer, locked_until=TIMES_OUT + timedelta(days=1))
    assert sweeping.sweep(at=TIMES_OUT) == 1
    assert again(claim).locked_by is None


@pytest.mark.django_db(transaction=True)
def test_two_sweepers_at_once_move_each_claim_once(lawyer: User, insurer: User) -> None:
    for _ in range(40):
        make.claim(lawyer=lawyer, insurer=insurer)
    moved = at_once(*[lambda: sweeping.sweep(at=TIMES_OUT)] * 2)
    assert sum(moved) == 40
    assert Event.objects.filter(row="R7").count() == 40
    assert Claim.objects.filter(event_count=2).count() == 40


@pytest.mark.django_db(transaction=True)
def test_a_sweep_and_a_late_action_move_a_claim_once(lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)

    answer, _ = at_once(
        partial(
            make.act,
            claim,
            "accept-claim",
            {"compensatorReference": "A"},
            by=insurer,
            now=TIMES_OUT,
        ),
        lambda: sweeping.sweep(at=TIMES_OUT),
    )
    assert isinstance(answer, TimeLimitPassed)
    now = again(claim)
    assert (now.phase, now.event_count, now.events.count()) == ("LiabilityDecisionTimeout", 2, 2)


@pytest.mark.parametrize("model", [Event, Document])
@pytest.mark.parametrize("change", [{"number": 99}, {"side": "nobody"}])
def test_what_happened_is_never_changed(
    lawyer: User, insurer: User, model: type[Any], change: dict[str, Any]
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    before = list(model.objects.values())
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        model.objects.update(**change)
    assert list(model.objects.values()) == before


def test_a_claim_made_in_the_future_is_not_late(lawyer: User, insurer: User) -> None:
    at: datetime = TIMES_OUT + timedelta(days=365)
    make.claim(lawyer=lawyer, insurer=insurer, now=at)
    assert sweeping.sweep(at=TIMES_OUT) == 0
