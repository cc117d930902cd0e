"""The operator's cast, one a role."""

import pytest

from claims_portal.operators.acting import StaffActor, actor_of
from claims_portal.operators.models import Staff
from claims_portal.operators.roles import Role
from tests import make


@pytest.fixture
def boss(db: None) -> Staff:
    return make.staff(Role.ADMINISTRATOR, staff_id="BOSS")


@pytest.fixture
def protector(db: None) -> Staff:
    return make.staff(Role.DATA_PROTECTION, staff_id="PROTECTOR")


@pytest.fixture
def registrar(db: None) -> Staff:
    return make.staff(Role.REGISTRAR, staff_id="REGISTRAR")


@pytest.fixture
def supporter(db: None) -> Staff:
    return make.staff(Role.SUPPORT, staff_id="SUPPORTER")


def acting(staff: Staff) -> StaffActor:
    return actor_of(Staff.objects.get(pk=staff.pk), address="127.0.0.1")
