"""A session's key changes in place: what it holds stays, and the old key opens nothing."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from pytest_django import DjangoAssertNumQueries

from claims_portal.web.session_store import SessionStore

pytestmark = pytest.mark.django_db


def kept() -> SessionStore:
    session = SessionStore()
    session["typed"] = "before"
    session.save()
    return SessionStore(session.session_key)


def test_what_a_session_holds_moves_to_the_new_key() -> None:
    session = kept()
    old = session.session_key
    session["more"] = "during"
    session.cycle_key()
    session["most"] = "after"
    session.save()
    assert session.session_key != old
    assert dict(SessionStore(session.session_key).items()) == {
        "typed": "before", "more": "during", "most": "after",
    }  # fmt: skip
    assert not SessionStore(old).items()


def test_a_session_that_was_not_read_yet_is_read_by_its_new_key() -> None:
    session = kept()
    session.cycle_key()
    assert session["typed"] == "before"


def test_one_row_is_one_session() -> None:
    session = kept()
    session.cycle_key()
    session.save()
    assert [one.session_key for one in Session.objects.all()] == [session.session_key]


@pytest.mark.parametrize("key", [None, "planted0planted0planted0planted0"])
def test_what_is_not_there_gets_a_key_of_our_own(key: str | None) -> None:
    session = SessionStore(key)
    session.cycle_key()
    assert session.session_key not in (None, key)
    assert Session.objects.filter(session_key=session.session_key).exists()


def test_a_session_that_was_ended_meanwhile_does_not_come_back_under_its_old_key() -> None:
    session = kept()
    old = session.session_key
    assert session["typed"]
    Session.objects.all().delete()
    session.cycle_key()
    session.save()
    assert not Session.objects.filter(session_key=old).exists()


def test_each_of_two_pages_writes_its_own_changes_alone() -> None:
    key = kept().session_key
    fast, slow = SessionStore(key), SessionStore(key)
    assert fast["typed"] == slow["typed"]
    del fast["typed"]
    fast["by the fast"] = 1
    fast.save()
    slow["by the slow"] = 2
    slow.save()
    assert dict(SessionStore(key).items()) == {"by the fast": 1, "by the slow": 2}
    assert dict(slow.items()) == {"by the fast": 1, "by the slow": 2}
    fast["once more"] = 3
    fast.save()
    slow["by the slow"] = 4
    del slow["by the fast"]
    slow.save()
    assert dict(SessionStore(key).items()) == {"by the slow": 4, "once more": 3}


def test_a_session_that_was_made_and_changed_at_once_is_one_statement_more(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    session = SessionStore()
    session.create()
    session["typed"] = "before"
    with django_assert_num_queries(1):
        session.save()
    session["typed"] = "after"
    with django_assert_num_queries(1):
        session.save()


def test_a_session_that_was_ended_meanwhile_is_not_written() -> None:
    session = kept()
    assert session["typed"]
    Session.objects.all().delete()
    session["typed"] = "after"
    with pytest.raises(UpdateError):
        session.save()
    assert not Session.objects.exists()
