"""Time limits and notices as a page that people read, made from the tables."""

from collections.abc import Iterator

from claims_portal.claims.inbox import KEPT_FOR
from claims_portal.claims.process.acknowledgements import KINDS
from claims_portal.claims.process.notices import NOTICES, Notice
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.warnings import NOT_WARNED, WARNINGS

PATTERN = "the event’s sentence, of the claim"


def page() -> str:
    return "\n".join(
        [
            "# Warnings, notices and acknowledgements",
            "",
            "Made from `claims/process/warnings.py`, `notices.py` and `acknowledgements.py` by",
            "`make docs`; a test fails when it is not fresh.",
            "",
            "## Warnings before a limit",
            "",
            "Business days before the last day to act. Each is given once; a worker that stood",
            "still tells the days that are left by then, and fewer than two are not told.",
            "",
            "| phase | says | days before |",
            "|---|---|---|",
            *(f"| {code} | {one.name} | {one.days} |" for code, one in WARNINGS.items()),
            "",
            f"Not warned of: {', '.join(sorted(NOT_WARNED))}.",
            "",
            "## Who is told what",
            "",
            f"A notice stands in the inbox for {KEPT_FOR.days} days, or until it is cleared.",
            "Of an event without a row nobody is told.",
            "",
            "| event | told to | kind | text |",
            "|---|---|---|---|",
            *(_notice(tag, one) for tag, one in NOTICES.items()),
            "",
            "## Acknowledgements",
            "",
            "Each may be given automatically for an organisation that chose so; one with which a",
            "claim ends is given by the portal after a while in any case.",
            "",
            "| action | side | claims | may end the claim |",
            "|---|---|---|---|",
            *_kinds(),
            "",
        ]
    )


def _notice(tag: str, notice: Notice) -> str:
    text = f"`{notice.text}`" if notice.text else PATTERN
    told = text if notice.to.value != "nobody" else "-"
    return f"| {tag} | {notice.to} | {notice.kind} | {told} |"


def _kinds() -> Iterator[str]:
    types = list(dict.fromkeys(process.claim_type for process in PROCESSES.values()))
    for kind in KINDS.values():
        sides = ", ".join(sorted(side.label.lower() for side in kind.sides))
        claims = ", ".join(one.upper() for one in types if one in kind.claim_types)
        yield f"| `{kind.action}` | {sides} | {claims} | {'yes' if kind.may_end else '-'} |"
