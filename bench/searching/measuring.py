"""The run: load where it is missing, call every kind, tell times, sizes and plans."""

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from statistics import median, quantiles
from typing import Any
from unittest import mock

import msgspec
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rich.console import Console
from rich.table import Table
from tests import make

from bench.loading import _administer, _fingerprint, _move_to
from bench.searching import costs as index_costs
from bench.searching import load as loads
from bench.searching.kinds import KINDS, Kind, Values
from claims_portal import database
from claims_portal.accounts.models import User
from claims_portal.claims import worklist
from claims_portal.claims.search import pages
from claims_portal.claims.search.query import SearchQuery

TARGET_MS = 50
console = Console(width=110)


@dataclass
class Measured:
    kind: Kind
    ms: list[float] = field(default_factory=list)
    found: int = 0

    @property
    def p50(self) -> float:
        return median(self.ms)

    @property
    def p99(self) -> float:
        return quantiles(self.ms, n=100, method="inclusive")[98]


def measure(*, claims: int, rounds: int, plans: bool, costs: bool, worn: float) -> int:
    """Gives the exit code: 0 where every kind with a target kept to it."""
    _prepare(claims)
    loaded = loads.loaded()
    shares = ", ".join(f"{number:,} of {name}" for name, number in loaded.claims.items())
    console.print(f"{claims:,} claims: {shares}. Load average {os.getloadavg()[0]:.1f}.")
    if worn:
        console.print(f"{loads.wear(worn):,} claims changed since the last vacuum.")
    _call(KINDS[0], loaded.people[KINDS[0].who], 20)  # warms up
    measured = [_call(kind, loaded.people[kind.who], rounds) for kind in KINDS]
    measured += [_count(who, loaded.people[who], rounds) for who in ("CR handler", "COMP handler")]
    _tell(measured)
    _tell_sizes()
    if plans:
        for kind in KINDS:
            _tell_plan(kind, loaded.people[kind.who])
    if costs:
        index_costs.tell(console)
    late = [one for one in measured if one.p99 > TARGET_MS and not one.kind.informs]
    for one in late:
        console.print(f"[red]MISSED[/red]: {one.kind.name}: p99 {one.p99:.0f} ms")
    return 1 if late else 0


def _prepare(claims: int) -> None:
    """A database of this load; made where it is missing, or where its making has changed."""
    name = f"bench_search_{claims}_{_fingerprint()}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'bench_search_%%'", [])
        names = {found for (found,) in cursor.fetchall()}
    for old in {one for one in names if one.startswith(f"bench_search_{claims}_")} - {name}:
        _administer("DROP DATABASE {} WITH (FORCE)", old)
    if name not in names:
        console.print(f"Loading {claims:,} claims …")
        _administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", "bench_search_loading")
        home = connection.settings_dict["NAME"]
        _administer("CREATE DATABASE {}", "bench_search_loading")
        _move_to("bench_search_loading")
        loads.load(claims)
        _move_to(home)
        _administer("ALTER DATABASE {} RENAME TO {}", "bench_search_loading", name)
    _move_to(name)


def _call(kind: Kind, user: User, rounds: int) -> Measured:
    """The whole request by the API, as its server works on it."""
    random, values = Random(7), Values(user)  # noqa: S311 - the same draw in each run
    client = Client(headers={"host": "localhost"})
    headers = {
        "Authorization": f"Bearer {make.token(user.organisation)}", "Login-As": user.user_name,
    }  # fmt: skip
    measured = Measured(kind)
    for _ in range(max(3, rounds // kind.pages)):
        query, cursor = dict(kind.ask(random, values)), ""
        for _page in range(kind.pages):
            began = time.perf_counter()
            answer = client.get(
                "/api/v1/claims",
                {**query, **({"cursor": cursor} if cursor else {})},
                headers=headers,
            )
            measured.ms.append((time.perf_counter() - began) * 1000)
            told: dict[str, Any] = json.loads(answer.content)
            measured.found = len(told["claims"])
            cursor = told["nextCursor"] or ""
            if not cursor:
                break
    return measured


def _count(who: str, user: User, rounds: int) -> Measured:
    actor = user.as_actor()
    measured = Measured(Kind(f"counts by phase, {who}", who, lambda random, values: {}))
    for _ in range(rounds):
        began = time.perf_counter()
        counts = worklist.counts_by_phase(actor)
        measured.ms.append((time.perf_counter() - began) * 1000)
        measured.found = sum(counts.values())
    return measured


def _tell(measured: Sequence[Measured]) -> None:
    table = Table("kind", "who", "p50, ms", "p99, ms", "most, ms", "found", title="Server time")
    for one in measured:
        name = one.kind.name if not one.kind.informs else f"({one.kind.name})"
        times = (f"{ms:.1f}" for ms in (one.p50, one.p99, max(one.ms)))
        table.add_row(name, one.kind.who, *times, f"{one.found:,}")
    console.print(table)


def _tell_sizes() -> None:
    table = Table("table or index", "size", title="Sizes")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'claims_claim', pg_size_pretty(pg_relation_size('claims_claim')), 0 UNION ALL "
            "SELECT indexrelid::regclass::text, pg_size_pretty(pg_relation_size(indexrelid)), "
            "-pg_relation_size(indexrelid) FROM pg_index "
            "WHERE indrelid = 'claims_claim'::regclass ORDER BY 3, 1"
        )
        for name, size, _order in cursor.fetchall():
            table.add_row(name, size)
    console.print(table)


def _tell_plan(kind: Kind, user: User) -> None:
    """How PostgreSQL picks the claims of the first page."""
    asks = kind.ask(Random(7), Values(user))  # noqa: S311 - the same draw in each run
    query = msgspec.convert(asks, SearchQuery)
    actor = user.as_actor()
    with _statements() as asked:
        pages.page(actor, query)
    console.rule(f"{kind.name}, {kind.who}: {dict(asks)}")
    statement, parameters = next(one for one in asked if "claims_claim" in one[0])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {statement}", parameters)
        console.print(
            "\n".join(line for (line,) in cursor.fetchall()), markup=False, highlight=False
        )


@contextmanager
def _statements() -> Iterator[list[tuple[str, Any]]]:
    """The statements that are sent meanwhile, by either way to the database."""
    asked: list[tuple[str, Any]] = []
    send = database.rows

    def keep(statement: Any, parameters: Any) -> list[tuple[Any, ...]]:
        asked.append((statement, parameters))
        return send(statement, parameters)

    with mock.patch.object(database, "rows", keep), CaptureQueriesContext(connection) as captured:
        yield asked
    asked[:0] = [(one["sql"].replace("%", "%%"), None) for one in captured.captured_queries]
