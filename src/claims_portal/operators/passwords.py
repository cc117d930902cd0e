"""Passwords of staff: the rules are those of all accounts (`accounts.passwords`)."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from claims_portal.accounts import passwords
from claims_portal.operators import sessions, telling
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.holding import held
from claims_portal.operators.models import Staff
from claims_portal.operators.noting import note
from claims_portal.operators.refusals import OperatorRefusal


class OldPasswordWrong(OperatorRefusal):
    code = "old-password-wrong"
    field = "old"

    def __init__(self) -> None:
        super().__init__("The password you have now is not right.")


def must_be_good(password: str, staff: Staff) -> None:
    """PasswordRefused of `accounts.passwords`, with every rule that it breaks."""
    own_words = (staff.staff_id, staff.forename, staff.surname)
    passwords.must_fit(password, own_words=own_words, used=lambda: _used(staff))


def keep(password: str, staff: Staff, *, at: datetime) -> None:
    """Set it on the held row, and remember it."""
    staff.password = make_password(password)
    staff.password_changed_at = at
    staff.passwords_used = [staff.password, *staff.passwords_used][: settings.PASSWORD_HISTORY]
    staff.failed_passwords = 0
    staff.save()


def must_be_changed(staff: Staff, *, at: datetime) -> bool:
    changed = staff.password_changed_at
    return changed is None or at >= changed + settings.PASSWORD_LIFETIME


@transaction.atomic
def change(staff: Staff, old: str, new: str, *, by: StaffActor, this: str, at: datetime) -> None:
    """The person changes the own one; every session but `this` (its digest) ends."""
    staff = held(staff)
    if not check_password(old, staff.password):
        raise OldPasswordWrong
    must_be_good(new, staff)
    keep(new, staff, at=at)
    sessions.end_all(staff, but=this)
    note("operator:password:changed", staff.staff_id, by=by.author, at=at)
    telling.write_to(staff, "Your password was changed, and other browsers signed out.", at=at)


def _used(staff: Staff) -> Iterable[str]:
    return staff.passwords_used
