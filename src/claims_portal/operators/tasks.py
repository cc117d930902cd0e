"""What the worker does for the operator's realm by itself."""

from procrastinate.contrib.django import app

from claims_portal import clock
from claims_portal.operators import approvals, sessions


@app.periodic(cron="41 * * * *")
@app.task(queueing_lock="keep-up-the-operators-realm")
def keep_up(timestamp: int) -> None:
    """Hourly: requests that ran out are marked, sessions that are over removed."""
    at = clock.now()
    approvals.expire(at=at)
    sessions.delete_stale(at=at)
