"""What the worker does for notices by itself."""

from django.core.mail import send_mail
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from claims_portal.notices import mail

AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)
"""A mail host that is away is tried again after 4 s, 16 s, 64 s and so on, for some hours."""


@app.task(name=mail.DELIVER, retry=AGAIN)
def deliver(sealed: str) -> None:
    one = mail.opened(sealed)
    send_mail(one.subject, one.text, None, list(one.to))
