"""Failed steps of signing in, counted by where they came from, whoever they were about.

A password, a second factor, a mailed code or link that was wrong; and every code
asked for by the forgotten-password page, which does not tell whether it was right
to ask. Too many from one network address, and the address waits. A success
forgets nothing: whoever has one account of their own must not guess at others.
"""

import ipaddress
import math
from datetime import datetime, timedelta
from typing import LiteralString

from django.conf import settings
from django.db import transaction

from claims_portal import database
from claims_portal.accounts.models import FailedSignIn

FORGOTTEN_AFTER = timedelta(days=1)
PREFIX_OF_ONE_SUBSCRIBER = 64
"""So much of an IPv6 address is one line; the rest its owner may choose at will."""

# A statement of its own: only the next one sees what those noted who were waited for.
LET_OTHERS_FINISH: LiteralString = """
SELECT pg_advisory_xact_lock(hashtext('guessing'), hashtext(%(address)s))
"""
# The failure that must be forgotten first, once there are too many; else one more.
RESERVE: LiteralString = """
WITH decisive AS (
    SELECT at FROM accounts_failedsignin
    WHERE from_address = %(address)s AND at > %(since)s
    ORDER BY at DESC OFFSET %(limit)s - 1 LIMIT 1
), reserved AS (
    INSERT INTO accounts_failedsignin (from_address, at)
    SELECT %(address)s, %(at)s WHERE NOT EXISTS (SELECT FROM decisive)
    RETURNING id
)
SELECT (SELECT id FROM reserved), (SELECT at FROM decisive)
"""
RELEASE: LiteralString = "DELETE FROM accounts_failedsignin WHERE id = %(reserved)s RETURNING id"


def note_failure(address: str, *, at: datetime) -> None:
    if counted := _counted(address):
        FailedSignIn.objects.create(from_address=counted, at=at)


@transaction.atomic
def reserve(address: str, *, at: datetime) -> FailedSignIn | int | None:
    """A failure noted before the step is looked at, or the seconds that the address must wait.

    Of many at once each sees those before it; `release` it where the step was none.
    None where the address cannot be told: all such would stand for each other, so
    that nobody is slowed down here. The limit of each account holds for them.
    """
    if not (counted := _counted(address)):
        return None
    window = settings.SIGN_IN_FAILURES_COUNTED_FOR
    limit = settings.SIGN_IN_FAILURES_FROM_AN_ADDRESS
    asked = {"address": counted, "at": at, "since": at - window, "limit": limit}
    database.rows(LET_OTHERS_FINISH, asked)
    reserved_pk, decisive_at = database.rows(RESERVE, asked)[0]
    if reserved_pk is None:
        wait: timedelta = decisive_at + window - at
        return math.ceil(wait.total_seconds())
    return FailedSignIn(pk=reserved_pk, from_address=counted, at=at)


def release(reserved: FailedSignIn) -> None:
    database.rows(RELEASE, {"reserved": reserved.pk})


def take_back(address: str, *, at: datetime) -> None:
    """What was asked for proved to be one's own: the newest failure was none.

    Or a firm whose people all come from one network address could not let them sign in
    for the first time on one morning. A guesser gains nothing: it takes a right code.
    """
    since = at - settings.SIGN_IN_FAILURES_COUNTED_FOR
    counted = FailedSignIn.objects.filter(from_address=_counted(address), at__gt=since)
    newest = counted.order_by("-at").values_list("pk", flat=True)[:1]
    FailedSignIn.objects.filter(pk__in=list(newest)).delete()


def forget_old(*, at: datetime) -> int:
    return FailedSignIn.objects.filter(at__lte=at - FORGOTTEN_AFTER).delete()[0]


def _counted(address: str) -> str:
    if not address:
        return ""
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, PREFIX_OF_ONE_SUBSCRIBER), strict=False))
