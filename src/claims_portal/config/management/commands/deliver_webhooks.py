"""`claims-portal deliver-webhooks`: posts webhooks until it is told to stop.

`serve` runs one; any number may run beside each other, on any machine.
"""

import asyncio
import signal
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from claims_portal import clock
from claims_portal.config import tables
from claims_portal.sandbox.doubled_sending import DoublingSender
from claims_portal.webhooks.delivering import Deliverer
from claims_portal.webhooks.sending import Sender


class Command(BaseCommand):
    help = "Post webhooks until told to stop; any number of these may run."

    def handle(self, *args: Any, **options: Any) -> None:
        tables.must_be_ready()
        asyncio.run(deliver())


def sender() -> Sender:
    return DoublingSender() if settings.SANDBOX else Sender()


async def deliver() -> None:
    deliverer = Deliverer(now=lambda: clock.now(), sender=sender())
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, deliverer.stop)
    await deliverer.run()
