"""What ends by itself is started again, and less and less often where that does not help."""

import subprocess
import sys
import time
from pathlib import Path

from claims_portal.config.supervisor import Supervised


def test_what_fails_at_once_is_tried_less_and_less_often(tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    failing = f"open({str(starts)!r}, 'a').write('x'); raise SystemExit(1)"
    one = Supervised("failing", [sys.executable, "-c", failing])
    end = time.monotonic() + 5
    while time.monotonic() < end:
        one.keep_running()
        time.sleep(0.05)
    one.stop()
    # At 0, 1 and 3 seconds; without the pauses there would be five.
    assert len(starts.read_text()) == 3


STOPPED_ANYWHERE = """
import signal, sys
from claims_portal.config import supervisor

supervisor.SECONDS_BETWEEN_LOOKS = 0.001
left = 0

def each_line(_frame, event, _argument):
    global left
    left -= event == "line"
    if left == 0:
        signal.raise_signal(signal.SIGTERM)
    return each_line

class Watched:
    def keep_running(self):
        sys.settrace(each_line)
    def stop(self):
        sys.settrace(None)

for line in range(1, 60):
    left = line
    supervisor.run([Watched()])
"""


def test_a_signal_at_whatever_line_stops_it() -> None:
    """The lines are those of whatever it waits with: some of them hold a lock."""
    subprocess.run([sys.executable, "-c", STOPPED_ANYWHERE], check=True, timeout=30)
