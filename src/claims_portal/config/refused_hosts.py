"""A host name that the portal does not answer to is told in the log, a line a minute at most.

Anybody can send any name, so Django's record of each, with its traceback, would fill the
log. None at all would leave a name that PORTAL_ALLOWED_HOSTS lacks to be guessed from 400s.
"""

import logging
from time import monotonic

from django.http import HttpRequest
from django.http.request import split_domain_port

SECONDS_BETWEEN_LINES = 60.0
LONGEST_NAME = 253
LOGGER = "django.security.DisallowedHost"


class RefusedHosts(logging.Filter):
    """Makes Django's record one warning that says what to do; the rest of that minute is silent."""

    def __init__(self) -> None:
        super().__init__()
        self._silent_until = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        request: HttpRequest = record.request  # type: ignore[attr-defined]
        # Nothing where it is no name at all: that is no mistake of who runs the portal.
        name, _port = split_domain_port(request.META.get("HTTP_HOST", ""))
        if not 0 < len(name) <= LONGEST_NAME or monotonic() < self._silent_until:
            return False
        self._silent_until = monotonic() + SECONDS_BETWEEN_LINES
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.msg, record.args = (
            "Requests for the host %s are refused (400). If it is yours, "
            "PORTAL_ALLOWED_HOSTS must have it.",
            (name,),
        )
        record.exc_info = record.exc_text = None
        return True
