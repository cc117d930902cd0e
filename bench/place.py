"""Where the benchmarks run: settings of their own, and the embedded database of the load."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claims_portal.config.embedded_database import running

ROOT = Path(__file__).parent.parent
STATE = ROOT / "build" / "bench-state"


@contextmanager
def prepared(state: Path = STATE) -> Iterator[str]:
    """Django set up on the load's server while it lasts; gives the server's address."""
    for name in [name for name in os.environ if name.startswith("PORTAL_")]:
        del os.environ[name]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "claims_portal.config.settings",
        "PORTAL_ROOT": str(ROOT),
        "PORTAL_STATE_DIR": str(state),
    }
    with running(state) as url:
        os.environ["DATABASE_URL"] = url
        import django

        django.setup()
        yield url
