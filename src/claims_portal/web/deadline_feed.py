"""A deadline feed as calendar programs read it: RFC 5545, at a secret address."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.claims import deadline_feeds


@login_not_required
@require_safe
def deadline_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """404 for every address that leads nowhere: never made, renewed, revoked, account disabled."""
    feed = deadline_feeds.read(secret, at=clock.now())
    if feed is None:
        raise Http404
    # Here, as icalendar is slow to import and no other page needs it.
    from claims_portal.web.deadline_calendar import calendar_of

    content = calendar_of(feed)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in [one.removeprefix("W/") for one in known]:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
