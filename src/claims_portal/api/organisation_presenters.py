"""From the organisation's record to the API's answers; nothing is decided here."""

from collections.abc import Sequence

import msgspec

from claims_portal.accounts.organisation_reading import AgreementState
from claims_portal.accounts.profiles import ELPL_CLAIMS, RTA_CLAIMS
from claims_portal.accounts.record_rules import address_lines
from claims_portal.api import organisation_schemas as schemas
from claims_portal.api.user_presenters import KINDS
from claims_portal.claims.automatic_acknowledgements import Choice
from claims_portal.organisations.models import Branch, BranchKind, Organisation, OrganisationKind

BRANCH_KINDS = {
    BranchKind.CENTRAL_POINT: "central-point",
    BranchKind.HANDLING_POINT: "handling-point",
}


def record(organisation: Organisation) -> schemas.OrganisationAnswer:
    rta = sorted(RTA_CLAIMS) * organisation.deals_with_rta
    elpl = sorted(ELPL_CLAIMS) * organisation.deals_with_elpl
    return schemas.OrganisationAnswer(
        organisation_id=organisation.code,
        name=organisation.name,
        kind=KINDS[OrganisationKind(organisation.kind)],
        claim_types=rta + elpl,
        email=organisation.email,
        telephone=organisation.telephone,
        address=address(organisation.address),
        email_domains=organisation.email_domains,
        requires_strong_factor=organisation.requires_strong_factor,
    )


def branch(one: Branch) -> schemas.BranchAnswer:
    return schemas.BranchAnswer(
        branch_id=one.number,
        name=one.name,
        kind=BRANCH_KINDS[BranchKind(one.kind)],
        email=one.email,
        telephone=one.telephone,
        address=address(one.address),
        enabled=one.enabled,
    )


def address(kept: dict[str, str]) -> schemas.PostalAddress:
    return msgspec.convert(address_lines(kept), schemas.PostalAddress)


def agreement(state: AgreementState) -> schemas.AgreementAnswer:
    return schemas.AgreementAnswer(
        version=state.in_force.version if state.in_force else None,
        text=state.in_force.text if state.in_force else "",
        in_force_from=state.in_force.in_force_from if state.in_force else None,
        accepted=state.accepted,
        accepted_version=state.accepted_version,
        accepted_at=state.accepted_at,
    )


def acknowledgements(choices: Sequence[Choice]) -> schemas.AcknowledgementsAnswer:
    return schemas.AcknowledgementsAnswer(
        acknowledgements=[
            schemas.AcknowledgementAnswer(
                action=one.kind.action,
                phases=list(one.phases),
                claim_types=sorted(one.kind.claim_types),
                may_end=one.kind.may_end,
                automatic=one.automatic,
            )
            for one in choices
        ]
    )
