"""`--begin`: the window is announced, the intake closes, and the last data come over.

Steps, each once: `snapshot`, `accounts 1` and so on for each file, `claims`,
`comparison`. Whatever happens, calling it again goes on where it ended.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from claims_portal.claims.process.calendar import LONDON
from claims_portal.migration import account_files, importing
from claims_portal.migration.account_files import FileRefused
from claims_portal.migration.claims.moving import Choices, Outcome, move
from claims_portal.migration.cut_over import (
    comparing_accounts,
    comparing_claims,
    figures,
    journal,
    keeping,
)
from claims_portal.migration.cut_over.comparing_accounts import TakenFile
from claims_portal.migration.cut_over.journal import Tell
from claims_portal.migration.cut_over.refusals import CutOverRefused, TooEarly
from claims_portal.migration.models import CutOver, CutOverState, CutOverStep
from claims_portal.records import audit

OPERATOR = audit.Author(client="operator")
THE_MOVE = ""
"""Under no organisation's ID the audit keeps what concerns the whole portal."""
SNAPSHOT, CLAIMS, COMPARISON = "snapshot", "claims", "comparison"
_CLAIMS_OF = """
SELECT organisation.code, count(*) FROM claims_claim claim
JOIN organisations_organisation organisation
  ON organisation.id IN (claim.representative_id, claim.compensator_id)
WHERE NOT EXISTS (SELECT FROM cutover_before_claims_claim was WHERE was.id = claim.id)
GROUP BY organisation.code ORDER BY organisation.code
"""


@dataclass(frozen=True)
class Plan:
    """What the operator says when it begins; nothing of it when it goes on."""

    closes_at: datetime | None = None
    opens_at: datetime | None = None
    account_files: Sequence[Path] = field(default=())
    account_columns: Mapping[str, str] = field(default_factory=dict)
    """Our columns by what those files call them."""
    claims_directory: Path | None = None


def begin(plan: Plan, *, at: datetime, tell: Tell) -> dict[str, Any]:
    """Take every step that is not done; the comparison. TooEarly while the intake is open."""
    move_ = announce(plan, at=at)
    wait_until_closed(move_, at=at)
    if not CutOverStep.objects.exists():
        _must_be_readable(move_)
    journal.take(SNAPSHOT, _snapshot, at=at, tell=tell)
    for number, file in enumerate(move_.account_files, 1):
        taking = partial(_accounts, Path(file), move_.account_columns)
        journal.take(f"accounts {number}", taking, at=at, tell=tell)
    claims = _Claims(directory_of(move_))
    journal.take(CLAIMS, claims.tell, at=at, tell=tell, repeatable=claims.move)
    return journal.take(COMPARISON, lambda _began: compare(move_), at=at, tell=tell)


@transaction.atomic
def announce(plan: Plan, *, at: datetime) -> CutOver:
    """Keep the window, or go on with the one that is kept."""
    CutOver.objects.get_or_create(pk=1)
    found = CutOver.objects.select_for_update().get(pk=1)
    if found.state == CutOverState.AFTER:
        raise CutOverRefused("The cut-over is finished.")
    if found.state == CutOverState.MOVING:
        _go_on(plan, found)
        return found
    if plan.closes_at is None or plan.opens_at is None:
        raise CutOverRefused("Say when the intake closes and when the portal opens.")
    if not plan.closes_at < plan.opens_at or plan.opens_at <= at:
        raise CutOverRefused("The portal must open after the intake closed, and later than now.")
    found.state = CutOverState.MOVING
    found.intake_closes_at, found.opens_at, found.begun_at = plan.closes_at, plan.opens_at, at
    found.account_files, found.claims_directory = _paths(plan)
    found.account_columns = dict(plan.account_columns)
    found.save()
    audit.write(
        "migration:cut-over:begun", organisation_code=THE_MOVE, subject="cut-over",
        by=OPERATOR, at=at, after=window_of(found),
    )  # fmt: skip
    return found


def under_way() -> CutOver:
    found = CutOver.objects.filter(state=CutOverState.MOVING).first()
    if found is None:
        raise CutOverRefused("No cut-over is under way.")
    return found


def window_of(of: CutOver) -> dict[str, Any]:
    assert of.intake_closes_at is not None and of.opens_at is not None  # noqa: S101 - begun
    return {
        "closesAt": of.intake_closes_at,
        "opensAt": of.opens_at,
        "accountFiles": of.account_files,
        "accountColumns": of.account_columns,
        "claimsDirectory": of.claims_directory,
    }


def directory_of(of: CutOver) -> Path | None:
    return Path(of.claims_directory) if of.claims_directory else None


def _go_on(plan: Plan, found: CutOver) -> None:
    """The window stays; the files may be named anew as long as nothing was done with them."""
    files, directory = _paths(plan)
    said: list[tuple[Any, Any]] = [
        (plan.closes_at, found.intake_closes_at),
        (plan.opens_at, found.opens_at),
    ]
    if CutOverStep.objects.exists():
        said += [
            (files, found.account_files),
            (plan.account_columns, found.account_columns),
            (directory, found.claims_directory),
        ]
    if any(new and new != kept for new, kept in said):
        raise CutOverRefused(
            "A cut-over with another window or other files is under way: go on with --begin "
            "alone, or --abort it first."
        )
    if files or plan.account_columns:
        found.account_columns = dict(plan.account_columns)
    found.account_files = files or found.account_files
    found.claims_directory = directory or found.claims_directory
    found.save(update_fields=["account_files", "account_columns", "claims_directory"])


