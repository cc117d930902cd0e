"""The event feed: what is news to an organisation, for its programs, for 30 days."""

from typing import Annotated, Any, ClassVar

import msgspec
from django.http import HttpResponse
from dmr import Headers, Path, modify, validate
from msgspec import Meta

from claims_portal import clock
from claims_portal.api.controllers import READING, PortalController, refusals
from claims_portal.api.parameters import Query
from claims_portal.api.problems import GONE, BadParameter, NoSuchReference
from claims_portal.api.reference import Known, ReferenceController, answers
from claims_portal.api.schemas import Answer
from claims_portal.claims.feed import event_types, pages
from claims_portal.claims.feed.event_types import EventType
from claims_portal.claims.feed.places import KEPT_FOR
from claims_portal.claims.feed.shapes import FeedEvent
from claims_portal.claims.search.query import Instant

LONGEST_CURSOR = 4000
MOST_PATTERNS = 20


class EventPage(Answer):
    events: Annotated[list[FeedEvent], Meta(description="In a claim, in their order")]
    next_cursor: Annotated[
        str, Meta(description="Keep it, and send it as after; there always is one")
    ]
    more: Annotated[bool, Meta(description="Whether there are more at once; else ask again later")]


class EventQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True, kw_only=True):
    after: Annotated[
        Annotated[str, Meta(max_length=LONGEST_CURSOR)] | None,
        Meta(description="The nextCursor of the answer that you handled last"),
    ] = None
    since: Annotated[
        Instant | None,
        Meta(description=f"Where to begin without a cursor; else {KEPT_FOR.days} days ago"),
    ] = None
    type: Annotated[
        Annotated[str, Meta(max_length=1000)] | None,
        Meta(
            description="Only these types, with commas between them; a * at the end stands "
            "for every type that begins so",
            examples=["claim:liability:*,claim:exit:exited"],
        ),
    ] = None
    limit: Annotated[int, Meta(ge=1, le=pages.MOST)] = pages.PAGE_SIZE


class Events(PortalController):
    tags: ClassVar = ("Events",)

    @modify(extra_responses=[*READING, *refusals(GONE)])
    def get(self, parsed_query: Query[EventQuery]) -> EventPage:
        """What is news to your organisation in the claims this user may see, the oldest first.

        Ask without a cursor once, then with the nextCursor of each answer: nothing is missed,
        whatever is committed meanwhile. Each event has an id, under which it may come again
        after a fault of yours or ours: do it once.
        """
        query = parsed_query
        page = pages.page(
            self.actor,
            at=clock.now(),
            cursor=query.after,
            since=query.since,
            patterns=_patterns(query.type),
            size=query.limit,
        )
        cursor = page.place.write(at=clock.now())
        return EventPage(events=page.events, next_cursor=cursor, more=page.more)


def _patterns(given: str | None) -> list[str] | None:
    if given is None:
        return None
    patterns = [one.strip() for one in given.split(",")]
    for one in patterns:
        if not event_types.is_pattern(one):
            raise BadParameter("type", f"No type of event is meant by {one[:80]!r}.")
    if len(patterns) > MOST_PATTERNS:
        raise BadParameter("type", f"At most {MOST_PATTERNS} types may be named.")
    return patterns


class EventTypeLine(Answer):
    type: str
    says: Annotated[list[str], Meta(description="The sentences of the history; empty: they vary")]
    told_to: Annotated[str, Meta(description="To whom such an event is news")]
    kind: str
    claim_types: Annotated[list[str], Meta(description="In which claims it happens")]


class EventTypesAnswer(Answer):
    event_types: list[EventTypeLine]


class EventTypeAnswer(EventTypeLine):
    schema: Annotated[dict[str, Any], Meta(description="JSON Schema of such an event")]


class TypePath(msgspec.Struct):
    type: Annotated[str, Meta(description="Like claim:liability:admitted")]


class EventTypes(ReferenceController):
    @validate(*answers(EventTypesAnswer))
    def get(self, parsed_headers: Headers[Known]) -> HttpResponse:
        """Every type of event that the feed and webhooks tell."""
        lines = [_line(EventTypeLine, one) for one in event_types.event_types().values()]
        return self.answer(EventTypesAnswer(event_types=lines), parsed_headers)


class OneEventType(ReferenceController):
    @validate(*answers(EventTypeAnswer))
    def get(self, parsed_path: Path[TypePath], parsed_headers: Headers[Known]) -> HttpResponse:
        """One type, with the JSON Schema of such an event."""
        found = event_types.event_types().get(parsed_path.type)
        if found is None:
            raise NoSuchReference(f"There is no type of event {parsed_path.type!r}.")
        told = _line(EventTypeAnswer, found, schema=event_types.schema_of(found.type))
        return self.answer(told, parsed_headers)


def _line(shape: Any, one: EventType, **more: Any) -> Any:
    return shape(
        type=one.type,
        says=list(one.says),
        told_to=one.told_to.value,
        kind=one.kind.value,
        claim_types=list(one.claim_types),
        **more,
    )


EVENTS: tuple[tuple[str, type[PortalController], str], ...] = (("events", Events, "events"),)
EVENT_TYPES: tuple[tuple[str, type[ReferenceController], str], ...] = (
    ("event-types", EventTypes, "event-types"),
    ("event-types/<str:type>", OneEventType, "event-type"),
)
