"""Claims, the documents sent in them, and their events.

A claim's row is its current state, small and hot; documents and events are only
ever added. Nothing outside `claims.writing` changes a phase.
"""

from datetime import datetime
from typing import ClassVar, Self

import msgspec
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import ApiClient, User
from claims_portal.accounts.profiles import Grant, Reach, Right
from claims_portal.claims.models.indexes import INDEXES, NEWS_INDEXES, NO_DEADLINE
from claims_portal.claims.models.transactions import TransactionIdField
from claims_portal.claims.process.engine import State
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.tables import Phase, Process
from claims_portal.claims.spelling import LONGEST_FOLDED
from claims_portal.organisations.models import Branch, Organisation

WITH_PEOPLE = (
    "representative", "compensator", "compensator_branch", "locked_by",
    "representative_handler", "compensator_handler",
)  # fmt: skip
"""What is read with a claim whose page or answer is made: its parties, and who works on it."""

LATEST_DOCUMENTS = """
    SELECT coalesce(jsonb_object_agg(latest.kind, latest.body), '{}')
    FROM (SELECT DISTINCT ON (kind) kind, body FROM claims_document
          WHERE claim_id = claims_claim.id ORDER BY kind, number DESC) AS latest
"""


def _folded() -> "models.CharField[str, str]":
    """A text as `spelling.folded` spells it, in an order that no database's language changes."""
    return models.CharField(max_length=LONGEST_FOLDED, blank=True, default="", db_collation="C")


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, actor: Actor) -> Self:
        """The claims this account may open (identity facts 1.2, 1.3; process facts 6).

        A compensator never sees drafts. Whoever may see nothing gets nothing.
        """
        allowed = Q(pk__in=[])
        for grant in actor.grants:
            if grant.claim_types:
                allowed |= _covered_by(grant, actor)
        own_side = (
            Q(compensator_id=actor.organisation_pk, sent_at__isnull=False)
            if actor.is_compensator
            else Q(representative_id=actor.organisation_pk)
        )
        return self.filter(own_side).filter(allowed)

    def concerning(self, actor: Actor) -> Self:
        """Visible claims that are this account's business: its own work, and nobody else's.

        A claim allocated to somebody is that person's, its team leaders' (process facts 6)
        and, while that person is away, of whoever covers [details inferred].
        """
        holder = handler_of(actor)
        return self.visible_to(actor).filter(
            Q(**{holder: None})
            | Q(**{f"{holder}__in": actor.holds_for})
            | Q(claim_type__in=actor.claim_types_with(Right.ALLOCATE_CLAIMS))
        )

    def awaiting(self, actor: Actor) -> Self:
        """The worklist: the claims of `concerning` in which this account's side must act."""
        return self.concerning(actor).filter(turn=actor.side.value)

    def with_latest_documents(self) -> Self:
        """With what the forms of an action are checked against, read in the same round trip."""
        latest = RawSQL(LATEST_DOCUMENTS, (), output_field=models.JSONField())  # noqa: S611 - constant
        return self.annotate(latest_documents=latest)

    def by_deadline(self) -> Self:
        return self.order_by(Coalesce("times_out_on", NO_DEADLINE), "pk")


def handler_of(actor: Actor) -> str:
    """The column that says to whom of the actor's organisation a claim is allocated."""
    return "compensator_handler" if actor.is_compensator else "representative_handler"


def _covered_by(grant: Grant, actor: Actor) -> Q:
    covered = Q(claim_type__in=grant.claim_types)
    if not actor.is_compensator:
        return covered
    if grant.reach is Reach.BRANCH:
        covered &= Q(compensator_branch_id=actor.branch_pk)
    if grant.only_new:
        covered &= Q(compensator_reference="")
    return covered


