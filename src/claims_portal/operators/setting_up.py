"""The first sign-in: a set-up code, good once, leads to a password and an authenticator app."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from claims_portal.accounts.second_factors import totp
from claims_portal.accounts.second_factors.recovery_codes import new_code
from claims_portal.accounts.secrets import digest, new_secret
from claims_portal.operators import passwords, sessions, telling
from claims_portal.operators.holding import held
from claims_portal.operators.models import Staff, StaffRecoveryCode
from claims_portal.operators.noting import note
from claims_portal.operators.refusals import FactorRefused, SetUpRefused
from claims_portal.operators.sign_in import RECOVERY, is_app_code
from claims_portal.records.audit import Author

PURPOSE = "staff set-up code"
ISSUER = "Claims Portal, operator"


def issue(staff: Staff, *, by: Author, at: datetime) -> str:
    """A fresh set-up code. Password, app and recovery codes of before are gone, sessions end."""
    code = new_secret()
    staff.set_up_digest = digest(code, purpose=PURPOSE)
    staff.set_up_expires_at = at + settings.STAFF_SET_UP_LIFETIME
    staff.password = staff.sealed_secret = staff.new_sealed_secret = ""
    staff.password_changed_at = None
    staff.failed_passwords = staff.failed_factors = 0
    staff.waits_until = None
    staff.save()
    staff.recovery_codes.all().delete()
    sessions.end_all(staff)
    note("operator:set-up-code:issued", staff.staff_id, by=by, at=at)
    return code


def link_of(code: str) -> str:
    return f"{settings.BASE_URL}/operator/set-up?code={code}"


def mail(staff: Staff, code: str, *, at: datetime) -> None:
    hours = int(settings.STAFF_SET_UP_LIFETIME.total_seconds() // 3600)
    telling.write_to(
        staff,
        f"An account was set up for you on the operator’s pages of the Claims Portal.\n\n"
        f"Open this link within {hours} hours, choose a password and set up an authenticator "
        f"app:\n{link_of(code)}",
        at=at,
        subject="Your account for the Claims Portal’s operator pages",
    )


@transaction.atomic
def choose_password(code: str, password: str, *, at: datetime) -> Staff:
    """SetUpRefused, or PasswordRefused; the code stays good until the app is set up too."""
    staff = held(whose(code, at=at))
    # Held, it is looked at again: the app may have been set up meanwhile, and the code is used.
    whose(code, at=at)
    passwords.must_be_good(password, staff)
    passwords.keep(password, staff, at=at)
    staff.new_sealed_secret = totp.new_sealed_secret()
    staff.save()
    return staff


def whose(code: str, *, at: datetime) -> Staff:
    found = Staff.objects.filter(
        set_up_digest=digest(code, purpose=PURPOSE), set_up_expires_at__gt=at, enabled=True
    ).first()
    if found is None:
        raise SetUpRefused
    return found


@transaction.atomic
def begin_new_app(staff: Staff) -> None:
    """A secret for another app; the one in use stays until a code of the new one was seen."""
    staff = held(staff)
    staff.new_sealed_secret = totp.new_sealed_secret()
    staff.save()


def secret_to_confirm(staff: Staff) -> str | None:
    return totp.opened(staff.new_sealed_secret) if staff.new_sealed_secret else None


def provisioning_uri(staff: Staff, secret: str) -> str:
    return totp.provisioning_uri(secret, name=staff.staff_id, issuer=ISSUER)


@transaction.atomic
def confirm_app(
    staff: Staff, typed: str, *, current: str | None = None, address: str = "", at: datetime
) -> list[str]:
    """Take the new app into use once it shows the right code; fresh recovery codes.

    An app in use is replaced by who shows a code of it too (`current`). FactorRefused.
    """
    staff = held(staff)
    if staff.sealed_secret and (current is None or not is_app_code(staff, current, at=at)):
        raise FactorRefused
    step = totp.step_of(staff.new_sealed_secret, typed, at=at, after=0)
    if not staff.new_sealed_secret or step is None:
        raise FactorRefused
    replaced = bool(staff.sealed_secret)
    staff.sealed_secret, staff.new_sealed_secret = staff.new_sealed_secret, ""
    staff.last_step = step
    staff.set_up_digest, staff.set_up_expires_at = "", None
    staff.last_signed_in_at = at
    staff.save()
    done = "replaced" if replaced else "added"
    by = Author(staff=staff.staff_id, address=address)
    note(f"operator:authenticator-app:{done}", staff.staff_id, by=by, at=at)
    telling.write_to(staff, f"The authenticator app of your account was {done}.", at=at)
    return make_recovery_codes(staff, by=by, at=at)


@transaction.atomic
def make_recovery_codes(staff: Staff, *, by: Author, at: datetime) -> list[str]:
    """New codes, to be shown once; the old ones are gone."""
    codes = [new_code() for _ in range(settings.RECOVERY_CODES)]
    staff.recovery_codes.all().delete()
    StaffRecoveryCode.objects.bulk_create(
        StaffRecoveryCode(staff=staff, digest=_digest(staff, code), created_at=at) for code in codes
    )
    note("operator:recovery-codes:made", staff.staff_id, by=by, at=at)
    return codes


def _digest(staff: Staff, code: str) -> str:
    return digest(f"{staff.pk}:{code.replace('-', '')}", purpose=RECOVERY)
