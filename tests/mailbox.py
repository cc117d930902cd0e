"""Mail as the worker would deliver it: tests have no worker of their own."""

from collections.abc import Callable
from typing import Any

from django.core import mail
from django.core.mail import EmailMessage
from procrastinate.contrib.django.models import ProcrastinateJob

from claims_portal.accounts import new_passwords
from claims_portal.accounts.tasks import send_code_for_new_password
from claims_portal.notices import mail as outgoing
from claims_portal.notices import tasks

_DONE: set[int] = set()


def delivered() -> list[EmailMessage]:
    """Every mail sent in this test so far, the oldest first; what waits is delivered."""
    if not mail.outbox:
        _DONE.clear()
    _do(new_passwords.SEND, send_code_for_new_password)
    _do(outgoing.DELIVER, tasks.deliver)
    return list(mail.outbox)


def _do(task_name: str, task: Callable[..., Any]) -> None:
    waiting = ProcrastinateJob.objects.filter(task_name=task_name).order_by("pk")
    for job in waiting.exclude(pk__in=_DONE):
        _DONE.add(job.pk)
        task(**job.args)
