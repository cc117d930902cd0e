"""`python -m bench.users`: server time of a page of the list of users, with 5,000 of them.

The application is called as a server calls it, in this process: the figures are
what the portal and its database take, without a network.
"""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from rich.console import Console

from claims_portal.config.embedded_database import running

ROOT = Path(__file__).parent.parent
STATE = ROOT / "build" / "bench-state"
DATABASE = "bench_users"
USERS = 5_000
ROUNDS = 40
TARGET_MS = 50
PAGES: Sequence[dict[str, str]] = (
    {},
    {"page": "100"},
    {"sort": "name"},
    {"sort": "-last-used", "page": "50"},
    {"sort": "state", "state": "unverified"},
    {"search": "surname42 example"},
    {"profile": "cr-rta-claim-handler", "branch": "001", "verified": "yes"},
)


def main() -> int:
    """Gives the exit code: 0 where every page keeps to the target."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PORTAL_ROOT": str(ROOT),
        "PORTAL_STATE_DIR": str(STATE),
    }
    with running(STATE) as url:
        os.environ["DATABASE_URL"] = url
        import django

        django.setup()
        _new_database()
        return _measure()


def _new_database() -> None:
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()
    connection.settings_dict["NAME"] = DATABASE
    call_command("migrate", verbosity=0, interactive=False)


def _measure() -> int:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(_load())
    console, slowest = Console(), 0.0
    for asked in PAGES:
        took = sorted(_milliseconds(client, asked) for _ in range(ROUNDS))
        slowest = max(slowest, median(took))
        told = urlencode(asked) or "first page"
        console.print(f"{told}: median {median(took):.1f} ms, slowest {took[-1]:.1f} ms")
    console.print(f"{USERS:,} users, target {TARGET_MS} ms: slowest median {slowest:.1f} ms")
    return 0 if slowest < TARGET_MS else 1


def _load() -> object:
    """An organisation of 5,000 beside another of as many, each account with two profiles."""
    from tests import make

    from claims_portal import clock
    from claims_portal.accounts.models import User, UserProfile
    from claims_portal.accounts.profiles import Profile

    now, boss = clock.now(), None
    for code in ("CR00101", "CR00102"):
        firm = make.organisation(code)
        admin = make.user(firm, Profile.CR_ADMINISTRATOR, user_name=f"ADMIN-{code}")
        boss = boss or admin
        users = User.objects.bulk_create(
            User(
                user_name=f"{code}-{number:05d}", organisation=firm, branch=firm.branches.first(),
                forename=f"Forename{number % 97}", surname=f"Surname{number % 301}",
                email=f"person{number}@{code.lower()}.example.com",
                email_verified_at=now if number % 3 else None,
                enabled=bool(number % 7), expires_on=admin.expires_on, created_at=now,
                disabled_because="" if number % 7 else "unused",
                last_used_at=now if number % 5 else None,
            )
            for number in range(USERS)
        )  # fmt: skip
        UserProfile.objects.bulk_create(
            UserProfile(user=user, profile=profile.value)
            for user in users
            for profile in (Profile.CR_RTA_CLAIM_HANDLER, Profile.SEARCH_ARCHIVED_CLAIMS)
        )
    return boss


def _milliseconds(client: object, asked: dict[str, str]) -> float:
    begun = time.perf_counter()
    answer = client.get("/administration/users", asked)  # type: ignore[attr-defined]
    took = (time.perf_counter() - begun) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"{asked}: {answer.status_code}")
    return took


if __name__ == "__main__":
    sys.exit(main())
