"""A transfer in the audit of both sides and of the operator, and in mails to administrators."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from claims_portal.accounts import administrators
from claims_portal.notices import mail
from claims_portal.operators.noting import THE_OPERATOR
from claims_portal.organisations.models import Organisation
from claims_portal.records import audit
from claims_portal.transfers.models import Outcome, Transfer

PAGE = "administration/transfers"


def note(
    transfer: Transfer, what: str, *, by: audit.Author, at: datetime, reason: str = "",
    after: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    said = {"from": transfer.giver.code, "to": transfer.receiver.code, **(after or {})}
    for code in sorted({THE_OPERATOR, transfer.giver.code, transfer.receiver.code}):
        audit.write(
            f"organisation:transfer:{what}", organisation_code=code, subject=str(transfer),
            by=by, at=at, after=said, reason=reason,
        )  # fmt: skip


def asked(transfer: Transfer, *, at: datetime) -> None:
    for record, agreed in _sides(transfer):
        if not agreed:
            _post(record, transfer, "Your organisation is asked to agree to a transfer of claims. "
                  "Nothing is done without its consent.", at)  # fmt: skip


def agreed(transfer: Transfer, *, at: datetime) -> None:
    if all(agreed for _record, agreed in _sides(transfer)):
        _to_both(transfer, "Both organisations agreed to this transfer. The operator of the portal "
                 "checks it now.", at)  # fmt: skip


def planned(transfer: Transfer, *, at: datetime) -> None:
    _to_both(
        transfer,
        "The operator approved this transfer; it is carried out at the hour below. Until then, "
        "and while it goes on, either side may take its consent back.",
        at,
    )


def ended(transfer: Transfer, *, at: datetime) -> None:
    _to_both(transfer, f"This transfer has ended: {transfer.get_state_display()}. "
             f"{transfer.decision_reason}", at)  # fmt: skip


def done(transfer: Transfer, outcomes: Mapping[Outcome, int], *, at: datetime) -> None:
    counted = "\n".join(f"{number:,}: {one.label}" for one, number in outcomes.items())
    _to_both(transfer, f"This transfer was carried out.\n\n{counted}", at)


def _to_both(transfer: Transfer, sentence: str, at: datetime) -> None:
    for record, _agreed in _sides(transfer):
        _post(record, transfer, sentence, at)


def _sides(transfer: Transfer) -> list[tuple[Organisation, datetime | None]]:
    return [
        (transfer.giver, transfer.giver_agreed_at),
        (transfer.receiver, transfer.receiver_agreed_at),
    ]


def _post(record: Organisation, transfer: Transfer, sentence: str, at: datetime) -> None:
    hour = f"{timezone.localtime(transfer.carry_out_at):%A %-d %B %Y at %H:%M}"
    link = f"{settings.BASE_URL}/{PAGE}/{transfer.pk}"
    for one in administrators.usable(record.pk, at=at):
        mail.post(
            f"Transfer {transfer.pk} of claims in the Claims Portal",
            f"{sentence}\n\nFrom: {transfer.giver}\nTo: {transfer.receiver}\nWhen: {hour}\n\n"
            f"{link}\n",
            to=[one.email],
        )
