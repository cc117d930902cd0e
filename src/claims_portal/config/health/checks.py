"""What must be right for the portal to work, each told in plain words with the way out."""

import shutil
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection

from claims_portal import clock
from claims_portal.config import tables
from claims_portal.config.health import queues
from claims_portal.files import scanning, store

OLDEST_SERVER = 150_000
MOST_SECONDS_APART = 2.0
MOST_LATE = 300.0
"""Seconds without a sign of life of a worker, or of a job that waits."""
LEAST_FREE = 1_000_000_000
PROBE = "doctor/probe"
SECONDS_TO_ANSWER = 5
LEAST_KEY = 40
FILES_LOOKED_AT_EVERY = 30.0
Check = Callable[[], "tuple[Health, str]"]


class Health(StrEnum):
    WELL = "ok"
    DOUBTFUL = "look"
    BAD = "BAD"


@dataclass(frozen=True)
class Finding:
    what: str
    state: Health
    says: str


_well_until: dict[str, float] = {}


def ready() -> list[Finding]:
    """What a load balancer asks: can this machine answer requests as they should be answered?

    It asks every few seconds: what costs more than a query is looked at again after a while,
    as long as it is well.
    """
    return [
        *_made(("database", _database)),
        _kept("tables", _tables, seconds=inf),
        _kept("files", _files, seconds=FILES_LOOKED_AT_EVERY),
    ]


def forget() -> None:
    """Look at everything anew."""
    _well_until.clear()


def _kept(what: str, check: Check, *, seconds: float) -> Finding:
    if monotonic() < _well_until.get(what, 0.0):
        return Finding(what, Health.WELL, "were well when they were looked at")
    (found,) = _made((what, check))
    if found.state is Health.WELL:
        _well_until[what] = monotonic() + seconds
    return found


def everything() -> list[Finding]:
    """What the doctor looks at; nothing is changed but a probe file, which is removed again."""
    return [
        *_made(
            ("settings", _settings), ("database", _database), ("tables", _tables),
            ("clock", _clock), ("files", _files), ("disk", _disk), ("mail", _mail),
            ("virus scan", _scanner),
        ),
        *_queues(),
    ]  # fmt: skip


def worst(findings: list[Finding]) -> Health:
    states = {one.state for one in findings}
    return next(one for one in (Health.BAD, Health.DOUBTFUL, Health.WELL) if one in states)


def _made(*checks: tuple[str, Check]) -> list[Finding]:
    """A check that breaks is a finding, not the end of the others."""
    found = []
    for what, check in checks:
        try:
            state, says = check()
        except Exception as broken:
            state, says = Health.BAD, f"{type(broken).__name__}: {broken}".strip()
        found.append(Finding(what, state, says))
    return found


def _settings() -> tuple[Health, str]:
    problems = list(_doubtful_settings())
    if problems:
        return Health.DOUBTFUL, " ".join(problems)
    return Health.WELL, "as for production"


def _doubtful_settings() -> Iterator[str]:
    url = urlsplit(settings.BASE_URL)
    if settings.DEMO:
        yield "PORTAL_DEMO is on: known passwords, mail to files."
    if url.scheme != "https" or not settings.SECURE_SSL_REDIRECT:
        yield "Without TLS (PORTAL_HTTPS, and PORTAL_URL with https)."
    if url.hostname not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        yield f"PORTAL_ALLOWED_HOSTS does not have {url.hostname}, to which mails lead."
    if len(settings.SECRET_KEY) < LEAST_KEY:
        yield f"PORTAL_SECRET_KEY has fewer than {LEAST_KEY} characters."
    if settings.EMBEDDED_DATABASE:
        yield "The embedded database serves one machine; name a server by DATABASE_URL."


