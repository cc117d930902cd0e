"""Whoever claims alone has registered for one claim (identity facts 1: LIP)."""

from claims_portal.accounts.actor import Actor
from claims_portal.claims.models import Claim
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.tables import End
from claims_portal.claims.refusals import OneClaimOnly
from claims_portal.organisations.models import Organisation, OrganisationKind

GIVEN_UP = {
    phase.code
    for process in PROCESSES.values()
    for phase in process.phases
    if phase.end is End.REJECTED
}
"""A claim that came back and was given up may be followed by another [inferred]."""


def of(by: Actor) -> Claim | None:
    """The one claim, sent or a draft; None for organisations that may have many."""
    if by.organisation_kind != OrganisationKind.UNREPRESENTED_CLAIMANT:
        return None
    own = Claim.objects.filter(representative_id=by.organisation_pk)
    return own.exclude(phase__in=GIVEN_UP).order_by("pk").first()


def must_be_the_first(by: Actor) -> None:
    """Raise OneClaimOnly. In a transaction: two beginnings at once wait for each other."""
    if by.organisation_kind == OrganisationKind.UNREPRESENTED_CLAIMANT:
        Organisation.objects.select_for_update(no_key=True).get(pk=by.organisation_pk)
        if of(by) is not None:
            raise OneClaimOnly
