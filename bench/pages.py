"""`python -m bench.pages`: server time, statements and size of the main pages among 200,000 claims.

Each page is called as a server calls it, in this process, by people of several organisations;
wall time, the database's included. Writes build/pages.json; ends with 1 where a target is missed.
"""

import gzip
import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from bench.place import ROOT, prepared

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = 300
WARM_UP = 50
"""Calls: one of each organisation, so that its pages of the database are in memory."""
COUNTED = 5
MOST_P99_MS = 100.0
MOST_STATEMENTS = 15
MOST_PACKED_KB = 30.0
"""Of a page itself; style and script come once, and are kept."""


def main() -> int:
    with prepared():
        from bench import loading
        from claims_portal.config import garbage

        loading.prepare_database()
        calls_of = pages()
        garbage.look_seldom()
        figures = {name: measured(calls) for name, calls in calls_of.items()}
    (ROOT / "build" / "pages.json").write_text(json.dumps(figures, indent=2) + "\n")
    print(f"{'page':<22}{'p50, ms':>9}{'p99, ms':>9}{'statements':>12}{'KB packed':>11}")
    missed = []
    for name, one in figures.items():
        line = (one["p50_ms"], one["p99_ms"], one["statements"], one["packed_kb"])
        print(f"{name:<22}{line[0]:>9.1f}{line[1]:>9.1f}{line[2]:>12}{line[3]:>11.1f}")
        most = (MOST_P99_MS, MOST_STATEMENTS, MOST_PACKED_KB)
        missed += [name for found, wanted in zip(line[1:], most, strict=True) if found > wanted]
    if missed:
        print("MISSED:", ", ".join(dict.fromkeys(missed)))
    return 1 if missed else 0


def pages() -> dict[str, Iterator[Callable[[], Any]]]:
    """By name: calls without end, each of another organisation."""
    from bench.loading import ORGANISATIONS, REPRESENTATIVES
    from claims_portal.claims.models import Claim

    firms = range(1, REPRESENTATIVES + 1)
    insurers = range(REPRESENTATIVES + 1, ORGANISATIONS + 1)
    everybody = [*firms, *insurers]
    handlers = {code: signed_in(str(code)) for code in everybody}
    leaders = {code: signed_in(f"LEADER{code}") for code in everybody}

    def same(clients: "dict[int, Client]", path: str) -> Iterator[Callable[[], Any]]:
        return cycle([lambda one=one: one.get(path) for one in clients.values()])

    def of_claims(path: str, phase: str) -> Iterator[Callable[[], Any]]:
        calls = []
        for code in firms:
            claim = Claim.objects.filter(representative__code=str(code), phase=phase).first()
            if claim is not None:
                where = path.format(claim.pk)
                calls.append(lambda code=code, where=where: handlers[code].get(where))
        return cycle(calls)

    settled = "Stage2SettlementPackConfirmationEnd"
    return {
        "worklist": same(handlers, "/"),
        "all claims": same(handlers, "/claims"),
        "search by surname": same(handlers, "/claims?surname=Boateng"),
        "claim, just sent": of_claims("/claims/{}", "ClaimSubmitted"),
        "claim, settled": of_claims("/claims/{}", settled),
        "compared documents": of_claims("/claims/{}/compare", settled),
        "new claim": same({code: handlers[code] for code in firms}, "/claims/new"),
        "notices": same(handlers, "/notices"),
        "team": same(leaders, "/team"),
        "own figures": same(leaders, "/own-figures"),
        "own account": same(handlers, "/account"),
        "help": same(handlers, "/help/"),
        "public figures": same(handlers, "/figures"),
        "developers": same(handlers, "/developers"),
    }


def signed_in(user_name: str) -> "Client":
    from django.test import Client

    from claims_portal import clock
    from claims_portal.accounts import web_sessions
    from claims_portal.accounts.models import User
    from claims_portal.web.sessions import LAST_SEEN_AT, SIGNED_IN_AT

    client = Client(SERVER_NAME="localhost")
    account, at = User.objects.get(user_name=user_name), clock.now()
    client.force_login(account)
    # What a sign-in notes of its session, which would else be left to the first page.
    session = client.session
    session[SIGNED_IN_AT] = session[LAST_SEEN_AT] = at.timestamp()
    session.save()
    key = session.session_key or ""
    web_sessions.begin(account, key, signed_in_at=at, at=at, address="127.0.0.1", browser="")
    return client


def measured(calls: Iterator[Callable[[], Any]]) -> dict[str, float]:
    """Of some rounds: times, the most statements, the largest answer packed."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken, statements, packed = [], 0, 0
    for number in range(WARM_UP + ROUNDS):
        call = next(calls)
        if number < WARM_UP - COUNTED:
            call()
            continue
        if number < WARM_UP:
            with CaptureQueriesContext(connection) as asked:
                answer = call()
            if answer.status_code != 200:
                raise RuntimeError(f"{answer.request['PATH_INFO']} answered {answer.status_code}")
            statements = max(statements, len(asked))
            packed = max(packed, len(gzip.compress(answer.content)))
            continue
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1e3)
    return {
        "p50_ms": round(median(taken), 1),
        "p99_ms": round(quantiles(taken, n=100)[98], 1),
        "statements": statements,
        "packed_kb": round(packed / 1000, 1),
    }


if __name__ == "__main__":
    sys.exit(main())
