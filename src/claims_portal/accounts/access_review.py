"""The access review: who has what, and the signature under it every three months.

Identity facts 5.1 and 5.2: profiles, expiry and use of every account are looked
through; what leavers still hold is seen by it. The first is due three months after
the organisation came [our decision].
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.db.models.functions import Coalesce

from claims_portal.accounts import administrators, organisation, organisation_reading
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import AccessReview, User
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.accounts.second_factors.factors import kinds_of
from claims_portal.accounts.second_factors.kinds import NAMES
from claims_portal.accounts.states import Plain, plain_state
from claims_portal.claims import leaving
from claims_portal.claims.process.calendar import london_date
from claims_portal.notices import mail
from claims_portal.organisations.models import Organisation

PAGE = 100


class ReviewOutdated(AccountRefusal):
    """Accounts were changed since the list was read that is to be signed."""

    code = "review-outdated"

    def __init__(self) -> None:
        super().__init__(
            "Accounts were changed since you opened this list. Look through it again and sign then."
        )


@dataclass(frozen=True)
class Reviewed:
    """One account as a review shows it."""

    account: User
    state: Plain
    second_factors: Sequence[str]
    locked: int
    allocated: int


@dataclass(frozen=True)
class Review:
    organisation: Organisation
    lines: Sequence[Reviewed]
    accounts: int
    """Of the whole organisation, not of this page."""
    number: int
    pages: int
    seen: str
    """Stands for what is signed: another one as soon as an account has other rights."""
    signed: Sequence[AccessReview]
    """The signatures so far, the newest first."""
    due_on: date


def read(by: Actor, *, at: datetime, number: int | None = None) -> Review:
    """Page `number` of the accounts by User ID, or all; a fixed number of queries."""
    record = organisation_reading.record(by)
    rights = _rights(record)
    pages = max(1, -(-len(rights) // PAGE))
    number = min(max(number, 1), pages) if number is not None else None
    accounts = record.users.select_related("branch").prefetch_related("profiles")
    accounts = accounts.order_by("user_name")
    if number is not None:
        accounts = accounts[(number - 1) * PAGE : number * PAGE]
    signed = list(record.access_reviews.select_related("signed_by").order_by("-signed_at"))
    return Review(
        organisation=record,
        lines=_lines(list(accounts), at),
        accounts=len(rights),
        number=number or 1,
        pages=pages if number is not None else 1,
        seen=_fingerprint(rights),
        signed=signed,
        due_on=due_on(record, signed[0].signed_at if signed else None),
    )


def due_on(record: Organisation, last_signed_at: datetime | None) -> date:
    """The day by which the organisation's accounts are to be looked through again."""
    return london_date((last_signed_at or record.created_at) + settings.ACCESS_REVIEW_EVERY)


@transaction.atomic
def sign(seen: str, *, by: Actor, at: datetime) -> AccessReview:
    """Sign the list that was seen; ReviewOutdated when it would read differently now."""
    record = organisation.of(by)
    rights = _rights(record)
    if seen != _fingerprint(rights):
        raise ReviewOutdated
    return organisation.sign_access_review(accounts=len(rights), by=by, at=at)


def remind(*, at: datetime) -> int:
    """Tell administrators that a review is due, once a due date; how many organisations."""
    return sum(_remind(record.pk, at) for record in _overdue(at))


def _overdue(at: datetime) -> QuerySet[Organisation]:
    last = Coalesce(Max("access_reviews__signed_at"), F("created_at"))
    reviewed = Organisation.objects.filter(enabled=True).annotate(reviewed_at=last)
    return reviewed.filter(reviewed_at__lte=at - settings.ACCESS_REVIEW_EVERY)


@transaction.atomic
def _remind(organisation_pk: int, at: datetime) -> bool:
    record = Organisation.objects.select_for_update(no_key=True).get(pk=organisation_pk)
    last = record.access_reviews.aggregate(at=Max("signed_at"))["at"]
    due = due_on(record, last)
    to = [boss.email for boss in administrators.usable(record.pk, at=at)]
    if due > london_date(at) or record.access_review_reminded_for == due or not to:
        return False
    record.access_review_reminded_for = due
    record.save(update_fields=["access_review_reminded_for"])
    for address in to:
        mail.post(
            f"The access review of {record.code} is due",
            f"The accounts of {record.name} are to be looked through every three months: who has "
            f"which profiles, who has left, what expires. It has been due since "
            f"{due:%-d %B %Y}.\n\nLook through the list and sign it here: "
            f"{settings.BASE_URL}/administration/access-review\n",
            to=[address],
        )
    return True


def _lines(accounts: Sequence[User], at: datetime) -> list[Reviewed]:
    kinds, works = kinds_of(accounts), leaving.works_of(accounts, at=at)
    return [
        Reviewed(
            account=one,
            state=plain_state(one, at=at),
            second_factors=[NAMES[kind] for kind in kinds[one.pk]],
            locked=works[one.pk].locked,
            allocated=works[one.pk].allocated,
        )
        for one in accounts
    ]


def _rights(record: Organisation) -> list[tuple[Any, ...]]:
    """What a signature is about: who there is, with which rights, until when."""
    held = ArrayAgg("profiles__profile", order_by="profiles__profile", default=[])
    accounts = record.users.annotate(held=held).order_by("user_name")
    return list(
        accounts.values_list(
            "user_name", "enabled", "active", "expires_on", "branch__number", "held"
        )
    )


def _fingerprint(rights: Sequence[tuple[Any, ...]]) -> str:
    return hashlib.sha256(repr(rights).encode()).hexdigest()[:32]
