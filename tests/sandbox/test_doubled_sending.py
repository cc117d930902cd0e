"""Messages that are posted twice where that was ordered, and once otherwise."""

import asyncio

import pytest
from pytest_django import Settings

from claims_portal.sandbox.doubled_sending import DoublingSender
from claims_portal.sandbox.models import Failure, FailureKind
from claims_portal.webhooks.models import Subscription
from tests import make
from tests.webhooks.receiving import receiving
from tests.webhooks.test_sending import message


@pytest.mark.django_db(transaction=True)
def test_as_many_messages_as_were_ordered_come_twice(settings: Settings) -> None:
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    firm = make.organisation("CR00101")
    make.token(firm)
    Failure.objects.create(
        client=firm.api_clients.get(), kind=FailureKind.DUPLICATE_WEBHOOKS, left=1
    )
    Subscription.objects.create(
        pk=1, public_id="1", organisation=firm, url="http://127.0.0.1/", event_types=["*"],
        created_at=make.NOW,
    )  # fmt: skip

    async def post(url: str) -> bool:
        async with DoublingSender(seconds=5.0) as sender:
            attempts = [await sender.send(message(url)) for _ in range(2)]
        return all(attempt.succeeded for attempt in attempts)

    with receiving() as receiver:
        assert asyncio.run(post(receiver.url))
        assert receiver.ids == ["test-1"] * 3
