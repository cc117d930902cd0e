"""The types of events that a program may be told of, made from the tables of the process."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from claims_portal.claims.feed.shapes import FeedEvent
from claims_portal.claims.process.notices import NOTICES, Audience, NoticeKind, notice_of
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.tables import Process

PREFIX = "claim:"
LONGEST_PATTERN = 60
_PATTERN = re.compile(r"[a-z0-9:-]*\*?")


@dataclass(frozen=True)
class EventType:
    """A type, who is told of such an event, and in which claims it happens."""

    type: str
    says: tuple[str, ...]
    """The sentences of the history; none where they name what they are about."""
    told_to: Audience
    kind: NoticeKind
    claim_types: tuple[str, ...]


@cache
def event_types() -> dict[str, EventType]:
    """Every type of which anybody is told, in the order of the table of notices."""
    found = {}
    for tag, notice in NOTICES.items():
        if notice.to is Audience.NOBODY:
            continue
        by_steps = [one for one in PROCESSES.values() if tag in dict(_steps(one))]
        says = [words for one in by_steps for event, words in _steps(one) if event == tag]
        # What no step does may happen in any claim: limits, warnings, attachments.
        types = [one.claim_type for one in by_steps or PROCESSES.values()]
        found[f"{PREFIX}{tag}"] = EventType(
            f"{PREFIX}{tag}", _once(says), notice.to, notice.kind, _once(types)
        )
    return found


def schema_of(event_type: str) -> dict[str, Any]:
    """The JSON Schema of an event of this type; a new copy."""
    schema = msgspec.json.schema(FeedEvent)
    shape = schema["$defs"]["FeedEvent"]
    shape["properties"]["type"]["const"] = event_type
    shape["properties"]["kind"] = {"const": notice_of(event_type).kind.value}
    return schema


def matching(patterns: Iterable[str]) -> set[str]:
    """The types that some of the patterns mean: exact, or the beginning before a `*`."""
    return {
        one
        for one in event_types()
        for pattern in patterns
        if one == pattern or (pattern.endswith("*") and one.startswith(pattern[:-1]))
    }


def is_pattern(text: str) -> bool:
    """Whether this is written like one, and means at least one type."""
    fits = len(text) <= LONGEST_PATTERN and _PATTERN.fullmatch(text) is not None
    return fits and bool(matching([text]))


def as_like(patterns: Iterable[str]) -> list[str]:
    """The same for SQL's LIKE; types have none of its signs in them."""
    return [pattern.replace("*", "%") for pattern in patterns]


def _steps(process: Process) -> Iterator[tuple[str, str]]:
    yield from ((step.event, step.says) for step in process.steps)
    yield from ((phase.expiry.event, phase.expiry.says) for phase in process.phases if phase.expiry)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
