"""Changes of staff. Whatever gives somebody more than before comes by `staff_approvals`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from claims_portal.accounts.email_addresses import (
    must_be_own_business_address,
    must_be_well_formed,
)
from claims_portal.accounts.saving import must_fit_text
from claims_portal.accounts.user_rules import USER_ID, must_be_named
from claims_portal.operators import sessions, setting_up
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.holding import held, named
from claims_portal.operators.models import Staff
from claims_portal.operators.noting import note
from claims_portal.operators.reasons import must_be_reason
from claims_portal.operators.refusals import (
    EmailTaken,
    LastAdministrator,
    NothingToDo,
    OwnAccount,
    RolesRefused,
    StaffIdRefused,
)
from claims_portal.operators.roles import Right, Role
from claims_portal.records.audit import Author
from claims_portal.sentences import said

LONGEST_NAME = 100


@dataclass(frozen=True)
class NewStaff:
    staff_id: str
    forename: str
    surname: str
    email: str
    roles: Sequence[str]


def must_be_addable(new: NewStaff) -> None:
    if not USER_ID.fullmatch(new.staff_id):
        raise StaffIdRefused("A staff ID has 3 to 50 letters, digits, dots, dashes, underscores.")
    if named(new.staff_id):
        raise StaffIdRefused(said("The staff ID %(staff_id)s is taken.", staff_id=new.staff_id))
    for field in ("forename", "surname"):
        must_be_named(field, getattr(new, field))
        must_fit_text(field, getattr(new, field), LONGEST_NAME)
    must_be_well_formed(new.email)
    must_be_own_business_address(new.email, domains=())
    if _holders_of(new.email).exists():
        raise EmailTaken
    must_be_roles(new.roles)


def must_be_roles(roles: Sequence[str]) -> None:
    if not roles or not set(roles) <= {role.value for role in Role}:
        raise RolesRefused


@transaction.atomic
def add(new: NewStaff, *, by: Author, at: datetime) -> str:
    """The set-up code of a new member of staff, who can do nothing before it is used."""
    must_be_addable(new)
    made = Staff(
        staff_id=new.staff_id, forename=new.forename, surname=new.surname, email=new.email,
        roles=sorted(set(new.roles)), created_at=at,
    )  # fmt: skip
    _save(made)
    note("operator:staff:added", made.staff_id, by=by, at=at, after=described(made))
    return setting_up.issue(made, by=by, at=at)


@transaction.atomic
def set_roles(staff: Staff, roles: Sequence[str], *, by: Author, at: datetime) -> None:
    must_be_roles(roles)
    _hold_all()
    staff = held(staff)
    if sorted(set(roles)) == staff.roles:
        raise NothingToDo
    before = described(staff)
    staff.roles = sorted(set(roles))
    staff.save()
    must_leave_an_administrator()
    note(
        "operator:staff:roles-set", staff.staff_id, by=by, at=at,
        before=before, after=described(staff),
    )  # fmt: skip


@transaction.atomic
def disable(staff: Staff, *, reason: str, by: StaffActor, at: datetime) -> None:
    """At once, by one alone: it takes from somebody and gives nothing."""
    by.must(Right.MANAGE_STAFF)
    must_be_reason(reason)
    if staff.pk == by.pk:
        raise OwnAccount
    _hold_all()
    staff = held(staff)
    if not staff.enabled:
        raise NothingToDo
    staff.enabled, staff.disabled_because = False, f"Disabled by {by.staff_id}"
    staff.save()
    sessions.end_all(staff)
    must_leave_an_administrator()
    note("operator:staff:disabled", staff.staff_id, by=by.author, at=at, reason=reason)


@transaction.atomic
def enable(staff: Staff, *, by: Author, at: datetime) -> None:
    staff = held(staff)
    if staff.enabled:
        raise NothingToDo
    staff.enabled, staff.disabled_because = True, ""
    staff.failed_passwords = staff.failed_factors = 0
    staff.waits_until = None
    _save(staff)
    note("operator:staff:enabled", staff.staff_id, by=by, at=at)


def described(staff: Staff) -> dict[str, Any]:
    """As the audit keeps it: nothing secret."""
    return {
        "forename": staff.forename,
        "surname": staff.surname,
        "email": staff.email,
        "roles": list(staff.roles),
        "enabled": staff.enabled,
    }


def must_leave_an_administrator() -> None:
    """Called in the transaction of the change, which LastAdministrator undoes."""
    administrators = Staff.objects.filter(roles__contains=[Role.ADMINISTRATOR.value])
    if not any(one.can_sign_in for one in administrators):
        raise LastAdministrator


def _hold_all() -> None:
    """Of two administrators who disable each other, the second finds itself the last."""
    list(Staff.objects.select_for_update().order_by("pk").values_list("pk"))


def _holders_of(email: str) -> Any:
    return Staff.objects.filter(email__iexact=email.strip(), enabled=True)


def _save(staff: Staff) -> None:
    try:
        with transaction.atomic():
            staff.save()
    except IntegrityError as taken:
        if "one_member_of_staff_an_address" in str(taken):
            raise EmailTaken from taken
        if "staff_ids_are_unique" in str(taken):
            raise StaffIdRefused(
                said("The staff ID %(staff_id)s is taken.", staff_id=staff.staff_id)
            ) from taken
        raise
