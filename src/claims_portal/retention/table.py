"""The table of retention (identity facts 5.3): which claims are deleted, and when.

People read it in docs/retention.md and the nightly job by itself; there is no other place.
The facts give the rows for settled claims, fraud, rejected claims and drafts; the page that
they were taken from was cut off after these, so the further rows are [inferred].
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from claims_portal.claims.models import Claim
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.tables import End

ADULT_AT = 18
CHILDREN_KEPT_TO_YEARS = 21
CHILDREN_KEPT_MONTHS_MORE = 1
"""A claimant under 18 at the accident: kept until 21 years and one month of age."""


@dataclass(frozen=True)
class Kept:
    """So many calendar days or months; the claim is deleted in the night after the last."""

    days: int = 0
    months: int = 0

    def __str__(self) -> str:
        return f"{self.days} days" if self.days else f"{self.months} months"


@dataclass(frozen=True)
class ClaimRule:
    """Claims at these phases are deleted so long after they ended, or were changed last."""

    name: str
    what: str
    phases: frozenset[str]
    kept: Kept
    since: str
    """The column that says since when: `ended_at`, or `updated_at` of one that did not end."""
    source: str
    never_sent: bool = False
    children_longer: bool = True


def _ending(*ends: End) -> frozenset[str]:
    phases = (phase for process in PROCESSES.values() for phase in process.phases)
    return frozenset(phase.code for phase in phases if phase.end in ends)


FACTS, INFERRED = "identity facts 5.3", "identity facts 5.3, cut off there [inferred]"

LEFT_LYING = frozenset({"AcknowledgeRejectedClaim", "ClaimRejectedToCR"})
FRAUD_STATED = frozenset({"FraudStated"})
NONE: frozenset[str] = frozenset()

# fmt: off
CLAIM_RULES = (
    ClaimRule("settled", "Settled claims",
              _ending(End.SETTLED), Kept(days=30), "ended_at", FACTS),
    ClaimRule("fraud", "Claims in which fraud was stated",
              _ending(End.FRAUD), Kept(days=30), "ended_at", FACTS),
    ClaimRule("fraud-waiting", "The same, not taken note of",
              FRAUD_STATED, Kept(days=30), "updated_at", FACTS),
    ClaimRule("rejected", "Claims sent back and left lying",
              LEFT_LYING, Kept(days=60), "updated_at", FACTS),
    ClaimRule("given-up", "Claims sent back and given up",
              _ending(End.REJECTED), Kept(days=60), "ended_at", INFERRED),
    ClaimRule("drafts", "Drafts that were never sent",
              NONE, Kept(days=90), "updated_at", FACTS, never_sent=True, children_longer=False),
    ClaimRule("court-packs", "Claims that went to court with a pack",
              _ending(End.COURT_PACK), Kept(months=12), "ended_at", FACTS),
    ClaimRule("left", "Claims that left at stage 1 or 2, or were taken out",
              _ending(End.LEFT_AT_STAGE_1, End.LEFT_AT_STAGE_2, End.EXITED), Kept(months=12),
              "ended_at", INFERRED),
)
# fmt: on


@dataclass(frozen=True)
class OtherRule:
    """What is deleted elsewhere, by a job of its own; listed for whoever reads the table."""

    what: str
    kept: str
    by: str
    source: str


OTHER_RULES = (
    OtherRule(
        "Claims deleted under data protection law", "hidden for two weeks, then gone",
        "retention.hiding", "identity facts 5.3",
    ),
    OtherRule("Notices", "15 calendar days", "claims.inbox", "identity facts 5.3"),
    OtherRule(
        "User accounts", "12 months after they were disabled, where no claim bears an action",
        "accounts.upkeep", "identity facts 2.1",
    ),
    OtherRule(
        "Attachments and printed forms", "as long as their claim; the bytes within the hour after",
        "files.store", "[our decision]",
    ),
    OtherRule("Access tokens", "until they expire", "accounts.tasks", "[our decision]"),
    OtherRule("Files of legacy accounts", "until they are taken in", "migration.uploads",
              "[our decision]"),
    OtherRule("Minutes of availability", "62 days; the month's figures stay", "figures.probing",
              "[our decision]"),
    OtherRule("The audit, and figures without persons", "for good", "", "[our decision]"),
)  # fmt: skip


def child_is_kept_until(born: date) -> date:
    """The first day on which the claim of a claimant who was a child may be deleted."""
    return _months_later(born, CHILDREN_KEPT_TO_YEARS * 12 + CHILDREN_KEPT_MONTHS_MORE)


def born_after(today: date) -> date:
    """Whoever was born later is not yet 21 years and a month old."""
    return _months_later(today, -(CHILDREN_KEPT_TO_YEARS * 12 + CHILDREN_KEPT_MONTHS_MORE))


def due_before(rule: ClaimRule, today: date) -> date:
    """What ended, or was changed last, before this day is deleted tonight."""
    if rule.kept.days:
        return date.fromordinal(today.toordinal() - rule.kept.days)
    return _months_later(today, -rule.kept.months)


def _months_later(day: date, months: int) -> date:
    """The same day of another month; its last where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    for last in _descending(day.day):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError


def _descending(first: int) -> Iterable[int]:
    return range(first, first - 4, -1)


def leaves_archive_on(claim: Claim) -> date | None:
    """The first day on which an archived claim is deleted; of children perhaps later."""
    rule = next(one for one in CLAIM_RULES if one.name == "court-packs")
    if claim.ended_at is None:
        return None
    ended = london_date(claim.ended_at)
    return date.fromordinal(_months_later(ended, rule.kept.months).toordinal() + 1)
