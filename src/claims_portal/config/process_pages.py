"""The step tables as pages that people read: a diagram and the rows, made from the tables."""

from collections.abc import Iterator

from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.tables import Phase, Process, Step


def pages() -> dict[str, str]:
    """File name and Markdown text of each process's page."""
    return {f"{version}.md": page(process) for version, process in PROCESSES.items()}


def page(process: Process) -> str:
    return "\n".join(
        [
            f"# Process {process.version}",
            "",
            "Made from the step tables by `make docs`; a test fails when it is not fresh.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            *_diagram(process),
            "```",
            "",
            "## Phases",
            "",
            "| phase | name | whose turn | limit | at expiry | meaning |",
            "|---|---|---|---|---|---|",
            *(_phase_row(phase) for phase in process.phases),
            "",
            "## Steps",
            "",
            "| row | phase | side | action | takes | next phase | condition |",
            "|---|---|---|---|---|---|---|",
            *(_step_row(step) for step in process.steps),
            "",
            "## Time limits",
            "",
            *_limits(process),
            "",
        ]
    )


def _diagram(process: Process) -> Iterator[str]:
    yield f"    [*] --> {process.first_phase}"
    for step in process.steps:
        if step.action != "exit-claim":
            yield f"    {step.phase} --> {step.to}: {step.action}"
    for phase in process.phases:
        if phase.expiry:
            yield f"    {phase.code} --> {phase.expiry.to}: time limit reached"
        if phase.end:
            yield f"    {phase.code} --> [*]"
    exits = sorted({step.phase for step in process.steps if step.action == "exit-claim"})
    yield f"    note right of ExitProcess: exit-claim, from {', '.join(exits)}"


def _phase_row(phase: Phase) -> str:
    turn = phase.turn.label if phase.turn else ("-" if phase.end else "the other party")
    limit = phase.limit.name if phase.limit else "-"
    expiry = f"{phase.expiry.to} ({phase.expiry.row})" if phase.expiry else "-"
    return f"| {phase.code} | {phase.name} | {turn} | {limit} | {expiry} | {phase.meaning} |"


def _step_row(step: Step) -> str:
    condition = f"unless: {step.guard.refusal}" if step.guard else "-"
    takes = step.takes.__name__
    return (
        f"| {step.row} | {step.phase} | {step.side.label} | `{step.action}` | {takes} "
        f"| {step.to} | {condition} |"
    )


def _limits(process: Process) -> Iterator[str]:
    limits = {phase.limit.key: phase.limit for phase in process.phases if phase.limit}
    for limit in limits.values():
        yield f"- **{limit.name}** (`{limit.key}`): {limit.source}."
