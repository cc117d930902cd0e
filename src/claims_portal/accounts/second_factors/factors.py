"""All second factors of an account: which there are, and their removal by an administrator."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, LiteralString

from django.conf import settings
from django.db import transaction

from claims_portal import database
from claims_portal.accounts import users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import (
    AuthenticatorApp,
    CodePurpose,
    MailedCode,
    Passkey,
    RecoveryCode,
    User,
)
from claims_portal.accounts.refusals import NoSuchAccount
from claims_portal.accounts.saving import end_sessions, held
from claims_portal.accounts.second_factors import rules, telling
from claims_portal.accounts.second_factors.kinds import STRONG, Kind
from claims_portal.accounts.second_factors.refusals import LastStrongFactor, OwnFactors

# One column a kind, in the order of the kinds.
THERE: LiteralString = """
SELECT account.id, organisation.requires_strong_factor,
       EXISTS (SELECT FROM accounts_passkey WHERE user_id = account.id),
       EXISTS (SELECT FROM accounts_authenticatorapp
               WHERE user_id = account.id AND confirmed_at IS NOT NULL),
       EXISTS (SELECT FROM accounts_recoverycode WHERE user_id = account.id AND used_at IS NULL),
       account.email <> ''
FROM accounts_user account
JOIN organisations_organisation organisation ON organisation.id = account.organisation_id
WHERE account.id = ANY(%(accounts)s)
"""


def kinds_of(accounts: Iterable[User]) -> dict[int, tuple[Kind, ...]]:
    """What each account may sign in with, by its primary key; one query for any number."""
    found = database.rows(THERE, {"accounts": [account.pk for account in accounts]})
    return {
        account_pk: rules.usable(
            {kind for kind, is_there in zip(Kind, there, strict=True) if is_there},
            strong_wanted=settings.REQUIRE_STRONG_FACTOR or wanted,
        )
        for account_pk, wanted, *there in found
    }


def must_set_up(account: User) -> bool:
    """Whether a strong factor is wanted of the account that it has not got yet."""
    if not rules.wants_strong_factor(account.organisation):
        return False
    return not STRONG & set(kinds_of([account])[account.pk])


def must_leave_enough(account: User) -> None:
    """Called in the transaction that removed a factor: LastStrongFactor undoes it."""
    if must_set_up(account):
        raise LastStrongFactor


@transaction.atomic
def reset(account: User, *, by: Actor, at: datetime) -> None:
    """Remove passkeys, app and recovery codes of another account; its sessions end.

    For a person who lost them: a code by e-mail lets them in again, and leads to
    setting up a new factor where one is wanted.
    """
    if not users.in_reach_of(by).filter(pk=account.pk).exists():
        raise NoSuchAccount
    if account.pk == by.user_pk:
        raise OwnFactors
    account = held(account)
    before = remove_all(account)
    end_sessions(account)
    telling.tell(
        "account:second-factor:reset", account, by=by, at=at, before=before,
        sentence="An administrator of your organisation removed your passkeys, your authenticator "
        "app and your recovery codes, and signed you out everywhere.",
    )  # fmt: skip


def remove_all(account: User) -> dict[str, Any]:
    """Called in the transaction of a verb; what there was, as the audit keeps it."""
    before = {
        "passkeys": sorted(account.passkeys.values_list("name", flat=True)),
        "authenticatorApp": _has_app(account),
        "recoveryCodes": account.recovery_codes.filter(used_at=None).count(),
    }
    Passkey.objects.filter(user=account).delete()
    AuthenticatorApp.objects.filter(user=account).delete()
    RecoveryCode.objects.filter(user=account).delete()
    MailedCode.objects.filter(user=account, purpose=CodePurpose.SIGN_IN).delete()
    User.objects.filter(pk=account.pk).update(wrong_factor_tries=0)
    return before


def _has_app(account: User) -> bool:
    return AuthenticatorApp.objects.filter(user=account, confirmed_at__isnull=False).exists()
