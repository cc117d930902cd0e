"""Signing in on the web: User ID or e-mail, password, then a code sent by e-mail.

Nothing here tells a stranger which User IDs or addresses exist: every failure
has one sentence and costs one password hash.
"""

import re
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Lower, Trim, Upper

from claims_portal.accounts.models import DisabledBecause, MailedCode, User
from claims_portal.accounts.secrets import digest, matches
from claims_portal.claims.process.calendar import london_date
from claims_portal.notices import mail

CODE = "sign-in code"
_BETWEEN_DIGITS = re.compile(r"[\s-]+")


class SignInRefused(Exception):
    """The one sentence that every failed sign-in gets."""

    def __init__(self) -> None:
        super().__init__("The User ID or e-mail address, or the password, is not right.")


class CodeRefused(Exception):
    """The code was wrong, old, used, or tried too often."""

    def __init__(self) -> None:
        super().__init__("The code is not right, or it has expired. Ask for a new one.")


class TooSoon(Exception):
    """A new code may only be sent after a while."""


def check_password(*, name: str, password: str, at: datetime) -> Sequence[User]:
    """The usable accounts of this User ID or e-mail address whose password this is.

    One address may serve several organisations; then there may be several.
    Raises SignInRefused. Five failures in a row disable an account until an
    administrator enables it again (identity facts 2.1).
    """
    candidates = _candidates(name)
    if not candidates:
        make_password(password)
    matched = [user for user in candidates if user.check_password(password)]
    # Whoever is right for one of the accounts of an address has not guessed at the others.
    for user in () if matched else candidates:
        _count_failure(user, at)
    usable = [user for user in matched if user.is_usable(london_date(at))]
    if not usable:
        raise SignInRefused
    return usable


def _candidates(name: str) -> list[User]:
    name = name.strip()
    if not name or "\x00" in name:
        return []
    accounts = User.objects.select_related("organisation").filter(
        active=True, organisation__enabled=True
    )
    if "@" in name:
        found = accounts.annotate(folded=Lower(Trim("email"))).filter(folded=name.lower())
    else:
        found = accounts.annotate(folded=Upper("user_name")).filter(folded=name.upper())
    return list(found)


def _count_failure(user: User, at: datetime) -> None:
    limit = settings.FAILED_SIGN_INS_BEFORE_DISABLING
    User.objects.filter(pk=user.pk).update(failed_sign_ins=F("failed_sign_ins") + 1)
    User.objects.filter(pk=user.pk, enabled=True, failed_sign_ins__gte=limit).update(
        enabled=False, disabled_at=at, disabled_because=DisabledBecause.BAD_SIGN_INS
    )


def send_code(user: User, *, at: datetime) -> None:
    """Mail a fresh six-digit code; TooSoon within a minute of the last one."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    with transaction.atomic():
        last = MailedCode.objects.select_for_update().filter(user=user).first()
        if last is not None and at < last.sent_at + settings.SIGN_IN_CODE_RESEND_AFTER:
            raise TooSoon("A code was sent less than a minute ago. Wait before asking for another.")
        MailedCode.objects.update_or_create(
            user=user,
            defaults={
                "digest": digest(f"{user.pk}:{code}", purpose=CODE),
                "sent_at": at,
                "expires_at": at + settings.SIGN_IN_CODE_LIFETIME,
                "tries_left": settings.SIGN_IN_CODE_TRIES,
            },
        )
    minutes = int(settings.SIGN_IN_CODE_LIFETIME.total_seconds() // 60)
    mail.post(
        f"Your Claims Portal code: {code}",
        f"The code for User ID {user.user_name} is {code}.\n"
        f"It can be used once, within {minutes} minutes.\n"
        "If you did not try to sign in, tell your administrator.\n",
        to=[user.email],
    )


@transaction.atomic
def _use_up(user: User, code: str, at: datetime) -> bool:
    """Whether the code was right; either way this try is spent, and a right code with it."""
    kept = MailedCode.objects.select_for_update().filter(user=user).first()
    if kept is None or not kept.is_live(at):
        return False
    typed = _BETWEEN_DIGITS.sub("", code)
    right = matches(f"{user.pk}:{typed}", kept.digest, purpose=CODE)
    kept.tries_left = 0 if right else kept.tries_left - 1
    kept.save(update_fields=["tries_left"])
    if not right and kept.tries_left == 0:
        # Five wrong codes are one failed sign-in, or they could be guessed at for ever.
        _count_failure(user, at)
    return right


def check_code(user: User, code: str, *, at: datetime) -> None:
    """Use up the code that was sent to this account, or raise CodeRefused.

    The address is verified by the code that arrived there.
    """
    if not _use_up(user, code, at):
        raise CodeRefused
    User.objects.filter(pk=user.pk).update(last_used_at=at, failed_sign_ins=0)
    User.objects.filter(pk=user.pk, email_verified_at=None).update(email_verified_at=at)


def note_use(user: User, *, at: datetime) -> None:
    """Note that an account was signed in to; of several of one address, the one chosen."""
    User.objects.filter(pk=user.pk).update(last_used_at=at)
