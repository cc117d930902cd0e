"""The browsers that an account is signed in with: seen, listed and ended.

A session is over when its row is gone: Django's own session goes with it.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User, WebSession
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.accounts.saving import held, note


class NoSuchSession(AccountRefusal):
    """Also the answer for a session of somebody else."""

    code = "no-such-session"

    def __init__(self) -> None:
        super().__init__("This session has ended already.")


def begin(
    account: User, session_key: str, *, signed_in_at: datetime, at: datetime, address: str,
    browser: str,
) -> None:  # fmt: skip
    """Record a session; two requests that do so at once record one."""
    session = WebSession(
        user=account,
        session_key=session_key,
        signed_in_at=signed_in_at,
        last_seen_at=at,
        from_address=address,
        browser=browser,
    )
    WebSession.objects.bulk_create(
        [session],
        update_conflicts=True,
        unique_fields=["session_key"],
        update_fields=["user", "signed_in_at", "last_seen_at", "from_address", "browser"],
    )


def seen(session_key: str, *, at: datetime) -> bool:
    """Note that a session is in use; False when it was ended."""
    return WebSession.objects.filter(session_key=session_key).update(last_seen_at=at) == 1


def of(account: User) -> QuerySet[WebSession]:
    """Where the account is signed in, what was used last first."""
    return account.web_sessions.order_by("-last_seen_at", "-pk")


@transaction.atomic
def end(account: User, pk: int, *, by: Actor, at: datetime) -> None:
    found = of(account).select_for_update().filter(pk=pk).first()
    if found is None:
        raise NoSuchSession
    _end([found])
    note("account:session:ended", held(account), by, at, before=_described([found]))


@transaction.atomic
def end_others(account: User, *, but: str, by: Actor, at: datetime) -> int:
    """End all but the session with this key; how many there were."""
    others = list(of(account).select_for_update().exclude(session_key=but))
    if others:
        _end(others)
        note("account:session:ended", held(account), by, at, before=_described(others))
    return len(others)


def forget(session_key: str) -> None:
    """The browser signed out, or was idle too long: its row goes with its session."""
    WebSession.objects.filter(session_key=session_key).delete()


def delete_stale(*, at: datetime) -> int:
    """Delete what is left of sessions that nobody signed out of and that ran out."""
    there = Session.objects.filter(expire_date__gt=at).values("session_key")
    gone = WebSession.objects.exclude(session_key__in=there)
    idle = WebSession.objects.filter(last_seen_at__lte=at - settings.IDLE_SESSION_LIMIT)
    return (gone | idle).delete()[0]


def _end(sessions: list[WebSession]) -> None:
    Session.objects.filter(session_key__in=[one.session_key for one in sessions]).delete()
    WebSession.objects.filter(pk__in=[one.pk for one in sessions]).delete()


def _described(sessions: list[WebSession]) -> dict[str, list[str]]:
    return {"sessions": [f"{one.browser}, {one.from_address}" for one in sessions]}
