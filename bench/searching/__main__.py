"""`python -m bench.searching`: server time of lists and searches, index sizes, query plans.

The application is called as a server calls it, in this process: the figures are what
the portal and its database take, without a network. The load is kept between runs.
"""

import argparse
import os
import sys
from pathlib import Path

from claims_portal.config.embedded_database import running

ROOT = Path(__file__).parent.parent.parent
STATE = ROOT / "build" / "bench-state"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.searching", description=__doc__)
    parser.add_argument("--claims", type=int, default=5_000_000, help="how many (%(default)s)")
    parser.add_argument("--rounds", type=int, default=200, help="calls of a kind (%(default)s)")
    parser.add_argument("--plans", action="store_true", help="print each query plan")
    parser.add_argument("--costs", action="store_true", help="measure what each index costs")
    parser.add_argument(
        "--worn", type=float, default=0.0, help="share of claims changed since the last vacuum"
    )
    given = parser.parse_args()
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
        from bench.searching.measuring import measure

        return measure(
            claims=given.claims, rounds=given.rounds, plans=given.plans, costs=given.costs,
            worn=given.worn,
        )  # fmt: skip


sys.exit(main())
