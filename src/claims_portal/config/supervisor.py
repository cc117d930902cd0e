"""Keeps the portal's processes running: the web server and the worker.

A process that ends by itself is started again; a signal ends all of them, and so
does the end of the supervisor itself.
"""

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from claims_portal.config.launcher import launched

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
SECONDS_TO_STOP = 5
"""After each of the signals; then a process is killed."""
SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_BETWEEN_STARTS = 1.0
MOST_SECONDS_BETWEEN_STARTS = 32.0
SECONDS_OF_A_GOOD_START = 10.0
"""What did not live for so long waits twice as long as before until it is started again."""


@dataclass
class Supervised:
    """A command that is kept running."""

    name: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = field(default=0.0)
    environment: Mapping[str, str] = field(default_factory=dict)
    """What it has otherwise than the supervisor."""
    pause: float = field(default=SECONDS_BETWEEN_STARTS)
    """Seconds from the last start to the next."""

    def keep_running(self) -> None:
        if self.process is not None and self.process.poll() is None:
            return
        now = time.monotonic()
        if now - self.started < self.pause:
            return
        if now - self.started < self.pause + SECONDS_OF_A_GOOD_START:
            self.pause = min(2 * self.pause, MOST_SECONDS_BETWEEN_STARTS)
        else:
            self.pause = SECONDS_BETWEEN_STARTS
        self.started = now
        self._kill_group()
        # A session of its own: Ctrl-C reaches the supervisor alone, which ends the rest in order.
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            launched(self.command),
            start_new_session=True,
            env=os.environ | self.environment,
        )

    def stop(self) -> None:
        """End it in order; one that was still starting may miss the first signal."""
        if self.process is None:
            return
        for number in STOP_SIGNALS:
            if self.process.poll() is None:
                self.process.send_signal(number)
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(SECONDS_TO_STOP)
        self._kill_group()
        self.process.wait()

    def _kill_group(self) -> None:
        """A killed process leaves children that nobody leads any more; they go too."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def run(supervised: list[Supervised]) -> None:
    """Run until SIGINT or SIGTERM; then stop all, last started first."""
    # No threading.Event: the signal may come while this thread holds its lock, and wait for ever.
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in STOP_SIGNALS:
        signal.signal(number, stop)
    try:
        while not stopping:
            for one in supervised:
                one.keep_running()
            time.sleep(SECONDS_BETWEEN_LOOKS)
    finally:
        for one in reversed(supervised):
            one.stop()
