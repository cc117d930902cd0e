"""Which answers are asked for again, and after how long."""

import httpx
import pytest

from claims_client import Retries

RETRIES = Retries(attempts=3, first_wait=1.0, longest_wait=60.0, jitter=lambda: 1.0)
IN_USE = {"type": "https://portal.example.org/developers/errors#idempotency-key-in-use"}


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        (httpx.Response(503), 1.0),
        (httpx.Response(429, headers={"Retry-After": "7"}), 8.0),
        (httpx.Response(503, headers={"Retry-After": "3600"}), None),
        (httpx.Response(503, headers={"Retry-After": "Thu, 01 Jan 2015 00:00:00 GMT"}), 1.0),
        (httpx.Response(503, headers={"Retry-After": "soon"}), 1.0),
        (httpx.Response(409, json=IN_USE), 1.0),
        (httpx.Response(409, json={"type": "#has-work"}), None),
        (httpx.Response(500), None),
    ],
)
def test_what_is_asked_for_again(answer: httpx.Response, wait: float | None) -> None:
    assert RETRIES.wait_asked_for(answer, 1) == wait
    assert RETRIES.wait_asked_for(answer, 3) is None


def test_waits_double_and_half_of_each_is_chance() -> None:
    assert [RETRIES.wait_after(attempt) for attempt in (1, 2, 3, 9)] == [1.0, 2.0, 4.0, 60.0]
    assert Retries(first_wait=1.0, jitter=lambda: 0.0).wait_after(1) == 0.5
