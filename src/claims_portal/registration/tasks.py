"""What the worker does for registration by itself."""

from procrastinate.contrib.django import app

from claims_portal import clock
from claims_portal.registration import upkeep


@app.periodic(cron="25 3 * * *")
@app.task(queueing_lock="keep-up-registration")
def keep_up_registration(timestamp: int) -> None:
    """Nightly: drafts that nobody goes on with are deleted, and what came to nothing long ago."""
    upkeep.forget_old(at=clock.now())
