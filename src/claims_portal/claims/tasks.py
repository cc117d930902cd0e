"""What the worker does for claims by itself."""

from procrastinate.contrib.django import app

from claims_portal import clock, closing
from claims_portal.claims import absences, alarms, digests, inbox, looking, recalculating, sweeping


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="sweep-time-limits")
def sweep_time_limits(timestamp: int) -> int:
    """Every minute; a time-out date begins at 00:00 London time.

    Not while the portal is closed for the move: nobody could act on a claim then.
    """
    at = clock.now()
    return 0 if closing.closure(at=at) else sweeping.sweep(at=at)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="look-at-claims")
def look_at_claims(timestamp: int) -> int:
    """Every minute: warnings, limits that were reached, acknowledgements given automatically."""
    at = clock.now()
    return 0 if closing.closure(at=at) else alarms.ring(at=at)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="count-claims-anew")
def count_claims_anew(timestamp: int) -> None:
    """Every minute: after a change of the holidays, until no claim stands at an old date."""
    recalculating.recalculate(at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="mail-notices")
def mail_notices(timestamp: int) -> int:
    """Every minute: notices to those who want them by mail and have new ones."""
    at = clock.now()
    return 0 if closing.closure(at=at) else digests.send_due(at=at)


@app.periodic(cron="35 3 * * *")
@app.task(queueing_lock="forget-old-notices")
def forget_old_notices(timestamp: int) -> None:
    """Nightly: what was cleared of notices that are shown no more."""
    inbox.forget_old(at=clock.now())


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="forget-what-is-over")
def forget_what_is_over(timestamp: int) -> None:
    """Nightly: who had the page of which claim open, and absences that are over."""
    looking.forget_old(at=clock.now())
    absences.forget_old(at=clock.now())
