"""The cut-over beside a portal that runs: two processes, one database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests import asking
from tests.running.conftest import Running, recent_cnf, until

pytestmark = pytest.mark.running
COMMAND = (sys.executable, "-c", "from claims_portal.cli import main; main()")


def cutover(portal: Running, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "claims_portal.config.settings",
        "PORTAL_ROOT": str(portal.root),
        "PORTAL_STATE_DIR": str(portal.root / "state"),
    }
    return subprocess.run(
        [*COMMAND, "migrate", "cutover", *arguments],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def aborted_in_the_end(portal: Running) -> Iterator[None]:
    yield
    cutover(portal, "--abort")  # refused where the test came to its end
    until(portal.is_open, seconds=10, what="the portal opens")


@pytest.mark.usefixtures("aborted_in_the_end")
def test_the_portal_closes_beside_the_command_and_opens_again(portal: Running) -> None:
    now = datetime.now(UTC)
    with portal.caller("CR00101") as caller:
        assert caller.post("/claims", json=recent_cnf()).status_code == 201
        before = portal.query("SELECT id, phase, times_out_on FROM claims_claim ORDER BY id")
        done = cutover(
            portal, "--begin", "--closes-at", now.isoformat(),
            "--opens-at", (now + timedelta(hours=1)).isoformat(),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        for _ in range(10):
            refused = caller.post("/claims", json=recent_cnf())
            assert refused.status_code == 503
            assert 0 < int(refused.headers["Retry-After"]) <= 3600
        assert asking.get(f"{portal.url}/sign-in").status_code == 503
        assert asking.get(f"{portal.url}/healthz").status_code == 200
        page = asking.get(f"{portal.url}/developers")
        style = page.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
        assert asking.get(portal.url + style).status_code == 200
        again = cutover(portal, "--begin")
        assert again.returncode == 0
        assert "snapshot: done before" in again.stderr
        assert cutover(portal, "--abort").returncode == 0
        until(lambda: caller.get("/claims").status_code == 200, seconds=10, what="the portal opens")
        after = portal.query("SELECT id, phase, times_out_on FROM claims_claim ORDER BY id")
        assert after == before
