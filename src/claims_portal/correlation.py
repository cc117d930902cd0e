"""The id by which a call is found again: in its answer, in the log, in the event it brought.

Whoever calls may choose it (X-Correlation-ID, or the trace of a W3C traceparent); otherwise
the portal makes one.
"""

import re
import secrets
from contextvars import ContextVar, Token

LONGEST = 64
_CHOSEN = re.compile(rf"[A-Za-z0-9._~-]{{1,{LONGEST}}}")
_TRACE = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
_current: ContextVar[str] = ContextVar("correlation", default="")


def chosen(correlation_id: str, traceparent: str) -> str:
    """The id that a caller chose, if it is one; else a new one."""
    if _CHOSEN.fullmatch(correlation_id):
        return correlation_id
    trace = _TRACE.fullmatch(traceparent)
    return trace[1] if trace else secrets.token_hex(16)


def current() -> str:
    """Of the call that is being answered; empty where there is none."""
    return _current.get()


def begin(correlation_id: str) -> Token[str]:
    return _current.set(correlation_id)


def end(begun: Token[str]) -> None:
    _current.reset(begun)
