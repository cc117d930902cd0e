"""Who is told of an event, and in which words: the table of notices (process facts 5).

The texts of the first rows are those of the old portal; for all others its words are
not public, and the event's own sentence is told with the claim's number [inferred].
"""

from dataclasses import dataclass
from enum import StrEnum

from claims_portal.claims.process.sides import Side


class Audience(StrEnum):
    """To whom an event is news."""

    OTHER = "the other side"
    BOTH = "both sides"
    HOLDER = "whose turn it is"
    COMPENSATOR = "the compensator"
    NOBODY = "nobody"


class NoticeKind(StrEnum):
    """What sort of news it is, for programs and for filters."""

    STEP = "step"
    WARNING = "warning"
    LIMIT_REACHED = "time-limit-reached"
    LIMIT_CHANGED = "time-limit-changed"


@dataclass(frozen=True)
class Notice:
    """A row of the table: to whom, and in which words.

    A text may hold `{id}`, the claim's number, and `{says}`, the event's own sentence;
    without a text that sentence is told of the claim (see `about_claim`).
    """

    to: Audience
    text: str = ""
    kind: NoticeKind = NoticeKind.STEP


OTHER, BOTH, HOLDER, COMPENSATOR, NOBODY = (
    Audience.OTHER, Audience.BOTH, Audience.HOLDER, Audience.COMPENSATOR, Audience.NOBODY,
)  # fmt: skip
_WARNING, _REACHED, _CHANGED = (
    NoticeKind.WARNING, NoticeKind.LIMIT_REACHED, NoticeKind.LIMIT_CHANGED,
)  # fmt: skip

SAID = "Claim {id}: {says}"
LIMIT_CHANGED = "time-limit:changed"
LIMIT_KEPT = "time-limit:kept"

# ruff: noqa: E501 - a table of rows
# fmt: off
NOTICES: dict[str, Notice] = {
    # tag of the event                 who is told, in which words
    "notification:drafted":            Notice(NOBODY),
    "notification:sent":               Notice(OTHER, "New claim {id}"),
    "notification:resent":             Notice(OTHER, "Claim {id} corrected and sent again"),
    "notification:accepted":           Notice(OTHER, "Claim {id} accepted by Compensator"),
    "notification:rejected":           Notice(OTHER, "Claim {id} sent back by Compensator"),
    "notification:rejection-acknowledged": Notice(NOBODY),
    "notification:given-up":           Notice(OTHER),
    "migration:imported":              Notice(NOBODY),
    "article-75:decided":              Notice(OTHER),

    "liability:admitted":              Notice(OTHER),
    "liability:admitted-for-child":    Notice(OTHER),
    "liability:admitted-with-negligence": Notice(OTHER),
    "liability:denied":                Notice(OTHER),
    "liability:days-left":             Notice(COMPENSATOR, kind=_WARNING),
    "liability:timed-out":             Notice(BOTH, "Liability decision for claim {id}: time limit reached", _REACHED),
    "liability:limit-reached":         Notice(BOTH, kind=_REACHED),
    "liability:timeout-acknowledged":  Notice(OTHER),
    "liability:admission-acknowledged": Notice(NOBODY),
    "liability:negligence-acknowledged": Notice(OTHER),
    "liability:denial-acknowledged":   Notice(OTHER),
    "fraud:stated":                    Notice(OTHER),
    "fraud:acknowledged":              Notice(OTHER),

    "interim:not-needed":              Notice(NOBODY),
    "interim:days-left":               Notice(COMPENSATOR, kind=_WARNING),
    "interim:limit-reached":           Notice(BOTH, kind=_REACHED),

    "settlement:pack-sent":            Notice(OTHER),
    "settlement:returned-to-stage-2-1": Notice(NOBODY),
    "settlement:confirmed":            Notice(OTHER),
    "settlement:repudiated":           Notice(OTHER),
    "settlement:days-left":            Notice(COMPENSATOR, kind=_WARNING),
    "settlement:timed-out":            Notice(BOTH, "Stage 2 Settlement Pack response needed for claim {id}: time limit reached", _REACHED),
    "settlement:limit-reached":        Notice(BOTH, kind=_REACHED),
    "settlement:confirmation-acknowledged": Notice(OTHER, SAID),
    "settlement:settled":              Notice(OTHER, SAID),
    "settlement:repudiation-acknowledged": Notice(OTHER),
    "settlement:timeout-acknowledged": Notice(OTHER),
    "counter-offer:days-left":         Notice(HOLDER, kind=_WARNING),
    "counter-offer:limit-reached":     Notice(BOTH, kind=_REACHED),

    "additional-damages:days-left":    Notice(COMPENSATOR, kind=_WARNING),
    "additional-damages:limit-reached": Notice(BOTH, kind=_REACHED),

    "exit:exited":                     Notice(OTHER),
    "exit:acknowledged":               Notice(OTHER),

    LIMIT_CHANGED:                     Notice(BOTH, SAID, _CHANGED),
    LIMIT_KEPT:                        Notice(BOTH, SAID, _CHANGED),
}
# fmt: on
"""By the event's tag without `claim:`. Of an event without a row nobody is told."""
_UNKNOWN = Notice(NOBODY)


def notice_of(tag: str) -> Notice:
    return NOTICES.get(tag.removeprefix("claim:"), _UNKNOWN)


def sides_told(tag: str, *, by: Side | None, turn: Side | None) -> frozenset[Side]:
    """The sides to which an event is news; `by` is nobody for the system, `turn` as it is after."""
    to = notice_of(tag).to
    if to is Audience.BOTH or (to is Audience.OTHER and by is None):
        return frozenset(Side)
    if to is Audience.OTHER and by is not None:
        return frozenset({by.other})
    if to is Audience.COMPENSATOR:
        return frozenset({Side.COMPENSATOR})
    return frozenset({turn} if to is Audience.HOLDER and turn else ())


def text_of(tag: str, says: str, application_id: str) -> str:
    """What the notice of an event says."""
    text = notice_of(tag).text
    if text:
        return text.format(id=application_id, says=says)
    return about_claim(says, application_id)


def about_claim(says: str, application_id: str) -> str:
    """An event's sentence with its claim: “Liability decision for claim 17: 5 days left”."""
    for beginning in ("Claim ", "The claim "):
        if says.startswith(beginning):
            return f"{beginning}{application_id} {says.removeprefix(beginning)}"
    event, colon, rest = says.partition(":")
    return f"{event} for claim {application_id}{colon}{rest}"
