"""A session's key changes in place: what it holds stays, and the old key opens nothing."""

import pytest
from django.contrib.sessions.models import Session

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
