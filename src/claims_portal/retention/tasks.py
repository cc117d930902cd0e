"""What the worker deletes by itself."""

from procrastinate.contrib.django import app

from claims_portal import clock, closing
from claims_portal.retention import deleting


@app.periodic(cron="20 2 * * *")
@app.task(queueing_lock="delete-by-retention")
def delete_by_retention(timestamp: int) -> None:
    """Nightly; not while the portal is closed for the move, when both sides are compared."""
    at = clock.now()
    if not closing.closure(at=at):
        deleting.run(at=at)
