"""The way of a claim through its process: the phases behind it, its own, and what may follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims_portal.claims.models import Claim, Event
from claims_portal.claims.process.tables import Phase

LONGEST, SHOWN = 4, 2
"""So many phases are shown as done; of more only the last ones at once."""


@dataclass(frozen=True)
class Progress:
    done: Sequence[Phase]
    now: Phase
    next: Sequence[Phase]

    @property
    def earlier(self) -> Sequence[Phase]:
        """Of a long way, what is folded: all but the phases done last."""
        return self.done[:-SHOWN] if len(self.done) > LONGEST else ()

    @property
    def lately(self) -> Sequence[Phase]:
        """What is done and shown at once."""
        return self.done[len(self.earlier) :]


def progress_of(claim: Claim, events: Sequence[Event]) -> Progress:
    """`events` are those that the reader may see, the oldest first.

    A phase that the claim came back to stands once, where it was first left.
    """
    by_code, now = claim.process.phase_by_code, claim.phase_row
    moves = (event for event in events if event.phase_before != event.phase_after)
    left = dict.fromkeys(event.phase_before for event in moves)
    return Progress(
        done=[by_code[code] for code in left if code in by_code and code != now.code],
        now=now,
        next=[by_code[code] for code in _following(claim)],
    )


def _following(claim: Claim) -> Sequence[str]:
    """Where the steps of whose turn it is lead, without those that the facts rule out already."""
    facts = claim.state.facts
    steps = claim.process.steps_by_phase[claim.phase_row.code]
    reachable = (
        step.to
        for step in steps
        if step.side.value == claim.turn and not (step.guard and step.guard.fails_already(facts))
    )
    return [code for code in dict.fromkeys(reachable) if code != claim.phase_row.code]
