"""Who acts: one member of staff, with the rights of this moment."""

from dataclasses import dataclass

from claims_portal.operators.models import Staff
from claims_portal.operators.refusals import NotAllowed
from claims_portal.operators.roles import Right, rights_of
from claims_portal.records import audit


@dataclass(frozen=True, slots=True)
class StaffActor:
    pk: int
    staff_id: str
    rights: frozenset[Right]
    address: str = ""

    @property
    def author(self) -> audit.Author:
        return audit.Author(staff=self.staff_id, address=self.address)

    def may(self, right: Right) -> bool:
        return right in self.rights

    def must(self, right: Right) -> None:
        if right not in self.rights:
            raise NotAllowed


def actor_of(staff: Staff, *, address: str = "") -> StaffActor:
    """Of somebody who may not sign in: without any right."""
    rights = rights_of(staff.roles) if staff.can_sign_in else frozenset()
    return StaffActor(staff.pk, staff.staff_id, rights, address)
