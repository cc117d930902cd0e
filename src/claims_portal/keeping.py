"""What a process knows of the database for some seconds, so that a request costs no query more."""

import time
from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

SECONDS_APART = 0.25
"""Longer than a page takes: of several things that are old at once it pays for one."""
Known = TypeVar("Known")


class Kept(Generic[Known]):
    """One such thing. The processes know of a change after so many seconds, or little more."""

    _last_read: ClassVar[float] = -SECONDS_APART

    def __init__(self, *, seconds: float) -> None:
        self.seconds = seconds
        self._known: tuple[float, Known] | None = None

    def get(self, read: Callable[[], Known]) -> Known:
        now = time.monotonic()
        if self._known is not None:
            at, known = self._known
            if now - at <= self.seconds or now - Kept._last_read < SECONDS_APART:
                return known
        known = read()
        self._known = now, known
        Kept._last_read = now
        return known

    def forget(self) -> None:
        """Ask the database again at the next call."""
        self._known = None
