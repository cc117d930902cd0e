"""Viruses: the test virus at once and always, all others by ClamAV where one is configured.

The scanner is asked by the worker, over the INSTREAM command of `clamd`'s own protocol.
Until it has found a file clean, nobody is given it.
"""

import re
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from claims_portal.claims import writing
from claims_portal.files import store
from claims_portal.files.models import Attachment, Scan
from claims_portal.files.refusals import FileInfected

SCAN = "claims_portal.files.tasks.scan"
SECONDS_FOR_A_SCAN = 60
# The test file that every virus scanner finds (eicar.org), in two parts: else this is one.
TEST_VIRUS = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_FOUND = re.compile(rb": (?P<virus>.+) FOUND\s*\0?$")


class ScannerFailed(Exception):
    """It was not reached, or gave no verdict: the file waits and is scanned again."""


def must_not_be_known_virus(content: IO[bytes]) -> None:
    """Refuse the test virus, wherever in the file it stands."""
    content.seek(0)
    before = b""
    while chunk := content.read(store.CHUNK):
        if TEST_VIRUS in before + chunk:
            raise FileInfected
        before = chunk[-len(TEST_VIRUS) :]


def queue(attachment: Attachment) -> None:
    if settings.CLAMD_ADDRESS:
        app.configure_task(SCAN).defer(attachment_pk=attachment.pk)


def scan(attachment: Attachment, *, at: datetime) -> Scan:
    """Ask the scanner and keep what it says. Raises ScannerFailed."""
    if attachment.scan in (Scan.CLEAN, Scan.INFECTED):
        return attachment.scan_state
    virus = verdict(store.chunks_of(attachment.file))
    found = Scan.INFECTED if virus else Scan.CLEAN
    with transaction.atomic():
        unscanned = Attachment.objects.filter(pk=attachment.pk, scanned_at=None)
        changed = unscanned.update(scan=found, scanned_at=at)
        if changed and virus:
            writing.add_event(
                attachment.claim,
                tag="claim:attachment:infected",
                says=f"Virus found, attachment locked away: {attachment.title}",
                changes={"attachment": str(attachment.public_id), "virus": virus},
                by=None,
                at=at,
            )
    return found


def verdict(chunks: Iterator[bytes]) -> str:
    """The name of the virus that the scanner found, or nothing. Raises ScannerFailed."""
    try:
        with _connection() as clamd:
            clamd.sendall(b"zINSTREAM\0")
            for chunk in chunks:
                clamd.sendall(struct.pack("!I", len(chunk)) + chunk)
            clamd.sendall(struct.pack("!I", 0))
            answer = b"".join(iter(lambda: clamd.recv(4096), b""))
    except OSError as broken:
        raise ScannerFailed(str(broken)) from broken
    found = _FOUND.search(answer)
    if found:
        return found["virus"].decode("utf-8", "replace")[:200]
    if answer.rstrip(b"\0\n").endswith(b": OK"):
        return ""
    raise ScannerFailed(answer.decode("utf-8", "replace")[:200])


@contextmanager
def _connection() -> Iterator[socket.socket]:
    """`host:port`, or the path of a local socket."""
    address = settings.CLAMD_ADDRESS
    if address.startswith("/"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as clamd:
            clamd.settimeout(SECONDS_FOR_A_SCAN)
            clamd.connect(address)
            yield clamd
        return
    host, _, port = address.rpartition(":")
    with socket.create_connection((host, int(port)), SECONDS_FOR_A_SCAN) as clamd:
        yield clamd