def _paths(plan: Plan) -> tuple[list[str], str]:
    directory = plan.claims_directory
    files = [str(path.resolve()) for path in plan.account_files]
    return files, str(directory.resolve()) if directory else ""


def _must_be_readable(of: CutOver) -> None:
    """As far as that can be told at once: later other files can be named no more."""
    for name in filter(None, (*of.account_files, of.claims_directory)):
        if not Path(name).exists():
            raise CutOverRefused(f"There is no {name}. Nothing was done yet.")
    for name in of.account_files:
        try:
            account_files.read(Path(name), mapping=of.account_columns, refuse=lambda _fault: None)
        except FileRefused as refused:
            raise CutOverRefused(f"{name}: {refused} Nothing was done yet.") from refused
        except OSError as unreadable:
            raise CutOverRefused(f"{name} cannot be read: {unreadable.strerror}.") from unreadable


def wait_until_closed(of: CutOver, *, at: datetime) -> None:
    """Requests that began before the closing have a moment to end."""
    assert of.intake_closes_at is not None and of.begun_at is not None  # noqa: S101 - begun
    if at < of.intake_closes_at:
        when = f"{of.intake_closes_at.astimezone(LONDON):%A %-d %B %Y, %H:%M:%S}"
        raise TooEarly(f"The intake closes on {when}. Call --begin again then.")
    quiet_at = max(of.intake_closes_at, of.begun_at) + settings.CUT_OVER_WAITS_FOR_OPEN_REQUESTS
    time.sleep(max(0.0, (quiet_at - at).total_seconds()))


def _snapshot(_began: datetime) -> dict[str, Any]:
    keeping.keep()
    return figures.figures()


def _accounts(path: Path, columns: Mapping[str, str], began: datetime) -> dict[str, Any]:
    try:
        report = importing.take_file(path, mapping=columns, at=began)
    except FileRefused as refused:
        raise CutOverRefused(f"{path}: {refused} Put it right and call --begin again.") from refused
    except OSError as unreadable:
        raise CutOverRefused(f"{path} cannot be read: {unreadable.strerror}.") from unreadable
    faults = [[one.line, one.column, one.value, one.rule] for one in report.faults]
    return {
        "file": str(path),
        "sha256": importing.sha256_of(path),
        **asdict(report.taken),
        "refused": report.refused,
        "faults": faults,
    }


@dataclass
class _Claims:
    """The claims of the directory: each file in its own transaction, so that a run that was
    killed goes on; told by what is here at the end, so that it tells the same."""

    directory: Path | None
    files: int = 0
    ignored: int = 0
    refused: dict[str, str] = field(default_factory=dict)

    def move(self, began: datetime) -> None:
        if self.directory is None:
            return
        if not self.directory.is_dir():
            raise CutOverRefused(f"{self.directory} is no directory.")
        for taken in move(self.directory, choices=Choices(), at=began):
            if taken.outcome is Outcome.IGNORED:
                self.ignored += 1
                continue
            self.files += 1
            if taken.outcome is Outcome.REFUSED:
                self.refused[taken.file] = taken.reason

    def tell(self, began: datetime) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute(_CLAIMS_OF)
            added = dict(cursor.fetchall())
        tag = "migration:cut-over:claims"
        entries = [audit.Entry(tag, code, code, after={"claims": added[code]}) for code in added]
        audit.write_many(entries, by=OPERATOR, at=began)
        return {
            "files": self.files,
            "ignored": self.ignored,
            "refused": self.refused,
            "claimsOf": added,
        }


def compare(of: CutOver) -> dict[str, Any]:
    """Both sides, once more: the files beside what the portal has now."""
    done = journal.results()
    steps = [done[f"accounts {number + 1}"] for number in range(len(of.account_files))]
    files = [
        TakenFile(Path(one["file"]), of.account_columns, one["sha256"], one["faults"])
        for one in steps
    ]
    refused = done[CLAIMS]["refused"]
    return {
        "accounts": asdict(comparing_accounts.compare(files)),
        "claims": asdict(comparing_claims.compare(directory_of(of), refused=refused)),
        "claimsThatChanged": keeping.claims_that_changed(),
    }


def problems_of(comparison: dict[str, Any]) -> list[str]:
    """What keeps the move from being finished."""
    found = [
        f"{comparison[side]['unexplained']} unexplained differences of {side}"
        for side in ("accounts", "claims")
        if comparison[side]["unexplained"]
    ]
    if comparison["claimsThatChanged"]:
        number = comparison["claimsThatChanged"]
        found.append(f"{number} claims changed while the portal was closed")
    return found


def steps_left(of: CutOver) -> list[str]:
    wanted = [
        SNAPSHOT,
        *(f"accounts {number + 1}" for number in range(len(of.account_files))),
        CLAIMS,
        COMPARISON,
    ]
    done = CutOverStep.objects.filter(ended_at__isnull=False).values_list("name", flat=True)
    return [name for name in wanted if name not in set(done)]
