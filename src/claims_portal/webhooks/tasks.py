"""What the worker does for webhooks beside posting them."""

from procrastinate.contrib.django import app

from claims_portal import clock
from claims_portal.webhooks import log


@app.periodic(cron="50 3 * * *")
@app.task(queueing_lock="forget-old-deliveries")
def forget_old_deliveries(timestamp: int) -> int:
    """Nightly: deliveries that ended more than 30 days ago."""
    return log.forget_old(at=clock.now())
