"""Notices before an account expires: to its person, and to the organisation's administrators.

Identity facts 2.7: 30, 14, 7 and 1 days before [our decision]. Administrators get
one mail for all accounts of a day, not one for each.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from claims_portal.accounts import administrators
from claims_portal.accounts.models import ExpiryNotice, User
from claims_portal.claims.process.calendar import london_date
from claims_portal.notices import mail
from claims_portal.organisations.models import Organisation


def send(*, at: datetime) -> int:
    """Send what is due and was not sent; how many accounts it was about."""
    today = london_date(at)
    latest = today + timedelta(days=max(settings.EXPIRY_NOTICES_DAYS_BEFORE))
    concerned = Organisation.objects.filter(
        users__enabled=True, users__active=True,
        users__expires_on__gt=today, users__expires_on__lte=latest,
    ).distinct()  # fmt: skip
    return sum(_warn(organisation, at) for organisation in concerned)


@transaction.atomic
def _warn(organisation: Organisation, at: datetime) -> int:
    """One notice for each step and account, whoever runs this and however often."""
    expiring = _newly_due(organisation, at)
    if not expiring:
        return 0
    for account in expiring:
        if account.email:
            _tell(account.email, [account], organisation)
    for boss in administrators.usable(organisation.pk, at=at):
        others = [account for account in expiring if account.pk != boss.pk]
        if others:
            _tell(boss.email, others, organisation)
    return len(expiring)


def _newly_due(organisation: Organisation, at: datetime) -> list[User]:
    today = london_date(at)
    accounts: list[User] = []
    # The nearest step first: whoever is seen late is told once, not once for each step.
    for days in sorted(settings.EXPIRY_NOTICES_DAYS_BEFORE):
        due = (
            organisation.users.select_for_update(of=("self",))
            .filter(
                enabled=True, active=True,
                expires_on__gt=today, expires_on__lte=today + timedelta(days=days),
            )
            .exclude(expiry_notices__days_before__lte=days)
            .order_by("expires_on", "user_name")
        )  # fmt: skip
        found = list(due)
        ExpiryNotice.objects.bulk_create(
            ExpiryNotice(user=account, days_before=days, sent_at=at) for account in found
        )
        accounts += found
    return accounts


def _tell(address: str, accounts: Sequence[User], organisation: Organisation) -> None:
    lines = [f"{one.user_name}: {one.expires_on:%-d %B %Y}" for one in accounts]
    one_name = accounts[0].user_name if len(accounts) == 1 else f"{len(accounts)} User IDs"
    mail.post(
        f"{one_name} of the Claims Portal will expire soon",
        f"These User IDs of {organisation.name} expire on the day that stands beside them:\n\n"
        + "\n".join(lines)
        + "\n\nAn administrator can extend them in the console: "
        f"{settings.BASE_URL}/administration/users\n",
        to=[address],
    )
