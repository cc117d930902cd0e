"""What the worker does for files by itself."""

import logging

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from claims_portal import clock
from claims_portal.files import scanning, store
from claims_portal.files.models import Attachment

log = logging.getLogger(__name__)

AGAIN = RetryStrategy(max_attempts=5, exponential_wait=4)
"""A scanner that is away is asked again after 4 s, 16 s and so on; then each ten minutes."""
SCANNED_IN_A_RUN = 200


@app.task(name=scanning.SCAN, retry=AGAIN)
def scan(attachment_pk: int) -> None:
    attachment = Attachment.objects.select_related("file", "claim").filter(pk=attachment_pk).first()
    if attachment is not None:
        scanning.scan(attachment, at=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="scan-attachments")
def scan_what_waits(timestamp: int) -> None:
    """What came while no scanner was there, or none was configured yet."""
    if not settings.CLAMD_ADDRESS:
        return
    waiting = Attachment.objects.filter(scanned_at=None).select_related("file", "claim")
    for attachment in waiting.order_by("pk")[:SCANNED_IN_A_RUN]:
        try:
            scanning.scan(attachment, at=clock.now())
        except scanning.ScannerFailed as failed:
            log.warning("Attachment %s is not scanned yet: %s", attachment.pk, failed)


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="sweep-files")
def sweep_files(timestamp: int) -> int:
    """Every hour: bytes that nothing needs any more go."""
    return store.sweep(at=clock.now())
