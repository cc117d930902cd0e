"""A receiver, the lawyer's and the insurer's administrators, and the process that posts."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.webhooks import subscriptions
from claims_portal.webhooks.delivering import Deliverer
from claims_portal.webhooks.models import Dispatched
from claims_portal.webhooks.sending import Sender
from claims_portal.webhooks.subscriptions import NewSecret, Wanted
from tests import make
from tests.webhooks.receiving import Receiver, receiving, until


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


@pytest.fixture(autouse=True)
def _into_this_machine(settings: Any) -> None:
    """As an operator allows it."""
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]


@dataclass
class Clock:
    now: datetime = make.NOW
    read: int = 0
    """How often whoever posts has read it, at the beginning of each turn."""
    is_read: bool = False
    """While somebody posts."""

    def told(self) -> datetime:
        self.read += 1
        return self.now

    def later(self, wait: timedelta) -> None:
        """Move it; no turn that began by the old time is still under way afterwards."""
        self.now += wait
        before = self.read
        until(lambda: not self.is_read or self.read > before)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def boss(insurer: User) -> User:
    """The insurer's administrator, who works no claims."""
    return make.user(insurer.organisation, Profile.COMP_ADMINISTRATOR, user_name="BOSS")


Subscribe = Callable[..., NewSecret]


@pytest.fixture
def subscribe(boss: User, receiver: Receiver, clock: Clock) -> Subscribe:
    """A webhook of the insurer at the receiver."""

    def subscribed(*events: str, url: str = "", by: User = boss) -> NewSecret:
        wanted = Wanted(url=url or receiver.url, events=events or ("*",))
        return subscriptions.create(wanted, by=by.as_actor(), at=clock.now)

    return subscribed


Posting = Callable[..., AbstractContextManager[Deliverer]]


@pytest.fixture
def posting(clock: Clock) -> Posting:
    """Posts webhooks while it lasts, as the process does, but in this one and by the test's clock."""

    @contextmanager
    def run(**options: object) -> Iterator[Deliverer]:
        begun = threading.Event()
        made: list[Deliverer] = []
        loops: list[asyncio.AbstractEventLoop] = []

        async def deliver() -> None:
            sender = Sender(**{"seconds": 1.5, **options})  # type: ignore[arg-type]
            made.append(Deliverer(now=clock.told, sender=sender))
            loops.append(asyncio.get_running_loop())
            begun.set()
            await made[0].run()

        thread = threading.Thread(target=lambda: asyncio.run(deliver()))
        thread.start()
        begun.wait(5)
        # Events count from the first turn on.
        until(Dispatched.objects.exists)
        clock.is_read = True
        try:
            yield made[0]
        finally:
            clock.is_read = False
            loops[0].call_soon_threadsafe(made[0].stop)
            thread.join(20)
            assert not thread.is_alive()

    return run
