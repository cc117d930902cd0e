"""Codes sent by e-mail: six digits, good once, for ten minutes and five tries."""

import secrets
from datetime import datetime
from typing import LiteralString

from django.conf import settings
from django.db import transaction
from django.db.models import F

from claims_portal import database
from claims_portal.accounts.email_addresses import fold
from claims_portal.accounts.models import CodePurpose, MailedCode, User
from claims_portal.accounts.second_factors.refusals import TooSoon
from claims_portal.accounts.second_factors.typed_codes import bare
from claims_portal.accounts.secrets import digest, matches
from claims_portal.notices import mail
from claims_portal.organisations.models import OrganisationKind

_FOR = {
    CodePurpose.SIGN_IN: "signing in, after your password was given",
    CodePurpose.NEW_PASSWORD: "choosing a password: a first sign-in, or a forgotten one",
}


# Of two at once the second waits for the first, and then finds a code that was sent just now.
KEEP: LiteralString = """
INSERT INTO accounts_mailedcode AS kept
       (user_id, purpose, digest, sent_at, expires_at, tries_left)
VALUES (%(account)s, %(purpose)s, %(digest)s, %(sent_at)s, %(expires_at)s, %(tries)s)
ON CONFLICT (user_id, purpose) DO UPDATE
SET digest = excluded.digest, sent_at = excluded.sent_at,
    expires_at = excluded.expires_at, tries_left = excluded.tries_left
WHERE kept.sent_at <= %(not_sent_since)s
RETURNING id
"""


@transaction.atomic
def send(account: User, *, at: datetime, purpose: CodePurpose = CodePurpose.SIGN_IN) -> None:
    """Mail a fresh code; TooSoon within a minute of the last one."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    fresh = {
        "account": account.pk,
        "purpose": purpose.value,
        "digest": digest(_told(account, code), purpose=_purpose(purpose)),
        "sent_at": at,
        "expires_at": at + settings.SIGN_IN_CODE_LIFETIME,
        "tries": settings.SIGN_IN_CODE_TRIES,
        "not_sent_since": at - settings.SIGN_IN_CODE_RESEND_AFTER,
    }
    if not database.rows(KEEP, fresh):
        raise TooSoon
    minutes = int(settings.SIGN_IN_CODE_LIFETIME.total_seconds() // 60)
    mail.post(
        f"Your Claims Portal code: {code}",
        f"The code for User ID {account.user_name} is {code}.\n"
        f"It is for {_FOR[purpose]}.\n"
        f"It can be used once, within {minutes} minutes.\n"
        f"{_unasked(account)}\n",
        to=[account.email],
    )


def _unasked(account: User) -> str:
    """Whoever claims without a lawyer is the only administrator of the account."""
    if account.organisation.kind == OrganisationKind.UNREPRESENTED_CLAIMANT:
        return "If you did not ask for it, tell nobody the code, and do nothing."
    return "If you did not ask for it, tell your administrator."


def is_right(account: User, typed: str, *, at: datetime) -> bool:
    """Whether it is the code for signing in. Called while the account is held.

    A code that arrived verifies the address.
    """
    right = spend(account, typed, at=at, purpose=CodePurpose.SIGN_IN)
    # Of accounts that share an address the link decides which of them has it.
    if right and account.email_verified_at is None and not account.shares_address:
        User.objects.filter(pk=account.pk).update(email_verified_at=at)
    return right


def spend(account: User, typed: str, *, at: datetime, purpose: CodePurpose) -> bool:
    """Whether the code is right; the try is spent, and a right code with it.

    Called while the account is held. An account that is nobody's (no primary key) asks
    the database the same.
    """
    kept = MailedCode.objects.filter(user_id=account.pk or 0, purpose=purpose).first()
    digest_kept = kept.digest if kept is not None and kept.is_live(at) else ""
    right = matches(_told(account, bare(typed)), digest_kept, purpose=_purpose(purpose))
    # Who used a code may have the next at once: the minute is for those still on their way.
    spent = {"tries_left": 0, "sent_at": at - settings.SIGN_IN_CODE_RESEND_AFTER}
    MailedCode.objects.filter(pk=kept.pk if kept else 0, tries_left__gt=0).update(
        **(spent if right else {"tries_left": F("tries_left") - 1})
    )
    return right


def _told(account: User, code: str) -> str:
    """With the address: a code does not outlive a change of it."""
    return f"{account.pk}:{fold(account.email)}:{code}"


def _purpose(purpose: CodePurpose) -> str:
    return f"{purpose.value} code"
