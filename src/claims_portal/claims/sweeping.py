"""What silence does: claims past their time limit are moved on.

Any number of sweepers may run beside each other and beside users: rows taken by
one are skipped by the next, and each move asks whether the claim is unchanged.
"""

from datetime import datetime

from django.db import transaction

from claims_portal.claims import actions
from claims_portal.claims.models import Claim
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.processes import PROCESSES

BATCH = 500

PHASES_THAT_EXPIRE = sorted(
    {phase.code for process in PROCESSES.values() for phase in process.phases if phase.expiry}
)


def sweep(*, at: datetime) -> int:
    """Move on every claim whose limit has passed; how many were moved."""
    moved = 0
    while batch := _sweep_batch(at):
        moved += batch
    return moved


@transaction.atomic
def _sweep_batch(at: datetime) -> int:
    late = (
        Claim.objects.select_for_update(skip_locked=True)
        .filter(times_out_on__lte=london_date(at), phase__in=PHASES_THAT_EXPIRE)
        .exclude(turn="")
        .order_by("times_out_on")[:BATCH]
    )
    return sum(actions.time_out(claim, at=at) is not None for claim in late)
