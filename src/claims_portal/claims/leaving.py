"""A person leaves: the work goes to somebody else, the locks open, the account is disabled.

Identity facts 3.2 and 7: leavers used to leave claims locked or allocated to nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from claims_portal.accounts import administrators, users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.refusals import AccountRefusal, HasWork, NoSuchAccount
from claims_portal.accounts.saving import held, note
from claims_portal.claims.models import Claim
from claims_portal.claims.process.calendar import london_date
from claims_portal.organisations.models import OrganisationKind
from claims_portal.sentences import said


class HandOverRefused(AccountRefusal):
    """Whoever takes work over must be able to do it, or it is left to nobody again."""

    code = "hand-over-refused"
    field = "handOverTo"


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


def works_of(accounts: Sequence[User], *, at: datetime) -> dict[int, Work]:
    """What each of many accounts holds, by its primary key; three queries for any number."""
    locked = _counted("locked_by", accounts, Q(locked_until__gt=at))
    sides = [
        _counted(column, accounts, ~Q(turn=""))
        for column in ("representative_handler", "compensator_handler")
    ]
    return {
        one.pk: Work(locked.get(one.pk, 0), sum(side.get(one.pk, 0) for side in sides))
        for one in accounts
    }


def _counted(column: str, accounts: Sequence[User], condition: Q) -> dict[int, int]:
    claims = Claim.objects.filter(condition, **{f"{column}__in": [one.pk for one in accounts]})
    return dict(claims.values_list(column).annotate(Count("pk")).order_by())


@transaction.atomic
def hand_over(account: User, *, to: User | None, by: Actor, at: datetime) -> Work:
    """Open the account's locks; allocate its claims to `to`, or to nobody in particular.

    The number of each that was moved. `to` must be of the same organisation.
    """
    if to is not None and to.organisation_id != account.organisation_id:
        raise NoSuchAccount
    if to is not None:
        # Whatever was being worked on goes with the rest, not back to everybody.
        compensator = account.organisation.kind == OrganisationKind.COMPENSATOR
        holder = "compensator_handler" if compensator else "representative_handler"
        Claim.objects.filter(locked_by=account, **{holder: None}).update(**{holder: to})
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


def leave(
    account: User,
    *,
    to: User | None,
    anyone: bool = False,
    by: Actor,
    at: datetime,
    reason: str = "",
    seen: str = "",
) -> User:
    """Hand the work over and disable the account, in one step.

    Raises HasWork when the account holds work and nobody was named for it;
    `anyone` says that the claims may go back to everybody's worklist.
    """
    # Held in the order in which every other change holds them: the organisation, claims, accounts.
    with administrators.one_remains(by.organisation_pk, at=at):
        _hold_claims_of(account)
        account = held(account)
        if to is not None:
            _must_be_able_to_take_over(account, to, at)
        work = work_of(account, at=at)
        if work.any and to is None and not anyone:
            raise HasWork(work.locked, work.allocated)
        hand_over(account, to=to, by=by, at=at)
        return users.disable(account, by=by, at=at, reason=reason, seen=seen)


def _hold_claims_of(account: User) -> None:
    claims = Claim.objects.filter(_allocated_to(account) | Q(locked_by=account))
    list(claims.select_for_update().order_by("pk").values_list("pk"))


def _must_be_able_to_take_over(account: User, to: User, at: datetime) -> None:
    if to.organisation_id != account.organisation_id:
        raise NoSuchAccount
    if to.pk == account.pk or not to.is_usable(london_date(at)):
        raise HandOverRefused(
            said(
                "%(user_name)s cannot take claims over: name another account, enabled and "
                "unexpired.",
                user_name=to.user_name,
            )
        )
    live = Claim.objects.filter(_allocated_to(account)).exclude(turn="")
    seen = Claim.objects.visible_to(to.as_actor())
    if unseen := live.exclude(pk__in=seen.values("pk")).count():
        raise HandOverRefused(
            said(
                "%(user_name)s could not see %(unseen)s of the allocated claims. Name somebody "
                "whose profiles open them, or leave them to anyone.",
                user_name=to.user_name,
                unseen=unseen,
            )
        )


def _allocated_to(account: User) -> Q:
    return Q(representative_handler=account) | Q(compensator_handler=account)
