"""Both sides of the claims: the files of the directory, and what the portal has of them.

A file is here byte by byte, beside a claim or aside; the claim has the phase and the
time limit of its file, unless it moved on here since.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, LiteralString

import msgspec
from django.db import connection, transaction

from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.importing import IMPORTED
from claims_portal.claims.process.facts import Facts
from claims_portal.migration.claims.limits import limit_given
from claims_portal.migration.claims.moving import name_of
from claims_portal.migration.claims.pieces import pieces_of
from claims_portal.migration.claims.reading import OldClaim, read_claim
from claims_portal.migration.claims.standing import latest_of, phase_of
from claims_portal.migration.cut_over.refusals import CutOverRefused

MOST_TOLD = 10_000
_STORED: LiteralString = """
SELECT length(old.raw), encode(sha256(old.raw), 'hex'), old.imported_at, claim.id, claim.phase,
       claim.times_out_on,
       claim.facts,
       (SELECT tag FROM claims_event WHERE claim_id = claim.id ORDER BY number DESC LIMIT 1),
       (SELECT times_out_on FROM claims_event
        WHERE claim_id = claim.id AND tag = 'claim:migration:imported')
FROM migration_legacydocument old LEFT JOIN claims_claim claim ON claim.id = old.claim_id
WHERE old.sha256 = %s
"""


@dataclass
class Side:
    """Files with their sizes and hashes, and the open deadlines that they name."""

    files: int = 0
    bytes: int = 0
    sha256: str = ""
    claims: int = 0
    deadlines: int = 0
    claims_by_phase: dict[str, int] = field(default_factory=dict)


@dataclass
class Comparison:
    file: Side = field(default_factory=Side)
    portal: Side = field(default_factory=Side)
    explained: int = 0
    unexplained: int = 0
    differences: list[dict[str, Any]] = field(default_factory=list)

    def differ(self, file: str, what: str, *, because: str | None) -> None:
        if because is None:
            self.unexplained += 1
        else:
            self.explained += 1
        if len(self.differences) < MOST_TOLD:
            told = {"file": file, "what": what, "because": because or "unexplained"}
            self.differences.append(told)


@dataclass(frozen=True)
class _Stored:
    """What the portal has of a file."""

    size: int
    sha256: str
    taken_at: datetime
    claim: int | None
    phase: str | None
    times_out_on: date | None
    facts: str | None
    last_event: str | None
    came_with_limit: date | None
    """The limit when it came: the file's own, or counted from its documents."""


@transaction.atomic
def compare(directory: Path | None, *, refused: Mapping[str, str]) -> Comparison:
    """`refused` has the reasons why files were not taken, by name."""
    found = Comparison()
    if directory is None:
        return found
    of_file, of_portal = hashlib.sha256(), hashlib.sha256()
    for name, raw in _files(directory):
        sha256 = hashlib.sha256(raw).hexdigest()
        found.file.files += 1
        found.file.bytes += len(raw)
        of_file.update(f"{sha256} {len(raw)}\n".encode())
        stored = _stored(sha256)
        if stored is None:
            why = f"not taken: {refused[name]}" if name in refused else None
            found.differ(name, "the file", because=why)
            continue
        found.portal.files += 1
        found.portal.bytes += stored.size
        of_portal.update(f"{stored.sha256} {stored.size}\n".encode())
        if stored.claim is not None:
            _compare_claim(name, read_claim(raw), stored, found)
    found.file.sha256, found.portal.sha256 = of_file.hexdigest(), of_portal.hexdigest()
    return found


def _files(directory: Path) -> Iterator[tuple[str, bytes]]:
    if not directory.is_dir():
        raise CutOverRefused(f"{directory} is no directory any more.")
    for path in sorted(directory.rglob("*")):
        if path.is_file() and path.suffix.lower() == ".xml":
            yield name_of(path, directory), path.read_bytes()


def _stored(sha256: str) -> _Stored | None:
    with connection.cursor() as cursor:
        cursor.execute(_STORED, [sha256])
        row = cursor.fetchone()
    return _Stored(*row) if row else None


def _compare_claim(name: str, old: OldClaim, stored: _Stored, found: Comparison) -> None:
    """Of a whole claim; a form alone names no phase and no limit."""
    if not old.is_whole:
        return
    moved_on = None if stored.last_event == IMPORTED else "changed here since"
    latest = latest_of(old, now=stored.taken_at)
    phase = phase_of(old, pieces_of(old, sent_at=None), latest=latest)
    _count(found.file, phase.code)
    _count(found.portal, str(stored.phase))
    if phase.code != stored.phase:
        found.differ(name, f"phase: {phase.code} became {stored.phase}", because=moved_on)
    facts = msgspec.json.decode(stored.facts or "{}", type=Facts)
    given = limit_given(old, phase, facts, current_calendar())
    limit = given or stored.came_with_limit
    if limit is None:
        return
    found.file.deadlines += 1
    if stored.times_out_on == limit:
        found.portal.deadlines += 1
    else:
        what = f"time limit: {limit} became {stored.times_out_on}"
        found.differ(name, what, because=moved_on)


def _count(side: Side, phase: str) -> None:
    side.claims += 1
    side.claims_by_phase[phase] = side.claims_by_phase.get(phase, 0) + 1
