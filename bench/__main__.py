"""`make bench`: the portal and pgbench by turns; prints a table, writes build/bench.json."""

import os
import sys
from pathlib import Path

from claims_portal.config.embedded_database import running

ROOT = Path(__file__).parent.parent
STATE = ROOT / "build" / "bench-state"


def main() -> int:
    for name in [name for name in os.environ if name.startswith("PORTAL_")]:
        del os.environ[name]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "claims_portal.config.settings",
        "PORTAL_ROOT": str(ROOT),
        "PORTAL_STATE_DIR": str(STATE),
    }
    with running(STATE) as url:
        os.environ["DATABASE_URL"] = url
        import django

        django.setup()
        from bench.measuring import measure

        return measure(url, directory=STATE, result=ROOT / "build" / "bench.json")


sys.exit(main())
