"""What the worker does for accounts by itself."""

from django.core.management import call_command
from procrastinate.contrib.django import app

from claims_portal import clock, closing
from claims_portal.accounts import (
    access_review,
    expiry_notices,
    guessing,
    new_passwords,
    once,
    upkeep,
    usage_reading,
    web_sessions,
)
from claims_portal.accounts.models import ApiToken, UsedAssertion


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="forget-expired-tokens")
def forget_expired_tokens(timestamp: int) -> None:
    """Hourly: tokens, sessions and keys of calls that can no longer be used are removed."""
    once.forget_old(at=clock.now())
    ApiToken.objects.filter(expires_at__lt=clock.now()).delete()
    UsedAssertion.objects.filter(expires_at__lt=clock.now()).delete()
    call_command("clearsessions")


@app.task(name=new_passwords.SEND)
def send_code_for_new_password(sealed: str) -> None:
    """As soon as it was asked for on the page, for whomever that was."""
    new_passwords.send_code(new_passwords.opened(sealed), at=clock.now())


@app.periodic(cron="5 3 * * *")
@app.task(queueing_lock="keep-up-accounts")
def keep_up_accounts(timestamp: int) -> None:
    """Nightly: unused and expired accounts are disabled, old ones deleted; what falls due is told.

    With them goes what is left of sessions that ran out, failed sign-ins and old counts.
    Not while the portal is closed for the move, when nobody could do anything about it.
    """
    at = clock.now()
    if closing.closure(at=at):
        return
    upkeep.disable_expired(at=at)
    upkeep.disable_unused(at=at)
    expiry_notices.send(at=at)
    access_review.remind(at=at)
    upkeep.delete_long_disabled(at=at)
    web_sessions.delete_stale(at=at)
    guessing.forget_old(at=at)
    usage_reading.forget_old(at=at)
