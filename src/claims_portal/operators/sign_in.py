"""Signing in as staff: staff ID and password, then the authenticator app or a recovery code.

Nothing tells a stranger which staff IDs exist: every failure of the first step has one
sentence and costs one password hash. Five wrong passwords let an account wait for a
quarter of an hour, so that a stranger shuts nobody out for good; ten wrong codes, which
only who knows the password can try, disable it [our decision].
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import check_password as is_password
from django.contrib.auth.hashers import make_password
from django.db import transaction

from claims_portal.accounts.second_factors import totp
from claims_portal.accounts.second_factors.recovery_codes import as_made
from claims_portal.accounts.secrets import matches
from claims_portal.operators import sessions, telling
from claims_portal.operators.holding import held, named
from claims_portal.operators.models import Staff, StaffRecoveryCode
from claims_portal.operators.noting import note
from claims_portal.operators.refusals import FactorRefused, SignInRefused
from claims_portal.records.audit import Author

RECOVERY = "staff recovery code"
TOO_MANY_CODES = "Too many wrong codes of the second step"
Check = Callable[[Staff, str, datetime], bool]


def check_password(*, name: str, password: str, at: datetime) -> Staff:
    """The member of staff whose password this is; SignInRefused."""
    staff = named(name)
    if staff is None or not staff.password:
        make_password(password)
        raise SignInRefused
    right = is_password(password, staff.password)
    with transaction.atomic():
        now = held(staff)
        waits = now.waits_until is not None and at < now.waits_until
        # The password may have been changed while this one was hashed.
        right = right and now.password == staff.password
        if not right and not waits:
            _count_password(now, at)
        enters = right and not waits and now.can_sign_in
    # Raised outside, or what was counted would be undone.
    if not enters:
        raise SignInRefused
    return now


def prove_app(staff: Staff, typed: str, *, at: datetime, address: str) -> Staff:
    """FactorRefused, unless the app shows this code now and it was not used."""
    return _proved(staff, typed, _is_code, at, address)


def prove_recovery_code(staff: Staff, typed: str, *, at: datetime, address: str) -> Staff:
    """FactorRefused, unless it is one of the codes not yet used, which is then burnt."""
    return _proved(staff, typed, _is_recovery_code, at, address)


def _proved(staff: Staff, typed: str, check: Check, at: datetime, address: str) -> Staff:
    with transaction.atomic():
        now = held(staff)
        right = now.can_sign_in and check(now, typed, at)
        if right:
            now.failed_passwords = now.failed_factors = 0
            now.waits_until, now.last_signed_in_at = None, at
            now.save()
            by = Author(staff=now.staff_id, address=address)
            note("operator:session:began", now.staff_id, by=by, at=at)
        elif now.can_sign_in:
            _count_factor(now, at, address)
    if not right:
        raise FactorRefused
    return now


def is_app_code(staff: Staff, typed: str, *, at: datetime) -> bool:
    """Whether it is; then it is used up. Called while the row is held; the caller saves it."""
    return _is_code(staff, typed, at)


def _is_code(staff: Staff, typed: str, at: datetime) -> bool:
    step = totp.step_of(staff.sealed_secret, typed, at=at, after=staff.last_step)
    if step is None:
        return False
    staff.last_step = step
    return True


def _is_recovery_code(staff: Staff, typed: str, at: datetime) -> bool:
    code = as_made(typed)
    for one in staff.recovery_codes.filter(used_at=None):
        if matches(f"{staff.pk}:{code}", one.digest, purpose=RECOVERY):
            StaffRecoveryCode.objects.filter(pk=one.pk).update(used_at=at)
            left = staff.recovery_codes.filter(used_at=None).count()
            sentence = f"A recovery code was used to sign in to your account; {left} are left."
            telling.write_to(staff, sentence, at=at)
            return True
    return False


def _count_password(staff: Staff, at: datetime) -> None:
    staff.failed_passwords += 1
    if staff.failed_passwords >= settings.FAILED_SIGN_INS_BEFORE_DISABLING:
        staff.failed_passwords = 0
        staff.waits_until = at + settings.STAFF_WAITS_AFTER_FAILURES
        note("operator:session:slowed-down", staff.staff_id, by=Author(), at=at)
    staff.save()


def _count_factor(staff: Staff, at: datetime, address: str) -> None:
    staff.failed_factors += 1
    if staff.failed_factors >= settings.STAFF_WRONG_CODES_BEFORE_DISABLING:
        staff.enabled, staff.disabled_because = False, TOO_MANY_CODES
        sessions.end_all(staff)
        note(
            "operator:staff:disabled", staff.staff_id, by=Author(address=address), at=at,
            reason=TOO_MANY_CODES,
        )  # fmt: skip
        sentence = "Your account was disabled: somebody gave its password and ten wrong codes."
        telling.write_to(staff, sentence, at=at)
    staff.save()
