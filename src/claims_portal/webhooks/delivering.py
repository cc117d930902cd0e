"""The process that posts webhooks: a loop of turns beside many posts under way.

A turn, in a thread of its own, writes down what was tried, makes deliveries of new events
and takes what is due; meanwhile the posts go on. Stopped, it takes nothing more, waits for
what is under way and writes it down. Killed, it loses nothing: leases end.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

from claims_portal import closing
from claims_portal.webhooks import dispatching, settling, taking
from claims_portal.webhooks.sending import Attempt, Sender
from claims_portal.webhooks.shares import SLOW_AFTER_SECONDS, Load, Shares
from claims_portal.webhooks.taking import Message

LOOK_EVERY_SECONDS = 0.25
GATHER_SECONDS = 0.02
"""Attempts that end so soon after one another are written down together."""
AFTER_A_FAULT_SECONDS = 1.0
MOST_UNDER_WAY = 1024
Result = TypeVar("Result")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class UnderWay:
    """A message that is being posted."""

    message: Message
    since: float


class Deliverer:
    """Sends what is due until it is stopped."""

    def __init__(self, *, now: Callable[[], datetime], sender: Sender) -> None:
        self._now, self._sender = now, sender
        self._under_way: dict[asyncio.Task[Attempt], UnderWay] = {}
        self._shares = Shares()
        self._ended: list[Attempt] = []
        self._something_ended = asyncio.Event()
        self._stopping = asyncio.Event()
        # One thread, and so one connection to the database.
        self._thread = ThreadPoolExecutor(1, "webhooks")

    def stop(self) -> None:
        self._stopping.set()
        self._something_ended.set()

    async def run(self) -> None:
        async with self._sender:
            try:
                while not self._stopping.is_set():
                    await self._one_turn()
                await self._finish()
            finally:
                await self._in_thread(lambda: connection.close())  # the thread's own
                self._thread.shutdown()

    async def _one_turn(self) -> None:
        ended, self._ended = self._ended, []
        self._something_ended.clear()
        self._adapt(ended)
        room = MOST_UNDER_WAY - len(self._under_way)
        loads = self._shares.loads(one.message.subscription for one in self._under_way.values())
        try:
            taken = await self._in_thread(lambda: self._turn(ended, room, loads))
        except (OperationalError, InterfaceError):
            # The database is away: what was not written down is tried again once leases end.
            log.warning("Webhooks wait for the database", exc_info=True)
            await asyncio.sleep(AFTER_A_FAULT_SECONDS)
            return
        for message in taken:
            self._begin(message)
        await self._rest()

    def _adapt(self, ended: list[Attempt]) -> None:
        long_ago = time.monotonic() - SLOW_AFTER_SECONDS
        under_way = self._under_way.values()
        self._shares.adapt(
            ended=(one.message.subscription for one in ended),
            slow=(one.message.subscription for one in under_way if one.since < long_ago),
        )

    def _turn(self, ended: list[Attempt], room: int, loads: Mapping[int, Load]) -> list[Message]:
        at = self._now()
        settling.settle(ended, at=at)
        if closing.closure(at=at) is not None:
            return []
        dispatching.dispatch(at=at)
        return taking.take(room=room, loads=loads, at=at) if room else []

    def _begin(self, message: Message) -> None:
        task = asyncio.create_task(self._sender.send(message))
        self._under_way[task] = UnderWay(message, time.monotonic())
        task.add_done_callback(self._end)

    def _end(self, task: "asyncio.Task[Attempt]") -> None:
        del self._under_way[task]
        self._ended.append(task.result())
        self._something_ended.set()

    async def _rest(self) -> None:
        """Until something ended, or it is time to look for what is new."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._something_ended.wait(), LOOK_EVERY_SECONDS)
            await asyncio.sleep(GATHER_SECONDS)

    async def _finish(self) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way)
            await asyncio.sleep(0)
        ended = self._ended
        await self._in_thread(lambda: settling.settle(ended, at=self._now()))

    async def _in_thread(self, do: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, do)
