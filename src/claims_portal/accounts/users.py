"""What an administrator does with accounts: the verbs, one transaction each.

Each writes its own audit entry in the same transaction, and none where nothing
changes, so that whoever clicks twice has not done it twice. `by` must be an
administrator of the account's organisation; `find` asks the scope. `seen` is the
`saving.version_of` the account that the decision was made on, where there was a
page to look at: a change that came between is not overwritten.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Upper

from claims_portal.accounts import (
    addresses,
    administrators,
    profile_rules,
    security_notices,
    states,
    user_rules,
)
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import DisabledBecause, ExpiryNotice, User, UserProfile
from claims_portal.accounts.profiles import Profile, Right
from claims_portal.accounts.refusals import NoSuchAccount, NotAnAdministrator
from claims_portal.accounts.saving import (
    TEXTS,
    described,
    end_sessions,
    field_must_fit,
    held,
    held_together,
    must_be_as_seen,
    must_be_free,
    must_fit_reason,
    note,
    save_new,
    save_or_refuse,
    settle_address,
    version_of,
)
from claims_portal.accounts.user_ids import fold, of_user_id
from claims_portal.claims.process.calendar import london_date
from claims_portal.organisations.models import Organisation
from claims_portal.refusing import refuse_all

EDITABLE = (*TEXTS, "branch", "expires_on")


def in_reach_of(by: Actor) -> QuerySet[User]:
    """The accounts that this administrator runs: those of its organisation, and no others."""
    if not by.may(Right.MANAGE_USERS):
        raise NotAnAdministrator
    return User.objects.filter(organisation_id=by.organisation_pk)


def find(by: Actor, user_name: str) -> User:
    """The account of this User ID; one of another organisation does not exist."""
    accounts = in_reach_of(by).select_related("organisation", "branch")
    account = of_user_id(user_name, among=accounts).first()
    if account is None:
        raise NoSuchAccount
    return account


def find_all(by: Actor, user_names: Sequence[str]) -> list[User | None]:
    """The account of each of these User IDs, in their order; None where there is none."""
    folded = [fold(name) for name in user_names]
    accounts = in_reach_of(by).alias(folded=Upper("user_name")).filter(folded__in=folded)
    by_name = {fold(account.user_name): account for account in accounts}
    return [by_name.get(name) for name in folded]


def own(by: Actor) -> User:
    """The acting account itself, whatever its profiles."""
    return User.objects.select_related("organisation", "branch").get(pk=by.user_pk)


def create(
    *,
    user_name: str,
    forename: str,
    surname: str,
    email: str,
    profiles: Sequence[str],
    second_name: str = "",
    telephone: str = "",
    mobile: str = "",
    branch: str = "",
    expires_on: date | None = None,
    by: Actor,
    at: datetime,
) -> User:
    """A new account; AccountRefusal says all that is wrong. `inviting.invite` also mails the link.

    `branch` is a branch ID, by default the first.
    """
    in_reach_of(by)
    account = User(
        user_name=user_name,
        organisation=Organisation.objects.get(pk=by.organisation_pk),
        forename=forename.strip(),
        second_name=second_name.strip(),
        surname=surname.strip(),
        telephone=telephone.strip(),
        mobile=mobile.strip(),
        email=email.strip(),
        expires_on=expires_on or states.default_expiry(london_date(at)),
        created_at=at,
        password=make_password(None),
    )
    refuse_all(*checks_of_new(account, branch, profiles, at))
    account.branch = user_rules.branch_of(account.organisation, branch)
    return _save_new(account, profiles, by=by, at=at)


def edit(account: User, *, by: Actor, at: datetime, seen: str = "", **changes: Any) -> User:
    """Change names, telephone numbers, branch (its ID) or expiry; never the User ID.

    Changing the address is `addresses.change`, the profiles `set_profiles`.
    """
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise ValueError(f"Not editable: {unknown}")
    with administrators.one_remains(by.organisation_pk, at=at):
        account = held(account)
        before, version, expired_on = described(account), version_of(account), account.expires_on
        refuse_all(*_apply(account, changes, at))
        if described(account) == before:
            return account
        must_be_as_seen(version, seen)
        if account.expires_on != expired_on:
            _begin_new_term([account], at)
        account.save()
        if account.expires_on < expired_on and administrators.is_one(account):
            administrators.must_last(by.organisation_pk, at=at)
        note("account:user:edited", account, by, at, before=before, after=described(account))
    return account


def set_profiles(
    account: User, profiles: Sequence[str], *, by: Actor, at: datetime, seen: str = ""
) -> User:
    """Give the account exactly these profiles. Its sessions end when it loses one."""
    with administrators.one_remains(by.organisation_pk, at=at):
        account = held(account)
        wanted = profile_rules.must_make_sense(profiles, account.organisation)
        had = {Profile(one) for one in account.profiles.values_list("profile", flat=True)}
        if had == wanted:
            return account
        must_be_as_seen(version_of(account), seen)
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


def disable(account: User, *, by: Actor, at: datetime, reason: str = "", seen: str = "") -> User:
    """Disable by hand: neither enabled nor active, at once and with all sessions ended.

    The address is free for another account from then on.
    """
    must_fit_reason(reason)
    with administrators.one_remains(by.organisation_pk, at=at):
        account = held(account)
        if not account.active:
            return account
        must_be_as_seen(version_of(account), seen)
        before = described(account)
        _switch_off(account, DisabledBecause.ADMINISTRATOR, at)
        settle_address(account.organisation_id, account.email)
        end_sessions(account)
        note(
            "account:user:disabled", account, by, at,
            before=before, after=described(account), reason=reason,
        )  # fmt: skip
    return account


def enable(account: User, *, by: Actor, at: datetime, seen: str = "") -> User:
    """Enable again, both flags. Refused while another active account holds the address."""
    with transaction.atomic():
        account = held(account)
        if account.enabled:
            return account
        must_be_as_seen(version_of(account), seen)
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

    All or none of them. It never shortens: an account that lasts as long already
    stays as it is; `edit` gives any date. An account that was disabled because it
    had expired is enabled by it (facts 2.1).
    """
    with administrators.one_remains(by.organisation_pk, at=at):
        accounts = held_together(accounts)
        expiries = user_rules.new_expiries(accounts, until, days_apart=days_apart, at=at)
        extended = [one for one in accounts if one.expires_on < expiries[one]]
        before = {account: described(account) for account in extended}
        for account in extended:
            account.expires_on = expiries[account]
        _begin_new_term(extended, at)
        for account in extended:
            account.save()
            after = described(account)
            note("account:user:extended", account, by, at, before=before[account], after=after)
    return accounts


