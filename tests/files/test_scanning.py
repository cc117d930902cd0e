"""With a virus scanner: nobody is given a file that it has not found clean."""

import io
import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from claims_portal.claims.models import Claim, Event
from claims_portal.files import scanning, tasks
from claims_portal.files.models import Attachment, Scan
from claims_portal.files.refusals import FileInfected
from tests import make
from tests.api.conftest import Caller, kind
from tests.files import samples
from tests.files.test_attachments import attach

VIRUS = samples.PDF + b"bad"
NO_VERDICT = samples.PDF + b"too much"


class Clamd:
    """A daemon that speaks INSTREAM as clamd does, and finds `VIRUS` alone."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listening.getsockname()[1]}"
        self.scanned = 0
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self) -> None:
        while True:
            try:
                asking, _address = self.listening.accept()
            except OSError:
                return
            with asking, asking.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while size := struct.unpack("!I", stream.read(4))[0]:
                    content += stream.read(size)
                self.scanned += 1
                asking.sendall(self.verdict(content))

    @staticmethod
    def verdict(content: bytes) -> bytes:
        if content == NO_VERDICT:
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Test.Virus-1 FOUND\0" if content == VIRUS else b"stream: OK\0"

    def close(self) -> None:
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        self.thread.join(5)


@pytest.fixture
def clamd() -> Iterator[Clamd]:
    daemon = Clamd()
    with override_settings(CLAMD_ADDRESS=daemon.address):
        yield daemon
    daemon.close()


@pytest.fixture
def claim(lawyer: Any, insurer: Any) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer)


def queued() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args->>'attachment_pk' FROM procrastinate_jobs WHERE task_name = %s ORDER BY id",
            [scanning.SCAN],
        )
        return [int(pk) for (pk,) in cursor.fetchall()]


def content(who: Caller, told: dict[str, Any]) -> Any:
    return who.client.get(told["href"], headers=who.headers())


def test_a_file_waits_until_the_scanner_finds_it_clean(
    as_lawyer: Caller, claim: Claim, clamd: Clamd
) -> None:
    told = attach(as_lawyer, claim).json()
    assert told["scan"] == "waiting"
    assert kind(content(as_lawyer, told)) == "attachment-not-scanned"
    (pk,) = queued()
    tasks.scan(attachment_pk=pk)
    assert Attachment.objects.get().scan_state is Scan.CLEAN
    assert b"".join(content(as_lawyer, told).streaming_content) == samples.PDF
    tasks.scan(attachment_pk=pk)
    assert clamd.scanned == 1, "nothing is scanned twice"


def test_an_infected_file_is_locked_away_and_both_sides_are_told(
    as_lawyer: Caller, claim: Claim, clamd: Clamd
) -> None:
    told = attach(as_lawyer, claim, VIRUS).json()
    tasks.scan(attachment_pk=queued()[0])
    answer = content(as_lawyer, told)
    assert (answer.status_code, kind(answer)) == (409, "attachment-infected")
    event = Event.objects.order_by("-number")[0]
    assert event.tag == "claim:attachment:infected"
    assert event.says == "Virus found, attachment locked away: Medical report"
    assert event.changes["virus"] == "Test.Virus-1"
    with override_settings(CLAMD_ADDRESS=""):
        assert kind(content(as_lawyer, told)) == "attachment-infected"


def test_what_came_before_there_was_a_scanner_is_scanned_too(
    as_lawyer: Caller, claim: Claim, clamd: Clamd
) -> None:
    with override_settings(CLAMD_ADDRESS=""):
        told = attach(as_lawyer, claim).json()
        assert (told["scan"], queued()) == ("not-scanned", [])
        tasks.scan_what_waits(timestamp=0)
    assert clamd.scanned == 0
    assert kind(content(as_lawyer, told)) == "attachment-not-scanned"
    tasks.scan_what_waits(timestamp=0)
    assert Attachment.objects.get().scan_state is Scan.CLEAN


@override_settings(CLAMD_ADDRESS="127.0.0.1:1")
def test_a_scanner_that_is_away_is_asked_again(as_lawyer: Caller, claim: Claim) -> None:
    told = attach(as_lawyer, claim).json()
    with pytest.raises(scanning.ScannerFailed):
        tasks.scan(attachment_pk=queued()[0])
    tasks.scan_what_waits(timestamp=0)
    assert kind(content(as_lawyer, told)) == "attachment-not-scanned"


def test_one_file_without_a_verdict_holds_up_no_other(
    as_lawyer: Caller, claim: Claim, clamd: Clamd
) -> None:
    attach(as_lawyer, claim, NO_VERDICT)
    attach(as_lawyer, claim)
    tasks.scan_what_waits(timestamp=0)
    states = Attachment.objects.order_by("number").values_list("scan", flat=True)
    assert list(states) == ["waiting", "clean"]


@pytest.mark.parametrize("before", [0, 1, 65_536 - 70, 65_536 - 30, 65_536, 200_000])
def test_the_test_virus_is_found_wherever_it_stands(before: int) -> None:
    with pytest.raises(FileInfected):
        scanning.must_not_be_known_virus(io.BytesIO(b"x" * before + samples.EICAR + b"x" * 100))
    scanning.must_not_be_known_virus(io.BytesIO(b"x" * before + samples.EICAR[:-1] + b"x" * 100))
