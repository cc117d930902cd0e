"""Requests to a real portal: httpx, with time for a busy machine.

What it waits by itself, five seconds, says something of the machine, and nothing of the portal:
the first page for developers takes that long where two other tests and a browser are at work.
"""

from functools import partial

import httpx

PATIENCE = 60.0
"""Seconds."""

get = partial(httpx.get, timeout=PATIENCE)
post = partial(httpx.post, timeout=PATIENCE)
put = partial(httpx.put, timeout=PATIENCE)
delete = partial(httpx.delete, timeout=PATIENCE)
request = partial(httpx.request, timeout=PATIENCE)
