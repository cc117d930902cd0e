"""A team leader signs in as another user of the organisation (identity facts 1.2, 1.5).

What the other account's claims profiles allow is allowed, whatever claim type the
team leader's own profiles cover; both identities stand in every event and audit
entry. The account itself is not touched: no setting, password or factor of it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Right
from claims_portal.accounts.refusals import AccountRefusal, NoSuchAccount
from claims_portal.accounts.saving import note
from claims_portal.accounts.user_ids import of_user_id

SHOWN = 50


@dataclass(frozen=True)
class Candidates:
    """Some accounts to choose from, and whether there are more."""

    accounts: list[User]
    more: bool


class MayNotStandIn(AccountRefusal):
    code = "may-not-sign-in-as-others"

    def __init__(self) -> None:
        super().__init__("Only a team leader may sign in as another user of the organisation.")


@transaction.atomic
def begin(user_name: str, *, by: Actor, at: datetime) -> User:
    """The account to stand in for; MayNotStandIn or NoSuchAccount."""
    if not by.may(Right.SIGN_IN_AS_OTHERS) or by.is_signed_in_as_another:
        raise MayNotStandIn
    accounts = User.objects.select_related("organisation").exclude(pk=by.user_pk)
    own = accounts.filter(organisation_id=by.organisation_pk)
    account = of_user_id(user_name.strip(), among=own).first()
    if account is None:
        raise NoSuchAccount
    note("account:standing-in:began", account, by, at)
    return account


@transaction.atomic
def end(*, by: Actor, at: datetime) -> User:
    """The account that was stood in for; `by` acts as it."""
    account = User.objects.select_related("organisation").get(pk=by.user_pk)
    note("account:standing-in:ended", account, by, at)
    return account


@transaction.atomic
def lapse(user: User, account_pk: int, *, address: str, at: datetime) -> None:
    """It ends by itself: the right to it was taken away, or the account is gone."""
    account = User.objects.select_related("organisation").filter(pk=account_pk).first()
    if account is not None:
        by = user.as_actor(address=address)
        note("account:standing-in:ended", account, by, at, reason="no longer allowed")


def candidates(searched: str, *, by: Actor) -> Candidates:
    """Accounts whose User ID begins so, or whose name has it; those of the organisation alone."""
    accounts = User.objects.filter(organisation_id=by.organisation_pk).exclude(pk=by.user_pk)
    for word in searched.split():
        accounts = accounts.filter(
            Q(user_name__istartswith=word)
            | Q(forename__icontains=word)
            | Q(surname__icontains=word)
        )
    found = list(accounts.order_by("user_name")[: SHOWN + 1])
    return Candidates(found[:SHOWN], len(found) > SHOWN)


def account_for(user: User, account_pk: int) -> User | None:
    """The account that a session stands in for, as long as `user` still may."""
    if not user.as_actor().may(Right.SIGN_IN_AS_OTHERS):
        return None
    return (
        User.objects.select_related("organisation", "branch")
        .filter(pk=account_pk, organisation_id=user.organisation_id)
        .exclude(pk=user.pk)
        .first()
    )
