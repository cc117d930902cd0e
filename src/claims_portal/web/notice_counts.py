"""How many notices an account has, for the menu of every page: counted once a minute."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.claims import inbox

COUNTED = "notices"
"""The session's key: whose they are, how many, and when that was."""
SECONDS_BETWEEN_COUNTS = 60


def label(request: HttpRequest, actor: Actor) -> str:
    """The menu's words for the inbox."""
    number = _count(request, actor)
    if not number:
        return _("Notices")
    shown = f"{number}" if number < inbox.MOST_COUNTED else f"{inbox.MOST_COUNTED - 1}+"
    return _("Notices (%(number)s)") % {"number": shown}


def forget(request: HttpRequest) -> None:
    """Count anew on the next page: something was cleared just now."""
    request.session.pop(COUNTED, None)


def _count(request: HttpRequest, actor: Actor) -> int:
    at = clock.now()
    owner, number, counted_at = request.session.get(COUNTED, (0, 0, 0.0))
    age = at.timestamp() - counted_at
    if owner == actor.user_pk and 0 <= age < SECONDS_BETWEEN_COUNTS:
        return int(number)
    number = inbox.count(actor, at=at)
    request.session[COUNTED] = [actor.user_pk, number, at.timestamp()]
    return number
