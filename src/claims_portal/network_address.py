"""From where a request came: for the audit, and to slow down whoever guesses."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def network_address(request: HttpRequest) -> str:
    """The caller's IP address, or nothing where none can be told.

    Behind `settings.PROXIES` proxies of one's own it is the entry that the
    outermost of them added to X-Forwarded-For; what callers write there
    themselves stands further left and is not believed.
    """
    claimed = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= settings.PROXIES:
            claimed = forwarded[-settings.PROXIES]
    try:
        # Without the zone of a link-local address, which may be any text of any length.
        return str(ipaddress.ip_address(claimed.strip().partition("%")[0]))
    except ValueError:
        return ""