def _database() -> tuple[Health, str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        number = int(cursor.fetchone()[0])
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
    if number < OLDEST_SERVER:
        return Health.BAD, f"PostgreSQL {version} is too old: 15 or newer is needed."
    return Health.WELL, f"PostgreSQL {version}"


def _tables() -> tuple[Health, str]:
    if tables.are_ready():
        return Health.WELL, "are those of this version"
    return Health.BAD, "are not those of this version: run `claims-portal migrate`."


def _clock() -> tuple[Health, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs((cursor.fetchone()[0] - clock.now()).total_seconds())
    told = f"{apart:.1f} seconds apart from the database’s"
    if apart > MOST_SECONDS_APART:
        return Health.BAD, f"{told}: set both by the same time server."
    return Health.WELL, told


def _files() -> tuple[Health, str]:
    """Written, read and removed, as an attachment would be."""
    kept = store.store()
    name = kept.save(PROBE, ContentFile(b"probe"))
    try:
        with kept.open(name) as file:
            if file.read() != b"probe":
                return Health.BAD, "came back otherwise than they were stored."
    finally:
        kept.delete(name)
    return Health.WELL, f"are written and read ({type(kept).__name__})"


def _disk() -> tuple[Health, str]:
    free = shutil.disk_usage(Path(settings.STATE_DIR)).free
    told = f"{free / 1e9:.1f} GB free"
    return (Health.WELL, told) if free > LEAST_FREE else (Health.BAD, f"only {told}")


def _mail() -> tuple[Health, str]:
    """Greeted, with the password where one is set; no mail is sent."""
    if "smtp" not in settings.EMAIL_BACKEND:
        return Health.DOUBTFUL, f"goes to files in {settings.EMAIL_FILE_PATH}"
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with smtplib.SMTP(
            settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=SECONDS_TO_ANSWER
        ) as host:
            if settings.EMAIL_USE_TLS:
                host.starttls()
            if settings.EMAIL_HOST_USER:
                host.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
            host.noop()
    except (OSError, smtplib.SMTPException) as broken:
        return Health.BAD, f"{where} does not take mail: {broken}. See PORTAL_MAIL_*."
    return Health.WELL, f"{where} takes mail"


def _scanner() -> tuple[Health, str]:
    if not settings.CLAMD_ADDRESS:
        return (
            Health.DOUBTFUL,
            "none: only the test virus is found. Name ClamAV by PORTAL_CLAMD.",
        )
    try:
        virus = scanning.verdict(iter([scanning.TEST_VIRUS]))
    except (OSError, scanning.ScannerFailed) as broken:
        return Health.BAD, f"{settings.CLAMD_ADDRESS} gives no verdict: {broken}"
    if not virus:
        return Health.BAD, f"{settings.CLAMD_ADDRESS} does not find the test virus."
    return Health.WELL, f"{settings.CLAMD_ADDRESS} finds the test virus"


def _queues() -> list[Finding]:
    try:
        now = queues.waiting()
    except DatabaseError as broken:
        return [Finding("queues", Health.BAD, str(broken))]
    seen = now.worker_seen_seconds
    worker_is_well = 0 <= seen < MOST_LATE
    told = f"seen {seen:.0f} seconds ago" if seen >= 0 else "none is running"
    late = now.oldest_job_seconds > MOST_LATE
    return [
        Finding("worker", Health.WELL if worker_is_well else Health.BAD, told),
        Finding(
            "jobs", Health.BAD if late else Health.DOUBTFUL if now.failed_jobs else Health.WELL,
            f"{now.jobs} wait, the oldest for {now.oldest_job_seconds:.0f} seconds; "
            f"{now.failed_jobs} failed",
        ),
        Finding(
            "time limits", Health.BAD if now.late_claims and not worker_is_well else Health.WELL,
            f"{now.late_claims} claims are past their limit and not moved on yet",
        ),
        Finding("webhooks", Health.WELL, f"{now.webhooks} wait to be posted"),
        Finding("scans", Health.WELL, f"{now.scans} files wait for the virus scan"),
        Finding("transfers", Health.WELL, f"{now.transfers} are due or under way"),
    ]  # fmt: skip
