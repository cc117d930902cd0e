"""The portal disables an account by itself; it stays active, which tells the two apart (facts 2.1).

After five failed sign-ins, 90 unused days, or its expiry: audited, and out of every browser.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims_portal.accounts import administrators
from claims_portal.accounts.models import DisabledBecause, User
from claims_portal.accounts.saving import described, end_sessions, held
from claims_portal.notices import mail
from claims_portal.records import audit


@transaction.atomic
def disable(
    account: User, because: DisabledBecause, *, at: datetime, by: audit.Author = audit.THE_PORTAL
) -> bool:
    """Disable an account that is enabled; False where somebody was first."""
    account = held(account)
    if not account.enabled:
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
        by=by,
        at=at,
        before=before,
        after=described(account),
        reason=because.label,
    )
    if because is DisabledBecause.BAD_SIGN_INS:
        _warn(account, at)
    return True


def _warn(account: User, at: datetime) -> None:
    """Somebody guesses, or somebody forgot: the person and the administrators should know which."""
    when = f"{timezone.localtime(at):%-d %B %Y at %H:%M}"
    what = (
        f"The User ID {account.user_name} ({account.full_name}, {account.organisation.name}) was "
        f"disabled on {when}: {settings.FAILED_SIGN_INS_BEFORE_DISABLING} sign-ins in a row "
        "failed.\n\n"
    )
    subject = f"{account.user_name} of the Claims Portal was disabled"
    if account.email:
        mail.post(
            subject,
            f"{what}If this was you, ask an administrator of your organisation to enable it again. "
            "An administrator can also choose a new password by “First sign-in, or forgotten "
            "password?” on the sign-in page.\nIf it was not, tell an administrator: somebody tried "
            "to guess your password.\n",
            to=[account.email],
        )
    for boss in administrators.usable(account.organisation_id, at=at):
        if boss.pk != account.pk:
            mail.post(
                subject,
                f"{what}Ask the person whether it was they before you enable it again in the "
                f"console: {settings.BASE_URL}/administration/users\n",
                to=[boss.email],
            )
