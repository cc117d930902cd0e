"""Warnings before a limit and what the portal acknowledges by itself: each once, on its day."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from claims_portal.accounts.models import User
from claims_portal.claims import alarms, sweeping
from claims_portal.claims.models import AutomaticAcknowledgement, Claim, Event
from tests import make
from tests.claims.test_sweeping import TIMES_OUT, again
from tests.claims.together import at_once

# The claims of the tests begin on Monday 23 November 2026: the limit of 15 days ends on
# Monday 14 December, and five business days are left from the Monday before.
FIVE_LEFT = make.NOW.replace(month=12, day=7, hour=0, minute=1)
THREE_LEFT = make.NOW.replace(month=12, day=9, hour=0, minute=1)


def told(claim: Claim, since: int = 0) -> list[str]:
    return list(
        claim.events.filter(number__gt=since).order_by("number").values_list("says", flat=True)
    )


@pytest.mark.parametrize(
    ("at", "when", "says"),
    [
        ("ClaimSubmitted", FIVE_LEFT, "Liability decision: 5 days left"),
        ("Article75Decision", FIVE_LEFT, "Liability decision: 5 days left"),
        ("LiabilityDecision", FIVE_LEFT, "Liability decision: 5 days left"),
        (
            "Stage2SettlementPackDecision",
            THREE_LEFT,
            "Stage 2 Settlement Pack response needed: 3 days left",
        ),
    ],
)
def test_a_limit_is_warned_of_once(
    lawyer: User, insurer: User, at: str, when: datetime, says: str
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at=at)
    alarms.ring(at=make.NOW)
    before = again(claim)
    assert alarms.ring(at=when - timedelta(minutes=2)) == 0
    assert alarms.ring(at=when) == 1
    assert alarms.ring(at=when + timedelta(hours=5)) == 0
    now = again(claim)
    assert told(claim, before.event_count) == [says]
    kept = ("phase", "activity_id", "times_out_on", "turn", "updated_at")
    assert [getattr(now, name) for name in kept] == [getattr(before, name) for name in kept]
    event = now.events.get(number=now.event_count)
    assert (event.for_compensator_id, event.for_representative_id) == (
        insurer.organisation_id,
        None,
    )
    assert (event.side, event.user, event.row, event.action) == ("", None, "", "")


def test_nothing_is_told_on_the_last_days_until_the_limit(lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    for hours in range(0, 24 * 21, 6):
        alarms.ring(at=make.NOW + timedelta(hours=hours))
    sweeping.sweep(at=TIMES_OUT)
    alarms.ring(at=TIMES_OUT)
    assert told(claim, 1) == [
        "Liability decision: 5 days left",
        "Liability decision: time limit reached",
    ]


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (8, ["Liability decision: 4 days left"]),
        (10, ["Liability decision: 2 days left"]),
        (11, []),
        (14, []),
    ],
)
def test_a_worker_that_stood_still_tells_the_days_that_are_left_by_then(
    lawyer: User, insurer: User, day: int, says: list[str]
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    alarms.ring(at=make.NOW.replace(month=12, day=day))
    assert told(claim, 1) == says
    assert again(claim).alarm_on is None


def test_a_warning_is_not_repeated_when_the_claim_moves_on_under_the_same_limit(
    lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    alarms.ring(at=FIVE_LEFT)
    claim = make.act(
        again(claim), "accept-claim", {"compensatorReference": "A"}, by=insurer, now=FIVE_LEFT
    )
    claim = make.act(claim, "apply-article-75", {"applies": False}, by=insurer, now=FIVE_LEFT)
    assert alarms.ring(at=FIVE_LEFT) == 0
    assert claim.alarm_on is None


def test_a_longer_limit_is_warned_of_anew(lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Article75Decision")
    alarms.ring(at=FIVE_LEFT)
    claim = make.act(again(claim), "apply-article-75", {"applies": True}, by=insurer, now=FIVE_LEFT)
    # Thirty business days from 23 November, over Christmas: Thursday 7 January.
    assert claim.times_out_on == date(2027, 1, 8)
    assert claim.alarm_on == date(2026, 12, 30)
    assert alarms.ring(at=datetime(2026, 12, 30, 9, tzinfo=make.NOW.tzinfo)) == 1
    assert told(claim)[-1] == "Liability decision: 5 days left"


def test_the_other_side_is_not_warned_and_an_ended_claim_neither(
    lawyer: User, insurer: User
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackConfirmationEnd")
    assert not Claim.objects.exclude(alarm_on=None).exists()
    assert alarms.ring(at=TIMES_OUT + timedelta(days=400)) == 0


def test_more_claims_than_a_batch_are_all_looked_at(
    lawyer: User, insurer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarms, "BATCH", 2)
    for _ in range(5):
        make.claim(lawyer=lawyer, insurer=insurer)
    assert alarms.ring(at=FIVE_LEFT) == 5


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_warn_of_each_limit_once(lawyer: User, insurer: User) -> None:
    for _ in range(40):
        make.claim(lawyer=lawyer, insurer=insurer)
    written = at_once(*[lambda: alarms.ring(at=FIVE_LEFT)] * 2)
    assert sum(written) == 40
    assert Event.objects.filter(tag="claim:liability:days-left").count() == 40
    assert Claim.objects.filter(event_count=2).count() == 40


@pytest.mark.django_db(transaction=True)
def test_a_warning_and_an_action_at_the_same_moment_are_both_written(
    lawyer: User, insurer: User
) -> None:
    claims = [make.claim(lawyer=lawyer, insurer=insurer) for _ in range(8)]

    def accept() -> None:
        for claim in claims:
            make.act(claim, "accept-claim", {"compensatorReference": "A"}, by=insurer)

    _accepted, rung = at_once(accept, lambda: alarms.ring(at=FIVE_LEFT))
    # One that was held just then is rung by the next round.
    assert rung + alarms.ring(at=FIVE_LEFT) == 8
    for claim in Claim.objects.all():
        assert claim.phase == "Article75Decision"
        assert claim.alarm_on is None
        assert sorted(claim.events.values_list("number", flat=True)) == [1, 2, 3]


def test_only_what_is_due_is_read(lawyer: User, insurer: User) -> None:
    """The round is an index of few rows, however many claims there are."""
    make.claim(lawyer=lawyer, insurer=insurer)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Claim.objects.filter(alarm_on__range=(date.min, date(2026, 12, 7)))
    assert "claims_with_an_alarm" in plan.order_by("alarm_on", "pk")[:500].explain()


# Acknowledgements.


def switched_on(user: User, action: str) -> None:
    AutomaticAcknowledgement.objects.create(
        organisation=user.organisation, action=action, since=make.NOW
    )


def denied(lawyer: User, insurer: User) -> Claim:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    return make.act(claim, "send-liability-decision", make.denial(), by=insurer)


def test_an_acknowledgement_is_given_for_who_asked_for_it(lawyer: User, insurer: User) -> None:
    switched_on(lawyer, "acknowledge-liability-denied")
    claim = denied(lawyer, insurer)
    assert alarms.ring(at=make.NOW) == 1
    now = again(claim)
    assert (now.phase, now.turn) == ("LiabilityDeniedEnd", "")
    assert now.ended_at == make.NOW
    event = now.events.get(number=now.event_count)
    assert event.says == "Denial acknowledged automatically"
    assert (event.side, event.user, event.action) == (
        "claimant-representative",
        None,
        "acknowledge-liability-denied",
    )
    assert event.tag == "claim:liability:denial-acknowledged"
    assert event.for_compensator == insurer.organisation
    assert event.for_representative is None


@pytest.mark.parametrize("action", ["", "acknowledge-liability-admitted", "exit-rejected-claim"])
def test_an_acknowledgement_that_nobody_asked_for_is_not_given(
    lawyer: User, insurer: User, action: str
) -> None:
    switched_on(insurer, "acknowledge-liability-denied")
    switched_on(lawyer, action)
    claim = denied(lawyer, insurer)
    assert alarms.ring(at=make.NOW) == 0
    assert again(claim).activity_id == claim.activity_id


def test_a_rejected_claim_is_never_given_up_by_itself(lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    claim = make.act(claim, "reject-claim", {"reason": "wrong-organisation"}, by=insurer)
    for action in ("acknowledge-rejection", "exit-rejected-claim"):
        switched_on(lawyer, action)
    for days in range(0, 90, 10):
        alarms.ring(at=make.days_later(days))
    assert again(claim).phase == "ClaimRejectedToCR"


def test_a_claim_that_somebody_works_on_is_acknowledged_once_it_is_free(
    lawyer: User, insurer: User
) -> None:
    switched_on(lawyer, "acknowledge-liability-denied")
    claim = denied(lawyer, insurer)
    Claim.objects.update(locked_by=lawyer, locked_until=make.NOW + timedelta(minutes=30))
    assert alarms.ring(at=make.NOW + timedelta(minutes=29)) == 0
    assert again(claim).locked_by == lawyer
    assert alarms.ring(at=make.NOW + timedelta(minutes=30)) == 1
    assert again(claim).phase == "LiabilityDeniedEnd"


def test_one_acknowledgement_leads_to_what_has_to_be_done(lawyer: User, insurer: User) -> None:
    switched_on(lawyer, "acknowledge-liability-admitted")
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityAdmitted")
    assert alarms.ring(at=make.NOW) == 1
    assert again(claim).phase == "StartOfStage21"
    assert alarms.ring(at=make.days_later(400)) == 0


def test_housekeeping_acknowledges_what_ends_a_claim_after_a_while(
    lawyer: User, insurer: User
) -> None:
    claim = denied(lawyer, insurer)
    assert alarms.ring(at=make.days_later(29)) == 0
    assert alarms.ring(at=make.days_later(30)) == 1
    event = again(claim).events.order_by("-number")[0]
    assert event.says == "Denial acknowledged automatically after 30 days"
    assert event.phase_after == "LiabilityDeniedEnd"
    assert {event.for_compensator, event.for_representative} == {
        insurer.organisation,
        lawyer.organisation,
    }


def test_housekeeping_leaves_what_ends_nothing(lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityAdmitted")
    assert alarms.ring(at=make.days_later(400)) == 0
    assert again(claim).phase == "LiabilityAdmitted"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_acknowledge_once(lawyer: User, insurer: User) -> None:
    switched_on(lawyer, "acknowledge-liability-denied")
    claims = [denied(lawyer, insurer) for _ in range(20)]
    assert sum(at_once(*[lambda: alarms.ring(at=make.NOW)] * 2)) == 20
    assert {again(claim).event_count for claim in claims} == {claims[0].event_count + 1}
