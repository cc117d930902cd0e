"""What happens to accounts by itself: disabled when unused or expired, deleted.

Identity facts 2.1. Run daily by the worker; each part may be run again
at any time and then does nothing twice.
"""

import calendar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.deletion import ProtectedError
from django.db.models.functions import Greatest

from claims_portal.accounts import disabling
from claims_portal.accounts.models import DisabledBecause, User
from claims_portal.accounts.saving import described
from claims_portal.claims.process.calendar import london_date
from claims_portal.records import audit


def disable_unused(*, at: datetime) -> int:
    """Disable accounts that were not used for 90 days; active stays, so that it is told apart."""
    limit = at - timedelta(days=settings.UNUSED_DAYS_BEFORE_DISABLING)
    # PostgreSQL's greatest value leaves out what is not known.
    last = Greatest("last_used_at", "enabled_at", "created_at")
    unused = User.objects.annotate(last=last).filter(last__lte=limit)
    return _disable(unused, DisabledBecause.UNUSED, at)


def disable_expired(*, at: datetime) -> int:
    """Disable accounts whose expiry date has come; extending it enables them again."""
    expired = User.objects.filter(expires_on__lte=london_date(at))
    return _disable(expired, DisabledBecause.EXPIRED, at)


def delete_long_disabled(*, at: datetime) -> int:
    """Delete accounts disabled for 12 months that no claim bears an action of."""
    limit = _months_before(london_date(at), settings.MONTHS_DISABLED_BEFORE_DELETION)
    long_disabled = User.objects.select_related("organisation", "branch").filter(
        Q(enabled=False), disabled_at__date__lte=limit
    )
    return sum(_delete(account, at) for account in long_disabled)


def _disable(overdue: QuerySet[User], because: DisabledBecause, at: datetime) -> int:
    """Disable those of the accounts that are enabled; each is looked at again while it is held."""
    due = overdue.filter(enabled=True, active=True)
    return sum(
        _disable_one(due.filter(pk=pk), because, at) for pk in due.values_list("pk", flat=True)
    )


@transaction.atomic
def _disable_one(due: QuerySet[User], because: DisabledBecause, at: datetime) -> bool:
    account = due.select_for_update(of=("self",)).first()
    return account is not None and disabling.disable(account, because, at=at)


def _delete(account: User, at: datetime) -> bool:
    try:
        with transaction.atomic():
            before = described(account)
            organisation, subject = account.organisation.code, account.user_name
            account.delete()
            audit.write(
                "account:user:deleted", organisation_code=organisation, subject=subject,
                by=audit.THE_PORTAL, at=at, before=before, reason="disabled for 12 months",
            )  # fmt: skip
    except ProtectedError:
        # A claim bears an action of this account: it stays for the claim's history.
        return False
    return True


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day.replace(
        year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1])
    )
