"""What ends by itself is started again, and less and less often where that does not help."""

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
