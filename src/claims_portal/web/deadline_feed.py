"""A deadline feed as calendar programs read it: RFC 5545, at a secret address."""

import hashlib
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from claims_portal import clock
from claims_portal.claims import deadline_feeds
from claims_portal.claims.deadline_feeds import Feed, FeedDeadline

REFRESH = timedelta(hours=1)


@login_not_required
@require_safe
def deadline_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """404 for every address that leads nowhere: never made, renewed, revoked, account disabled."""
    feed = deadline_feeds.read(secret, at=clock.now())
    if feed is None:
        raise Http404
    content = calendar_of(feed)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in [one.removeprefix("W/") for one in known]:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


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
