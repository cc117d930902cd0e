"""What is told of the tallies: each figure in one place, with what it counts.

The classes of the ways out are those of process facts 4.2; like the old portal's public
figures, claims that left at stage 1 stand apart from exits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.tables import End

SOURCE = "claim:"
"""What the tags of all steps begin with."""
ENDS = {
    phase.code: phase.end
    for process in PROCESSES.values()
    for phase in process.phases
    if phase.end is not None
}
TIMED_OUT = {
    f"{SOURCE}{phase.expiry.event}"
    for process in PROCESSES.values()
    for phase in process.phases
    if phase.expiry is not None
}
ADMITTED = ("liability:admitted", "liability:admitted-for-child")
DECIDED = (*ADMITTED, "liability:admitted-with-negligence", "liability:denied")
EXITED = f"{SOURCE}exit:exited"


class Count(NamedTuple):
    """Sums of one kind of event in a month; see models.Tally."""

    month_number: int
    """Months since the year nought, so that they can be counted on."""
    claim_type: str
    tag: str
    detail: str
    phase_before: str
    phase_after: str
    turn_before: str
    events: int
    days_in_phase: int
    days_since_sent: int
    limited: int
    days_left: int
    settled: int
    settled_for: float


@dataclass(frozen=True)
class Measure:
    """One figure: its name for programs, its words, and which events it counts."""

    name: str
    label: str
    counts: Callable[[Count], bool]
    means: str


def _tagged(*tags: str) -> Callable[[Count], bool]:
    whole = frozenset(f"{SOURCE}{tag}" for tag in tags)
    return lambda count: count.tag in whole


def _entering(*phases: str) -> Callable[[Count], bool]:
    return lambda count: count.phase_after in phases and count.phase_before != count.phase_after


def _ending(end: End) -> Callable[[Count], bool]:
    return lambda count: (
        ENDS.get(count.phase_after) is end and count.phase_before != count.phase_after
    )


# ruff: noqa: E501 - a table of rows
# fmt: off
MEASURES = (
    Measure("claimsSent",         "Claims sent",                          _tagged("notification:sent"),             "Claim notification forms sent for the first time."),
    Measure("sentBack",           "Sent back by the compensator",         _tagged("notification:rejected"),         "Sent back as wrongly addressed or filled in; they may be sent anew."),
    Measure("admitted",           "Liability admitted",                   _tagged(*ADMITTED),                       "Liability admitted; the claim goes on to stage 2."),
    Measure("noReply",            "Left at stage 1: no reply",            _entering("LiabilityDecisionTimeoutEnd"), "No decision on liability came in time."),
    Measure("denied",             "Left at stage 1: liability denied",    _entering("LiabilityDeniedEnd"),          "Liability was denied."),
    Measure("negligence",         "Left at stage 1: negligence alleged",  _entering("LiabilityAdmittedWithNegEnd"), "Admitted, but with contributory negligence alleged."),
    Measure("exited",             "Exits",                                _tagged("exit:exited"),                   "Taken out by one of the sides, with a reason."),
    Measure("fraud",              "Fraud stated",                         _ending(End.FRAUD),                       "Left because fraud was stated."),
    Measure("settlementPacks",    "Settlement packs sent",                _tagged("settlement:pack-sent"),          "Stage 2 settlement packs sent."),
    Measure("leftAtStage2",       "Left at stage 2",                      _ending(End.LEFT_AT_STAGE_2),             "Left after the pack: no response, repudiated, or an interim payment that was not made or not accepted."),
    Measure("courtPacks",         "Court proceedings packs",              _ending(End.COURT_PACK),                  "Went to court with the pack complete."),
    Measure("settled",            "Settled",                              _ending(End.SETTLED),                     "Settled in the portal."),
)
# fmt: on
BY_NAME = {measure.name: measure for measure in MEASURES}

STEPS = (
    ("Decision on liability", _tagged(*DECIDED)),
    ("Settlement pack sent", _tagged("settlement:pack-sent")),
    ("Settled", _ending(End.SETTLED)),
    ("Left at stage 1", _ending(End.LEFT_AT_STAGE_1)),
    ("Exit", _tagged("exit:exited")),
)
"""The steps to which the time since the claim was sent is told."""
