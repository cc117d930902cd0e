"""What happens to accounts by itself: disabled when unused, warned before expiry, deleted.

Identity facts 2.1 and 2.7. Run daily by the worker; each part may be run again
at any time and then does nothing twice.
"""

import calendar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.deletion import ProtectedError
from django.db.models.functions import Coalesce

from claims_portal.accounts import administrators
from claims_portal.accounts.models import DisabledBecause, ExpiryNotice, User
from claims_portal.accounts.saving import described, end_sessions, held
from claims_portal.claims.process.calendar import london_date
from claims_portal.notices import mail
from claims_portal.records import audit


def disable_unused(*, at: datetime) -> int:
    """Disable accounts that were not used for 90 days; active stays, so that it is told apart."""
    limit = at - timedelta(days=settings.UNUSED_DAYS_BEFORE_DISABLING)
    unused = User.objects.annotate(used=Coalesce("last_used_at", "created_at")).filter(
        enabled=True, active=True, used__lte=limit
    )
    return sum(_disable(account, DisabledBecause.UNUSED, limit, at) for account in unused)


def warn_before_expiry(*, at: datetime) -> int:
    """Mail the person and the administrators 30, 14, 7 and 1 days before an account expires."""
    today = london_date(at)
    sent = 0
    for days in settings.EXPIRY_NOTICES_DAYS_BEFORE:
        due = User.objects.select_related("organisation").filter(
            enabled=True, active=True, expires_on__lte=today + timedelta(days=days),
            expires_on__gt=today,
        ).exclude(expiry_notices__days_before__lte=days)  # fmt: skip
        for account in due:
            sent += _warn(account, days, at)
    return sent


def delete_long_disabled(*, at: datetime) -> int:
    """Delete accounts disabled for 12 months that no claim bears an action of."""
    limit = _months_before(london_date(at), settings.MONTHS_DISABLED_BEFORE_DELETION)
    long_disabled = User.objects.select_related("organisation", "branch").filter(
        Q(enabled=False), disabled_at__date__lte=limit
    )
    return sum(_delete(account, at) for account in long_disabled)


def _disable(account: User, because: DisabledBecause, limit: datetime, at: datetime) -> bool:
    with transaction.atomic():
        account = held(account)
        if not account.enabled or (account.last_used_at or account.created_at) > limit:
            return False
        before = described(account)
        account.enabled = False
        account.disabled_at, account.disabled_because = at, because
        account.save(update_fields=["enabled", "disabled_at", "disabled_because"])
        end_sessions(account)
        audit.write(
            "account:user:disabled",
            organisation_code=account.organisation.code,
            subject=account.user_name,
            by=audit.THE_PORTAL,
            at=at,
            before=before,
            after=described(account),
            reason=because.label,
        )
    return True


def _warn(account: User, days: int, at: datetime) -> bool:
    """One notice for each step, whoever runs this and however often."""
    try:
        with transaction.atomic():
            ExpiryNotice.objects.create(user=account, days_before=days, sent_at=at)
    except IntegrityError:
        return False
    expires_on = account.expires_on
    people = {one.email for one in administrators.usable(account.organisation_id, at=at)}
    for address in sorted({account.email, *people} - {""}):
        mail.post(
            f"User ID {account.user_name} of the Claims Portal expires soon",
            f"The User ID {account.user_name} of {account.organisation.name} expires on "
            f"{expires_on:%-d %B %Y}. An administrator can extend it in the console.\n",
            to=[address],
        )
    return True


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
