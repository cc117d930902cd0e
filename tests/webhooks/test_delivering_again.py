"""Events that were taken and not delivered, or are wanted once more."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest

from claims_portal.accounts.models import User
from claims_portal.claims.feed import pages
from claims_portal.webhooks import log, replaying, taking
from claims_portal.webhooks.models import Delivery, State, Subscription
from tests import make
from tests.webhooks.conftest import Clock, Posting, Subscribe
from tests.webhooks.receiving import Got, Receiver, until
from tests.webhooks.test_delivering import (
    add_news,
    settled,
    settled_one,
    until_nothing_happens,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_a_dead_process_had_taken_is_taken_again_when_its_lease_ends(
    lawyer: User, insurer: User, subscribe: Subscribe, receiver: Receiver, posting: Posting,
    clock: Clock,
) -> None:  # fmt: skip
    subscribe()
    with posting():
        pass
    make.claim(lawyer=lawyer, insurer=insurer)
    from claims_portal.webhooks import dispatching

    assert dispatching.dispatch(at=clock.now) == 1
    (lost,) = taking.take(room=10, loads={}, at=clock.now)
    assert taking.take(room=10, loads={}, at=clock.now) == []
    with posting():
        until_nothing_happens()
        assert receiver.got == []
        clock.later(taking.LEASE)
        until(settled)
    assert receiver.ids == [lost.message_id]


def test_one_slow_receiver_does_not_hold_up_another(
    lawyer: User, insurer: User, subscribe: Subscribe, receiver: Receiver, posting: Posting
) -> None:
    subscribe(url=f"{receiver.url}/slow")
    subscribe(url=f"{receiver.url}/fast")
    hold = threading.Event()

    def slow(got: Got, handler: BaseHTTPRequestHandler) -> int:
        if got.path.endswith("slow"):
            hold.wait(10)
        return 200

    receiver.answer = slow
    with posting():
        for _ in range(30):
            make.claim(lawyer=lawyer, insurer=insurer)
        fast = Delivery.objects.filter(subscription__url__endswith="fast")
        until(lambda: fast.filter(state=State.DELIVERED).count() == 30, seconds=10)
        hold.set()


def test_a_delivery_is_sent_again_by_hand_under_its_old_id(
    lawyer: User, insurer: User, boss: User, subscribe: Subscribe, receiver: Receiver,
    posting: Posting, clock: Clock,
) -> None:  # fmt: skip
    subscribe()
    with posting():
        make.claim(lawyer=lawyer, insurer=insurer)
        until(settled_one)
        replaying.one(Delivery.objects.get(), by=boss.as_actor(), at=clock.now)
        until(lambda: len(receiver.got) == 2)
        until(settled)
    assert receiver.ids[0] == receiver.ids[1]
    assert len(Delivery.objects.get().attempts) == 2


def test_everything_after_a_cursor_is_sent_again_in_order(
    lawyer: User, insurer: User, boss: User, subscribe: Subscribe, receiver: Receiver,
    posting: Posting, clock: Clock,
) -> None:  # fmt: skip
    before = make.claim(lawyer=lawyer, insurer=insurer)
    cursor = pages.page(insurer.as_actor(), at=clock.now).place.write(at=clock.now)
    claims = [make.claim(lawyer=lawyer, insurer=insurer) for _ in range(3)]
    add_news(claims[0], lawyer, 1)
    made = subscribe()
    with posting():
        by, at = boss.as_actor(), clock.now
        assert replaying.after(made.subscription, cursor=cursor, by=by, at=at) == 4
        until(settled_one)
        assert replaying.after(made.subscription, since=make.days_later(-1), by=by, at=at) == 5
        until(lambda: len(receiver.got) == 9)
        until(settled)
    assert f"{before.application_id}-1" not in receiver.ids[:4]
    assert sorted(receiver.ids[:4]) == sorted(
        [*(f"{one.application_id}-1" for one in claims), f"{claims[0].application_id}-2"]
    )
    for part in (receiver.ids[:4], receiver.ids[4:]):
        own = [one for one in part if one.startswith(claims[0].application_id)]
        assert own == sorted(own)


def test_all_that_was_given_up_is_sent_again(
    lawyer: User, insurer: User, boss: User, subscribe: Subscribe, receiver: Receiver,
    posting: Posting, clock: Clock,
) -> None:  # fmt: skip
    made = subscribe()
    receiver.answer = lambda got, handler: 400
    with posting():
        for _ in range(3):
            make.claim(lawyer=lawyer, insurer=insurer)
        until(lambda: Delivery.objects.count() == 3)
        until(lambda: receiver.got)
    Delivery.objects.update(state=State.DEAD)
    Subscription.objects.update(failures=0, failing_since=None, held_until=None)
    receiver.got.clear()
    receiver.answer = lambda got, handler: 200
    assert replaying.replay_dead(made.subscription, by=boss.as_actor(), at=clock.now) == 3
    with posting():
        until(settled)
    assert len(set(receiver.ids)) == 3


def test_a_test_message_tells_nothing_of_a_claim(
    boss: User, subscribe: Subscribe, receiver: Receiver, posting: Posting, clock: Clock
) -> None:
    made = subscribe("claim:exit:*")
    with posting():
        sent = replaying.test(made.subscription, by=boss.as_actor(), at=clock.now)
        until(settled_one)
    said = receiver.got[0].verified_with(made.secret)
    assert (said["type"], said["data"]) == (
        "webhook.test", {"webhookId": made.subscription.public_id},
    )  # fmt: skip
    assert receiver.got[0].id == sent.message_id


def test_the_log_forgets_after_a_month_what_has_ended(
    lawyer: User, insurer: User, subscribe: Subscribe, receiver: Receiver, posting: Posting,
    clock: Clock,
) -> None:  # fmt: skip
    subscribe()
    with posting():
        make.claim(lawyer=lawyer, insurer=insurer)
        until(settled_one)
    assert log.forget_old(at=clock.now + log.KEPT_FOR - timedelta(minutes=1)) == 0
    assert log.forget_old(at=clock.now + log.KEPT_FOR) == 1
