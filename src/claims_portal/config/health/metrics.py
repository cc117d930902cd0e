"""Figures for Prometheus: requests by route as they are answered, queues as they are asked for.

Each web process counts for itself, in files of PROMETHEUS_MULTIPROC_DIR where `serve` set
it, and whichever is asked adds them all up. A request is counted under the route's name,
never its address.
"""

import os
import time
from collections.abc import Iterator
from functools import cache

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from claims_portal.config.content_security_policy import GetResponse
from claims_portal.config.health import queues

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
SHARED = "PROMETHEUS_MULTIPROC_DIR"
OWN = CollectorRegistry()
ANSWERED = Histogram(
    "portal_request_seconds",
    "Time to answer a request, by method, route name and class of status",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10),
    registry=OWN,
)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_GAUGES = {
    "jobs": "Jobs that wait for the worker",
    "failed_jobs": "Jobs that failed for good",
    "oldest_job_seconds": "For how long the oldest job has waited",
    "late_claims": "Claims past their limit that the sweeper has not moved on",
    "due_alarms": "Claims that the worker is to look at today",
    "webhooks": "Webhook deliveries that are due",
    "scans": "Attachments that wait for the virus scan",
    "transfers": "Bulk transfers that are due or under way",
    "worker_seen_seconds": "Since a worker gave a sign of life; -1: never",
}


class Queues(Collector):
    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = queues.waiting()
        for name, words in _GAUGES.items():
            yield GaugeMetricFamily(f"portal_{name}", words, value=getattr(now, name))


def measured(get_response: GetResponse) -> GetResponse:
    """Middleware: every answer is counted, with the time that it took."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        route = (match.view_name if match else None) or "none"
        method = request.method if request.method in METHODS else "other"
        _series(method or "other", route, response.status_code // 100).observe(
            time.perf_counter() - began
        )
        return response

    return answer


def page() -> bytes:
    registry = CollectorRegistry()
    if os.environ.get(SHARED):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry = OWN
    asked = CollectorRegistry()
    asked.register(Queues())
    return generate_latest(registry) + generate_latest(asked)


@cache
def _series(method: str, route: str, status: int) -> Histogram:
    """Found once: looking it up by labels costs as much as counting."""
    return ANSWERED.labels(method, route, f"{status}xx")
