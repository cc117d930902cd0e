"""Sessions of staff: a token in a cookie of their own, a row here, nothing of Django's sessions.

So no session of an organisation's account is ever one of staff, nor the other way round.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from claims_portal import sealing
from claims_portal.accounts.secrets import digest, new_secret
from claims_portal.operators.models import Staff, StaffSession

PURPOSE = "staff session"
SHOWN_ONCE = "shown once to staff"
BETWEEN_NOTES = timedelta(seconds=60)
SECOND_STEP_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class From:
    """Where a browser is, as its person may know it again."""

    address: str = ""
    browser: str = ""


def begin(
    staff: Staff, *, proved: bool, where: From, at: datetime, sets_up: bool = False
) -> str:  # fmt: skip
    """A new session; its token, which is known to nobody but the browser."""
    token = new_secret()
    StaffSession.objects.create(
        staff=staff,
        digest=digest(token, purpose=PURPOSE),
        began_at=at,
        proved_at=at if proved else None,
        last_seen_at=at,
        from_address=where.address,
        browser=where.browser,
        sets_up=sets_up,
    )
    return token


def find(token: str, *, at: datetime) -> StaffSession | None:
    """The live session of this token; one that is over is gone."""
    found = (
        StaffSession.objects.select_related("staff")
        .filter(digest=digest(token, purpose=PURPOSE))
        .first()
    )
    if found is None:
        return None
    if _is_over(found, at) or not _may_go_on(found):
        end(found)
        return None
    if at - found.last_seen_at > BETWEEN_NOTES:
        StaffSession.objects.filter(pk=found.pk).update(last_seen_at=at)
    return found


def end(session: StaffSession) -> None:
    StaffSession.objects.filter(pk=session.pk).delete()


def of(staff: Staff) -> QuerySet[StaffSession]:
    """Where somebody is signed in, what was used last first."""
    return staff.sessions.exclude(proved_at=None).order_by("-last_seen_at", "-pk")


def end_all(staff: Staff, *, but: str = "") -> int:
    """End every session, but that of the digest; how many there were."""
    return staff.sessions.exclude(digest=but).delete()[0]


def keep_for_once(session: StaffSession, text: str) -> None:
    sealed = sealing.seal(text, purpose=SHOWN_ONCE)
    StaffSession.objects.filter(pk=session.pk).update(shown_once=sealed)


def take_once(session: StaffSession) -> str:
    """What was kept, the first time; nothing from then on."""
    sealed = session.shown_once
    taken = StaffSession.objects.filter(pk=session.pk, shown_once=sealed).update(shown_once="")
    return sealing.unseal(sealed, purpose=SHOWN_ONCE) if sealed and taken else ""


def delete_stale(*, at: datetime) -> int:
    over = StaffSession.objects.filter(last_seen_at__lte=at - settings.STAFF_IDLE_LIMIT)
    long = StaffSession.objects.filter(began_at__lte=at - settings.STAFF_LONGEST_SESSION)
    return (over | long).delete()[0]


def _is_over(session: StaffSession, at: datetime) -> bool:
    if session.proved_at is None:
        return at - session.began_at > SECOND_STEP_WITHIN
    idle, lasted = at - session.last_seen_at, at - session.began_at
    return idle > settings.STAFF_IDLE_LIMIT or lasted > settings.STAFF_LONGEST_SESSION


def _may_go_on(session: StaffSession) -> bool:
    """Whoever is setting up has no app yet."""
    return session.staff.enabled and (session.sets_up or session.staff.is_set_up)
