"""What an account must be like, rule by rule; each refuses with its sentence."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from claims_portal.accounts.models import User
from claims_portal.accounts.refusals import (
    ExpiryRefused,
    MobileTooEarly,
    NameMissing,
    NoSuchBranch,
    UserIdRefused,
    UserIdTaken,
)
from claims_portal.accounts.user_ids import of_user_id
from claims_portal.claims.process.calendar import london_date
from claims_portal.organisations.models import Branch, Organisation
from claims_portal.sentences import said

USER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,49}")
"""Length and characters are not stated anywhere; no @, since it is no address [our decision]."""
LATEST_EXPIRY_YEAR = 2100
MOST_DAYS_APART = 365
COMPULSORY_NAMES = ("forename", "surname")


def must_be_user_id(user_name: str) -> None:
    if not USER_ID.fullmatch(user_name):
        raise UserIdRefused(
            "A User ID has 3 to 50 letters, digits, dots, dashes and underscores; it is not an "
            "e-mail address."
        )
    if of_user_id(user_name, among=User.objects.all()).exists():
        raise UserIdTaken(user_name)


def must_be_named(field: str, name: str) -> None:
    if not any(letter.isalpha() for letter in name):
        raise NameMissing(field)


def must_be_future(day: date, at: datetime) -> date:
    if day <= london_date(at) or day.year > LATEST_EXPIRY_YEAR:
        raise ExpiryRefused(
            "Choose an expiry date in the future: day, month and year, like 31 3 2028."
        )
    return day


def must_be_days_apart(days: int) -> None:
    if not 0 <= days <= MOST_DAYS_APART:
        refusal = ExpiryRefused(
            said(
                "Write a number of days from 0 to %(most_days_apart)s.",
                most_days_apart=MOST_DAYS_APART,
            )
        )
        refusal.field = "daysApart"
        raise refusal


def new_expiries(
    accounts: Sequence[User], until: date, *, days_apart: int, at: datetime
) -> dict[User, date]:
    """When each would expire once extended; ExpiryRefused.

    The second of them `days_apart` after the first and so on, but nobody earlier than now.
    """
    must_be_future(until, at)
    must_be_days_apart(days_apart)
    wanted = {
        account: must_be_future(until + timedelta(days=place * days_apart), at)
        for place, account in enumerate(accounts)
    }
    return {account: max(account.expires_on, day) for account, day in wanted.items()}


def mobile_may_be_given(account: User) -> None:
    """Identity facts 2.3: only after the address is set and verified."""
    if account.mobile and account.email_verified_at is None:
        raise MobileTooEarly


def branch_of(organisation: Organisation, number: str) -> Branch | None:
    """The branch of this branch ID; the first where none is named."""
    branches = organisation.branches.order_by("number")
    if not number:
        return branches.first()
    found = branches.filter(number=number).first() if "\x00" not in number else None
    if found is None:
        raise NoSuchBranch
    return found
