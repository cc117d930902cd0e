"""The movable clock: limits pass in one call, and only forward."""

from datetime import datetime, timedelta

import pytest

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim, Event
from claims_portal.claims.process.calendar import london_date
from claims_portal.records.models import AuditEntry
from tests.api.conftest import Caller, kind
from tests.claims.together import at_once
from tests.sandbox.conftest import ok


def test_silence_takes_a_claim_out_when_its_limit_passes(firm: Caller) -> None:
    ok(firm.post("/claims", ok(firm.get("/sandbox/forms/rta"))))
    before = Claim.objects.get().times_out_on
    ok(firm.post("/sandbox/clock", {"advanceBusinessDays": 15}))
    assert Claim.objects.get().phase == "ClaimSubmitted"
    ok(firm.post("/sandbox/clock", {"advanceBusinessDays": 1}))
    assert Claim.objects.get().phase == "LiabilityDecisionTimeout"
    # It happened at the beginning of its own day, however far the clock was moved.
    assert london_date(Event.objects.latest("pk").at) == before
    claim = Claim.objects.get()
    end = ok(firm.act(claim, "acknowledge-liability-timeout"))
    assert end["phase"]["code"] == "LiabilityDecisionTimeoutEnd"


@pytest.mark.parametrize("days", [0, 1, 45, 800])
def test_the_clock_is_what_everything_goes_by(firm: Caller, days: int) -> None:
    """The caller's own token goes on, and so do the people."""
    world = clock.now()
    answer = ok(firm.post("/sandbox/clock", {"advanceDays": days}))
    assert answer["aheadSeconds"] == days * 86400
    assert timedelta() <= clock.now() - world - timedelta(days=days) < timedelta(seconds=10)
    ok(firm.post("/claims", ok(firm.get("/sandbox/forms/rta"))))
    assert Claim.objects.get().sent_at == Event.objects.get().at >= world + timedelta(days=days)
    assert all(one.is_usable(clock.today()) for one in User.objects.all())


def test_the_clock_can_be_set_to_a_day(firm: Caller) -> None:
    day = clock.today() + timedelta(days=200)
    answer = ok(firm.post("/sandbox/clock", {"to": day.isoformat()}))
    assert london_date(datetime.fromisoformat(answer["now"])) == day
    assert ok(firm.get("/sandbox/clock"))["aheadSeconds"] == answer["aheadSeconds"]


@pytest.mark.parametrize(
    ("body", "problem", "says"),
    [
        ({"to": "2020-01-01"}, "clock-refused", "moves forward only"),
        ({}, "clock-refused", "exactly one"),
        ({"advanceDays": 1, "advanceBusinessDays": 1}, "clock-refused", "exactly one"),
        ({"to": "2090-01-01"}, "clock-refused", "ten years"),
        ({"advanceDays": -1}, "body-refused", ""),
        ({"advanceDays": 99999}, "body-refused", ""),
        ({"to": "2027-02-30"}, "body-refused", ""),
        ({"to": "soon"}, "body-refused", ""),
        ({"advanceMonths": 1}, "body-refused", ""),
    ],
)
def test_a_clock_that_cannot_be_set_stays_as_it_is(
    firm: Caller, body: dict[str, object], problem: str, says: str
) -> None:
    answer = firm.post("/sandbox/clock", body)
    assert (answer.status_code, kind(answer)) == (422, problem)
    assert says in answer.json()["detail"]
    assert ok(firm.get("/sandbox/clock"))["aheadSeconds"] == 0


def test_a_reset_leaves_nothing_but_the_people_and_the_token(firm: Caller, company: Caller) -> None:
    for at in ("counter-offer", "settled", "timed-out"):
        ok(firm.post("/sandbox/claims", {"claimType": "rta", "at": at}))
    ok(firm.send("PUT", "/sandbox/counterpart", {"behaviour": "admits"}))
    ok(company.send("PUT", "/sandbox/failures", {"unavailable": {"calls": 9}}))
    ok(firm.post("/sandbox/clock", {"advanceDays": 400}))
    answer = ok(firm.post("/sandbox/reset", {}))
    assert answer["claimsDeleted"] == 3
    assert ok(firm.get("/sandbox/clock"))["aheadSeconds"] == 0
    assert ok(firm.get("/sandbox/counterpart")) == {"behaviour": "silent"}
    assert ok(company.get("/claims"))["claims"] == []
    assert ok(firm.get("/claims", {"scope": "all"}))["claims"] == []
    assert all(one.is_usable(clock.today()) for one in User.objects.all())
    ok(firm.post("/claims", ok(firm.get("/sandbox/forms/rta"))))


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_once_each_counts(firm: Caller) -> None:
    answers = at_once(*[lambda: firm.post("/sandbox/clock", {"advanceDays": 10})] * 2)
    assert [one.status_code for one in answers] == [200, 200]
    assert ok(firm.get("/sandbox/clock"))["aheadSeconds"] == 20 * 86400


def test_who_changed_the_world_stands_in_the_audit(firm: Caller) -> None:
    ok(firm.post("/sandbox/clock", {"advanceDays": 10}))
    ok(firm.send("PUT", "/sandbox/counterpart", {"behaviour": "admits"}))
    ok(firm.send("PUT", "/sandbox/failures", {"unavailable": {"calls": 1}}))
    ok(firm.post("/sandbox/reset", {}))
    noted = AuditEntry.objects.filter(organisation_code="CR00101", by_user="PNAIR01")
    assert list(noted.order_by("number").values_list("tag", flat=True)) == [
        "organisation:sandbox:clock-moved", "organisation:sandbox:counterpart-chosen",
        "organisation:sandbox:failures-ordered", "organisation:sandbox:reset",
    ]  # fmt: skip
