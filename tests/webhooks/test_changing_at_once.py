"""Two who change other things of one webhook at the same instant do not undo each other."""

import time
from threading import Event

import pytest
from django.db import transaction

from claims_portal.accounts.models import User
from claims_portal.webhooks import subscriptions
from claims_portal.webhooks.models import Subscription
from tests.claims.together import at_once
from tests.make import NOW
from tests.webhooks.conftest import Subscribe


@pytest.mark.django_db(transaction=True)
def test_what_is_not_given_stays_as_it_is_by_then(boss: User, subscribe: Subscribe) -> None:
    by, webhook = boss.as_actor(), subscribe().subscription
    is_held = Event()

    def move() -> None:
        with transaction.atomic():
            Subscription.objects.select_for_update().get(pk=webhook.pk)
            is_held.set()
            time.sleep(0.5)  # meanwhile the other waits
            moved = {"url": "https://moved.example.com"}
            subscriptions.change_some(webhook, moved, by=by, at=NOW)

    def describe() -> None:
        is_held.wait(10)
        subscriptions.change_some(webhook, {"description": "Case system"}, by=by, at=NOW)

    assert at_once(move, describe) == [None, None]
    webhook.refresh_from_db()
    assert (webhook.url, webhook.description) == ("https://moved.example.com", "Case system")
