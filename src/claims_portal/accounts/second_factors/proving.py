"""Proving a second factor at sign-in: which accounts are proved by what was given.

A factor is proved for an account, not for an address: passkey, app and recovery
code prove the account that they belong to; a code by e-mail proves every account
of that address that may be entered by one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from claims_portal.accounts.email_addresses import fold
from claims_portal.accounts.models import User
from claims_portal.accounts.second_factors import (
    authenticator_apps,
    factors,
    mailed_codes,
    passkeys,
    recovery_codes,
    tries,
)
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.accounts.second_factors.refusals import FactorRefused


@dataclass(frozen=True)
class Given:
    """What was typed, or the browser's answer to the challenge; and from which address it came."""

    answer: str
    challenge: str = ""
    address: str = ""


Check = Callable[[User, Given, datetime], bool]
CHECKS: dict[Kind, Check] = {
    Kind.PASSKEY: lambda account, given, at: passkeys.is_right(
        account, given.answer, challenge=given.challenge, at=at
    ),
    Kind.APP: lambda account, given, at: authenticator_apps.is_right(account, given.answer, at=at),
    Kind.RECOVERY_CODE: lambda account, given, at: recovery_codes.is_right(
        account, given.answer, at=at, address=given.address
    ),
    Kind.MAILED_CODE: lambda account, given, at: mailed_codes.is_right(
        account, given.answer, at=at
    ),
}


def prove(kind: Kind, given: Given, *, accounts: Sequence[User], at: datetime) -> list[User]:
    """The accounts among these that are proved; FactorRefused, or TooManyTries.

    The first is as it was when it was proved; it is held no longer.
    """
    asked = may_use(kind, accounts)
    tried = asked[:1] if kind is Kind.MAILED_CODE else asked
    if not tried:
        raise FactorRefused(kind)
    check = CHECKS[kind]
    right = tries.one_that_is_right(kind, tried, lambda account: check(account, given, at), at=at)
    if kind is not Kind.MAILED_CODE:
        return [right]
    return [right, *(one for one in asked[1:] if fold(one.email) == fold(right.email))]


def send_code(accounts: Sequence[User], *, at: datetime) -> None:
    """Mail the code that `prove` will take for these accounts; TooSoon."""
    for account in may_use(Kind.MAILED_CODE, accounts)[:1]:
        mailed_codes.send(account, at=at)


def may_use(kind: Kind, accounts: Sequence[User]) -> list[User]:
    """Those of the accounts that may be proved by this kind, in their order."""
    kinds = factors.kinds_of(accounts)
    return [account for account in accounts if kind in kinds[account.pk]]
