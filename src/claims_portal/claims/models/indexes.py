"""The indexes of claims: which list or search each answers.

Lists and searches are of one organisation, whose claims lie scattered among millions,
so that looking into each of 100,000 rows is what may never happen. What picks the
rows of a page is therefore in an index: the wide ones carry everything that a profile
or a filter asks (`include`), the narrow ones lead to few rows. What each costs and
answers is measured by `bench.searching`; docs/benchmarks.md has the figures.
"""

from datetime import date

from django.db.models import Index, Q
from django.db.models.functions import Coalesce

NO_DEADLINE = date(9999, 12, 31)
"""Where claims without a deadline stand in a worklist ordered by deadline: last."""

# What decides whether a profile sees a claim, and whether it is in an account's worklist.
_SEEN = {
    "representative": ("claim_type", "representative_handler"),
    "compensator": (
        "claim_type", "compensator_handler", "compensator_branch", "compensator_reference",
    ),
}  # fmt: skip
_WAITING = {
    "representative": Q(turn="claimant-representative"),
    "compensator": Q(turn="compensator", sent_at__isnull=False),
}
_BEGINNING = {"representative": "created_at", "compensator": "sent_at"}
_OTHER = {"representative": "compensator", "compensator": "representative"}


def _of_side(side: str) -> list[Index]:
    return [
        Index(
            side,
            Coalesce("times_out_on", NO_DEADLINE),
            "id",
            # The column itself too: an expression alone is never read from an index.
            include=("times_out_on", "phase", *_SEEN[side]),
            condition=_WAITING[side],
            name=f"worklist_of_{side}",
        ),
        Index(
            fields=(side, "phase", "id"),
            include=_SEEN[side],
            condition=_WAITING[side],
            name=f"worklist_phases_{side}",
        ),
        Index(
            fields=(side, "-id"),
            include=(
                *_SEEN[side], "phase", "sent_at", "created_at", "updated_at", "times_out_on",
                "claimant_surname_folded", _OTHER[side],
            ),
            name=f"claims_of_{side}",
        ),
        # Without more columns, so that PostgreSQL stores a name or a phase once for many claims.
        Index(fields=(side, "claimant_surname_folded"), name=f"surnames_of_{side}"),
        Index(fields=(side, "phase"), name=f"phases_of_{side}"),
        # For lists in another order than the newest first.
        Index(fields=(side, "updated_at", "id"), name=f"changes_of_{side}"),
        Index(fields=(side, _BEGINNING[side], "id"), name=f"beginnings_of_{side}"),
        Index(
            side, Coalesce("times_out_on", NO_DEADLINE), "id", name=f"deadlines_of_{side}"
        ),
    ]  # fmt: skip


def _known(column: str, name: str) -> Index:
    """One column of the whole portal; rows that do not say it are not in it."""
    return Index(fields=(column,), condition=~Q(**{column: ""}), name=name)


def _held(holder: str, name: str) -> Index:
    """What an account holds: few claims have a holder, so these stay small."""
    return Index(fields=[holder], condition=~Q(**{holder: None}), name=name)


INDEXES = [
    *_of_side("representative"),
    *_of_side("compensator"),
    Index(fields=["representative", "compensator"], name="claims_between"),
    Index(fields=["compensator_branch"], name="claims_at_a_branch"),
    Index(fields=["times_out_on"], condition=~Q(turn=""), name="claims_that_may_time_out"),
    Index(
        fields=["alarm_on", "id"],
        condition=Q(alarm_on__isnull=False),
        name="claims_with_an_alarm",
    ),
    # What the nightly deletion looks for (docs/retention.md).
    Index(
        fields=["phase", "ended_at"], condition=Q(ended_at__isnull=False), name="claims_that_ended"
    ),
    Index(fields=["updated_at"], condition=Q(sent_at=None), name="drafts_by_age"),
    Index(
        fields=["phase", "updated_at"],
        condition=Q(phase__in=["AcknowledgeRejectedClaim", "ClaimRejectedToCR", "FraudStated"]),
        name="claims_left_lying",
    ),
    _known("representative_reference_folded", "claims_by_cr_reference"),
    _known("compensator_reference_folded", "claims_by_comp_reference"),
    _known("registration_number", "claims_by_vehicle"),
    _known("defendant_registration_number", "claims_by_defendants_vehicle"),
    _known("national_insurance_number", "claims_by_ni_number"),
    Index(fields=["date_of_birth"], name="claims_by_date_of_birth"),
    _held("locked_by", "claims_locked_by"),
    _held("representative_handler", "claims_of_a_cr_handler"),
    _held("compensator_handler", "claims_of_a_comp_handler"),
]


def _of_news(told: str) -> list[Index]:
    """Events that are news to an organisation; drafts and the like are in none of these."""
    is_told = Q(**{f"{told}__isnull": False})
    return [
        Index(fields=[told, "-at", "-id"], condition=is_told, name=f"news_{told}"),
        # The feed: page after page, and what came since one looked.
        Index(fields=[told, "id"], condition=is_told, name=f"feed_{told}"),
        Index(
            fields=[told, "transaction_id"],
            include=("id",),
            condition=is_told,
            name=f"new_{told}",
        ),
    ]


NEWS_INDEXES = [*_of_news("for_representative"), *_of_news("for_compensator")]
