"""An organisation's webhooks, run through the API: for administrators."""

from http import HTTPStatus
from typing import Annotated, ClassVar, cast

from dmr import Path, modify

from claims_portal import clock
from claims_portal.api import webhook_schemas as schemas
from claims_portal.api.bodies import JsonBody
from claims_portal.api.controllers import MANAGING, READING, PortalController, refusals
from claims_portal.api.parameters import Query
from claims_portal.api.problems import GONE
from claims_portal.webhooks import log, replaying, subscriptions
from claims_portal.webhooks.models import Delivery, State, Subscription
from claims_portal.webhooks.subscriptions import Wanted

ACCEPTED = HTTPStatus.ACCEPTED


class WebhookController(PortalController):
    is_abstract: ClassVar[bool] = True
    tags: ClassVar = ("Webhooks",)

    def find(self, public_id: str) -> Subscription:
        return subscriptions.find(self.actor, public_id)

    def told(self, public_id: str) -> schemas.WebhookAnswer:
        return _webhook(self.find(public_id))


class Webhooks(WebhookController):
    def get(self) -> schemas.WebhooksAnswer:
        """The webhooks of your organisation, the oldest first.

        For administrators.
        """
        return schemas.WebhooksAnswer(
            webhooks=[_webhook(one) for one in subscriptions.of(self.actor)]
        )

    @modify(extra_responses=MANAGING, status_code=HTTPStatus.CREATED)
    def post(
        self, parsed_body: Annotated[schemas.NewWebhook, JsonBody(schemas.NewWebhook)]
    ) -> schemas.WebhookWithSecret:
        """Have events posted to an address from now on; the secret is shown this once.

        For administrators. Messages are signed as Standard Webhooks says; a receiver that
        answers with 2xx within 15 seconds has taken one.
        """
        wanted = Wanted(**parsed_body.given())
        made = subscriptions.create(wanted, by=self.actor, at=clock.now())
        return schemas.WebhookWithSecret(
            webhook=self.told(made.subscription.public_id), secret=made.secret
        )


class OneWebhook(WebhookController):
    def get(self, parsed_path: Path[schemas.WebhookPath]) -> schemas.WebhookAnswer:
        """One webhook, and how it fares.

        For administrators.
        """
        return self.told(parsed_path.webhook_id)

    @modify(extra_responses=MANAGING)
    def patch(
        self,
        parsed_path: Path[schemas.WebhookPath],
        parsed_body: Annotated[schemas.WebhookChanges, JsonBody(schemas.WebhookChanges)],
    ) -> schemas.WebhookAnswer:
        """Change the address, the types of events, the description or the client.

        For administrators. What waits already goes to the new address.
        """
        webhook = self.find(parsed_path.webhook_id)
        subscriptions.change_some(webhook, parsed_body.given(), by=self.actor, at=clock.now())
        return self.told(parsed_path.webhook_id)

    @modify(status_code=HTTPStatus.NO_CONTENT)
    def delete(self, parsed_path: Path[schemas.WebhookPath]) -> None:
        """Delete a webhook, with its log and all that waits for it.

        For administrators.
        """
        webhook = self.find(parsed_path.webhook_id)
        subscriptions.delete(webhook, by=self.actor, at=clock.now())


