"""What is sent by hand: again, or as a test."""

from datetime import datetime
from typing import Any, LiteralString
from uuid import uuid4

from django.db import transaction

from claims_portal import database
from claims_portal.accounts.actor import Actor
from claims_portal.claims.feed import places
from claims_portal.claims.feed.places import BEGINNING, KEPT_FOR, Place
from claims_portal.webhooks import dispatching, subscriptions
from claims_portal.webhooks.models import Delivery, State, Subscription
from claims_portal.webhooks.refusals import NothingToReplay, StillWaiting, WebhookStopped
from claims_portal.webhooks.taking import TEST_TYPE

_AFTER_A_PLACE: LiteralString = """
    at >= %(since)s::timestamptz
    AND NOT pg_visible_in_snapshot(transaction_id, %(seen)s::pg_snapshot)
    AND (id > %(after)s OR NOT pg_visible_in_snapshot(transaction_id, %(until)s::pg_snapshot))
"""
_AGAIN: LiteralString = """
    state = 'waiting', ended_at = NULL, due_at = GREATEST(%(at)s::timestamptz, (
        SELECT max(due_at) FROM webhooks_delivery earlier
        WHERE earlier.subscription_id = webhooks_delivery.subscription_id
          AND earlier.claim_number = webhooks_delivery.claim_number
          AND earlier.state = 'waiting' AND earlier.event_id < webhooks_delivery.event_id))
"""
_REPLAY: LiteralString = f"""
WITH found AS ({dispatching.found(_AFTER_A_PLACE)} AND subscription.id = %(subscription)s),
made AS ({dispatching.INSERT} ON CONFLICT (event_id, subscription_id) DO UPDATE SET {_AGAIN}
         WHERE webhooks_delivery.state <> 'waiting' RETURNING id)
SELECT count(*) FROM made
"""  # noqa: S608 - composed of constants
_REPLAY_DEAD: LiteralString = f"""
WITH made AS (UPDATE webhooks_delivery SET {_AGAIN}
              WHERE subscription_id = %(subscription)s AND state = 'dead' RETURNING id)
SELECT count(*) FROM made
"""  # noqa: S608


@transaction.atomic
def test(subscription: Subscription, *, by: Actor, at: datetime) -> Delivery:
    """A message that tells nothing, so that one sees whether the receiver takes it."""
    _must_be_on(subscription)
    _note("tested", subscription, by, at)
    return Delivery.objects.create(
        subscription=subscription,
        message_id=f"test-{uuid4()}",
        type=TEST_TYPE,
        due_at=at,
        created_at=at,
    )


@transaction.atomic
def one(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    """A delivery once more, whatever became of it; with all its attempts anew."""
    _must_be_on(delivery.subscription)
    ended = Delivery.objects.filter(pk=delivery.pk).exclude(state=State.WAITING)
    if not ended.update(state=State.WAITING, due_at=at, ended_at=None):
        raise StillWaiting
    _note("replayed", delivery.subscription, by, at, message=delivery.message_id)


def replay(
    subscription: Subscription,
    *,
    dead: bool = False,
    cursor: str | None = None,
    since: datetime | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """What was given up, or what came after a cursor, or since an instant; how many."""
    if [dead, bool(cursor), since is not None].count(True) != 1:
        raise NothingToReplay
    if dead:
        return replay_dead(subscription, by=by, at=at)
    return after(subscription, cursor=cursor, since=since, by=by, at=at)


@transaction.atomic
def replay_dead(subscription: Subscription, *, by: Actor, at: datetime) -> int:
    """Everything that was given up; how many."""
    _must_be_on(subscription)
    asked = {"subscription": subscription.pk, "at": at}
    ((number,),) = database.rows(_REPLAY_DEAD, asked)
    _note("replayed", subscription, by, at, deliveries=number)
    return int(number)


@transaction.atomic
def after(
    subscription: Subscription,
    *,
    cursor: str | None = None,
    since: datetime | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Every event after a cursor of the feed or since an instant, sent or not; how many.

    Raises BadCursor, CursorTooOld.
    """
    _must_be_on(subscription)
    place = _place(cursor, at) if cursor else BEGINNING
    asked: dict[str, Any] = {
        "subscription": subscription.pk,
        "at": at,
        "since": max(since or at - KEPT_FOR, at - KEPT_FOR),
        "seen": place.seen,
        "until": place.until or BEGINNING.seen,
        "after": place.after,
    }
    ((number,),) = database.rows(_REPLAY, asked)
    _note("replayed", subscription, by, at, deliveries=number)
    return int(number)


def _place(cursor: str, at: datetime) -> Place:
    place, here = places.read(cursor, at=at), places.here()
    place.must_be_of(here.server, here.seen)
    return place


def _must_be_on(subscription: Subscription) -> None:
    if subscription.stopped:
        raise WebhookStopped


def _note(what: str, subscription: Subscription, by: Actor, at: datetime, **said: Any) -> None:
    subscriptions.note_by(what, subscription, by, at, after={"url": subscription.url, **said})
