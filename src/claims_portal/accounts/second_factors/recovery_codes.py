"""Recovery codes: ten, shown once, each good once, for who has lost the other factor."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import RecoveryCode, User
from claims_portal.accounts.saving import held
from claims_portal.accounts.second_factors import telling
from claims_portal.accounts.second_factors.typed_codes import bare
from claims_portal.accounts.secrets import digest, matches
from claims_portal.records import audit

PURPOSE = "recovery code"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for others (Crockford's base 32); 50 random bits a code."""
LENGTH = 10
_MISREAD = str.maketrans("OIL", "011")


@transaction.atomic
def make(account: User, *, by: Actor, at: datetime) -> list[str]:
    """New codes, to be shown once; the old ones are gone."""
    account = held(account)
    had = left(account)
    codes = [new_code() for _ in range(settings.RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=account).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=account, digest=_digest(account, code), created_at=at) for code in codes
    )
    telling.tell(
        "account:recovery-codes:made", account, by=by, at=at,
        before={"recoveryCodes": had}, after={"recoveryCodes": len(codes)},
        sentence="New recovery codes were made for your account; earlier ones no longer work.",
    )  # fmt: skip
    return codes


def left(account: User) -> int:
    return account.recovery_codes.filter(used_at=None).count()


def is_right(account: User, typed: str, *, at: datetime, address: str = "") -> bool:
    """Whether it is one of the codes not yet used, which is then burnt.

    Called while the account is held. The person hears of it; `address` is where
    the request came from, for the audit.
    """
    code = as_made(typed)
    unused = list(account.recovery_codes.filter(used_at=None))
    found = [one for one in unused if matches(f"{account.pk}:{code}", one.digest, purpose=PURPOSE)]
    if not found:
        return False
    RecoveryCode.objects.filter(pk=found[0].pk).update(used_at=at)
    now_left = len(unused) - 1
    audit.write(
        "account:recovery-code:used",
        organisation_code=account.organisation.code,
        subject=account.user_name,
        by=audit.Author(user=account.user_name, address=address),
        at=at,
        before={"recoveryCodes": len(unused)},
        after={"recoveryCodes": now_left},
    )
    sentence = f"A recovery code was used to sign in to your account; {now_left} are left."
    telling.write_to(account, sentence, at=at)
    return True


def as_made(typed: str) -> str:
    """What was typed, with the letters that are taken for others put right."""
    return bare(typed).upper().translate(_MISREAD)


def new_code() -> str:
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def _digest(account: User, code: str) -> str:
    return digest(f"{account.pk}:{bare(code)}", purpose=PURPOSE)
