"""First sign-in, or forgotten password: User ID and e-mail, a mailed code, a new password.

Identity facts 2.5 and 2.1. Whether there is such an account is told by nothing before
the right code: what was asked is handed to the worker as it is, who looks for the
account; and a code is looked for with the same questions to the database, whoever is
meant. The code goes to the address that is kept, never to the one that was typed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Lower, Trim
from procrastinate.contrib.django import app

from claims_portal import sealing
from claims_portal.accounts import addresses, administrators, passwords, security_notices, states
from claims_portal.accounts.email_addresses import fold
from claims_portal.accounts.models import CodePurpose, User
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.accounts.saving import described, held
from claims_portal.accounts.second_factors import mailed_codes
from claims_portal.accounts.second_factors.refusals import TooSoon
from claims_portal.accounts.sign_in import NOBODY, count_failure
from claims_portal.accounts.user_ids import of_user_id
from claims_portal.claims.process.calendar import london_date
from claims_portal.records import audit
from claims_portal.sentences import said

SEND = "claims_portal.accounts.tasks.send_code_for_new_password"
PURPOSE = "code for a new password"
LONGEST_USER_ID, LONGEST_EMAIL = 50, 254
GUESSED_AT_FOR = timedelta(days=1)


class Asked(msgspec.Struct, frozen=True):
    """What was typed: it may be nobody's."""

    user_name: str
    email: str


@dataclass(frozen=True)
class Proved:
    """An account whose code was right, and its password then: the proof dies with that."""

    account_pk: int
    fingerprint: str


class CodeRefused(AccountRefusal):
    """Also where there is no such account, or none that may choose a password."""

    code = "code-refused"
    field = "code"

    def __init__(self) -> None:
        super().__init__("The code is not right, or it has expired. Ask for a new one.")


class DisabledMeanwhile(AccountRefusal):
    """Told only to who reads the mail of the account."""

    code = "account-disabled"

    def __init__(self) -> None:
        super().__init__(
            said(
                "The portal disabled this account: sign-ins failed, or it was not used for "
                "%(unused_days_before_disabling)s days. Ask an administrator of your organisation "
                "to enable it, then choose a password.",
                unused_days_before_disabling=settings.UNUSED_DAYS_BEFORE_DISABLING,
            )
        )


class ProofGone(AccountRefusal):
    code = "proof-gone"

    def __init__(self) -> None:
        super().__init__("Begin again: your code was used, or was not used in time.")


def begin_new(asked: Asked) -> None:
    """Have a code sent, where there is somebody to send it to; the same work for everybody."""
    sealed = sealing.seal(msgspec.json.encode(asked).decode(), purpose=PURPOSE)
    app.configure_task(SEND).defer(sealed=sealed)


def opened(sealed: str) -> Asked:
    return msgspec.json.decode(sealing.unseal(sealed, purpose=PURPOSE), type=Asked)


def send_code(asked: Asked, *, at: datetime) -> bool:
    """Mail the code to the account that was meant; False where there is none that may."""
    account = _account(asked, at)
    if account is None:
        return False
    try:
        mailed_codes.send(account, at=at, purpose=CodePurpose.NEW_PASSWORD)
    except TooSoon:
        return False
    return True


def prove(asked: Asked, code: str, *, at: datetime, address: str = "") -> Proved:
    """The code was typed: CodeRefused, or what stands in the way of who reads the mail.

    A right code verifies the address, unless another account that shares it was first.
    """
    with transaction.atomic():
        account = _account(asked, at, to_hold=True)
        right = mailed_codes.spend(account or User(), code, at=at, purpose=CodePurpose.NEW_PASSWORD)
        if not right:
            _count_wrong_try(account, at)
    # Raised outside, or what was counted would be undone.
    if account is None or not right:
        raise CodeRefused
    _must_be_able_to_go_on(account, at)
    with transaction.atomic():
        addresses.verified_by_code(held(account), at=at, address=address)
    return Proved(account.pk, account.get_session_auth_hash())


