"""Taking a combination back, for a while and as long as nothing contradicts it."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from claims_portal.accounts import administrators, email_addresses
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import DisabledBecause, User, UserProfile
from claims_portal.accounts.profiles import Right
from claims_portal.accounts.refusals import AccountRefusal, NotAnAdministrator
from claims_portal.accounts.saving import author, end_sessions, held
from claims_portal.claims.models import Claim, Draft
from claims_portal.migration import rule_mode
from claims_portal.migration.models import Combination
from claims_portal.records import audit
from claims_portal.sentences import said


class NoSuchCombination(AccountRefusal):
    code = "no-such-combination"

    def __init__(self) -> None:
        super().__init__("There is no such combination of accounts in your organisation.")


class CannotBeUndone(AccountRefusal):
    code = "cannot-be-undone"


def of_organisation(by: Actor) -> Sequence[Combination]:
    """Every combination of the organisation, the newest first."""
    return list(
        Combination.objects.select_related("survivor", "dropped")
        .filter(survivor__organisation_id=by.organisation_pk)
        .order_by("-at", "dropped__user_name")
    )


def undo(survivor: str, *, by: Actor, at: datetime) -> list[User]:
    """Undo the newest combination into this account, whole; the accounts that are back.

    Raises NoSuchCombination, or CannotBeUndone with the reason.
    """
    if not by.may(Right.MANAGE_USERS):
        raise NotAnAdministrator
    with administrators.one_remains(by.organisation_pk, at=at):
        rows = _newest_into(survivor, by)
        account = held(rows[0].survivor)
        _must_still_hold(rows, account, at)
        for row in rows:
            _bring_back(row, at)
        _restore_profiles(account, rows[0])
        end_sessions(account)
        back = [row.dropped for row in rows]
        audit.write(
            "account:user:combination-undone",
            organisation_code=account.organisation.code,
            subject=account.user_name,
            by=author(by),
            at=at,
            after={"enabledAgain": sorted(one.user_name for one in back)},
        )
    return back


def why_not(newest: Sequence[Combination], *, at: datetime) -> str:
    """Why the newest combination into an account cannot be undone now; empty where it can."""
    try:
        _must_still_hold(newest, newest[0].survivor, at)
    except CannotBeUndone as refusal:
        return str(refusal)
    return ""


def _newest_into(survivor: str, by: Actor) -> list[Combination]:
    if "\x00" in survivor:
        raise NoSuchCombination
    rows = Combination.objects.select_related("survivor", "dropped").filter(
        survivor__organisation_id=by.organisation_pk,
        survivor__user_name=survivor,
        undone_at=None,
    )
    newest = rows.order_by("-at").first()
    if newest is None:
        raise NoSuchCombination
    return list(rows.filter(at=newest.at).order_by("dropped_id"))


def _must_still_hold(rows: Sequence[Combination], account: User, at: datetime) -> None:
    if at > rows[0].at + settings.COMBINING_MAY_BE_UNDONE_FOR:
        days = settings.COMBINING_MAY_BE_UNDONE_FOR.days
        raise CannotBeUndone(said("A combination can be undone for %(days)s days.", days=days))
    if not account.active:
        raise CannotBeUndone(
            said(
                "%(user_name)s is disabled, or was combined into another.",
                user_name=account.user_name,
            )
        )
    profiles = set(account.profiles.values_list("profile", flat=True))
    if not set(rows[0].added_profiles) <= profiles or set(rows[0].removed_profiles) & profiles:
        raise CannotBeUndone(
            said("The profiles of %(user_name)s were changed since.", user_name=account.user_name)
        )
    for row in rows:
        if row.dropped.active or row.dropped.disabled_because != DisabledBecause.COMBINED:
            raise CannotBeUndone(
                said("%(user_name)s was changed since.", user_name=row.dropped.user_name)
            )
    if rule_mode.is_after_cut_over() and any(_share(row.dropped, account) for row in rows):
        raise CannotBeUndone("Since the move two accounts cannot have one address any more.")


def _share(one: User, other: User) -> bool:
    return bool(one.email) and (
        email_addresses.fold(one.email) == email_addresses.fold(other.email)
    )


def _bring_back(row: Combination, at: datetime) -> None:
    """The account with its flags, and what of its work nobody has taken on since."""
    account, before, moved = row.dropped, row.dropped_before, row.moved
    if _share(account, row.survivor):
        User.objects.filter(pk=row.survivor_id).update(shares_address=True)
        account.shares_address = True
    account.enabled, account.active = before["enabled"], True
    account.disabled_because = before["disabledBecause"]
    account.disabled_at = None if account.enabled else account.disabled_at
    account.enabled_at = at
    account.save()
    for what, column in (
        ("representative", "representative_handler"),
        ("compensator", "compensator_handler"),
    ):
        Claim.objects.filter(pk__in=moved.get(what, []), **{column: row.survivor_id}).update(
            **{column: account.pk}
        )
    Draft.objects.filter(pk__in=moved.get("drafts", []), updated_by=row.survivor_id).update(
        updated_by=account.pk
    )
    row.undone_at = at
    row.save(update_fields=["undone_at"])


def _restore_profiles(account: User, row: Combination) -> None:
    account.profiles.filter(profile__in=row.added_profiles).delete()
    UserProfile.objects.bulk_create(
        UserProfile(user=account, profile=one) for one in row.removed_profiles
    )
