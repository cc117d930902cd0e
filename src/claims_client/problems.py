"""What can go wrong with a call, as exceptions."""

from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True)
class Fault:
    """One fault: a JSON pointer into the body or a parameter, its code, and a sentence."""

    pointer: str
    code: str
    message: str


class Unreachable(Exception):
    """No answer came, after every retry that was safe. The call may have been done."""


class PortalProblem(Exception):
    """The portal refused the call (RFC 9457). `/developers/errors` explains each `kind`."""

    def __init__(self, answer: httpx.Response) -> None:
        told = _told(answer)
        self.type = str(told.get("type", "about:blank"))
        self.status = answer.status_code
        self.title = str(told.get("title", answer.reason_phrase))
        self.detail = str(told.get("detail", ""))
        self.errors = [
            Fault(str(one["pointer"]), str(one["code"]), str(one["message"]))
            for one in told.get("errors", ())
        ]
        self.activity_id: str | None = told.get("activityId")
        """The claim's activity now, where the one that was sent is stale."""
        self.phase: str | None = told.get("phase")
        self.correlation_id: str | None = answer.headers.get("X-Correlation-ID")
        super().__init__(self.status, self.type, self.title, self.detail)

    @property
    def kind(self) -> str:
        """The last part of `type`: `stale-activity`, `document-refused`."""
        return self.type.rpartition("#")[2]

    def __str__(self) -> str:
        faults = "".join(f"\n  {one.pointer}: {one.message} ({one.code})" for one in self.errors)
        call = f"\n  correlation id {self.correlation_id}" if self.correlation_id else ""
        return f"{self.status} {self.kind}: {self.detail or self.title}{faults}{call}"


def _told(answer: httpx.Response) -> dict[str, Any]:
    """The problem; nothing where something before the portal answered."""
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