class DisableWebhook(WebhookController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(self, parsed_path: Path[schemas.WebhookPath]) -> schemas.WebhookAnswer:
        """Send nothing any more; what waits stays waiting.

        For administrators. Events that happen meanwhile are not kept for it: send them by
        /replay once it is enabled again.
        """
        webhook = self.find(parsed_path.webhook_id)
        subscriptions.switch_off(webhook, by=self.actor, at=clock.now())
        return self.told(parsed_path.webhook_id)


class EnableWebhook(WebhookController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(self, parsed_path: Path[schemas.WebhookPath]) -> schemas.WebhookAnswer:
        """Send events again from now on, and what waited.

        For administrators.
        """
        webhook = self.find(parsed_path.webhook_id)
        subscriptions.switch_on(webhook, by=self.actor, at=clock.now())
        return self.told(parsed_path.webhook_id)


class RotateSecret(WebhookController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(self, parsed_path: Path[schemas.WebhookPath]) -> schemas.WebhookWithSecret:
        """A new secret; for 24 hours both sign, so that receivers can be changed without a gap.

        For administrators. The old one can be ended earlier by /end-old-secret.
        """
        webhook = self.find(parsed_path.webhook_id)
        secret = subscriptions.rotate(webhook, by=self.actor, at=clock.now())
        return schemas.WebhookWithSecret(webhook=self.told(parsed_path.webhook_id), secret=secret)


class EndOldSecret(WebhookController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(self, parsed_path: Path[schemas.WebhookPath]) -> schemas.WebhookAnswer:
        """The new secret alone signs from now on.

        For administrators.
        """
        webhook = self.find(parsed_path.webhook_id)
        subscriptions.end_old_secret(webhook, by=self.actor, at=clock.now())
        return self.told(parsed_path.webhook_id)


class TestWebhook(WebhookController):
    @modify(extra_responses=MANAGING, status_code=ACCEPTED)
    def post(self, parsed_path: Path[schemas.WebhookPath]) -> schemas.DeliveryLine:
        """Send a message of type webhook.test, which tells nothing.

        For administrators. The log says within a second or two what came of it.
        """
        webhook = self.find(parsed_path.webhook_id)
        return _delivery(replaying.test(webhook, by=self.actor, at=clock.now()))


class ReplayWebhook(WebhookController):
    @modify(extra_responses=[*MANAGING, *refusals(GONE)], status_code=ACCEPTED)
    def post(
        self,
        parsed_path: Path[schemas.WebhookPath],
        parsed_body: Annotated[schemas.Replay, JsonBody(schemas.Replay)],
    ) -> schemas.ReplayAnswer:
        """Send again what was given up, or every event after a cursor or since an instant.

        For administrators. Each message keeps its webhook-id, so that a receiver can tell
        what it has already.
        """
        webhook, asked = self.find(parsed_path.webhook_id), parsed_body
        by, at = self.actor, clock.now()
        number = replaying.replay(
            webhook, dead=asked.dead, cursor=asked.after, since=asked.since, by=by, at=at
        )
        return schemas.ReplayAnswer(deliveries=number)


class Deliveries(WebhookController):
    def get(
        self,
        parsed_path: Path[schemas.WebhookPath],
        parsed_query: Query[schemas.DeliveryQuery],
    ) -> schemas.DeliveriesAnswer:
        """The log of a webhook, the newest first: each message with all its attempts.

        For administrators. Kept for 30 days.
        """
        query = parsed_query
        webhook = self.find(parsed_path.webhook_id)
        state = State(query.state) if query.state else None
        page = log.page(webhook, state=state, cursor=query.cursor, size=query.limit)
        return schemas.DeliveriesAnswer(
            deliveries=[_delivery(one) for one in page.deliveries], next_cursor=page.next_cursor
        )


class OneDelivery(WebhookController):
    def get(self, parsed_path: Path[schemas.DeliveryPath]) -> schemas.DeliveryLine:
        """One message with all its attempts.

        For administrators.
        """
        webhook = self.find(parsed_path.webhook_id)
        return _delivery(log.find(webhook, parsed_path.delivery_id))


class ReplayDelivery(WebhookController):
    @modify(extra_responses=[*READING, *refusals(HTTPStatus.CONFLICT)], status_code=ACCEPTED)
    def post(self, parsed_path: Path[schemas.DeliveryPath]) -> schemas.DeliveryLine:
        """Send one message once more, whatever became of it.

        For administrators.
        """
        webhook = self.find(parsed_path.webhook_id)
        delivery = log.find(webhook, parsed_path.delivery_id)
        replaying.one(delivery, by=self.actor, at=clock.now())
        return _delivery(log.find(webhook, parsed_path.delivery_id))


def _webhook(one: Subscription) -> schemas.WebhookAnswer:
    return schemas.WebhookAnswer(
        webhook_id=one.public_id,
        url=one.url,
        events=list(one.event_types),
        description=one.description,
        client_id=one.client.client_id if one.client else None,
        enabled=not one.stopped,
        stopped_because=one.get_stopped_display() or None,
        failing_since=one.failing_since,
        waiting=one.count(State.WAITING),
        dead=one.count(State.DEAD),
        created_at=one.created_at,
        old_secret_ends_at=subscriptions.old_secret_ends_at(one, at=clock.now()),
    )


def _delivery(one: Delivery) -> schemas.DeliveryLine:
    return schemas.DeliveryLine(
        delivery_id=one.pk,
        message_id=one.message_id,
        type=one.type,
        state=cast(schemas.DeliveryState, one.state),
        created_at=one.created_at,
        due_at=one.due_at if one.is_waiting else None,
        ended_at=one.ended_at,
        attempts=[
            schemas.AttemptAnswer(
                at=attempt["at"],
                took_ms=attempt["tookMs"],
                status=attempt["status"],
                error=attempt["error"],
                answer=attempt["answer"],
            )
            for attempt in one.attempts
        ],
    )


# fmt: off
# ruff: noqa: E501 - a table of rows
WEBHOOKS: tuple[tuple[str, type[PortalController], str], ...] = (
    ("webhooks", Webhooks, "webhooks"),
    ("webhooks/<str:webhookId>", OneWebhook, "webhook"),
    ("webhooks/<str:webhookId>/disable", DisableWebhook, "disable-webhook"),
    ("webhooks/<str:webhookId>/enable", EnableWebhook, "enable-webhook"),
    ("webhooks/<str:webhookId>/rotate-secret", RotateSecret, "rotate-webhook-secret"),
    ("webhooks/<str:webhookId>/end-old-secret", EndOldSecret, "end-old-webhook-secret"),
    ("webhooks/<str:webhookId>/test", TestWebhook, "test-webhook"),
    ("webhooks/<str:webhookId>/replay", ReplayWebhook, "replay-webhook"),
    ("webhooks/<str:webhookId>/deliveries", Deliveries, "webhook-deliveries"),
    ("webhooks/<str:webhookId>/deliveries/<int:deliveryId>", OneDelivery, "webhook-delivery"),
    ("webhooks/<str:webhookId>/deliveries/<int:deliveryId>/replay", ReplayDelivery, "replay-webhook-delivery"),
)
# fmt: on
"""Route, controller and name of each operation of webhooks."""
