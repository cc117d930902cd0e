"""Calls the pages of a row and takes the figures."""

import gzip
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.pages.table import Row
from tests.pages.world import World

from bench.pages.targets import Figures

LEAST_WARM_UP = 10
LOADED = re.compile(r'(?:href|src)="/static/([^"]+)"')


class NoPage(Exception):
    """Something else was answered than a page, or there is none to call."""


@dataclass(frozen=True)
class Call:
    browser: Client
    path: str

    def __call__(self) -> Any:
        return self.browser.get(self.path)


@dataclass(frozen=True)
class Timed:
    wall_ms: float
    cpu_ms: float


def measured(row: Row, worlds: Sequence[World], number: int) -> Figures:
    """Every page of the row is called once, and looked at; then so many calls are timed, over
    all its pages in an order that is the same in each run."""
    calls = [Call(one.browser(row.who), path) for one in worlds for path in one.pages(row)]
    if not calls:
        raise NoPage(f"There is no page of {row.name}")
    random.Random(row.name).shuffle(calls)  # noqa: S311 - nothing secret
    seen = [_looked_at(call) for call in calls]
    again = cycle(calls)
    for call in islice(again, max(0, LEAST_WARM_UP - len(calls))):
        call()
    timed = [_timed(call) for call in islice(again, number)]
    return Figures(
        *_p50_and_p99(one.wall_ms for one in timed),
        *_p50_and_p99(one.cpu_ms for one in timed),
        statements=max(statements for statements, _, _ in seen),
        packed_kb=round(max(page for _, page, _ in seen) / 1000, 1),
        first_kb=round(max(page + loaded for _, page, loaded in seen) / 1000, 1),
    )


def _looked_at(call: Call) -> tuple[int, int, int]:
    """Statements, bytes of the page and bytes of what it loads, packed."""
    with CaptureQueriesContext(connection) as asked:
        answer = call()
    if answer.status_code != 200:
        raise NoPage(f"{call.path} answered {answer.status_code}")
    loaded = set(LOADED.findall(answer.content.decode()))
    return len(asked), len(gzip.compress(answer.content)), sum(map(_bytes_of, loaded))


def _bytes_of(name: str) -> int:
    file = Path(settings.STATIC_ROOT) / name
    packed = file.with_name(f"{file.name}.gz")
    return (packed if packed.exists() else file).stat().st_size


def _timed(call: Call) -> Timed:
    wall, own, other = time.perf_counter(), time.thread_time(), _cpu_of_database()
    call()
    cpu = time.thread_time() - own + _cpu_of_database() - other
    return Timed(1e3 * (time.perf_counter() - wall), 1e3 * cpu)


def _cpu_of_database() -> float:
    """Seconds that the session of this process has had; 0 where the system does not tell."""
    if connection.connection is None:
        return 0.0
    told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(told.read_text().split()[0]) / 1e9 if told.exists() else 0.0


def _p50_and_p99(values: Iterator[float]) -> tuple[float, float]:
    known = list(values)
    return round(median(known), 1), round(quantiles(known, n=100)[98], 1)
