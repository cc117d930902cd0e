"""What the worker does for the move by itself, and what the operator's pages leave to it."""

from procrastinate.contrib.django import app

from claims_portal import clock, closing
from claims_portal.migration import letters, readiness_kept, uploads
from claims_portal.migration.cut_over import jobs
from claims_portal.migration.models import AccountFile, FileState


@app.task(name=uploads.WORK)
def work_on_account_file(file: int) -> None:
    """As soon as somebody asked for it on the page of the file."""
    uploads.work(file, at=clock.now())
    if AccountFile.objects.filter(pk=file, state=FileState.TAKEN).exists():
        readiness_kept.compute(at=clock.now())


@app.task(name=readiness_kept.COMPUTE, queueing_lock="compute-readiness")
def compute_readiness() -> None:
    """When somebody asks for it on the page."""
    readiness_kept.compute(at=clock.now())


@app.task(name=letters.WORK)
def send_letters(run: int) -> None:
    letters.work(run, at=clock.now())


@app.task(name=jobs.WORK, queue=jobs.QUEUE)
def work_on_cut_over(job: int) -> None:
    """In the process of the move (`claims-portal move-worker`) and in no other."""
    jobs.work(job, at=clock.now())
    closing.kept.forget()


@app.periodic(cron="35 4 * * *")
@app.task(queueing_lock="keep-the-move-up")
def keep_up(timestamp: int) -> None:
    """Nightly: the readiness of the day, reminders that are due, old files forgotten.

    Not while the portal is closed for the move, when nobody could do anything about it.
    """
    at = clock.now()
    if closing.closure(at=at):
        return
    readiness_kept.compute(at=at)
    letters.remind(at=at)
    uploads.forget_old(at=at)
