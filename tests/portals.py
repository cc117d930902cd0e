"""Where the real portals of tests begin: with a copy of a state that was made once in this run.

A first start makes a hundred tables and hashes the passwords of the demo, which takes longer
than all else of it. The tests start a dozen portals; each begins as if it had been started
before, but for those that begin with nothing on purpose.
"""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SHARED = "PORTAL_TESTS_SHARE"
"""Names the directory that the processes of this run share; it is gone in the end."""
PROGRAM = (sys.executable, "-c", "from claims_portal.cli import main; main()")
BANNER_ENDS = b"Stop with Ctrl-C"


def shared() -> Path:
    return Path(os.environ[SHARED])


@contextmanager
def turn(name: str) -> Iterator[None]:
    """Of the processes of this run one at a time."""
    with (shared() / f"{name}.turn").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def begin_started(state: Path, *, sandbox: bool) -> None:
    """The state of a demo portal that was started and stopped again, in a new directory."""
    name = "sandbox" if sandbox else "portal"
    made = _made_once(name, lambda root: _start_and_stop(root, sandbox=sandbox))
    _copy(made / "state", state)


def _made_once(name: str, make: Callable[[Path], None]) -> Path:
    made = shared() / name
    with turn(name):
        if not made.exists():
            unfinished = shared() / f"{name}.unfinished"
            unfinished.mkdir(mode=0o755)
            make(unfinished)
            unfinished.rename(made)
    return made


def _make_tables(root: Path) -> None:
    arguments = [*PROGRAM, "migrate", "--no-input", "-v0"]
    subprocess.run(arguments, env=_surroundings(root), check=True, timeout=300)
    # A killed portal loses nothing by it, only a machine that loses its power.
    with (root / "state" / "postgres" / "postgresql.conf").open("a") as settings:
        settings.write("fsync = off\n")


def _start_and_stop(root: Path, *, sandbox: bool) -> None:
    _copy(_made_once("tables", _make_tables) / "state", root / "state")
    environment = _surroundings(root) | {
        "PORT": "0",
        "PORTAL_SANDBOX": "yes" if sandbox else "no",
        "PORTAL_SANDBOX_CLAIMS": "no",
        "PORTAL_WEB_PROCESSES": "1",
    }
    with subprocess.Popen([*PROGRAM, "serve"], env=environment, stdout=subprocess.PIPE) as serving:
        assert serving.stdout is not None
        assert any(BANNER_ENDS in line for line in serving.stdout), "it never came to its banner"
        serving.send_signal(signal.SIGINT)
    assert not (root / "state" / "postgres" / "postmaster.pid").exists()


def _surroundings(root: Path) -> dict[str, str]:
    # Those of the tests beside, which have a server and settings of their own.
    of_tests = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORTAL_SECRET_KEY")
    kept = {name: value for name, value in os.environ.items() if name not in of_tests}
    return kept | {
        "PORTAL_DEMO": "yes", "PORTAL_ROOT": str(root), "PORTAL_STATE_DIR": str(root / "state"),
    }  # fmt: skip


def _copy(state: Path, to: Path) -> None:
    """With the owners of the files: for root, PostgreSQL runs as another user."""
    subprocess.run(["cp", "-a", str(state), str(to)], check=True)
