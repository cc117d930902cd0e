"""`claims-portal`: every command of the portal behind one name.

A command is a Django command; dashes may be written for underscores. `migrate` with
one of MIGRATIONS after it is a command of its own (`migrate claims DIR`); `migrate`
alone makes the tables, as Django's does. Without DATABASE_URL the embedded PostgreSQL
is started for as long as the command runs.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

WITHOUT_DATABASE = {
    "help", "collectstatic", "convert", "demo_claim", "demo_code", "release_api",
    "write_docs",
    "--help", "--version",
}  # fmt: skip
CHECKED = {"serve"}
"""Before these Django's system checks are made, which read every page of the portal; `check`
and `migrate` make their own. What is typed often, and the workers, start twice as fast without."""
MIGRATIONS = {"accounts", "claims", "combine", "cutover", "readiness"}
"""What is moved from the old platform: `migrate claims` is the command `migrate_claims`.

Django's way to migrate the tables of the app `claims` alone is `migrate --no-input claims`.
"""


def main(arguments: list[str] | None = None) -> None:
    command, *rest = command_of(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_portal.config.settings")
    if command == "serve" and "--sandbox" in rest:
        # Before the settings are read; the processes that it starts read it too.
        os.environ["PORTAL_SANDBOX"] = "yes"
    with ExitStack() as stack:
        if not os.environ.get("DATABASE_URL") and command not in WITHOUT_DATABASE:
            stack.enter_context(_embedded_database())
        from django.core.management import BaseCommand, execute_from_command_line
        from django.db import ProgrammingError

        if command not in CHECKED:
            BaseCommand.requires_system_checks = []
        try:
            execute_from_command_line(["claims-portal", command, *rest])
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read it has seen enough (`| head`).
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except ProgrammingError:
            from claims_portal.config import tables

            if tables.are_ready():
                raise
            sys.exit(tables.NOT_READY)


def command_of(given: list[str]) -> list[str]:
    """The Django command that is meant, and its arguments."""
    command, *rest = given or ["help"]
    if command == "migrate" and rest and rest[0] in MIGRATIONS:
        command, *rest = f"migrate_{rest[0]}", *rest[1:]
    return [command if command.startswith("-") else command.replace("-", "_"), *rest]


@contextmanager
def _embedded_database() -> Iterator[None]:
    """Sets DATABASE_URL to the embedded server while it lasts."""
    from claims_portal.config.embedded_database import running

    root = Path(os.environ.get("PORTAL_ROOT", str(Path.cwd())))
    state_dir = Path(os.environ.get("PORTAL_STATE_DIR", str(root / "var")))
    with running(state_dir) as url:
        os.environ |= {"DATABASE_URL": url, "PORTAL_EMBEDDED_DATABASE": "yes"}
        yield
