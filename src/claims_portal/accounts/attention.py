"""What needs an administrator's eye: counted in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q

from claims_portal.accounts import access_review, administrators
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.organisation_reading import record
from claims_portal.accounts.states import State, state_in_sql
from claims_portal.claims.process.calendar import london_date
from claims_portal.organisations.models import Organisation

_SOON = timedelta(days=30)


@dataclass(frozen=True)
class Attention:
    organisation: Organisation
    administrators: list[User]
    """Those who can sign in now."""
    review_due_on: date
    expiring: int
    """Usable ones, within 30 days."""
    unverified: int
    expired: int
    disabled_by_portal: int
    """By failed sign-ins, or because they were not used; an account counts under one state."""


def of(by: Actor, *, at: datetime) -> Attention:
    organisation, today = record(by), london_date(at)
    last = organisation.access_reviews.aggregate(at=Max("signed_at"))["at"]
    usable, soon = Q(state=State.USABLE), Q(expires_on__lte=today + _SOON)
    accounts = User.objects.filter(organisation=organisation).alias(state=state_in_sql(at))
    counted = accounts.aggregate(
        expiring=Count("pk", filter=usable & soon),
        unverified=Count("pk", filter=Q(state=State.UNVERIFIED)),
        expired=Count("pk", filter=Q(state=State.EXPIRED)),
        disabled_by_portal=Count("pk", filter=Q(state=State.DISABLED_BY_PORTAL)),
    )
    return Attention(
        organisation=organisation,
        administrators=administrators.usable(organisation.pk, at=at),
        review_due_on=access_review.due_on(organisation, last),
        **counted,
    )
