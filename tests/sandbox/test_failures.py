"""Faults to order: they happen to the client's own calls, as often as it said."""

import time

import pytest

from claims_portal.claims.models import Claim
from claims_portal.sandbox import failures
from claims_portal.sandbox.models import Failure
from claims_portal.webhooks.models import Subscription
from tests.api.conftest import Caller, kind
from tests.sandbox.conftest import ok


def test_the_next_calls_are_refused_and_nothing_is_done(
    firm: Caller, company: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    form = ok(firm.get("/sandbox/forms/rta"))
    ordered = {"unavailable": {"calls": 2, "retryAfter": 3}}
    assert ok(firm.send("PUT", "/sandbox/failures", ordered)) == {
        "failures": [{"kind": "unavailable", "left": 2}]
    }
    ok(company.get("/claims"))  # somebody else's calls are none of it
    for _ in range(2):
        answer = firm.post("/claims", form)
        assert (answer.status_code, kind(answer)) == (503, "failure-ordered")
        assert (answer["Retry-After"], answer["Content-Type"]) == ("3", "application/problem+json")
    assert not Claim.objects.exists()
    assert "django.request" not in {record.name for record in caplog.records}
    ok(firm.post("/claims", form))
    assert ok(firm.get("/sandbox/failures")) == {"failures": []}


def test_the_next_call_is_slow(firm: Caller) -> None:
    ok(firm.send("PUT", "/sandbox/failures", {"slow": {"calls": 1, "milliseconds": 300}}))
    began = time.monotonic()
    ok(firm.get("/claims"))
    assert time.monotonic() - began >= 0.3
    assert not Failure.objects.filter(left__gt=0).exists()


def test_what_is_ordered_replaces_what_was(firm: Caller) -> None:
    ok(firm.send("PUT", "/sandbox/failures", {"unavailable": {"calls": 5}}))
    assert ok(firm.send("PUT", "/sandbox/failures", {})) == {"failures": []}
    ok(firm.get("/claims"))


def test_messages_of_the_organisations_own_webhooks_come_twice(firm: Caller) -> None:
    ok(firm.send("PUT", "/sandbox/failures", {"duplicateWebhooks": {"messages": 1}}))
    own, other = (
        Subscription.objects.create(
            public_id=str(number), organisation=one, url="http://127.0.0.1/", event_types=["*"],
            created_at=firm.user.created_at,
        )
        for number, one in enumerate((firm.user.organisation, _another(firm)))
    )  # fmt: skip
    assert [failures.doubles(one.pk) for one in (other, own, own)] == [False, True, False]


def _another(firm: Caller) -> object:
    return type(firm.user.organisation).objects.exclude(pk=firm.user.organisation_id).first()


@pytest.mark.parametrize(
    "body",
    [
        {"slow": {"calls": 1}},
        {"slow": {"calls": 1, "milliseconds": 10**9}},
        {"unavailable": {"calls": -1}},
        {"unavailable": {"calls": 1, "retryAfter": "soon"}},
        {"meteor": {}},
    ],
)
def test_what_cannot_be_ordered_is_refused(firm: Caller, body: dict[str, object]) -> None:
    answer = firm.send("PUT", "/sandbox/failures", body)
    assert (answer.status_code, kind(answer)) == (422, "body-refused")
