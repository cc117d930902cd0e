"""Mail that leaves the portal.

It is queued in the transaction of the change that it tells and delivered by the
worker: a slow mail host holds up no page, and how long an answer takes does not
tell whether there was anybody to write to.
"""

from collections.abc import Sequence

import msgspec
from procrastinate.contrib.django import app

from claims_portal import sealing

PURPOSE = "mail"
DELIVER = "claims_portal.notices.tasks.deliver"


class Mail(msgspec.Struct, frozen=True):
    subject: str
    text: str
    to: Sequence[str]


def post(subject: str, text: str, *, to: Sequence[str]) -> None:
    """Queue a mail. It waits sealed: codes and links are nobody else's business."""
    mail = msgspec.json.encode(Mail(subject, text, to)).decode()
    app.configure_task(DELIVER).defer(sealed=sealing.seal(mail, purpose=PURPOSE))


def opened(sealed: str) -> Mail:
    return msgspec.json.decode(sealing.unseal(sealed, purpose=PURPOSE), type=Mail)
