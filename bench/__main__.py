"""`make bench`: the portal and pgbench by turns; prints a table, writes build/bench.json."""

import sys

from bench.place import ROOT, STATE, prepared


def main() -> int:
    with prepared() as url:
        from bench.measuring import measure

        return measure(url, directory=STATE, result=ROOT / "build" / "bench.json")


sys.exit(main())
