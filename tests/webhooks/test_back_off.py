"""How long a receiver may ask to be left alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_portal.webhooks.back_off import MOST_ASKED_FOR, asked_for

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
ASKED = {
    "120": timedelta(minutes=2),
    " 5 ": timedelta(seconds=5),
    "9" * 400: MOST_ASKED_FOR,
    "Fri, 27 Nov 2026 12:10:00 GMT": timedelta(minutes=10),
    "Fri, 27 Nov 2026 12:10:00 -0000": timedelta(minutes=10),
    "Sat, 28 Nov 2026 12:10:00 GMT": MOST_ASKED_FOR,
    "Fri, 27 Nov 2026 11:59:59 GMT": timedelta(),
    "Fri, 99 Nov 2026 12:10:00 GMT": timedelta(),
    "": timedelta(),
    "-5": timedelta(),
    "soon": timedelta(),
    "\u0661\u0662": timedelta(),
}


@pytest.mark.parametrize("header", ASKED)
def test_seconds_and_dates_are_heeded_up_to_an_hour(header: str) -> None:
    assert asked_for(header, at=NOW) == ASKED[header]


@given(st.text())
def test_whatever_a_receiver_says_is_a_wait(header: str) -> None:
    assert timedelta() <= asked_for(header, at=NOW) <= MOST_ASKED_FOR
