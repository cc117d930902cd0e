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
WARNING, REACHED, CHANGED = (
    NoticeKind.WARNING, NoticeKind.LIMIT_REACHED, NoticeKind.LIMIT_CHANGED,
)  # fmt: skip

SAID = "Claim {id}: {says}"
NO_OFFER_CAME = "Stage 2 Settlement Pack counter offer needed for claim {id}: time limit reached"
LIMIT_CHANGED = "time-limit:changed"
LIMIT_KEPT = "time-limit:kept"
TRANSFERRED = "transfer:moved"
"""The claim went to another organisation of the same kind, with many others (identity facts 5.4)."""

# ruff: noqa: E501 - a table of rows
# fmt: off
NOTICES: dict[str, Notice] = {
    # tag of the event                              who is told, in which words
    "notification:drafted":                         Notice(NOBODY),
    "notification:sent":                            Notice(OTHER, "New claim {id}"),
    "notification:acknowledged":                    Notice(OTHER),
    "notification:accepted":                        Notice(OTHER, "Claim {id} accepted by Compensator"),
    "notification:rejected":                        Notice(OTHER, "Claim {id} sent back by Compensator"),
    "notification:rejection-acknowledged":          Notice(NOBODY),
    "notification:resent":                          Notice(OTHER),
    "notification:given-up":                        Notice(OTHER),
    "migration:imported":                           Notice(NOBODY),
    # To the claimant representative, and to the compensator that has the claim from now on.
    "notification:reassigned":                      Notice(BOTH, SAID),
    "article-75:decided":                           Notice(OTHER),

    "liability:admitted":                           Notice(OTHER),
    "liability:admitted-for-child":                 Notice(OTHER),
    "liability:admitted-with-negligence":           Notice(OTHER),
    "liability:denied":                             Notice(OTHER),
    "liability:days-left":                          Notice(COMPENSATOR, kind=WARNING),
    "liability:timed-out":                          Notice(BOTH, kind=REACHED),
    "liability:timeout-acknowledged":               Notice(OTHER),
    "liability:admission-acknowledged":             Notice(NOBODY),
    "liability:child-admission-acknowledged":       Notice(NOBODY),
    "liability:negligence-acknowledged":            Notice(OTHER),
    "liability:denial-acknowledged":                Notice(OTHER),
    "liability:stage-1-costs-paid":                 Notice(OTHER),
    "liability:stage-1-costs-not-paid":             Notice(OTHER),
    "fraud:stated":                                 Notice(OTHER),
    "fraud:acknowledged":                           Notice(OTHER),

    "interim:needed":                               Notice(NOBODY),
    "interim:not-needed":                           Notice(NOBODY),
    "interim:pack-sent":                            Notice(OTHER),
    "interim:returned-to-stage-2-1":                Notice(NOBODY),
    "interim:whole-payment-offered":                Notice(OTHER),
    "interim:partial-payment-offered":              Notice(OTHER),
    "interim:pack-rejected":                        Notice(OTHER),
    "interim:rejection-acknowledged":               Notice(NOBODY),
    "interim:limit-extended":                       Notice(OTHER, SAID, CHANGED),
    "interim:partial-payment-accepted":             Notice(OTHER),
    "interim:partial-payment-refused":              Notice(OTHER),
    "interim:refusal-acknowledged":                 Notice(OTHER),
    "interim:paid":                                 Notice(OTHER),
    "interim:not-paid":                             Notice(OTHER),
    "interim:mandatory-payment-received":           Notice(OTHER),
    "interim:mandatory-payment-not-received":       Notice(OTHER),
    "interim:days-left":                            Notice(COMPENSATOR, kind=WARNING),
    "interim:limit-reached":                        Notice(BOTH, kind=REACHED),
    "interim:timed-out":                            Notice(BOTH, "Stage 2.1 Interim Payment needed for claim {id}: time limit reached", REACHED),
    "interim:timeout-acknowledged":                 Notice(NOBODY),
    "interim:begun-anew":                           Notice(NOBODY),

    "settlement:pack-sent":                         Notice(OTHER),
    "settlement:returned-to-stage-2-1":             Notice(NOBODY),
    "settlement:confirmed":                         Notice(OTHER),
    "settlement:repudiated":                        Notice(OTHER),
    "settlement:repudiation-acknowledged":          Notice(OTHER),
    "settlement:limit-extended":                    Notice(OTHER, SAID, CHANGED),
    "settlement:days-left":                         Notice(COMPENSATOR, kind=WARNING),
    "settlement:timed-out":                         Notice(BOTH, "Stage 2 Settlement Pack response needed for claim {id}: time limit reached", REACHED),
    "settlement:timeout-acknowledged":              Notice(OTHER),
    "settlement:offer-made":                        Notice(OTHER),
    "settlement:counter-offer-sent":                Notice(OTHER),
    "settlement:new-offer-made":                    Notice(OTHER),
    "settlement:no-counter-offer":                  Notice(NOBODY),
    "settlement:counter-offer-accepted":            Notice(OTHER),
    "settlement:agreed-at-the-end":                 Notice(OTHER),
    "settlement:not-agreed-at-the-end":             Notice(OTHER),
    "settlement:negotiation-extended":              Notice(OTHER, SAID, CHANGED),
    "settlement:negotiation-ended":                 Notice(BOTH, NO_OFFER_CAME, REACHED),
    "settlement:offer-timed-out":                   Notice(BOTH, NO_OFFER_CAME, REACHED),
    "counter-offer:days-left":                      Notice(HOLDER, kind=WARNING),
    "counter-offer:limit-reached":                  Notice(BOTH, kind=REACHED),
    "settlement:offer-agreed":                      Notice(OTHER),
    "settlement:offer-not-agreed":                  Notice(OTHER),
    "settlement:confirmation-acknowledged":         Notice(OTHER, SAID),
    "settlement:settled":                           Notice(OTHER, SAID),
    "settlement:agreement-acknowledged":            Notice(OTHER, SAID),
    "settlement:settled-by-offer":                  Notice(OTHER, SAID),
    "settlement:disagreement-acknowledged":         Notice(NOBODY),

    "additional-damages:exist":                     Notice(NOBODY),
    "additional-damages:none":                      Notice(NOBODY),
    "additional-damages:sent":                      Notice(OTHER),
    "additional-damages:agreed":                    Notice(OTHER),
    "additional-damages:counter-offer-made":        Notice(OTHER),
    "additional-damages:limit-extended":            Notice(OTHER, SAID, CHANGED),
    "additional-damages:days-left":                 Notice(COMPENSATOR, kind=WARNING),
    "additional-damages:timed-out":                 Notice(BOTH, "Stage 2 Additional Damages decision needed for claim {id}: time limit reached", REACHED),
    "additional-damages:timeout-acknowledged":      Notice(NOBODY),
    "additional-damages:agreement-acknowledged":    Notice(OTHER, SAID),
    "additional-damages:settled":                   Notice(OTHER, SAID),
    "additional-damages:offer-agreed":              Notice(OTHER),
    "additional-damages:offer-agreed-for-child":    Notice(OTHER, SAID),
    "additional-damages:offer-not-agreed":          Notice(OTHER),
    "additional-damages:settled-by-offer":          Notice(OTHER, SAID),

    "court-pack:sent":                              Notice(OTHER),
    "court-pack:answered":                          Notice(OTHER),
    "court-pack:timed-out":                         Notice(BOTH, kind=REACHED),
    "court-pack:acknowledged":                      Notice(OTHER),

    # The title of an attachment may name people: it is not told.
    "attachment:added":                             Notice(OTHER, "Attachment added to claim {id}"),
    "attachment:taken-back":                        Notice(NOBODY),
    "attachment:infected":                          Notice(BOTH, "Claim {id}: a virus was found in an attachment, which is locked away"),

    "exit:exited":                                  Notice(OTHER),
    "exit:acknowledged":                            Notice(OTHER),

    # To the organisation that has the claim from now on, and to the other side.
    TRANSFERRED:                                    Notice(BOTH),
    LIMIT_CHANGED:                                  Notice(BOTH, SAID, CHANGED),
    LIMIT_KEPT:                                     Notice(BOTH, SAID, CHANGED),
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
