"""What a process knows of the database for a while: read seldom, and one thing a request."""

import time
from itertools import count

import pytest

from claims_portal.keeping import SECONDS_APART, Kept


class Hands:
    """Of a watch that tests move."""

    at = 1_000.0


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Hands:
    hands = Hands()
    monkeypatch.setattr(time, "monotonic", lambda: hands.at)
    monkeypatch.setattr(Kept, "_last_read", -SECONDS_APART)
    return hands


def test_it_is_read_again_when_its_seconds_are_over_or_it_is_forgotten(watch: Hands) -> None:
    kept, numbers = Kept[int](seconds=15), count()
    assert [kept.get(lambda: next(numbers)) for _ in range(3)] == [0, 0, 0]
    watch.at += 15
    assert kept.get(lambda: next(numbers)) == 0
    watch.at += 0.1
    assert kept.get(lambda: next(numbers)) == 1
    kept.forget()
    assert kept.get(lambda: next(numbers)) == 2


def test_of_things_that_are_old_at_once_a_request_reads_one(watch: Hands) -> None:
    things, read = [Kept[str](seconds=15) for _ in range(3)], []

    def look() -> int:
        before = len(read)
        for number, one in enumerate(things):
            one.get(lambda number=number: read.append(number) or "known")
        return len(read) - before

    assert look() == 3, "nothing was known yet"
    watch.at += 16
    looks = []
    for _request in range(4):
        looks.append(look())
        watch.at += SECONDS_APART
    assert looks == [1, 1, 1, 0]
    assert sorted(read[3:]) == [0, 1, 2]
