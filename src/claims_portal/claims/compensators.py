"""Which organisation a claim goes to."""

from django.db.models import Q

from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.organisations.models import Branch, Organisation, OrganisationKind

POINTER = "/defendant/compensator/organisationId"


def receiver_of(code: str, kind: str) -> tuple[int, int] | None:
    """Organisation and central point of the compensator with this ID and kind, if it takes RTA."""
    return (
        Branch.objects.filter(
            organisation__code__iexact=code,
            organisation__kind=OrganisationKind.COMPENSATOR,
            organisation__compensator_kind=kind,
            organisation__enabled=True,
            organisation__deals_with_rta=True,
            kind="central",
            enabled=True,
        )
        .values_list("organisation_id", "pk")
        .first()
    )


def not_found(code: str) -> Fault:
    return Fault(
        POINTER,
        FaultCode.INSURER_NOT_SELECTED,
        f"No compensator of this type with the organisation ID {code} takes RTA claims.",
    )


def search(name: str, *, most: int = 20) -> list[Organisation]:
    """Compensators that take RTA claims, by part of their name or by ID."""
    if "\x00" in name:
        return []
    return list(
        Organisation.objects.filter(
            Q(name__icontains=name) | Q(code__iexact=name),
            kind=OrganisationKind.COMPENSATOR,
            enabled=True,
            deals_with_rta=True,
        ).order_by("name")[:most]
    )
