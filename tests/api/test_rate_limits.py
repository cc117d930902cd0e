"""Each client has its rate; what it may still call stands in every answer."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from claims_portal import database
from claims_portal.accounts import api_clients, rate_limits
from claims_portal.accounts.models import ApiClient, ApiSpending, ApiUsage, User
from claims_portal.accounts.rate_limits import CLIENTS, WINDOW, Buckets, TooManyCalls
from claims_portal.accounts.usage import METER, Meter
from claims_portal.records.models import AuditEntry
from tests import make
from tests.api.conftest import Caller, Clock, caller, kind

STATE = re.compile(r'"client";r=(\d+);t=(\d+)')


@dataclass
class Seconds:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    """A clock of the buckets that stands still until it is moved."""
    held = Seconds()
    monkeypatch.setattr(CLIENTS, "_seconds", held)
    monkeypatch.setattr(METER, "seconds", held)
    return held


@pytest.fixture(autouse=True)
def _two_calls_a_second(settings: LazySettings) -> None:
    settings.CALLS_PER_SECOND = 2


def left(answer: Any) -> tuple[int, int]:
    assert answer["RateLimit-Policy"] == f'"client";q={2 * WINDOW};w={WINDOW}'
    found = STATE.fullmatch(answer["RateLimit"])
    assert found, answer["RateLimit"]
    return int(found[1]), int(found[2])


def test_each_answer_says_what_is_left(as_lawyer: Caller, seconds: Seconds) -> None:
    assert left(as_lawyer.get("/claims")) == (19, 1)
    assert left(as_lawyer.get("/claims/1")) == (18, 1)
    assert left(as_lawyer.post("/claims", {})) == (17, 2)
    seconds.now += 60
    assert left(as_lawyer.get("/claims")) == (19, 1)


def test_who_calls_too_often_waits(as_lawyer: Caller, insurer: User, seconds: Seconds) -> None:
    body = make.cnf(compensator=insurer.organisation)
    for _ in range(2 * WINDOW):
        assert as_lawyer.get("/claims").status_code == 200
    for _ in range(3):
        answer = as_lawyer.post("/claims", body)
        assert (answer.status_code, kind(answer)) == (429, "too-many-calls")
        assert (answer["Retry-After"], left(answer)) == ("1", (0, WINDOW))
    assert caller(insurer).get("/claims").status_code == 200
    seconds.now += 0.5
    assert as_lawyer.post("/claims", body).status_code == 201
    assert as_lawyer.post("/claims", body).status_code == 429


def away(*_: Any) -> Any:
    raise ConnectionError("The database is away.")


def test_who_waits_costs_the_database_nothing(
    as_lawyer: Caller, seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2 * WINDOW):
        as_lawyer.get("/claims")
    monkeypatch.setattr(database, "rows", away)
    assert as_lawyer.get("/claims").status_code == 429


def test_two_tokens_of_a_client_have_one_limit(as_lawyer: Caller, seconds: Seconds) -> None:
    second = Caller(
        as_lawyer.user, api_clients.issue_token(client=ApiClient.objects.get(), at=make.NOW)
    )
    as_lawyer.get("/claims")
    assert left(second.get("/claims")) == (18, 1)


def test_who_cannot_act_spends_too(as_lawyer: Caller, seconds: Seconds) -> None:
    as_lawyer.user.user_name = "NOBODY"
    answer = as_lawyer.get("/claims")
    assert (answer.status_code, left(answer)) == (403, (19, 1))


def test_processes_keep_in_step(lawyer: User, seconds: Seconds) -> None:
    """Two of them, each with a bucket of its own, as two web processes have."""
    client = ApiClient.objects.create(
        organisation=lawyer.organisation, client_id="x", name="x", created_at=make.NOW
    )
    here, elsewhere = Meter(seconds=seconds), Meter(seconds=seconds)

    def spend(meter: Meter, calls: int) -> None:
        for _ in range(calls):
            meter.count(client.pk, "GET /x", error=False, spent=1, at=make.NOW)

    CLIENTS.take(client.pk, 2)
    spend(here, 1)
    here.flush()
    spend(elsewhere, 15)
    elsewhere.flush()
    CLIENTS.take(client.pk, 2)
    spend(here, 1)
    here.flush()
    with pytest.raises(TooManyCalls):
        for _ in range(4):
            allowance = CLIENTS.take(client.pk, 2)
    assert int(allowance.left) == 0
    assert ApiSpending.objects.get().spent == 17
    assert ApiUsage.objects.get().calls == 17


def test_what_others_spent_long_ago_does_not_count(lawyer: User, seconds: Seconds) -> None:
    client = ApiClient.objects.create(
        organisation=lawyer.organisation, client_id="x", name="x", created_at=make.NOW
    )
    here, elsewhere = Meter(seconds=seconds), Meter(seconds=seconds)
    for meter in (here, elsewhere):
        meter.count(client.pk, "GET /x", error=False, spent=1, at=make.NOW)
        meter.flush()
    for _ in range(60):
        seconds.now += 60
        elsewhere.count(client.pk, "GET /x", error=False, spent=1, at=make.NOW)
        elsewhere.flush()
    CLIENTS.take(client.pk, 2)
    here.count(client.pk, "GET /x", error=False, spent=1, at=make.NOW)
    here.flush()
    assert CLIENTS.take(client.pk, 2).left == 18


def test_nobody_waits_longer_than_two_windows(seconds: Seconds) -> None:
    buckets = Buckets(seconds)
    buckets.take("x", 2)
    buckets.spent_elsewhere("x", 10**9)
    with pytest.raises(TooManyCalls) as refused:
        buckets.take("x", 2)
    assert refused.value.seconds == WINDOW + 1


def test_a_process_knows_so_many_clients_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "MOST_BUCKETS", 3)
    buckets = Buckets(Seconds())
    for number in (1, 2, 3, 1, 4):
        buckets.take(number, 1)
    assert [buckets.take(number, 1).left for number in (1, 2)] == [7, 9]


def test_the_operator_gives_a_client_another_limit(as_lawyer: Caller, seconds: Seconds) -> None:
    client = ApiClient.objects.get()
    call_command("api_limit", client.client_id, "50")
    assert as_lawyer.get("/claims")["RateLimit-Policy"] == '"client";q=500;w=10'
    call_command("api_limit", client.client_id, "usual")
    assert left(as_lawyer.get("/claims"))
    assert AuditEntry.objects.filter(tag="account:client:limit-changed").count() == 2


@pytest.mark.parametrize("typed", ["0", "-1", "x", "1.5", "100001", "٣"])
def test_a_limit_that_is_none_is_refused(as_lawyer: Caller, typed: str) -> None:
    with pytest.raises(CommandError, match="Write a number"):
        call_command("api_limit", "--", ApiClient.objects.get().client_id, typed)
    with pytest.raises(CommandError, match="no API client nobody"):
        call_command("api_limit", "nobody", "5")


def test_calls_are_counted_by_client_day_and_route(
    as_lawyer: Caller, the_clock: Clock, settings: LazySettings
) -> None:
    settings.CALLS_PER_SECOND = 100
    as_lawyer.get("/claims")
    as_lawyer.get("/claims?limit=0")
    as_lawyer.get("/claims/1")
    the_clock.now = make.NOW + timedelta(days=1)
    as_lawyer.token = make.token(as_lawyer.user.organisation, at=the_clock.now)
    as_lawyer.get("/claims/2")
    METER.flush()
    METER.flush()
    today = make.NOW.date()
    rows = ApiUsage.objects.order_by("day", "route").values_list("day", "route", "calls", "errors")
    assert list(rows) == [
        (today, "GET /claims", 2, 1),
        (today, "GET /claims/{number}", 1, 1),
        (today + timedelta(days=1), "GET /claims/{number}", 1, 1),
    ]


def test_counts_wait_for_a_database_that_is_away(
    as_lawyer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_lawyer.get("/claims")
    with monkeypatch.context() as broken, pytest.raises(ConnectionError):
        broken.setattr(database, "rows", away)
        METER.flush()
    as_lawyer.get("/claims")
    METER.flush()
    assert ApiUsage.objects.get().calls == 2
