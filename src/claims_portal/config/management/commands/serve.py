"""`claims-portal serve`: the whole portal in the foreground."""

import os
import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command

from claims_portal import clock
from claims_portal.config import (
    database_roles,
    demo,
    demo_staff,
    environment,
    supervisor,
    tables,
)
from claims_portal.config.supervisor import Supervised
from claims_portal.sandbox import first_claims, guard
from claims_portal.sandbox.refusals import NotASandbox

SLOW_SENDERS = 128
"""Threads of a web process; all but a few can only wait for bodies (see `config.lanes`)."""


class Command(BaseCommand):
    help = "Set up the database and static files, then serve the portal and run its worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=environment.text("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=environment.number("PORT", 8000))
        parser.add_argument(
            "--web-processes", type=int, default=environment.number("PORTAL_WEB_PROCESSES", 2)
        )
        parser.add_argument(
            "--sandbox",
            action="store_true",
            default=settings.SANDBOX,
            help="A portal to try programs on, with a clock to move; never with real data.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        supervised: list[Supervised] = []
        if not tables.are_ready():
            call_command("migrate", verbosity=0, interactive=False)
        if settings.EMBEDDED_DATABASE:
            database_roles.grant()
            owner = {"DATABASE_URL": settings.DATABASE_URL}
            supervised.append(Supervised("move", move_worker_command(), environment=owner))
            os.environ["DATABASE_URL"] = database_roles.application_url(settings.DATABASE_URL)
        must_be_the_right_database()
        collect_static_files()
        # Passkeys want a name: a browser knows none for a bare address.
        everywhere = options["host"] in ("127.0.0.1", "0.0.0.0")  # noqa: S104 - named, not bound
        name = "localhost" if everywhere else options["host"]
        base_url = f"http://{name}:{options['port']}"
        # The web processes and the worker write links for this address too.
        os.environ.setdefault("PORTAL_URL", base_url)
        os.environ.setdefault("PORTAL_OWN_ADDRESS", base_url)
        share_metrics()
        if settings.DEMO:
            credentials = demo.prepare(at=clock.now())
            if settings.SANDBOX and settings.SANDBOX_CLAIMS:
                first_claims.make(at=clock.now())
            written = demo.write_file(credentials, base_url=base_url)
            self.stdout.write(demo.banner(credentials, base_url=base_url, written=written))
        else:
            self.stdout.write(f"Claims Portal on {base_url}")
        self.stdout.flush()
        supervisor.run(
            [
                Supervised("web", web_command(**options)),
                Supervised("worker", worker_command()),
                Supervised("webhooks", webhooks_command()),
                *supervised,
            ]
        )


def must_be_the_right_database() -> None:
    """A sandbox and a real portal are never served on one database."""
    try:
        if settings.SANDBOX:
            guard.mark(organisations=demo.CODES, staff=demo_staff.STAFF_IDS, at=clock.now())
        else:
            guard.must_be_real()
    except NotASandbox as refused:
        raise CommandError(str(refused)) from refused


def web_command(*, host: str, port: int, web_processes: int, **_: Any) -> list[str]:
    return [
        *(sys.executable, "-m", "claims_portal.config.granian_with_lanes", "--interface", "wsgi"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(web_processes), "--blocking-threads", str(SLOW_SENDERS)),
        # Without this a killed worker process leaves its share of requests refused.
        *("--respawn-failed-workers", "--respawn-interval", "0.5"),
        *("--backpressure", "512", "--log-level", "warning", "--no-ws"),
        "claims_portal.config.wsgi:application",
    ]


def worker_command() -> list[str]:
    concurrency = environment.text("PORTAL_WORKER_CONCURRENCY", "2")
    main = "from claims_portal.cli import main; main()"
    return [
        *(sys.executable, "-c", main, "procrastinate", "worker"),
        # A job that is done is gone, and with it what a mail said.
        *("--concurrency", concurrency, "--delete-jobs", "successful"),
        # Not those of the move, which want the owner of the tables.
        *("--queues", "default,builtin"),
    ]


def webhooks_command() -> list[str]:
    main = "from claims_portal.cli import main; main()"
    return [sys.executable, "-c", main, "deliver-webhooks"]


def move_worker_command() -> list[str]:
    main = "from claims_portal.cli import main; main()"
    return [sys.executable, "-c", main, "move-worker"]


def share_metrics() -> None:
    """Where the web processes count, so that whichever is asked knows of all; from nothing."""
    if settings.METRICS_TOKEN:
        shared = Path(settings.STATE_DIR) / "metrics"
        shutil.rmtree(shared, ignore_errors=True)
        shared.mkdir(parents=True)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(shared)


def collect_static_files() -> None:
    """Gather the static files once; again only when one of them changed."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    newest = max(
        (os.path.getmtime(storage.path(name)) for finder in get_finders()
         for name, storage in finder.list(None)),
        default=0.0,
    )  # fmt: skip
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
