"""Locks: one user works on a claim at a time, for a while (process facts 1.2).

A lock is a lease, so that nobody's absence blocks a claim; it is taken on the
web when an activity is opened and is optional for the API.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from claims_portal.accounts.actor import Actor
from claims_portal.claims import internal_events, rules
from claims_portal.claims.holding import hold
from claims_portal.claims.models import Claim


def take(claim: Claim, *, by: Actor, at: datetime) -> datetime | None:
    """Lock the claim for this account, or renew its lock; the instant at which it runs out.

    None while it is the other side's turn: there is nothing to lock then, and
    whoever waits must not be able to hold the other up. Raises ClaimLocked when
    a colleague holds it, and NotAllowed where the account may only read.
    """
    rules.must_be_workable(by, claim)
    if claim.turn != by.side.value:
        return None
    until = at + settings.LOCK_LEASE
    free = Q(locked_until=None) | Q(locked_until__lte=at) | Q(locked_by=by.user_pk)
    taken = Claim.objects.filter(free, pk=claim.pk, turn=claim.turn).update(
        locked_by_id=by.user_pk, locked_until=until
    )
    if not taken:
        claim.refresh_from_db()
        rules.must_not_be_locked(claim, by, at)
        return take(claim, by=by, at=at)  # released, or moved on, in this moment
    return until


def release(claim: Claim, *, by: Actor) -> None:
    """Give up one's own lock; nothing where one holds none."""
    Claim.objects.filter(pk=claim.pk, locked_by=by.user_pk).update(
        locked_by=None, locked_until=None
    )


@transaction.atomic
def force_open(claim: Claim, *, by: Actor, at: datetime) -> None:
    """Break the lock that a colleague holds; nothing where nobody of one's own side holds one.

    On the web for team leaders; by the API for whoever may work on the claim (process
    facts 1.2). Nobody loses what was typed: the form stays open, and is refused only
    where somebody else has locked or moved the claim by then. Raises NotAllowed.
    """
    rules.must_be_allowed_to_unlock(by, claim)
    held = hold(claim)
    holder = held.locked_by
    if holder is None or holder.organisation_id != by.organisation_pk:
        return
    until, held.locked_by, held.locked_until = held.locked_until, None, None
    held.save(update_fields=["locked_by", "locked_until"])
    if holder.pk != by.user_pk and until is not None and until > at:
        internal_events.write(
            "claim:lock:broken", held, f"Lock of {holder.full_name} ({holder.user_name}) opened",
            before={"user": holder.user_name, "until": until.isoformat()}, after={"user": None},
            by=by, at=at,
        )  # fmt: skip
