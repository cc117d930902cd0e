"""What the log of requests keeps: what broke, and no answer that was meant."""

import logging
from http import HTTPStatus


class Broken(logging.Filter):
    """Keeps out 503: the portal is closed for the move, or a failure was ordered of a sandbox."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", None) != HTTPStatus.SERVICE_UNAVAILABLE
