"""Which steps only take note, read from the step tables.

The old interface has 21 of them: the claim waits until the party has certainly seen
the outcome (process facts 1.2). They carry nothing, so that they can be given
automatically for who asked for it.
"""

from dataclasses import dataclass

from claims_portal.claims.documents.notes import Acknowledge
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Process, Step


@dataclass(frozen=True)
class Kind:
    """One kind of acknowledgement: who gives it, in which claims, at which phases.

    `may_end` says that the claim may end by it.
    """

    action: str
    sides: frozenset[Side]
    claim_types: frozenset[str]
    phases: frozenset[str]
    may_end: bool


def is_acknowledgement(step: Step) -> bool:
    """A step that says nothing but that something was seen.

    Others take the same empty body and decide something, such as giving a claim up.
    """
    return step.takes is Acknowledge and step.action.startswith("acknowledge-")


def _kinds() -> dict[str, Kind]:
    rows: dict[str, list[tuple[Process, Step]]] = {}
    for process in PROCESSES.values():
        for step in filter(is_acknowledgement, process.steps):
            rows.setdefault(step.action, []).append((process, step))
    return {
        action: Kind(
            action,
            sides=frozenset(step.side for _, step in found),
            claim_types=frozenset(process.claim_type for process, _ in found),
            phases=frozenset(step.phase for _, step in found),
            may_end=any(process.phase_by_code[step.to].end for process, step in found),
        )
        for action, found in rows.items()
    }


KINDS: dict[str, Kind] = _kinds()
"""Every kind, by the name of its action, in the order of the tables."""

_AT: dict[tuple[str, str, Side], str] = {
    (process.version, step.phase, step.side): step.action
    for process in PROCESSES.values()
    for step in process.steps
    if is_acknowledgement(step)
}


def awaited(process: Process, phase: str, turn: Side | None) -> Kind | None:
    """The acknowledgement for which a claim waits in a phase, if it is for one that it waits."""
    action = _AT.get((process.version, phase, turn)) if turn else None
    return KINDS[action] if action else None
