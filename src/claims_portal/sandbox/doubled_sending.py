"""The sandbox's sender of webhooks: a message is posted twice where that was ordered."""

import asyncio

from django.db import connection

from claims_portal.sandbox import failures
from claims_portal.webhooks.sending import Attempt, Sender
from claims_portal.webhooks.taking import Message


class DoublingSender(Sender):
    async def send(self, message: Message) -> Attempt:
        attempt = await super().send(message)
        if attempt.succeeded and await asyncio.to_thread(_doubles, message.subscription):
            await super().send(message)
        return attempt


def _doubles(subscription: int) -> bool:
    try:
        return failures.doubles(subscription)
    finally:
        connection.close()  # that of a thread which may never be used again
