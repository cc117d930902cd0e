"""What became of deliveries that were tried, written down for a whole batch at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, LiteralString

import msgspec
from django.conf import settings
from django.db import transaction

from claims_portal import database
from claims_portal.accounts import administrators
from claims_portal.notices import mail
from claims_portal.records import audit
from claims_portal.webhooks import subscriptions
from claims_portal.webhooks.back_off import FAILS_FOR, hold_after, wait_after
from claims_portal.webhooks.models import State, Stopped, Subscription
from claims_portal.webhooks.sending import GONE, Attempt

# After a success or the end of a delivery the next of its claim is due at once; behind one
# that is to be tried again it waits as long.
SETTLE: LiteralString = """
WITH result AS (
    SELECT * FROM jsonb_to_recordset(%(results)s::jsonb) AS result (
        id bigint, state text, due_at timestamptz, attempt jsonb)
), settled AS (
    UPDATE webhooks_delivery delivery SET
        state = result.state, attempts = delivery.attempts || result.attempt,
        due_at = COALESCE(result.due_at, delivery.due_at),
        ended_at = CASE WHEN result.state <> 'waiting' THEN %(at)s::timestamptz END
    FROM result WHERE delivery.id = result.id AND delivery.state = 'waiting'
    RETURNING delivery.id, subscription_id, claim_number, event_id, delivery.state,
        delivery.due_at
), followed AS (
    UPDATE webhooks_delivery later SET
        due_at = CASE WHEN settled.state = 'waiting' THEN GREATEST(later.due_at, settled.due_at)
                      ELSE LEAST(later.due_at, %(at)s::timestamptz) END
    FROM settled
    WHERE later.subscription_id = settled.subscription_id
      AND later.claim_number = settled.claim_number AND later.state = 'waiting'
      AND later.event_id > settled.event_id AND later.id NOT IN (SELECT id FROM result)
)
SELECT subscription_id, bool_or(state = 'delivered') FROM settled GROUP BY subscription_id
"""
# All that will be changed, in one order, so that two processes never wait for each other.
_HOLD: LiteralString = """
SELECT id FROM webhooks_subscription
WHERE id = ANY(%(works)s) AND failures > 0 OR id = ANY(%(fails)s) ORDER BY id FOR UPDATE
"""
_WORKS: LiteralString = """
UPDATE webhooks_subscription SET failures = 0, failing_since = NULL, held_until = NULL
WHERE id = ANY(%(works)s) AND failures > 0 RETURNING id
"""


@transaction.atomic
def settle(attempts: Sequence[Attempt], *, at: datetime) -> None:
    """Write down what came of these attempts, and what follows for their subscriptions."""
    if not attempts:
        return
    results = msgspec.json.encode([_result(one, at) for one in attempts]).decode()
    taken: dict[int, bool] = dict(database.rows(SETTLE, {"results": results, "at": at}))
    works = [pk for pk, taken_there in taken.items() if taken_there]
    fails = [pk for pk, taken_there in taken.items() if not taken_there]
    if not database.rows(_HOLD, {"works": works, "fails": fails}):
        return
    database.rows(_WORKS, {"works": works})
    gone = {one.message.subscription for one in attempts if one.status == GONE}
    for pk in fails:
        _failed(pk, at=at, gone=pk in gone)


def _result(attempt: Attempt, at: datetime) -> dict[str, Any]:
    said = attempt.said(at)
    number = attempt.message.attempts + 1
    if attempt.succeeded:
        return {"id": attempt.message.delivery, "state": State.DELIVERED.value, "attempt": said}
    wait = wait_after(number, asked=attempt.asked_to_wait)
    state = State.DEAD if wait is None else State.WAITING
    due = {} if wait is None else {"due_at": at + wait}
    return {"id": attempt.message.delivery, "state": state.value, "attempt": said, **due}


def _failed(pk: int, *, at: datetime, gone: bool) -> None:
    """Leave a subscription alone for a while, or switch it off after days."""
    subscription = Subscription.objects.select_related("organisation").filter(pk=pk).first()
    if subscription is None or subscription.stopped:
        return
    subscription.failures += 1
    subscription.failing_since = since = subscription.failing_since or at
    subscription.held_until = at + hold_after(subscription.failures)
    subscription.save(update_fields=["failures", "failing_since", "held_until"])
    if gone or at - since >= FAILS_FOR:
        _switch_off(subscription, Stopped.GONE if gone else Stopped.FAILING, at)


def _switch_off(subscription: Subscription, why: Stopped, at: datetime) -> None:
    subscriptions.stop(subscription, why)
    after = {"url": subscription.url, "reason": why.label}
    subscriptions.note("stopped-by-the-portal", subscription, audit.THE_PORTAL, at, after=after)
    for administrator in administrators.usable(subscription.organisation_id, at=at):
        mail.post(
            "A webhook of your organisation was switched off",
            f"{why.label}.\n\nWebhook: {subscription.public_id}\n"
            f"{subscription.description}\n\n"
            "Once its receiver works, switch it on again and send again what it missed:\n"
            f"{settings.BASE_URL}/administration/webhooks/{subscription.public_id}\n",
            to=[administrator.email],
        )
