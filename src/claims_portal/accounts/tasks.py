"""What the worker does for accounts by itself."""

from django.core.management import call_command
from procrastinate.contrib.django import app

from claims_portal import clock
from claims_portal.accounts import access_review, expiry_notices, upkeep
from claims_portal.accounts.models import ApiToken


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="forget-expired-tokens")
def forget_expired_tokens(timestamp: int) -> None:
    """Hourly: tokens and sessions that can no longer be used are removed."""
    ApiToken.objects.filter(expires_at__lt=clock.now()).delete()
    call_command("clearsessions")


@app.periodic(cron="5 3 * * *")
@app.task(queueing_lock="keep-up-accounts")
def keep_up_accounts(timestamp: int) -> None:
    """Nightly: unused and expired accounts are disabled, expiries and reviews announced, old
    accounts deleted."""
    at = clock.now()
    upkeep.disable_expired(at=at)
    upkeep.disable_unused(at=at)
    expiry_notices.send(at=at)
    access_review.remind(at=at)
    upkeep.delete_long_disabled(at=at)
