"""`claims-portal move-worker`: does what the operator's page of the cut-over asks for.

It runs under the owner of the tables, which the web processes and the worker must not be.
With the embedded database `serve` runs it; otherwise start it for the days of the move.
"""

from typing import Any

from django.core.management import BaseCommand, execute_from_command_line

from claims_portal.config import tables
from claims_portal.migration.cut_over.jobs import QUEUE


class Command(BaseCommand):
    help = "Do what the operator's page of the cut-over asks for; runs under the tables' owner."

    def handle(self, *args: Any, **options: Any) -> None:
        tables.must_be_ready()
        execute_from_command_line([
            "claims-portal", "procrastinate", "worker", "--queues", QUEUE, "--concurrency", "1",
            "--delete-jobs", "successful",
        ])  # fmt: skip
