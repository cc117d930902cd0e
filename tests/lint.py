"""House rules that no linter knows, checked over the source (`make check`).

- Front doors (api, web) never query without a scope: claims are fetched by `visible_to`.
- Nothing below the front doors asks for the time: the clock is an argument.
- Front doors ask `acting` who acts: it knows the gates before an account's rights.
- A phase is written in one place.
- Files stay under 400 lines and functions under 40.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "claims_portal"
CLIENT = SOURCE.parent / "claims_client"
FRONT_DOORS = ("api/", "web/", "config/", "clock.py")
PHASE_WRITERS = ("claims/writing.py", "claims/drafts.py", "claims/models/claims.py")
# Commands and background tasks are front doors too: somebody or the clock starts them.
MAY_ASK_THE_TIME = (
    *FRONT_DOORS,
    "claims/tasks.py",
    "accounts/tasks.py",
    "operators/tasks.py",
    "migration/tasks.py",
    "registration/tasks.py",
    "files/tasks.py",
    "figures/tasks.py",
    "retention/tasks.py",
    "transfers/tasks.py",
    "webhooks/tasks.py",
)
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
UNSCOPED = re.compile(
    r"\bClaim\.objects\.(?!visible_to|awaiting)\w+|\b(?:Document|Event)\.objects\."
)
CLOCK = re.compile(r"\bclock\.(?:now|today)\(|\bdatetime\.now\(|\bdate\.today\(|timezone\.now\(")
ACTOR = re.compile(r"\.as_actor\(")
PHASE_SET = re.compile(r"\bphase\s*=\s*%\(|claim\.phase\s*=[^=]|update\([^)]*\bphase=")


def main() -> int:
    faults = [fault for path in sorted(SOURCE.rglob("*.py")) for fault in faults_of(path)]
    faults += [
        fault
        for path in sorted(CLIENT.rglob("*.py"))
        for fault in _too_long(path.read_text(), path.relative_to(SOURCE.parent).as_posix())
    ]
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    return 1 if faults else 0


def faults_of(path: Path) -> Iterator[str]:
    name = path.relative_to(SOURCE).as_posix()
    if "/migrations/" in name:
        return
    text = path.read_text()
    yield from _lines_that(
        UNSCOPED, text, name, "fetch claims by visible_to(actor)", ("api/", "web/")
    )
    if not name.startswith(MAY_ASK_THE_TIME):
        yield from _lines_that(CLOCK, text, name, "take the time as an argument")
    if name not in PHASE_WRITERS:
        yield from _lines_that(PHASE_SET, text, name, "only claims.writing changes a phase")
    yield from _lines_that(ACTOR, text, name, "ask accounts.acting who acts", ("api/", "web/"))
    yield from _too_long(text, name)


def _lines_that(
    pattern: re.Pattern[str], text: str, name: str, rule: str, only_in: tuple[str, ...] = ("",)
) -> Iterator[str]:
    if not name.startswith(only_in):
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.search(line):
            yield f"{name}:{number}: {rule}: {line.strip()}"


def _too_long(text: str, name: str) -> Iterator[str]:
    lines = text.count("\n")
    if lines > LONGEST_FILE and "longer than" not in text:
        yield f"{name}: {lines} lines; split it by noun, or say why it is longer than {LONGEST_FILE}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > LONGEST_FUNCTION:
                yield f"{name}:{node.lineno}: {node.name} has {size} lines"


if __name__ == "__main__":
    sys.exit(main())
