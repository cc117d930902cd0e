"""Mails to a member of staff about what lets them in, so that a stranger's change is noticed."""

from datetime import datetime

from django.utils import timezone

from claims_portal.notices import mail
from claims_portal.operators.models import Staff

SUBJECT = "A change of how you sign in to the Claims Portal’s operator pages"


def write_to(staff: Staff, sentence: str, *, at: datetime, subject: str = SUBJECT) -> None:
    """Queue the mail in the transaction of the change."""
    when = f"{timezone.localtime(at):%-d %B %Y at %H:%M}"
    mail.post(
        subject,
        f"{sentence}\n\nStaff ID: {staff.staff_id}\nWhen: {when}\n\n"
        "If this was not you, or you did not expect it, tell an administrator of the platform at "
        "once.\n",
        to=[staff.email],
    )
