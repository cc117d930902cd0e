"""What the worker does for figures by itself."""

from django.conf import settings
from procrastinate.contrib.django import app

from claims_portal import clock
from claims_portal.figures import probing, tallying


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="count-events")
def count_events(timestamp: int) -> int:
    """Every five minutes: the months in which anything happened since."""
    probing.sum_up(at=clock.now())
    return tallying.bring_up_to_date()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="probe-the-portal")
def probe_the_portal(timestamp: int) -> None:
    """Every minute, where the worker was told where the web processes listen."""
    if settings.OWN_ADDRESS:
        probing.probe(settings.OWN_ADDRESS, at=clock.now())
