"""A deadline feed as the bytes that calendar programs read: RFC 5545."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from claims_portal.claims.deadline_feeds import Feed, FeedDeadline

REFRESH = timedelta(hours=1)


def calendar_of(feed: Feed) -> bytes:
    """The same bytes as long as the deadlines are the same."""
    calendar = Calendar()
    calendar.add("prodid", "-//Claims Portal//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Claims Portal: %(scope)s") % {"scope": feed.scope.label})
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for one in feed.deadlines:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def _event(deadline: FeedDeadline) -> Event:
    limit = deadline.phase.limit.name if deadline.phase.limit else deadline.phase.name
    event = Event()
    host = urlsplit(settings.BASE_URL).hostname
    event.add("uid", f"{deadline.application_id}.{deadline.phase.code}@{host}")
    event.add("dtstamp", deadline.changed_at)
    event.add("dtstart", deadline.last_day)
    event.add("transp", "TRANSPARENT")
    event.add(
        "summary", _("Claim %(id)s: %(limit)s") % {"id": deadline.application_id, "limit": limit}
    )
    told = [
        _("Phase: %(phase)s") % {"phase": deadline.phase.name},
        _("Last day to act; times out at the end of it."),
    ]
    if deadline.reference:
        told.insert(0, _("Your reference: %(reference)s") % {"reference": deadline.reference})
    event.add("description", "\n".join(told))
    event.add("url", settings.BASE_URL + reverse("claim", args=[deadline.claim_pk]))
    return event
