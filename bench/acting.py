"""What an action costs: `python -m bench.acting`.

A claim handler of each side plays claims of the load, over HTTP, from the notification to
the settlement; each action is timed apart, with forms that fit the claim. Web CPU is user
and system time of the web processes, granian's included; it is wanted under 2 ms.
"""

import json
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
from rich.console import Console
from rich.table import Table

from bench.place import STATE, prepared

if TYPE_CHECKING:
    from bench.portal import Portal

CLAIMS = 400
TOGETHER = 4
WANTED_MS = 2.0

console = Console()


@dataclass(frozen=True)
class Request:
    """One action on one claim, ready to be sent."""

    url: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Cost:
    """Of one action: ms of web CPU a request, and ms until the answer."""

    action: str
    cpu_ms: float
    p50_ms: float
    p99_ms: float


def main() -> int:
    with prepared() as url:
        from bench import loading, measuring, portal

        loading.prepare_database()
        tokens = loading.tokens()
        with portal.running(measuring.of_run(url), STATE / "portal.log") as running:
            costs = list(_play(running, tokens))
    table = Table("action", "web CPU, ms", "p50, ms", "p99, ms", title=f"{CLAIMS} claims")
    for cost in costs:
        table.add_row(cost.action, *(f"{v:.2f}" for v in (cost.cpu_ms, cost.p50_ms, cost.p99_ms)))
    console.print(table)
    dearest = max(cost.cpu_ms for cost in costs)
    console.print(f"The dearest action: {dearest:.2f} ms, wanted under {WANTED_MS:g} ms.")
    return 0 if dearest < WANTED_MS else 1


def _play(running: "Portal", tokens: Sequence[str]) -> Iterator[Cost]:
    from tests.moves import ACCEPTED, ADMITTED, COMP, CONFIRMED, CR, PACK, body_of

    from claims_portal.claims.models import Claim

    acknowledged = (CR, "acknowledge-settlement-confirmed", {})
    moves = [*ACCEPTED["rta"], *ADMITTED, *PACK, CONFIRMED, acknowledged]
    chosen = list(
        Claim.objects.filter(phase="ClaimSubmitted").order_by("-pk").values_list("pk", flat=True)
    )[: CLAIMS + TOGETHER]
    for side, action, says in moves:
        requests = []
        for claim in Claim.objects.filter(pk__in=chosen):
            who = claim.compensator_id if side == COMP else claim.representative_id
            content = body_of(claim, *says) if isinstance(says, tuple) else says
            requests.append(
                Request(
                    f"{running.claims_url}/{claim.application_id}/actions/{action}",
                    {
                        "Authorization": f"Bearer {tokens[who - 1]}",
                        "Login-As": str(who),
                        "If-Match": f'"{claim.activity_id}"',
                        "Content-Type": "application/json",
                    },
                    json.dumps(content).encode(),
                )
            )
        yield _cost(action, running, requests)


def _cost(action: str, running: "Portal", requests: list[Request]) -> Cost:
    with httpx.Client() as client, ThreadPoolExecutor(TOGETHER) as pool:

        def send(request: Request) -> float:
            began = time.perf_counter()
            answer = client.post(request.url, headers=request.headers, content=request.body)
            if answer.status_code != httpx.codes.OK:
                raise SystemExit(f"{action}: {answer.status_code} {answer.text}")
            return (time.perf_counter() - began) * 1000

        list(pool.map(send, requests[:TOGETHER]))
        measured = requests[TOGETHER:]
        cpu = running.cpu_seconds()
        times = list(pool.map(send, measured))
        cpu = running.cpu_seconds() - cpu
    centiles = statistics.quantiles(times, n=100)
    return Cost(action, cpu / len(measured) * 1000, centiles[49], centiles[98])


if __name__ == "__main__":
    sys.exit(main())
