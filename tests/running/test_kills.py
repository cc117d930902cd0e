"""Killed processes: whatever dies, what was answered is there, and nothing is half done."""

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx
import pytest

from tests.running.conftest import Running, recent_cnf, until

pytestmark = pytest.mark.running
CLAIMS, THREADS = 400, 8
HALF_DONE = """
    SELECT count(*) FROM claims_claim claim WHERE
        (SELECT count(*) FROM claims_document WHERE claim_id = claim.id) <> 1
        OR (SELECT count(*) FROM claims_event WHERE claim_id = claim.id) <> claim.event_count
"""


@dataclass
class Stream:
    """Claims sent by eight threads; what was answered, and what was lost on the way."""

    portal: Running
    sent: list[int] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def run(self, *, at_half: threading.Event) -> None:
        body = recent_cnf()
        with self.portal.caller("CR00101") as caller, ThreadPoolExecutor(THREADS) as threads:

            def send(_: int) -> None:
                try:
                    answer = caller.post("/claims", json=body)
                except httpx.TransportError as error:
                    self.lost.append(repr(error))
                else:
                    assert answer.status_code == 201, answer.text
                    self.sent.append(int(answer.json()["applicationId"]))
                if len(self.sent) + len(self.lost) > CLAIMS // 3:
                    at_half.set()

            list(threads.map(send, range(CLAIMS)))


@pytest.fixture
def stream(portal: Running) -> Iterator[Stream]:
    yield Stream(portal)
    assert portal.query(HALF_DONE) == [(0,)]


def test_a_killed_web_process_loses_nothing_that_was_answered(
    portal: Running, stream: Stream
) -> None:
    before = {pk for (pk,) in portal.query("SELECT id FROM claims_claim")}
    workers = portal.web_workers()
    assert workers
    halfway = threading.Event()
    with ThreadPoolExecutor(1) as background:
        sending = background.submit(stream.run, at_half=halfway)
        until(lambda: halfway.is_set() or sending.done(), seconds=60, what="a third of the claims")
        os.kill(workers[0], signal.SIGKILL)
        sending.result(120)
    kept = {pk for (pk,) in portal.query("SELECT id FROM claims_claim")} - before
    assert len(set(stream.sent)) == len(stream.sent)
    assert set(stream.sent) <= kept
    # A request in flight at the kill may have been written without being answered.
    assert len(kept - set(stream.sent)) <= len(stream.lost)
    assert len(stream.sent) + len(stream.lost) == CLAIMS
    assert len(stream.lost) < CLAIMS // 10, stream.lost[:3]
    until(
        lambda: (
            len(portal.web_workers()) == len(workers) and workers[0] not in portal.web_workers()
        ),
        seconds=20,
        what="the killed process is replaced",
    )
    answers = [httpx.get(f"{portal.url}/healthz", timeout=30).status_code for _ in range(20)]
    assert answers == [200] * 20


def test_a_killed_background_worker_sweeps_each_claim_once(portal: Running) -> None:
    with portal.caller("CR00101") as caller:
        body = recent_cnf()
        for _ in range(60):
            assert caller.post("/claims", json=body).status_code == 201
    with portal.database() as connection:
        connection.execute(
            "UPDATE claims_claim SET times_out_on = '2020-01-01' WHERE phase = 'ClaimSubmitted'"
        )
        late = connection.execute(
            "SELECT count(*) FROM claims_claim WHERE times_out_on = '2020-01-01'"
        ).fetchone()
    assert late is not None
    assert late[0] >= 60
    first = portal.worker()
    assert first is not None
    queue_a_sweep(portal)
    os.kill(first, signal.SIGKILL)
    second = until(
        lambda: (now := portal.worker()) != first and now, seconds=20, what="a new worker"
    )
    assert second
    queue_a_sweep(portal)
    until(
        lambda: (
            not portal.query("SELECT 1 FROM claims_claim WHERE times_out_on = '2020-01-01' LIMIT 1")
        ),
        seconds=90,
        what="the late claims are swept",
    )
    (swept,) = portal.query(
        "SELECT count(*), count(DISTINCT claim_id) FROM claims_event WHERE row = 'R7'"
    )
    assert swept == (late[0], late[0])
    assert portal.query(HALF_DONE) == [(0,)]


def queue_a_sweep(portal: Running) -> None:
    """As the worker's own clock does every minute; the queue's lock lets one wait at most."""
    portal.query(
        """
        INSERT INTO procrastinate_jobs (task_name, queue_name, args, status)
        VALUES ('claims_portal.claims.tasks.sweep_time_limits', 'default', '{"timestamp": 0}', 'todo')
        RETURNING id
        """
    )


def test_a_killed_supervisor_leaves_nothing_behind_but_the_data(portal: Running) -> None:
    with portal.caller("CR00101") as caller:
        sent = caller.post("/claims", json=recent_cnf())
    assert sent.status_code == 201
    portal.kill_supervisor()
    until(
        lambda: not portal.web_workers() and portal.worker() is None,
        seconds=20,
        what="the processes of a killed supervisor end",
    )
    with pytest.raises(httpx.ConnectError):
        httpx.get(portal.url, timeout=5)
    portal.start()
    with portal.caller("CR00101") as caller:
        claim = caller.get(f"/claims/{sent.json()['applicationId']}")
    assert claim.status_code == 200
    assert claim.headers["ETag"].startswith(sent.headers["ETag"][:-1])


def test_a_killed_web_server_is_started_again_without_rests(portal: Running) -> None:
    (main,) = {pid for pid, line in portal.processes().items() if "granian" in line} - set(
        portal.web_workers()
    )
    rests = {main, *portal.web_workers()}
    os.kill(main, signal.SIGKILL)
    until(lambda: not rests & set(portal.processes()), seconds=20, what="its rests are gone")
    until(portal.answers, seconds=20, what="a new web server answers")
