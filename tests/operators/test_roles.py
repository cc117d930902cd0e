"""The permission table of staff, and that what stands nowhere in it is denied."""

import pytest

from claims_portal.operators.acting import actor_of
from claims_portal.operators.refusals import NotAllowed
from claims_portal.operators.roles import TABLE, Right, Role, rights_of
from tests import make


def test_every_right_stands_in_the_table_once_and_somebody_has_it() -> None:
    assert sorted(row.right for row in TABLE) == sorted(Right)
    assert all(row.roles for row in TABLE)


@pytest.mark.parametrize("roles", [[], ["boss"], ["Administrator"], [""]])
def test_unknown_roles_give_nothing(roles: list[str]) -> None:
    assert rights_of(roles) == frozenset()


@pytest.mark.parametrize(
    ("role", "right", "has"),
    [
        (Role.SUPPORT, Right.LOOK_UP, True),
        (Role.SUPPORT, Right.READ_CLAIMS, True),
        (Role.SUPPORT, Right.MANAGE_STAFF, False),
        (Role.SUPPORT, Right.IMPORT_ACCOUNTS, False),
        (Role.SUPPORT, Right.ASK_RECOVERY, True),
        (Role.SUPPORT, Right.CONFIRM_RECOVERY, False),
        (Role.DATA_PROTECTION, Right.ASK_RECOVERY, False),
        (Role.REGISTRAR, Right.IMPORT_ACCOUNTS, True),
        (Role.REGISTRAR, Right.READ_CLAIMS, False),
        (Role.REGISTRAR, Right.RUN_CUT_OVER, False),
        (Role.DATA_PROTECTION, Right.CONFIRM_CUT_OVER, True),
        (Role.DATA_PROTECTION, Right.RUN_CUT_OVER, False),
        (Role.DATA_PROTECTION, Right.MANAGE_STAFF, False),
        (Role.ADMINISTRATOR, Right.MANAGE_STAFF, True),
        (Role.ADMINISTRATOR, Right.READ_CLAIMS, False),
    ],
)
def test_who_has_what(role: Role, right: Right, has: bool) -> None:
    assert (right in rights_of([role.value])) is has


@pytest.mark.parametrize("change", [{"enabled": False}, {"password": ""}, {"sealed_secret": ""}])
def test_who_cannot_sign_in_has_no_right(db: None, change: dict[str, object]) -> None:
    actor = actor_of(make.staff(Role.ADMINISTRATOR, **change))
    assert actor.rights == frozenset()
    with pytest.raises(NotAllowed):
        actor.must(Right.LOOK_UP)
