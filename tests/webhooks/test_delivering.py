"""Events arrive: signed, once each, in the order of their claim, and again where they failed."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from claims_portal.accounts.models import User
from claims_portal.claims.feed import pages
from claims_portal.webhooks import back_off, subscriptions
from claims_portal.webhooks.models import Delivery, State, Stopped, Subscription
from tests import make
from tests.webhooks.conftest import Clock, Posting, Subscribe
from tests.webhooks.receiving import Got, Receiver, until

pytestmark = pytest.mark.django_db(transaction=True)


def settled() -> bool:
    return not Delivery.objects.filter(state=State.WAITING).exists()


def test_an_event_arrives_signed_and_as_the_feed_tells_it(
    lawyer: User, insurer: User, subscribe: Subscribe, receiver: Receiver, posting: Posting
) -> None:
    made = subscribe()
    with posting():
        claim = make.claim(lawyer=lawyer, insurer=insurer)
        until(lambda: receiver.got)
        until(settled)
    (got,) = receiver.got
    said = got.verified_with(made.secret)
    (event,) = pages.page(insurer.as_actor(), at=make.NOW).events
    assert said["type"] == "claim:notification:sent"
    assert said["timestamp"] == "2026-11-23T09:30:00Z"
    assert (said["data"]["id"], said["data"]["applicationId"]) == (event.id, claim.application_id)
    assert got.id == event.id == f"{claim.application_id}-1"
    assert got.headers["content-type"] == "application/json"
    (delivery,) = Delivery.objects.all()
    assert (delivery.state, delivery.attempts[0]["status"]) == (State.DELIVERED, 204)
    with pytest.raises(WebhookVerificationError):
        got.verified_with("whsec_" + "A" * 43 + "=")


def test_only_what_was_asked_for_arrives(
    lawyer: User, insurer: User, subscribe: Subscribe, receiver: Receiver, posting: Posting
) -> None:
    subscribe("claim:liability:*", "claim:notification:sent")
    subscribe("claim:exit:*")
    with posting():
        make.claim(lawyer=lawyer, insurer=insurer, at="StartOfStage21")
        until(lambda: receiver.got)
        until(settled)
    assert [one.said["type"] for one in receiver.got] == ["claim:notification:sent"]


def test_each_side_is_told_its_own_news_and_a_stranger_none(
    lawyer: User, administrator: User, insurer: User, boss: User, stranger: User,
    subscribe: Subscribe, receiver: Receiver, posting: Posting,
) -> None:  # fmt: skip
    stranger.profiles.create(profile="cr-administrator")
    for who in (administrator, boss, stranger):
        subscribe(url=f"{receiver.url}/{who.user_name}", by=who)
    with posting():
        make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackConfirmed")
        until(lambda: len(receiver.got) > 5)
        until(settled)
    for who, reader in ((administrator, lawyer), (boss, insurer)):
        arrived = [one.id for one in receiver.got if one.path.endswith(who.user_name)]
        assert arrived == [one.id for one in pages.page(reader.as_actor(), at=make.NOW).events]
    assert not [one for one in receiver.got if "STRANGER" in one.path]


def test_while_a_secret_is_replaced_both_sign(
    lawyer: User, insurer: User, boss: User, subscribe: Subscribe, receiver: Receiver,
    posting: Posting, clock: Clock,
) -> None:  # fmt: skip
    made = subscribe()
    new = subscriptions.rotate(made.subscription, by=boss.as_actor(), at=clock.now)
    with posting():
        make.claim(lawyer=lawyer, insurer=insurer)
        until(settled_one)
        for secret in (made.secret, new):
            assert receiver.got[0].verified_with(secret)
        clock.later(timedelta(hours=24))
        make.claim(lawyer=lawyer, insurer=insurer)
        until(lambda: len(receiver.got) == 2)
    assert receiver.got[1].verified_with(new)
    with pytest.raises(WebhookVerificationError):
        receiver.got[1].verified_with(made.secret)


def settled_one() -> bool:
    return Delivery.objects.exists() and settled()


def test_a_failure_is_tried_again_after_a_while_and_told_in_the_log(
    lawyer: User, insurer: User, subscribe: Subscribe, receiver: Receiver, posting: Posting,
    clock: Clock,
) -> None:  # fmt: skip
    subscribe()
    receiver.answer = failing(500, "The disk is full")
    with posting():
        make.claim(lawyer=lawyer, insurer=insurer)
        until(attempts_are(1))
        (waiting,) = Delivery.objects.all()
        wait = waiting.due_at - clock.now
        assert back_off.AFTER[0] <= wait <= back_off.AFTER[0] * 1.1
        receiver.answer = lambda got, handler: 204
        clock.later(timedelta(seconds=1))
        until_nothing_happens()
        assert len(receiver.got) == 1
        clock.later(timedelta(seconds=6))
        until(settled)
    first, second = Delivery.objects.get().attempts
    assert (first["status"], first["answer"], first["error"]) == (500, "The disk is full", "")
    assert second["status"] == 204
    assert receiver.got[0].id == receiver.got[1].id
    subscription = Subscription.objects.get()
    assert (subscription.failures, subscription.failing_since) == (0, None)


def failing(status: int, answer: str, **headers: str) -> Any:
    def fail(got: Got, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(answer)))
        handler.end_headers()
        handler.wfile.write(answer.encode())

    return fail


def attempts_are(number: int) -> Any:
    return lambda: sum(len(one.attempts) for one in Delivery.objects.all()) == number


def until_nothing_happens() -> None:
    threading.Event().wait(0.4)


def test_a_receiver_that_asks_for_patience_gets_it(
    lawyer: User, insurer: User, subscribe: Subscribe, receiver: Receiver, posting: Posting,
    clock: Clock,
) -> None:  # fmt: skip
    subscribe()
    receiver.answer = failing(429, "", Retry_After="600")
    with posting():
        make.claim(lawyer=lawyer, insurer=insurer)
        until(attempts_are(1))
    assert Delivery.objects.get().due_at == clock.now + timedelta(seconds=600)


def test_a_later_event_of_a_claim_waits_for_the_earlier_and_other_claims_do_not(
    lawyer: User, insurer: User, subscribe: Subscribe, receiver: Receiver, posting: Posting,
    clock: Clock,
) -> None:  # fmt: skip
    subscribe()
    with posting():
        receiver.answer = lambda got, handler: 500
        stuck = make.claim(lawyer=lawyer, insurer=insurer)
        # The failure is written down before the clock moves: it counts from there.
        until(lambda: Subscription.objects.filter(failures=1).exists())
        receiver.answer = lambda got, handler: 500 if stuck.application_id in got.id else 204
        for number in range(3):
            add_news(stuck, lawyer, number)
        other = make.claim(lawyer=lawyer, insurer=insurer)
        clock.later(timedelta(seconds=3))
        until(lambda: f"{other.application_id}-1" in receiver.ids)
        until_nothing_happens()
        own = [one for one in receiver.ids if one.startswith(stuck.application_id)]
        assert set(own) == {f"{stuck.application_id}-1"}
        receiver.answer = lambda got, handler: 204
        receiver.got.clear()
        clock.later(timedelta(minutes=5))
        until(settled)
    assert receiver.ids == [f"{stuck.application_id}-{number}" for number in (1, 2, 3, 4)]


def add_news(claim: Any, by: User, number: int) -> None:
    from claims_portal.claims import writing

    writing.add_event(
        claim, tag="claim:attachment:added", says=f"Attachment {number}", changes={},
        by=by.as_actor(), at=make.NOW,
    )  # fmt: skip


def test_the_order_of_each_claim_holds_though_every_third_post_fails(
    lawyer: User, insurer: User, subscribe: Subscribe, receiver: Receiver, posting: Posting,
    clock: Clock,
) -> None:  # fmt: skip
    subscribe()
    counted, taken = [0], list[str]()

    def sometimes(got: Got, handler: BaseHTTPRequestHandler) -> int:
        counted[0] += 1
        if counted[0] % 3 == 0:
            return 503
        taken.append(got.id)
        return 200

    receiver.answer = sometimes
    with posting():
        claims = [make.claim(lawyer=lawyer, insurer=insurer) for _ in range(5)]
        for number in range(6):
            for claim in claims:
                add_news(claim, lawyer, number)
        until(lambda: Delivery.objects.count() == 35)
        for _ in range(200):
            if settled():
                break
            clock.later(timedelta(minutes=11))
            until_nothing_happens_for(0.1)
        assert settled()
    for claim in claims:
        own = [int(one[17:]) for one in taken if one.startswith(claim.application_id)]
        assert own == list(range(1, 8))


def until_nothing_happens_for(seconds: float) -> None:
    threading.Event().wait(seconds)


def test_after_three_days_a_delivery_is_given_up_and_the_next_of_its_claim_goes_on(
    lawyer: User, insurer: User, subscribe: Subscribe, receiver: Receiver, posting: Posting,
    clock: Clock,
) -> None:  # fmt: skip
    subscribe()
    with posting():
        claim = make.claim(lawyer=lawyer, insurer=insurer)
        first = f"{claim.application_id}-1"
        receiver.answer = lambda got, handler: 500 if got.id == first else 200
        until(attempts_are(1))
        began = clock.now
        # Another claim's events are taken meanwhile, so the webhook itself does not count as failing.
        for number in range(2, len(back_off.AFTER) + 2):
            clock.now = Delivery.objects.get(message_id=first).due_at + timedelta(seconds=1)
            Subscription.objects.update(held_until=None, failing_since=clock.now)
            until(attempts_are(number))
        given_up = Delivery.objects.get(message_id=first)
        assert given_up.state == State.DEAD
        assert timedelta(hours=71) < clock.now - began < timedelta(hours=80)
        add_news(claim, lawyer, 2)
        clock.later(timedelta(minutes=10))
        until(lambda: Delivery.objects.count() == 2 and settled())
    assert receiver.ids[-1] == f"{claim.application_id}-2"
    assert len(given_up.attempts) == len(back_off.AFTER) + 1


def test_a_receiver_that_fails_for_days_is_switched_off_and_its_administrators_told(
    lawyer: User, insurer: User, boss: User, subscribe: Subscribe, receiver: Receiver,
    posting: Posting, clock: Clock, mails: Any,
) -> None:  # fmt: skip
    made = subscribe()
    receiver.answer = lambda got, handler: 500
    with posting():
        make.claim(lawyer=lawyer, insurer=insurer)
        until(attempts_are(1))
        clock.later(back_off.FAILS_FOR)
        until(lambda: Subscription.objects.get().stopped)
        make.claim(lawyer=lawyer, insurer=insurer)
        until_nothing_happens()
    assert Subscription.objects.get().stopped == Stopped.FAILING
    assert len(receiver.got) == 2
    assert Delivery.objects.count() == 1
    (mail,) = mails()
    assert mail.to == [boss.email]
    assert made.subscription.public_id in mail.text
    assert made.secret not in mail.text


@pytest.fixture
def mails() -> Any:
    from django.db import connection

    from claims_portal.notices.mail import DELIVER, opened

    def waiting() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT args->>'sealed' FROM procrastinate_jobs WHERE task_name = %s", [DELIVER]
            )
            return [opened(sealed) for (sealed,) in cursor.fetchall()]

    return waiting


def test_a_receiver_that_is_gone_is_switched_off_at_once(
    lawyer: User, insurer: User, subscribe: Subscribe, receiver: Receiver, posting: Posting
) -> None:
    subscribe()
    receiver.answer = lambda got, handler: 410
    with posting():
        make.claim(lawyer=lawyer, insurer=insurer)
        until(lambda: Subscription.objects.get().stopped == Stopped.GONE)
