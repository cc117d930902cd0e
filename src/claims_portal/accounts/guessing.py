"""Failed steps of signing in, counted by where they came from, whoever they were about.

A password, a second factor, a mailed code or link that was wrong; and every code
asked for by the forgotten-password page, which does not tell whether it was right
to ask. Too many from one network address, and the address waits. A success
forgets nothing: whoever has one account of their own must not guess at others.
"""

import ipaddress
import math
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from claims_portal.accounts.models import FailedSignIn

FORGOTTEN_AFTER = timedelta(days=1)
PREFIX_OF_ONE_SUBSCRIBER = 64
"""So much of an IPv6 address is one line; the rest its owner may choose at will."""


def note_failure(address: str, *, at: datetime) -> None:
    if counted := _counted(address):
        FailedSignIn.objects.create(from_address=counted, at=at)


@transaction.atomic
def reserve(address: str, *, at: datetime) -> FailedSignIn | int | None:
    """A failure noted before the step is looked at, or the seconds that the address must wait.

    Of many at once each sees those before it; `release` it where the step was none.
    None where the address cannot be told.
    """
    if not (counted := _counted(address)):
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('guessing'), hashtext(%s))", [counted]
        )
    seconds = seconds_to_wait(address, at=at)
    return seconds or FailedSignIn.objects.create(from_address=counted, at=at)


def release(reserved: FailedSignIn) -> None:
    FailedSignIn.objects.filter(pk=reserved.pk).delete()


def take_back(address: str, *, at: datetime) -> None:
    """What was asked for proved to be one's own: the newest failure was none.

    Or a firm whose people all come from one network address could not let them sign in
    for the first time on one morning. A guesser gains nothing: it takes a right code.
    """
    since = at - settings.SIGN_IN_FAILURES_COUNTED_FOR
    counted = FailedSignIn.objects.filter(from_address=_counted(address), at__gt=since)
    newest = counted.order_by("-at").values_list("pk", flat=True)[:1]
    FailedSignIn.objects.filter(pk__in=list(newest)).delete()


def seconds_to_wait(address: str, *, at: datetime) -> int:
    """How long the address must wait before it may try again; 0 where it need not.

    A request whose address cannot be told is not slowed down here: all such would
    stand for each other. The limit of each account holds for it.
    """
    window = settings.SIGN_IN_FAILURES_COUNTED_FOR
    failures = FailedSignIn.objects.filter(from_address=_counted(address), at__gt=at - window)
    newest_first = failures.order_by("-at").values_list("at", flat=True)
    limit = settings.SIGN_IN_FAILURES_FROM_AN_ADDRESS
    decisive = list(newest_first[limit - 1 : limit]) if _counted(address) else []
    return math.ceil((decisive[0] + window - at).total_seconds()) if decisive else 0


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
