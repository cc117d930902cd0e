"""What the worker transfers by itself."""

from procrastinate.contrib.django import app

from claims_portal import clock, closing
from claims_portal.transfers import carrying_out


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="carry-out-transfers")
def carry_out_transfers(timestamp: int) -> None:
    """Every minute: what is due, and what was stopped; not while the portal is closed."""
    at = clock.now()
    if not closing.closure(at=at):
        for pk in carrying_out.due(at=at):
            carrying_out.carry_out(pk, at=at)
