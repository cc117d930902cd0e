"""PostgreSQL's own programs: those of the embedded server, or those on the PATH."""

import os
import shutil
import subprocess
from collections.abc import Sequence

from claims_portal.config.embedded_database import programs


class ProgramFailed(Exception):
    """What the program said."""


def run(name: str, arguments: Sequence[str], *, url: str) -> str:
    """Run one on the database of this address; what it wrote."""
    found = shutil.which(name) if os.environ.get("PORTAL_PG_PROGRAMS") == "path" else None
    program = found or str(programs() / name)
    done = subprocess.run(  # noqa: S603 - the server's own program
        [program, *arguments, "--dbname", url], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ProgramFailed(f"{name} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout
