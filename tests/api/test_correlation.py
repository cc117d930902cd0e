"""A call is found again: by one id in its answer, in the log and in the event it brought."""

import logging
import re
from typing import Any

import pytest
from django.test import Client

from claims_portal.claims.models import Event
from claims_portal.config.correlating import WithCorrelation
from tests import make
from tests.api.conftest import Caller

TRACE = "0af7651916cd43dd8448eb211c80319c"
MADE = re.compile(r"[0-9a-f]{32}")


@pytest.mark.parametrize("chosen", ["a", "2026-11-23.batch~7_x", "x" * 64])
def test_an_id_of_the_callers_choice_is_kept(as_lawyer: Caller, chosen: str) -> None:
    assert as_lawyer.get("/claims", X_Correlation_ID=chosen)["X-Correlation-ID"] == chosen


def test_the_trace_of_a_traceparent_is_kept(as_lawyer: Caller) -> None:
    trace = f"00-{TRACE}-b7ad6b7169203331-01"
    assert as_lawyer.get("/claims", traceparent=trace)["X-Correlation-ID"] == TRACE


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X_Correlation_ID": ""},
        {"X_Correlation_ID": "x" * 65},
        {"X_Correlation_ID": "a b"},
        {"X_Correlation_ID": "a\r\nSet-Cookie: x"},
        {"X_Correlation_ID": "é"},
        {"traceparent": f"00-{'0' * 32}-b7ad6b7169203331-01"},
        {"traceparent": f"ff-{TRACE}-b7ad6b7169203331-01"},
        {"traceparent": f"00-{TRACE.upper()}-b7ad6b7169203331-01"},
        {"traceparent": "x"},
    ],
)
def test_what_is_no_id_is_not_taken(as_lawyer: Caller, headers: dict[str, str]) -> None:
    answers = [as_lawyer.get("/claims", **headers)["X-Correlation-ID"] for _ in range(2)]
    assert all(MADE.fullmatch(one) for one in answers), answers
    assert answers[0] != answers[1]


def test_refusals_and_pages_bear_one_too(as_lawyer: Caller) -> None:
    assert as_lawyer.get("/claims/1", X_Correlation_ID="x")["X-Correlation-ID"] == "x"
    assert as_lawyer.get("/nothing", X_Correlation_ID="x")["X-Correlation-ID"] == "x"
    assert MADE.fullmatch(Client().get("/sign-in")["X-Correlation-ID"])


def test_the_event_bears_it_for_the_own_side(
    as_lawyer: Caller, as_insurer: Caller, insurer: Any
) -> None:
    body = make.cnf(compensator=insurer.organisation)
    sent = as_lawyer.post("/claims", body, X_Correlation_ID="ours").json()
    assert Event.objects.get().correlation_id == "ours"
    path = f"/claims/{sent['applicationId']}/history"
    told = [who.get(path).json()["events"][0]["correlationId"] for who in (as_lawyer, as_insurer)]
    assert told == ["ours", None]


def test_the_log_has_a_line_a_call(as_lawyer: Caller, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(named := WithCorrelation())
    with caplog.at_level(logging.INFO, logger="claims_portal.calls"):
        as_lawyer.get("/claims?surname=Boateng", X_Correlation_ID="find-me")
    caplog.handler.removeFilter(named)
    (line,) = [one for one in caplog.records if one.name == "claims_portal.calls"]
    assert getattr(line, "correlation", "") == "find-me"
    assert re.fullmatch(r"GET /api/v1/claims 200 \d+\.\d ms", line.getMessage())
