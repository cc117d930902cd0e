"""What is done about staff with four eyes: whoever could add staff alone could confirm alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from claims_portal.operators import approvals, holding, setting_up, staff
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.approvals import Arguments, Kind
from claims_portal.operators.holding import find
from claims_portal.operators.models import Approval
from claims_portal.operators.refusals import NothingToDo
from claims_portal.operators.roles import Right, names_of
from claims_portal.operators.staff import NewStaff

ADD, ROLES, SET_UP, ENABLE = "staff-add", "staff-roles", "staff-set-up", "staff-enable"


def register() -> None:
    approvals.register(
        _kind(ADD, "Add a member of staff", _add, _check_new),
        _kind(ROLES, "Change somebody’s roles", _set_roles, _check_roles),
        _kind(SET_UP, "Let somebody set up the account anew", _set_up, _check_known),
        _kind(ENABLE, "Enable a member of staff again", _enable, _check_known),
    )


def new_staff_of(arguments: Arguments) -> NewStaff:
    return NewStaff(
        arguments["staffId"], arguments["forename"], arguments["surname"], arguments["email"],
        arguments["roles"],
    )  # fmt: skip


def _kind(name: str, label: str, execute: Any, check: Any) -> Kind:
    return Kind(
        name, label, asks=Right.MANAGE_STAFF, confirms=Right.CONFIRM_STAFF,
        execute=execute, told=_told, check=check,
    )  # fmt: skip


def _told(arguments: Arguments) -> Sequence[tuple[str, str]]:
    names = {"forename": "Forename", "surname": "Surname", "email": "E-mail"}
    told = [("Staff ID", str(arguments["staffId"]))]
    told += [(name, str(arguments[key])) for key, name in names.items() if key in arguments]
    if "roles" in arguments:
        told.append(("Roles", ", ".join(names_of(arguments["roles"]))))
    return told


def _add(of: Approval, by: StaffActor, at: datetime) -> Mapping[str, Any]:
    new = new_staff_of(of.arguments)
    code = staff.add(new, by=by.author, at=at)
    setting_up.mail(find(new.staff_id), code, at=at)
    return {}


def _set_roles(of: Approval, by: StaffActor, at: datetime) -> Mapping[str, Any]:
    staff.set_roles(find(of.arguments["staffId"]), of.arguments["roles"], by=by.author, at=at)
    return {}


def _set_up(of: Approval, by: StaffActor, at: datetime) -> Mapping[str, Any]:
    person = holding.held(find(of.arguments["staffId"]))
    setting_up.mail(person, setting_up.issue(person, by=by.author, at=at), at=at)
    return {}


def _enable(of: Approval, by: StaffActor, at: datetime) -> Mapping[str, Any]:
    staff.enable(find(of.arguments["staffId"]), by=by.author, at=at)
    return {}


def _check_new(arguments: Arguments, _at: datetime) -> None:
    staff.must_be_addable(new_staff_of(arguments))


def _check_roles(arguments: Arguments, _at: datetime) -> None:
    staff.must_be_roles(arguments["roles"])
    if sorted(set(arguments["roles"])) == find(arguments["staffId"]).roles:
        raise NothingToDo


def _check_known(arguments: Arguments, _at: datetime) -> None:
    find(arguments["staffId"])
