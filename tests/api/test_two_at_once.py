"""Two calls at the same instant, on real connections: one is done, the other is answered."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.records import audit
from tests import make
from tests.api.conftest import Caller, caller, kind
from tests.api.operations import NEW_USER

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """The answers to calls that start together, each in a thread of its own."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=10)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def administrators(number: int) -> list[Caller]:
    firm = make.organisation("CR00101")
    made = [
        make.user(firm, Profile.CR_ADMINISTRATOR, user_name=f"ADMIN_{place}")
        for place in range(number)
    ]
    return [caller(one) for one in made]


def outcome(answers: list[Any]) -> list[tuple[int, str]]:
    return sorted((one.status_code, kind(one) if one.status_code >= 400 else "") for one in answers)


@pytest.mark.parametrize("other", ["KLARK", "klark"])
def test_one_user_id_asked_for_twice_is_given_once(other: str) -> None:
    first, second = administrators(2)
    elsewhere = {**NEW_USER, "userId": other, "email": "kim.two@cr00101.example.com"}
    answers = at_once(
        lambda: first.send("POST", "/users", NEW_USER),
        lambda: second.send("POST", "/users", elsewhere),
    )
    assert outcome(answers) == [(201, ""), (409, "user-id-taken")]
    assert User.objects.filter(user_name__iexact="KLARK").count() == 1


def test_the_same_call_sent_twice_creates_one_account() -> None:
    first, second = administrators(2)
    answers = at_once(
        *(lambda who=who: who.send("POST", "/users", NEW_USER) for who in (first, second))
    )
    assert [status for status, _code in outcome(answers)] == [201, 409]
    assert User.objects.filter(email=NEW_USER["email"]).count() == 1


def test_two_administrators_cannot_disable_each_other() -> None:
    first, second = administrators(2)
    answers = at_once(
        lambda: first.send("POST", "/users/ADMIN_1/disable", {}),
        lambda: second.send("POST", "/users/ADMIN_0/disable", {}),
    )
    statuses = [status for status, _code in outcome(answers)]
    assert statuses in ([200, 403], [200, 409])
    assert User.objects.filter(active=True).count() == 1


@pytest.mark.parametrize("day", ["2031-01-01", "2031-02-01", "2031-03-01"])
def test_changes_that_meet_wait_for_each_other(day: str) -> None:
    """Each change holds what it needs in one order; none dies of another's."""
    callers = administrators(6)
    names = [one.user.user_name for one in callers]
    User.objects.filter(user_name="ADMIN_5").update(enabled=False)
    answers = at_once(
        lambda: callers[0].send("POST", "/users/extend", {"userIds": names, "expiresOn": day}),
        lambda: callers[1].send(
            "POST", "/users/extend", {"userIds": names[::-1], "expiresOn": day, "daysApart": 2}
        ),
        lambda: callers[2].send("POST", "/users/ADMIN_5/enable"),
        lambda: callers[3].send("PATCH", "/users/ADMIN_4", {"surname": "Lark"}),
        lambda: callers[4].send("PATCH", "/organisation", {"telephone": "0117 496 0999"}),
    )
    assert [one.status_code for one in answers] == [200] * 5
    assert list(audit.broken_links()) == []
