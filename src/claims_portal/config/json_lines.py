"""The log as one JSON object a line, for whatever collects logs (PORTAL_LOG_FORMAT=json)."""

import json
import logging
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """The same words as the plain lines, with the call's id: routes and codes, no persons."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "correlation": getattr(record, "correlation", "-"),
            "process": record.process,
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)