def account_of(proved: Proved, *, at: datetime) -> User:
    """The account that was proved; ProofGone once its password was changed, or it may not."""
    account = _accounts().filter(pk=proved.account_pk).first()
    if account is None or not _may_choose(account, at):
        raise ProofGone
    if account.get_session_auth_hash() != proved.fingerprint:
        raise ProofGone
    return account


def finish_new(proved: Proved, new: str, *, at: datetime, address: str = "") -> User:
    """Keep the new password, with which the person then signs in; PasswordRefused, ProofGone.

    An administrator whom the portal had disabled is enabled by it (facts 2.1).
    """
    passwords.must_be_good(new, user=account_of(proved, at=at))
    with transaction.atomic():
        held(User(pk=proved.account_pk))
        account = account_of(proved, at=at)
        _must_be_able_to_go_on(account, at)
        passwords.replace(account, new, at=at)
        by = audit.Author(user=account.user_name, address=address)
        audit.write(
            "account:password:changed",
            organisation_code=account.organisation.code,
            subject=account.user_name,
            by=by,
            at=at,
            reason="first sign-in, or forgotten password",
        )
        security_notices.write_to(account, passwords.CHANGED, at=at)
        if _is_disabled(account, at):
            _enable(account, by, at)
    return account


def _account(asked: Asked, at: datetime, *, to_hold: bool = False) -> User | None:
    """The account with this User ID and this address, if it may choose a password."""
    # No address on record has other letters than plain ones, but some fold to such.
    email = fold(asked.email) if asked.email.isascii() and "\x00" not in asked.email else ""
    accounts = of_user_id(asked.user_name, among=_accounts()).exclude(email="")
    found = accounts.alias(folded_email=Lower(Trim("email"))).filter(folded_email=email)
    account = (found.select_for_update(of=("self",)) if to_hold else found).first()
    return account if account is not None and _may_choose(account, at) else None


def _accounts() -> QuerySet[User]:
    return User.objects.select_related("organisation", "branch")


def _may_choose(account: User, at: datetime) -> bool:
    """Not who was disabled by an administrator or has expired (facts 2.5).

    Nor whoever's code was guessed at again after the portal had disabled the account
    [our decision]: an administrator would otherwise be guessed at without end.
    """
    return (
        account.active
        and account.organisation.enabled
        and not account.has_expired(london_date(at))
        and not _is_guessed_at(account, at)
    )


def _is_guessed_at(account: User, at: datetime) -> bool:
    """For a day; or a stranger could shut the last administrator out for good."""
    often = account.failed_sign_ins >= 2 * settings.FAILED_SIGN_INS_BEFORE_DISABLING
    lately = account.disabled_at is not None and at < account.disabled_at + GUESSED_AT_FOR
    return often and lately


def _is_disabled(account: User, at: datetime) -> bool:
    return not account.enabled or states.is_unused(account, at=at)


def _must_be_able_to_go_on(account: User, at: datetime) -> None:
    if _is_disabled(account, at) and not administrators.is_one(account):
        raise DisabledMeanwhile


def _count_wrong_try(account: User | None, at: datetime) -> None:
    """Five wrong codes are one failed sign-in, as with every other second factor."""
    meant = User.objects.filter(pk=account.pk if account else NOBODY)
    meant.update(wrong_factor_tries=F("wrong_factor_tries") + 1)
    if account is None or account.wrong_factor_tries + 1 < settings.SIGN_IN_CODE_TRIES:
        return
    meant.update(wrong_factor_tries=0)
    if account.enabled:
        count_failure(account, at)
    else:
        meant.update(failed_sign_ins=F("failed_sign_ins") + 1, disabled_at=at)


def _enable(account: User, by: audit.Author, at: datetime) -> None:
    before = described(account)
    account.enabled, account.enabled_at = True, at
    account.disabled_at, account.disabled_because = None, ""
    account.save(update_fields=["enabled", "enabled_at", "disabled_at", "disabled_because"])
    audit.write(
        "account:user:enabled",
        organisation_code=account.organisation.code,
        subject=account.user_name,
        by=by,
        at=at,
        before=before,
        after=described(account),
        reason="an administrator who chose a new password",
    )
