"""The staff as they are now, held until the transaction ends."""

from claims_portal.operators.models import Staff
from claims_portal.operators.refusals import NoSuchStaff


def find(staff_id: str) -> Staff:
    """By staff ID, whatever its case; NoSuchStaff."""
    found = named(staff_id)
    if found is None:
        raise NoSuchStaff
    return found


def named(staff_id: str) -> Staff | None:
    """Nobody where it can be no staff ID: folding makes plain letters of others."""
    if not staff_id.isascii() or not staff_id.isprintable():
        return None
    return Staff.objects.filter(staff_id__iexact=staff_id).first()


def held(staff: Staff) -> Staff:
    return Staff.objects.select_for_update().get(pk=staff.pk)
