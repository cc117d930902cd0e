"""From where a request came: for the audit, and to slow down whoever guesses."""

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

# As some proxies write it: 203.0.113.9:4711, [2001:db8::1]:4711 or [2001:db8::1].
_WITH_PORT = re.compile(r"([0-9.]+):[0-9]+|\[([^\]]*)\](?::[0-9]+)?")


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
    claimed = claimed.strip()
    if with_port := _WITH_PORT.fullmatch(claimed):
        claimed = with_port[1] or with_port[2]
    try:
        # Without the zone of a link-local address, which may be any text of any length.
        return str(ipaddress.ip_address(claimed.partition("%")[0]))
    except ValueError:
        return ""