class Claim(models.Model):
    """A claim's current state. The primary key is the application ID's number."""

    claim_type = models.CharField(max_length=3)
    process_version = models.CharField(max_length=20)
    phase = models.CharField(max_length=50)
    activity_id = models.UUIDField()
    turn = models.CharField(max_length=25, blank=True)
    times_out_on = models.DateField(null=True, blank=True)
    alarm_on = models.DateField(null=True, blank=True)
    """The day on which the worker looks at the claim next: to warn that a limit runs out, to
    take note for an organisation that asked for it (claims.alarms)."""
    facts = models.JSONField(default=dict)

    representative = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="claims_made", db_index=False
    )
    compensator = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="claims_received",
        null=True,
        blank=True,
        db_index=False,
    )
    compensator_branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    representative_handler = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    compensator_handler = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    claimant_surname = models.CharField(max_length=25, blank=True)
    claimant_forename = models.CharField(max_length=25, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    national_insurance_number = models.CharField(max_length=9, blank=True)
    registration_number = models.CharField(max_length=12, blank=True)
    """Of the claimant's vehicle; like the others here without blanks, in capitals."""
    defendant_registration_number = models.CharField(max_length=12, blank=True)
    representative_reference = models.CharField(max_length=50, blank=True)
    compensator_reference = models.CharField(max_length=50, blank=True)
    claimant_surname_folded = _folded()
    representative_reference_folded = _folded()
    compensator_reference_folded = _folded()

    locked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    locked_until = models.DateTimeField(null=True, blank=True)

    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    """Nobody where the claim came from the old platform, which did not say."""
    sent_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    event_count = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["Claim"]] = models.Manager.from_queryset(ClaimQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(compensator__isnull=False),
                name="a_claim_that_was_sent_has_a_compensator",
            ),
            models.CheckConstraint(
                condition=Q(locked_by=None, locked_until=None)
                | Q(locked_by__isnull=False, locked_until__isnull=False),
                name="a_lock_has_a_holder_and_an_end",
            ),
        ]
        indexes: ClassVar = INDEXES

    def __str__(self) -> str:
        return self.application_id

    @property
    def application_id(self) -> str:
        """16 digits, padded with zeros."""
        return f"{self.pk:016d}"

    @property
    def claimant_name(self) -> str:
        """Empty while nobody is named."""
        return " ".join(filter(None, (self.claimant_forename, self.claimant_surname)))

    @property
    def process(self) -> Process:
        return PROCESSES[self.process_version]

    def is_covered_by(self, grant: Grant, actor: Actor) -> bool:
        """Whether a grant of this account reaches the claim; the same as `_covered_by`."""
        if self.claim_type not in grant.claim_types:
            return False
        if not actor.is_compensator:
            return True
        in_branch = actor.branch_pk is not None and self.compensator_branch_id == actor.branch_pk
        if grant.reach is Reach.BRANCH and not in_branch:
            return False
        return not (grant.only_new and self.compensator_reference)

    @property
    def phase_row(self) -> Phase:
        return self.process.phase_by_code[self.phase]

    @property
    def state(self) -> State:
        return State(self.phase, msgspec.convert(self.facts, Facts), self.times_out_on)

    def is_locked_for(self, actor: Actor, at: datetime) -> bool:
        """Whether a colleague holds a lock that has not run out.

        A lock is of the side whose turn it is; the other side is not bound by it.
        """
        return (
            self.locked_until is not None
            and self.locked_until > at
            and self.turn == actor.side.value
            and self.locked_by_id != actor.user_pk
        )


class Draft(models.Model):
    """A form that is being written: the draft of a claim, or a rejected claim's correction.

    The body is kept as typed, right or wrong; it is checked when it is sent.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="drafts")
    action = models.CharField(max_length=50)
    body = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_by_form = models.UUIDField(null=True, blank=True, editable=False)
    """The posted form that began it: sent twice, it begins one."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("claim", "action", name="one_draft_of_a_form_in_a_claim"),
        ]


class Document(models.Model):
    """A form as it was sent; immutable. A later one is a new row."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="documents")
    number = models.PositiveIntegerField()
    """The number of the event that brought it."""
    kind = models.CharField(max_length=50)
    body = models.JSONField()
    side = models.CharField(max_length=25)
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    """Nobody where the claim came from the old platform, which did not say."""
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("claim", "number", name="one_document_an_event"),
        ]


class Event(models.Model):
    """One thing that happened in a claim; append-only (a trigger refuses changes).

    `tag` reads source:subject:outcome. `user` is the effective account, `real_user`
    the person at the keyboard; a system event has neither.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="events")
    number = models.PositiveIntegerField()
    tag = models.CharField(max_length=60)
    row = models.CharField(max_length=4)
    action = models.CharField(max_length=50, blank=True)
    says = models.CharField(max_length=200)
    side = models.CharField(max_length=25, blank=True)
    phase_before = models.CharField(max_length=50)
    phase_after = models.CharField(max_length=50)
    turn_after = models.CharField(max_length=25, blank=True)
    times_out_on = models.DateField(null=True, blank=True)
    activity_id = models.UUIDField()
    changes = models.JSONField(default=dict)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    real_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    client = models.ForeignKey(
        ApiClient, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    correlation_id = models.CharField(max_length=64, blank=True, default="", db_default="")
    """Of the call of the API that brought it."""
    at = models.DateTimeField()
    for_representative = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    """For whom it is news: the firm that is told, if one is (process facts 5)."""
    for_compensator = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    """The same of the compensator: the one that had the claim then."""
    transaction_id = TransactionIdField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("claim", "number", name="events_of_a_claim_are_numbered"),
        ]
        indexes: ClassVar = [*NEWS_INDEXES, BrinIndex(fields=["at"], name="events_by_time")]
