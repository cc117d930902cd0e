"""In which order an administrator puts findings right without locking anybody out (facts 3.2).

What stands in the way comes first; of that, the accounts to keep are made sound before
others go into them, and the account one is signed in with comes last.
"""

from collections.abc import Sequence

from claims_portal.migration.cases import Finding, Step, Weight

_WEIGHTS = tuple(Weight)


def in_safe_order(findings: Sequence[Finding], *, own: str) -> list[Finding]:
    """The findings as they are to be worked through; `own` is who is signed in."""
    return sorted(findings, key=lambda one: _place(one, own))


def _place(finding: Finding, own: str) -> tuple[object, ...]:
    steps = finding.row.steps
    combines = Step.COMBINE in steps
    return (
        _WEIGHTS.index(finding.row.weight),
        combines and own in finding.user_ids,
        combines and steps[0] is Step.COMBINE,
        combines,
        finding.case == 0,
        finding.case,
        finding.user_ids,
    )
