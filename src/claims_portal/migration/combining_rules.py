"""May these accounts be combined, and into this one? Each answer is a refusal, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from claims_portal.accounts import email_addresses
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Right, grants_of
from claims_portal.accounts.refusals import AccountRefusal, NotAnAdministrator
from claims_portal.claims import leaving
from claims_portal.claims.process.calendar import london_date
from claims_portal.migration.deciding import Account, rank, survivor_of, why_it_survives
from claims_portal.sentences import said


@dataclass(frozen=True)
class Group:
    """One account that stays, and those that go into it."""

    survivor: User
    dropped: Sequence[User]

    @property
    def everybody(self) -> list[User]:
        return [self.survivor, *self.dropped]

    def led_by(self, survivor: User) -> "Group":
        """The same accounts, of which this one stays."""
        others = [one for one in self.everybody if one.pk != survivor.pk]
        return Group(survivor, sorted(others, key=lambda one: one.pk))


class NotOnePerson(AccountRefusal):
    code = "not-one-person"
    field = "userIds"

    def __init__(self) -> None:
        super().__init__(
            "Only accounts of one person are combined: they must share an address or bear the "
            "same forename and surname."
        )


class NothingToCombine(AccountRefusal):
    code = "nothing-to-combine"
    field = "userIds"

    def __init__(self) -> None:
        super().__init__("Choose at least two active accounts, one of which stays.")


class SurvivorNotVerified(AccountRefusal):
    """Facts 3.1 case 3: whoever drops the verified account first is locked out."""

    code = "survivor-not-verified"
    field = "survivor"

    def __init__(self, user_name: str) -> None:
        super().__init__(
            said(
                "The address of %(user_name)s is not verified: it could not sign in after the "
                "others are disabled. Send its verification link first.",
                user_name=user_name,
            )
        )


class SurvivorNotUsable(AccountRefusal):
    code = "survivor-not-usable"
    field = "survivor"

    def __init__(self, user_name: str) -> None:
        super().__init__(
            said(
                "%(user_name)s is disabled or has expired. Enable or extend it before the others "
                "go into it.",
                user_name=user_name,
            )
        )


class SurvivorNeedsReason(AccountRefusal):
    code = "survivor-needs-reason"
    field = "reason"

    def __init__(self, proposed: str) -> None:
        super().__init__(
            said(
                "The Claims User ID %(proposed)s should stay: allocations and history hang on it. "
                "Say why another is to stay instead.",
                proposed=proposed,
            )
        )


class OtherAccountNotProved(AccountRefusal):
    """Facts 3.2: prove the new sign-in before the account that one is signed in with goes."""

    code = "other-account-not-proved"
    field = "survivor"

    def __init__(self, user_name: str) -> None:
        super().__init__(
            said(
                "You are signed in with an account that would be disabled. Sign in with "
                "%(user_name)s first, in another browser, to prove that it works; then come back "
                "to this.",
                user_name=user_name,
            )
        )


def must_be_possible(group: Group, *, reason: str, by: Actor, at: datetime) -> None:
    """Every rule, before anything is changed."""
    if not by.may(Right.MANAGE_USERS):
        raise NotAnAdministrator
    if not group.dropped or not all(one.active for one in group.everybody):
        raise NothingToCombine
    if not is_one_person(group):
        raise NotOnePerson
    survivor = group.survivor
    if survivor.email_verified_at is None:
        raise SurvivorNotVerified(survivor.user_name)
    if not survivor.is_usable(london_date(at)):
        raise SurvivorNotUsable(survivor.user_name)
    if needs_reason(survivor, group.everybody, at=at) and not reason.strip():
        proposed, _ = proposal(group.everybody, at=at)
        raise SurvivorNeedsReason(proposed.user_name)
    _own_account_last(group, by)


def is_one_person(group: Group) -> bool:
    addresses = {email_addresses.fold(one.email) for one in group.everybody}
    names = {(one.forename.casefold(), one.surname.casefold()) for one in group.everybody}
    same_name = len(names) == 1 and all(names.copy().pop())
    return (len(addresses) == 1 and "" not in addresses) or same_name


def proposal(accounts: Sequence[User], *, at: datetime) -> tuple[User, str]:
    """Who should survive, and why: by the rule of the table where it has one; among Claims
    User IDs any is as good."""
    decided = _all_as_decided(accounts, at)
    proposed = survivor_of(decided).user_id
    account = next(one for one in accounts if one.user_name == proposed)
    return account, why_it_survives(decided)


def needs_reason(survivor: User, accounts: Sequence[User], *, at: datetime) -> bool:
    """Whether the rule would have another stay; among Claims User IDs any may be chosen."""
    best = max(rank(_as_decided(one, at)) for one in accounts)
    return rank(_as_decided(survivor, at)) < best


def _own_account_last(group: Group, by: Actor) -> None:
    own = (by.real_user_pk, by.user_pk)
    if not any(one.pk in own for one in group.dropped):
        return
    chosen, used = group.survivor.password_changed_at, group.survivor.last_used_at
    # A use before the password was chosen here was on the old platform.
    if chosen is None or used is None or used < chosen:
        raise OtherAccountNotProved(group.survivor.user_name)


def _all_as_decided(accounts: Sequence[User], at: datetime) -> list[Account]:
    """With the work that they hold."""
    works = leaving.works_of(accounts, at=at)
    return [
        _as_decided(one, at, work=works[one.pk].locked + works[one.pk].allocated)
        for one in accounts
    ]


def _as_decided(one: User, at: datetime, *, work: int = 0) -> Account:
    grants = grants_of(held.profile for held in one.profiles.all())
    return Account(
        user_id=one.user_name,
        address=one.email,
        folded=email_addresses.fold(one.email),
        contact_folded="",
        verified=one.email_verified_at is not None,
        enabled=one.enabled,
        active=one.active,
        expired=one.has_expired(london_date(at)),
        administers=any(Right.MANAGE_USERS in grant.rights for grant in grants),
        claim_types=frozenset().union(*(grant.claim_types for grant in grants)),
        branch_only=False,
        branch="",
        names="",
        last_used=one.last_used_at.isoformat() if one.last_used_at else "",
        work=work,
    )
