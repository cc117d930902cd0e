"""Which organisation a claim goes to. RTA claims and the others have lists of their own."""

from django.db.models import Q, QuerySet

from claims_portal.accounts.profiles import RTA_CLAIMS
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.organisations.models import Branch, InsurerName, Organisation, OrganisationKind
from claims_portal.sentences import said

POINTER = "/defendant/compensator/organisationId"


def takes(claim_type: str) -> str:
    """The mark of an organisation that takes claims of this type."""
    return "deals_with_rta" if claim_type in RTA_CLAIMS else "deals_with_elpl"


def claims_in_words(claim_type: str) -> str:
    """The claims that stand in one list of compensators with those of this type."""
    return "RTA claims" if claim_type in RTA_CLAIMS else "EL, ELD and PL claims"


def receiver_of(code: str, kind: str, claim_type: str) -> tuple[int, int] | None:
    """Organisation and central point of the compensator with this ID and kind, if it takes it."""
    return (
        Branch.objects.filter(
            organisation__code__iexact=code,
            organisation__kind=OrganisationKind.COMPENSATOR,
            organisation__compensator_kind=kind,
            organisation__enabled=True,
            kind="central",
            enabled=True,
        )
        .filter(**{f"organisation__{takes(claim_type)}": True})
        .values_list("organisation_id", "pk")
        .first()
    )


def not_found(code: str, claim_type: str) -> Fault:
    return Fault(
        POINTER,
        FaultCode.INSURER_NOT_SELECTED,
        said(
            "No compensator of this type with the organisation ID %(code)s takes "
            "%(claims_in_words)s.",
            code=code,
            claims_in_words=claims_in_words(claim_type),
        ),
    )


def search(name: str, claim_type: str, *, most: int = 20) -> list[Organisation]:
    """Compensators that take claims of this type, by ID or by part of a name: their own, or
    one of the insurer index."""
    if "\x00" in name:
        return []
    return list(
        Organisation.objects.filter(
            Q(name__icontains=name)
            | Q(code__iexact=name)
            | Q(pk__in=_by_insurer(name, claim_type)),
            kind=OrganisationKind.COMPENSATOR,
            enabled=True,
        )
        .filter(**{takes(claim_type): True})
        .order_by("name")[:most]
    )


def _by_insurer(name: str, claim_type: str) -> QuerySet[InsurerName, int]:
    claims = InsurerName.Claims.RTA if claim_type in RTA_CLAIMS else InsurerName.Claims.ELPL
    found = InsurerName.objects.filter(name__icontains=name, claims=claims)
    return found.values_list("organisation_id", flat=True)
