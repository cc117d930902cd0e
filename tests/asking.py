"""Requests to a real portal: httpx, with time for a busy machine.

What it waits by itself, five seconds, says something of the machine, and nothing of the portal:
the first page for developers takes that long where two other tests and a browser are at work.
"""

from functools import partial

import httpx

PATIENCE = 60.0
"""Seconds."""
TRUSTED = httpx.create_ssl_context()
"""Made once: reading the certificates of the world costs more than most requests."""

get = partial(httpx.get, timeout=PATIENCE, verify=TRUSTED)
post = partial(httpx.post, timeout=PATIENCE, verify=TRUSTED)
put = partial(httpx.put, timeout=PATIENCE, verify=TRUSTED)
delete = partial(httpx.delete, timeout=PATIENCE, verify=TRUSTED)
request = partial(httpx.request, timeout=PATIENCE, verify=TRUSTED)
