"""Mail as the worker would deliver it: tests have no worker of their own."""

from django.core import mail
from django.core.mail import EmailMessage
from procrastinate.contrib.django.models import ProcrastinateJob

from claims_portal.notices import mail as outgoing
from claims_portal.notices import tasks

_DONE: set[int] = set()


def delivered() -> list[EmailMessage]:
    """Every mail sent in this test so far, the oldest first; what waits is delivered."""
    waiting = ProcrastinateJob.objects.filter(task_name=outgoing.DELIVER).order_by("pk")
    if not mail.outbox:
        _DONE.clear()
    for job in waiting.exclude(pk__in=_DONE):
        tasks.deliver(**job.args)
        _DONE.add(job.pk)
    return list(mail.outbox)
