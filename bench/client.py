"""`python -m bench.client`: what the Python client costs beside bare httpx, for the same calls.

One caller, one call after another, by turns; CPU time of this process, which is the caller's
alone. Both read the answer as objects. Writes build/client.json; ends with 1 where the client
takes more than MOST_TIMES of what httpx takes.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from statistics import median
from typing import TYPE_CHECKING, Any

import httpx

from bench.place import ROOT, STATE, prepared
from claims_client import Portal, operations

if TYPE_CHECKING:
    from bench.portal import Portal as Running

TURNS = 10
CALLS = 50
"""In each turn."""
MOST_TIMES = 2.0
FIRM, INSURER = "1", "41"
"""Codes of organisations of the load, and User IDs of people of theirs."""

Call = Callable[[], Any]


def main() -> int:
    with prepared() as url:
        from bench import loading, measuring, portal

        loading.prepare_database()
        with portal.running(measuring.of_run(url), STATE / "portal.log") as running:
            figures = {name: compared(*both) for name, both in works(running)}
    (ROOT / "build" / "client.json").write_text(json.dumps(figures, indent=2) + "\n")
    print(f"{'CPU of a call, µs':<20}{'httpx':>8}{'client':>8}{'times':>8}")
    for name, one in figures.items():
        print(f"{name:<20}{one['httpx_us']:>8.0f}{one['client_us']:>8.0f}{one['times']:>8.2f}")
    missed = [name for name, one in figures.items() if one["times"] > MOST_TIMES]
    if missed:
        print("MISSED:", ", ".join(missed))
    return 1 if missed else 0


def works(running: "Running") -> Iterator[tuple[str, tuple[Call, Call]]]:
    """By name: the same call by httpx and by the client."""
    client_id, secret = credentials()
    with (
        Portal(running.base_url, client_id, secret=secret, login_as=FIRM) as ours,
        httpx.Client(base_url=f"{running.base_url}/api/v1") as bare,
    ):
        token = httpx.post(
            f"{running.base_url}/oauth/token",
            data={"grant_type": "client_credentials"}, auth=(client_id, secret), timeout=30,
        ).json()["access_token"]  # fmt: skip
        bare.headers.update({"Authorization": f"Bearer {token}", "Login-As": FIRM})
        forms, key = new_forms(), count()
        yield (
            "submit",
            (
                lambda: read(
                    bare.post(
                        "/claims",
                        json=next(forms),
                        headers={"Idempotency-Key": f"bench-{next(key)}"},
                    )
                ),
                lambda: ours.submit(next(forms)),
            ),
        )
        for name, operation, path in (
            ("worklist", operations.GET_CLAIMS, "/claims"),
            ("events", operations.GET_EVENTS, "/events"),
        ):
            by_httpx = partial(lambda path: read(bare.get(path)), path)
            yield name, (by_httpx, partial(ours.call, operation))


def read(answer: httpx.Response) -> Any:
    answer.raise_for_status()
    return answer.json()


def compared(by_httpx: Call, by_client: Call) -> dict[str, float]:
    """Medians of the turns, µs of CPU a call."""
    taken: dict[Call, list[float]] = {by_httpx: [], by_client: []}
    for one in taken:
        one()
    for _turn in range(TURNS):
        for one, times in taken.items():
            began = time.process_time()
            for _call in range(CALLS):
                one()
            times.append((time.process_time() - began) / CALLS * 1e6)
    bare, ours = (median(times) for times in taken.values())
    return {"httpx_us": round(bare), "client_us": round(ours), "times": round(ours / bare, 2)}


def new_forms() -> Iterator[dict[str, Any]]:
    from bench.load import form_with_places

    text = form_with_places().decode().replace("@INSURER@", INSURER)
    for number in count():
        surname = f"Boateng{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}"
        filled = text.replace("@REFERENCE@", f"C{number}").replace("@SURNAME@", surname)
        yield json.loads(filled)


def credentials() -> tuple[str, str]:
    from claims_portal import clock
    from claims_portal.accounts import api_clients
    from claims_portal.organisations.models import Organisation

    made = api_clients.create(
        organisation=Organisation.objects.get(code=FIRM), name="Compared", at=clock.now()
    )
    return made.client.client_id, made.secret


if __name__ == "__main__":
    sys.exit(main())
