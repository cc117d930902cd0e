"""`claims-portal`: every command of the portal behind one name.

A command is a Django command; dashes may be written for underscores. Without
DATABASE_URL the embedded PostgreSQL is started for as long as the command runs.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

WITHOUT_DATABASE = {"help", "collectstatic", "demo_claim", "write_docs", "--help", "--version"}


def main(arguments: list[str] | None = None) -> None:
    given = sys.argv[1:] if arguments is None else arguments
    command, *rest = given or ["help"]
    command = command.replace("-", "_") if not command.startswith("-") else command
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_portal.config.settings")
    with ExitStack() as stack:
        if not os.environ.get("DATABASE_URL") and command not in WITHOUT_DATABASE:
            stack.enter_context(_embedded_database())
        from django.core.management import execute_from_command_line

        execute_from_command_line(["claims-portal", command, *rest])


@contextmanager
def _embedded_database() -> Iterator[None]:
    """Sets DATABASE_URL to the embedded server while it lasts."""
    from claims_portal.config.embedded_database import running

    root = Path(os.environ.get("PORTAL_ROOT", str(Path.cwd())))
    state_dir = Path(os.environ.get("PORTAL_STATE_DIR", str(root / "var")))
    with running(state_dir) as url:
        os.environ |= {"DATABASE_URL": url, "PORTAL_EMBEDDED_DATABASE": "yes"}
        yield
