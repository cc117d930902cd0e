"""What an administrator does with accounts: the verbs, one transaction each.

Each writes its own audit entry in the same transaction. `by` must be an
administrator of the account's organisation; `find` asks the scope.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from claims_portal.accounts import administrators, profile_rules, states
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.email_addresses import must_be_usable
from claims_portal.accounts.models import DisabledBecause, User, UserProfile
from claims_portal.accounts.profiles import Profile, Right
from claims_portal.accounts.refusals import (
    ExpiryRefused,
    NameMissing,
    NoSuchAccount,
    NoSuchBranch,
    NotAnAdministrator,
    UserIdRefused,
)
from claims_portal.accounts.saving import (
    described,
    end_sessions,
    held,
    must_be_free,
    must_fit,
    note,
    save_new,
    save_or_refuse,
    settle_address,
)
from claims_portal.claims.process.calendar import london_date
from claims_portal.organisations.models import Branch, Organisation

USER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,49}")
"""Length and characters are not stated anywhere; no @, since it is no address [our decision]."""
LATEST_EXPIRY_YEAR = 2100
NAMES = ("forename", "second_name", "surname")
EDITABLE = (*NAMES, "telephone", "mobile", "branch_id", "expires_on")


def in_reach_of(by: Actor) -> QuerySet[User]:
    """The accounts that this administrator runs: those of its organisation, and no others."""
    if not by.may(Right.MANAGE_USERS):
        raise NotAnAdministrator
    return User.objects.filter(organisation_id=by.organisation_pk)


def find(by: Actor, user_name: str) -> User:
    """The account of this User ID; one of another organisation does not exist."""
    accounts = in_reach_of(by).select_related("organisation", "branch")
    account = None
    if "\x00" not in user_name:
        account = accounts.filter(user_name__iexact=user_name).first()
    if account is None:
        raise NoSuchAccount
    return account


def create(
    *,
    user_name: str,
    forename: str,
    surname: str,
    email: str,
    profiles: Sequence[str],
    second_name: str = "",
    branch: str = "",
    expires_on: date | None = None,
    by: Actor,
    at: datetime,
) -> User:
    """A new account; raises AccountRefusal. `branch` is a branch ID, by default the first."""
    in_reach_of(by)
    organisation = Organisation.objects.get(pk=by.organisation_pk)
    _must_be_user_id(user_name)
    _must_be_named(forename=forename, surname=surname)
    must_be_usable(email, organisation=organisation)
    held = profile_rules.must_make_sense(profiles, organisation)
    account = User(
        user_name=user_name,
        organisation=organisation,
        branch=_branch(organisation, branch),
        forename=forename.strip(),
        second_name=second_name.strip(),
        surname=surname.strip(),
        email=email.strip(),
        expires_on=_expiry(expires_on or states.default_expiry(london_date(at)), at),
        created_at=at,
    )
    account.set_unusable_password()
    must_fit(account)
    with transaction.atomic():
        save_new(account)
        UserProfile.objects.bulk_create(UserProfile(user=account, profile=one) for one in held)
        note("account:user:created", account, by, at, after=described(account))
    return account


def edit(account: User, *, by: Actor, at: datetime, **changes: Any) -> User:
    """Change names, telephone numbers, branch or expiry; never the User ID.

    Changing the address is `addresses.change`, the profiles `set_profiles`.
    """
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise ValueError(f"Not editable: {unknown}")
    _must_be_named(**{name: changes[name] for name in ("forename", "surname") if name in changes})
    if "expires_on" in changes:
        _expiry(changes["expires_on"], at)
    with administrators.one_remains(by.organisation_pk, at=at):
        account = held(account)
        before = described(account)
        for name, value in changes.items():
            setattr(account, name, value.strip() if isinstance(value, str) else value)
        must_fit(account)
        if "expires_on" in changes:
            _begin_new_term(account, at)
        account.save()
        note("account:user:edited", account, by, at, before=before, after=described(account))
    return account


def set_profiles(account: User, profiles: Sequence[str], *, by: Actor, at: datetime) -> User:
    """Give the account exactly these profiles. Its sessions end when it loses one."""
    with administrators.one_remains(by.organisation_pk, at=at):
        account = held(account)
        wanted = profile_rules.must_make_sense(profiles, account.organisation)
        had = {Profile(one) for one in account.profiles.values_list("profile", flat=True)}
        account.profiles.exclude(profile__in=wanted).delete()
        UserProfile.objects.bulk_create(
            UserProfile(user=account, profile=one) for one in sorted(wanted - had)
        )
        if had - wanted:
            end_sessions(account)
        note(
            "account:profiles:set", account, by, at,
            before={"profiles": sorted(had)}, after={"profiles": sorted(wanted)},
        )  # fmt: skip
    return account


def disable(account: User, *, by: Actor, at: datetime, reason: str = "") -> User:
    """Disable by hand: neither enabled nor active, at once and with all sessions ended.

    The address is free for another account from then on.
    """
    with administrators.one_remains(by.organisation_pk, at=at):
        account = held(account)
        before = described(account)
        _switch_off(account, DisabledBecause.ADMINISTRATOR, at)
        settle_address(account.organisation_id, account.email)
        end_sessions(account)
        note(
            "account:user:disabled", account, by, at,
            before=before, after=described(account), reason=reason,
        )  # fmt: skip
    return account


def enable(account: User, *, by: Actor, at: datetime) -> User:
    """Enable again, both flags. Refused while another active account holds the address."""
    with transaction.atomic():
        account = held(account)
        before = described(account)
        if not account.active:
            must_be_free(account, account.email)
        _switch_on(account, at)
        save_or_refuse(account)
        note("account:user:enabled", account, by, at, before=before, after=described(account))
    return account


def extend(
    accounts: Sequence[User],
    until: date,
    *,
    by: Actor,
    at: datetime,
    days_apart: int = 0,
) -> list[User]:
    """Extend expiry, of one or many; staggered by `days_apart` so that not all end together.

    An account that was disabled because it had expired is enabled by it (facts 2.1).
    """
    with administrators.one_remains(by.organisation_pk, at=at):
        extended = []
        for place, account in enumerate(accounts):
            account = held(account)
            before = described(account)
            account.expires_on = _expiry(until + timedelta(days=place * days_apart), at)
            _begin_new_term(account, at)
            account.save()
            after = described(account)
            note("account:user:extended", account, by, at, before=before, after=after)
            extended.append(account)
    return extended


def reset_password(account: User, *, by: Actor, at: datetime) -> User:
    """The old password is gone; the person chooses a new one by the first-sign-in way."""
    with transaction.atomic():
        account = held(account)
        account.set_unusable_password()
        account.must_change_password = True
        account.failed_sign_ins = 0
        account.save(update_fields=["password", "must_change_password", "failed_sign_ins"])
        end_sessions(account)
        note("account:password:reset", account, by, at)
    return account


def _begin_new_term(account: User, at: datetime) -> None:
    """With a new expiry date the notices begin anew, and what expiry disabled is enabled."""
    account.expiry_notices.all().delete()
    if account.disabled_because == DisabledBecause.EXPIRED:
        _switch_on(account, at)


def _switch_on(account: User, at: datetime) -> None:
    account.enabled = account.active = True
    account.failed_sign_ins = 0
    account.disabled_at, account.disabled_because = None, ""
    account.enabled_at = at


def _switch_off(account: User, because: DisabledBecause, at: datetime) -> None:
    account.enabled = False
    account.active = because not in (DisabledBecause.ADMINISTRATOR, DisabledBecause.COMBINED)
    account.shares_address = account.shares_address and account.active
    account.disabled_at, account.disabled_because = at, because
    account.save()


def _must_be_user_id(user_name: str) -> None:
    if not USER_ID.fullmatch(user_name):
        raise UserIdRefused(
            "A User ID has 3 to 50 letters, digits, dots, dashes and underscores; it is not an "
            "e-mail address."
        )


def _must_be_named(**names: str) -> None:
    for field, name in names.items():
        if not name.strip() or not any(letter.isalpha() for letter in name):
            raise NameMissing(field)


def _expiry(day: date, at: datetime) -> date:
    if day <= london_date(at) or day.year > LATEST_EXPIRY_YEAR:
        raise ExpiryRefused("Choose an expiry date in the future.")
    return day


def _branch(organisation: Organisation, number: str) -> Branch | None:
    branches = organisation.branches.order_by("number")
    if not number:
        return branches.first()
    found = branches.filter(number=number[:3]).first()
    if found is None:
        raise NoSuchBranch
    return found
