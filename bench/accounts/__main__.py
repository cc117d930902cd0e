"""Two runs, of a hundredth of the accounts and of all of them; writes build/accounts.json."""

import argparse
import sys

from bench.accounts import duck
from bench.place import ROOT, prepared


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m bench.accounts")
    arguments.add_argument("--accounts", type=int, default=100_000)
    arguments.add_argument("--organisations", type=int, default=3_000)
    arguments.add_argument("--profile", action="store_true", help="tell where the time goes")
    arguments.add_argument("--part", choices=["portal", "duck"], help=argparse.SUPPRESS)
    arguments.add_argument("--file", default="", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.part == "duck":
        return duck.run(given.file)
    if given.part == "portal":
        import django

        django.setup()
        from bench.accounts import portal

        return portal.run(given.file, profile=given.profile)
    with prepared(ROOT / "build" / "bench-accounts" / "state"):
        from bench.accounts import running

        return running.measure(
            given.accounts, given.organisations, profile=given.profile,
            result=ROOT / "build" / "accounts.json",
        )  # fmt: skip


sys.exit(main())