def reset_password(account: User, *, by: Actor, at: datetime, seen: str = "") -> User:
    """The old password is gone; the person chooses a new one by the first-sign-in way."""
    with transaction.atomic():
        account = held(account)
        if account.must_change_password and not account.has_usable_password():
            return account
        must_be_as_seen(version_of(account), seen)
        account.set_unusable_password()
        account.must_change_password = True
        account.failed_sign_ins = 0
        account.save(update_fields=["password", "must_change_password", "failed_sign_ins"])
        end_sessions(account)
        note("account:password:reset", account, by, at)
        security_notices.write_to(
            account,
            "An administrator reset your password; the old one no longer works. Choose a new one "
            f"here: {settings.BASE_URL}/new-password",
            at=at,
        )
    return account


@transaction.atomic
def _save_new(account: User, profiles: Sequence[str], *, by: Actor, at: datetime) -> User:
    save_new(account)
    UserProfile.objects.bulk_create(
        UserProfile(user=account, profile=one) for one in sorted(set(profiles))
    )
    note("account:user:created", account, by, at, after=described(account))
    return account


def checks_of_new(
    account: User, branch: str, profiles: Sequence[str], at: datetime
) -> Iterator[Callable[[], object]]:
    """What every new account must pass, whoever makes it."""
    organisation = account.organisation
    yield partial(user_rules.must_be_user_id, account.user_name)
    yield from _checks_of_texts(account)
    yield partial(user_rules.mobile_may_be_given, account)
    yield partial(addresses.must_be_possible, account, account.email)
    yield partial(user_rules.branch_of, organisation, branch)
    yield partial(profile_rules.must_make_sense, profiles, organisation)
    yield partial(user_rules.must_be_future, account.expires_on, at)


def _checks_of_texts(account: User) -> Iterator[Callable[[], object]]:
    for name in TEXTS:
        yield partial(field_must_fit, account, name)
    for name in user_rules.COMPULSORY_NAMES:
        yield partial(user_rules.must_be_named, name, getattr(account, name))


def _apply(
    account: User, changes: Mapping[str, Any], at: datetime
) -> Iterator[Callable[[], object]]:
    """Put the changes on the account; the checks that they must then pass."""
    organisation = account.organisation
    if "branch" in changes:
        account.branch = user_rules.branch_of(organisation, changes["branch"])
    had_mobile = account.mobile
    for name in TEXTS:
        if name in changes:
            setattr(account, name, changes[name].strip())
            yield partial(field_must_fit, account, name)
    for name in user_rules.COMPULSORY_NAMES:
        if name in changes:
            yield partial(user_rules.must_be_named, name, getattr(account, name))
    if account.mobile != had_mobile:
        yield partial(user_rules.mobile_may_be_given, account)
    if changes.get("expires_on", account.expires_on) != account.expires_on:
        account.expires_on = changes["expires_on"]
        yield partial(user_rules.must_be_future, account.expires_on, at)


def _begin_new_term(accounts: Sequence[User], at: datetime) -> None:
    """With a new expiry date the notices begin anew, and what expiry disabled is enabled."""
    ExpiryNotice.objects.filter(user__in=accounts).delete()
    for account in accounts:
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
