"""A try of a second factor is counted in the transaction that answers it.

Five wrong tries of an account, of whatever factor and in whichever sign-in, are
one failed sign-in, and five of those disable the account (identity facts 2.1):
nothing can be guessed at for ever, whatever the factor.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from claims_portal.accounts.models import User
from claims_portal.accounts.saving import held_to_enter
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.accounts.second_factors.refusals import FactorRefused, TooManyTries
from claims_portal.accounts.sign_in import count_failure
from claims_portal.claims.process.calendar import london_date


def one_that_is_right(
    kind: Kind,
    accounts: Sequence[User],
    is_right: Callable[[User], bool],
    *,
    at: datetime,
) -> User:
    """The account that this try of a factor proves, as it was then; FactorRefused for none.

    Each account is held while it is looked at, so of two requests with one code
    the second finds it used. A wrong try counts for all that were tried; whoever
    is right for one has not guessed at the others.
    """
    with transaction.atomic():
        tried = [
            account
            for account in held_to_enter(accounts)
            if account.organisation.enabled and account.is_usable(london_date(at))
        ]
        right = next(filter(is_right, tried), None)
        too_many = right is None and any([_is_one_too_many(account, at) for account in tried])
        if right is not None and (right.failed_sign_ins or right.wrong_factor_tries):
            User.objects.filter(pk=right.pk).update(failed_sign_ins=0, wrong_factor_tries=0)
    # Raised outside, or what was counted would be undone.
    if too_many:
        raise TooManyTries(kind)
    if right is None:
        raise FactorRefused(kind)
    return right


def _is_one_too_many(account: User, at: datetime) -> bool:
    tries = account.wrong_factor_tries + 1
    too_many = tries >= settings.SIGN_IN_CODE_TRIES
    User.objects.filter(pk=account.pk).update(wrong_factor_tries=0 if too_many else tries)
    if too_many:
        count_failure(account, at)
    return too_many
