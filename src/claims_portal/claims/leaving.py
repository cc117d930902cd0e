"""A person leaves: the work goes to somebody else, the locks open, the account is disabled.

Identity facts 3.2 and 7: leavers used to leave claims locked or allocated to nobody.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from claims_portal.accounts import users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.refusals import HasWork, NoSuchAccount
from claims_portal.accounts.saving import note
from claims_portal.claims.models import Claim


@dataclass(frozen=True)
class Work:
    """What an account holds: claims it has locked, and claims allocated to it."""

    locked: int
    allocated: int

    @property
    def any(self) -> bool:
        return bool(self.locked or self.allocated)


def work_of(account: User, *, at: datetime) -> Work:
    return Work(
        Claim.objects.filter(locked_by=account, locked_until__gt=at).count(),
        Claim.objects.filter(_allocated_to(account)).exclude(turn="").count(),
    )


@transaction.atomic
def hand_over(account: User, *, to: User | None, by: Actor, at: datetime) -> Work:
    """Open the account's locks; allocate its claims to `to`, or to nobody in particular.

    The number of each that was moved. `to` must be of the same organisation.
    """
    if to is not None and to.organisation_id != account.organisation_id:
        raise NoSuchAccount
    locked = Claim.objects.filter(locked_by=account).update(locked_by=None, locked_until=None)
    allocated = sum(
        Claim.objects.filter(**{column: account}).update(**{column: to})
        for column in ("representative_handler", "compensator_handler")
    )
    if locked or allocated:
        note(
            "account:work:handed-over", account, by, at,
            after={"to": to.user_name if to else "", "locked": locked, "allocated": allocated},
        )  # fmt: skip
    return Work(locked, allocated)


@transaction.atomic
def leave(
    account: User,
    *,
    to: User | None,
    anyone: bool = False,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> User:
    """Hand the work over and disable the account, in one step.

    Raises HasWork when the account holds work and nobody was named for it;
    `anyone` says that the claims may go back to everybody's worklist.
    """
    work = work_of(account, at=at)
    if work.any and to is None and not anyone:
        raise HasWork(work.locked, work.allocated)
    hand_over(account, to=to, by=by, at=at)
    return users.disable(account, by=by, at=at, reason=reason)


def _allocated_to(account: User) -> Q:
    return Q(representative_handler=account) | Q(compensator_handler=account)
