"""The inbox: what is news in the claims of a user, for 15 calendar days."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, ClassVar

import msgspec
from dmr import Path, modify
from msgspec import Meta

from claims_portal import clock
from claims_portal.api.claims import Key
from claims_portal.api.controllers import PortalController
from claims_portal.api.giving import Selectable
from claims_portal.api.parameters import Query
from claims_portal.api.schemas import Answer, ApplicationId
from claims_portal.claims import inbox
from claims_portal.claims.process.notices import NoticeKind


class NotificationAnswer(Answer):
    id: int
    kind: Annotated[NoticeKind, Meta(description="What sort of news it is")]
    event: Annotated[str, Meta(description="The event's tag, as in the claim's history")]
    application_id: ApplicationId
    text: str
    at: datetime


class NotificationPage(Answer):
    notifications: list[NotificationAnswer]
    next_cursor: Annotated[
        str | None, Meta(description="Send it as cursor for the next page; null on the last")
    ]


class NotificationsLeft(Answer):
    left: Annotated[
        int,
        Meta(description=f"In the inbox now; {inbox.MOST_COUNTED} stands for as many or more"),
    ]


class NotificationQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    cursor: Key | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = inbox.PAGE_SIZE


class NotificationPath(msgspec.Struct, rename="camel"):
    notification_id: Annotated[int, Meta(ge=1)]


class InboxController(PortalController):
    is_abstract: ClassVar[bool] = True
    tags: ClassVar = ("Notifications",)

    def left(self) -> NotificationsLeft:
        return NotificationsLeft(left=inbox.count(self.actor, at=clock.now()))


class Notifications(InboxController):
    selectable = Selectable(NotificationAnswer, within="notifications")

    def get(self, parsed_query: Query[NotificationQuery]) -> NotificationPage:
        """The inbox of this user, the newest first.

        What happened in claims that is news to your side, in words. It is information only:
        GET /claims lists what waits for you.
        """
        page = inbox.page(
            self.actor, at=clock.now(), cursor=parsed_query.cursor, size=parsed_query.limit
        )
        return NotificationPage(
            notifications=[
                NotificationAnswer(
                    id=one.pk,
                    kind=one.kind,
                    event=one.tag,
                    application_id=one.application_id,
                    text=one.text,
                    at=one.at,
                )
                for one in page.notices
            ],
            next_cursor=page.next_cursor,
        )

    @modify(status_code=HTTPStatus.OK)
    def delete(self) -> NotificationsLeft:
        """Clear the whole inbox of this user; colleagues keep theirs."""
        inbox.clear(by=self.actor, at=clock.now())
        return self.left()


class OneNotification(InboxController):
    @modify(status_code=HTTPStatus.OK)
    def delete(self, parsed_path: Path[NotificationPath]) -> NotificationsLeft:
        """Clear one notification for this user; colleagues keep theirs."""
        inbox.dismiss(parsed_path.notification_id, by=self.actor, at=clock.now())
        return self.left()
