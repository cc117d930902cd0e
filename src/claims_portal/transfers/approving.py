"""The operator's part, with four eyes: a transfer that both agreed to is planned."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from claims_portal.operators import approvals
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.approvals import Arguments, Kind
from claims_portal.operators.models import Approval
from claims_portal.operators.roles import Right
from claims_portal.transfers import judging, telling
from claims_portal.transfers.models import State, Transfer
from claims_portal.transfers.refusals import NoSuchTransfer, NotWaitingForThat

TRANSFER = "transfer-claims"


def register() -> None:
    approvals.register(
        Kind(
            TRANSFER, "Transfer claims to another organisation",
            asks=Right.ASK_TRANSFER, confirms=Right.CONFIRM_TRANSFER,
            execute=_plan, told=_told, check=_check,
        )
    )  # fmt: skip


def ask(transfer: Transfer, *, reason: str, by: StaffActor, at: datetime) -> Approval:
    arguments = {"transfer": transfer.pk}
    return approvals.ask(
        TRANSFER, subject=str(transfer), arguments=arguments, reason=reason, by=by, at=at
    )


def _agreed(arguments: Arguments, *, hold: bool = False) -> Transfer:
    found = Transfer.objects.select_related("giver", "receiver", "branch")
    if hold:
        found = found.select_for_update(of=("self",))
    transfer = found.filter(pk=arguments["transfer"]).first()
    if transfer is None:
        raise NoSuchTransfer
    if transfer.state != State.AGREED:
        raise NotWaitingForThat(transfer.get_state_display())
    return transfer


def _check(arguments: Arguments, _at: datetime) -> None:
    _agreed(arguments)


def _plan(of: Approval, by: StaffActor, at: datetime) -> Mapping[str, Any]:
    """From now on the worker carries it out at its hour; one whose hour has passed, at once."""
    transfer = _agreed(of.arguments, hold=True)
    transfer.state, transfer.decided_by, transfer.decided_at = State.PLANNED, by.staff_id, at
    transfer.save()
    telling.note(transfer, "planned", by=by.author, at=at, reason=of.reason)
    telling.planned(transfer, at=at)
    return {}


def _told(arguments: Arguments) -> Sequence[tuple[str, str]]:
    transfer = Transfer.objects.select_related("giver", "receiver", "branch").get(
        pk=arguments["transfer"]
    )
    counted = judging.preview(transfer).items()
    return [
        ("From", str(transfer.giver)),
        ("To", str(transfer.receiver)),
        ("When", f"{timezone.localtime(transfer.carry_out_at):%A %-d %B %Y at %H:%M}"),
        ("Claims", "\n".join(f"{number:,}: {one.label}" for one, number in counted)),
    ]
