"""Carrying a transfer out: batch by batch, each whole or not at all.

Safe to stop at any moment and to run beside itself: a batch holds its transfer, so that
there is one at a time, and looks whether both still agree; what has moved stands in its
lines. Time limits run on, the creator stays, locks and allocations end. Each claim gets a
new activity: whoever was writing in it at that moment is told that it changed.
"""

from datetime import datetime
from typing import Any

import msgspec
from django.db import connection, transaction

from claims_portal.accounts.profiles import Right
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.notices import TRANSFERRED
from claims_portal.organisations.models import Branch, BranchKind
from claims_portal.records import audit
from claims_portal.transfers import judging, telling
from claims_portal.transfers.judging import JUDGED
from claims_portal.transfers.models import State, Transfer

BATCH = 2000
LONGEST_NAME = 55
"""Of an organisation in the sentence of the event, so that two fit into it."""

_HOLD = """
SELECT claim.id FROM claims_claim claim WHERE claim.id IN (
    SELECT number FROM transfers_line WHERE transfer_id = %(transfer)s AND outcome = ''
    ORDER BY number LIMIT %(batch)s)
ORDER BY claim.id FOR UPDATE
"""
_MOVE = """
WITH batch AS MATERIALIZED (
    SELECT id, number FROM transfers_line WHERE transfer_id = %(transfer)s AND outcome = ''
    ORDER BY number LIMIT %(batch)s
), judged AS MATERIALIZED (
    SELECT batch.id AS line, batch.number, {judged} AS outcome
    FROM batch LEFT JOIN claims_claim claim ON claim.id = batch.number
), moved AS (
    UPDATE claims_claim claim SET
        {side}_id = %(receiver)s,
        {side}_handler_id = CASE WHEN claim.claim_type = ANY(%(handled)s) THEN %(user)s::bigint END,
        compensator_branch_id = COALESCE(%(branch_id)s::bigint, claim.compensator_branch_id),
        facts = claim.facts || %(facts)s::jsonb,
        locked_by_id = CASE WHEN claim.turn = %(turn)s THEN NULL ELSE claim.locked_by_id END,
        locked_until = CASE WHEN claim.turn = %(turn)s THEN NULL ELSE claim.locked_until END,
        activity_id = gen_random_uuid(), updated_at = %(at)s, event_count = claim.event_count + 1
    FROM judged WHERE claim.id = judged.number AND judged.outcome = 'moved'
    RETURNING claim.id, claim.event_count, claim.phase, claim.turn, claim.times_out_on,
        claim.activity_id, claim.representative_id, claim.compensator_id
), told AS (
    INSERT INTO claims_event (
        claim_id, number, tag, row, action, says, side, phase_before, phase_after, turn_after,
        times_out_on, activity_id, changes, at, for_representative_id, for_compensator_id)
    SELECT id, event_count, %(tag)s, '', '', %(says)s, '', phase, phase, turn, times_out_on,
        activity_id, %(changes)s::jsonb, %(at)s, representative_id, compensator_id
    FROM moved
)
UPDATE transfers_line line SET outcome = judged.outcome, at = %(at)s
FROM judged WHERE line.id = judged.line
"""


def due(*, at: datetime) -> list[int]:
    """The transfers whose hour has come, and those that were stopped in the middle."""
    found = Transfer.objects.filter(state__in=[State.PLANNED, State.RUNNING], carry_out_at__lte=at)
    return list(found.order_by("carry_out_at").values_list("pk", flat=True))


def carry_out(pk: int, *, at: datetime) -> None:
    """Begin the transfer, or go on with it, to its end."""
    if begin(pk, at=at):
        while move_some(pk, at=at):
            pass


@transaction.atomic
def begin(pk: int, *, at: datetime) -> bool:
    """Which claims it is about is decided now; False where it must not be carried out."""
    transfer = _held(pk)
    if transfer.state == State.PLANNED:
        if not transfer.of_list:
            judging.add_chosen(transfer)
        transfer.state, transfer.began_at = State.RUNNING, at
        transfer.save(update_fields=["state", "began_at"])
        telling.note(transfer, "begun", by=audit.THE_PORTAL, at=at)
    return transfer.state == State.RUNNING


@transaction.atomic
def move_some(pk: int, *, at: datetime) -> bool:
    """Move the next batch; False at the end, and where somebody took the consent back."""
    transfer = _held(pk)
    if transfer.state != State.RUNNING:
        return False
    with connection.cursor() as cursor:
        parameters = _parameters(transfer, at)
        # First held, then judged by a statement that sees what those wrote who were waited for.
        cursor.execute(_HOLD, parameters)
        side = transfer.column
        cursor.execute(_MOVE.format(judged=JUDGED.format(side=side), side=side), parameters)
        if cursor.rowcount:
            return True
    transfer.state, transfer.ended_at = State.DONE, at
    transfer.save(update_fields=["state", "ended_at"])
    outcomes = judging.preview(transfer)
    counted = {(one.value or "waiting"): number for one, number in outcomes.items()}
    telling.note(transfer, "done", by=audit.THE_PORTAL, at=at, after={"claims": counted})
    telling.done(transfer, outcomes, at=at)
    return False


def _parameters(transfer: Transfer, at: datetime) -> dict[str, Any]:
    giver, receiver = transfer.giver, transfer.receiver
    compensators = transfer.column == "compensator"
    facts = {"compensatorCode": receiver.code} if compensators else {}
    # Under its Python name, as steps write what they changed of the facts.
    changed = {"compensator_code": receiver.code} if compensators else {}
    changes = {"transferred_from": giver.code, "transferred_to": receiver.code, **changed}
    branch = _arrives_at(transfer) if compensators else None
    return judging.parameters(transfer) | {
        "batch": BATCH,
        "receiver": receiver.pk,
        "branch_id": branch.pk if branch else None,
        "user": transfer.to_user_id,
        "handled": _types_handled(transfer, at),
        "turn": "compensator" if compensators else "claimant-representative",
        "facts": msgspec.json.encode(facts).decode(),
        "changes": msgspec.json.encode(changes).decode(),
        "tag": f"claim:{TRANSFERRED}",
        "says": f"Claim transferred from {_named(giver)} to {_named(receiver)}",
        "at": at,
    }


def _named(record: Any) -> str:
    return f"{record.name[:LONGEST_NAME]} ({record.code})"


def _arrives_at(transfer: Transfer) -> Branch | None:
    """The branch that was chosen; the central point where none was, or it was switched off."""
    chosen = transfer.to_branch
    if chosen is not None and chosen.enabled:
        return chosen
    return Branch.objects.filter(
        organisation_id=transfer.receiver_id, kind=BranchKind.CENTRAL_POINT, enabled=True
    ).first()


def _types_handled(transfer: Transfer, at: datetime) -> list[str]:
    """The kinds of claims that the chosen colleague can still work."""
    account = transfer.to_user
    if account is None or not account.is_usable(london_date(at)):
        return []
    return account.as_actor().claim_types_with(Right.HANDLE_CLAIMS)


def _held(pk: int) -> Transfer:
    found = Transfer.objects.select_for_update(of=("self",))
    return found.select_related("giver", "receiver", "branch", "to_branch", "to_user").get(pk=pk)
