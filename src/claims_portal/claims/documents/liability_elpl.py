"""The compensator's response to a claim notification form of an EL, ELD or PL claim."""

from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Group, Rule
from claims_portal.claims.documents.codes import LiabilityDecision
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.liability import (
    AdmissionsBlock,
    CompensatorContactBlock,
    ReasonsNotAdmitted,
)
from claims_portal.claims.documents.response_rules_elpl import LIABILITY_RULES


class ElplLiability(Group, kw_only=True, frozen=True):
    decision: Annotated[
        LiabilityDecision, fields.code("Liability decision", wire="@LiabilityDecision")
    ]
    admissions: AdmissionsBlock | None = None
    reasons_not_admitted: ReasonsNotAdmitted | None = None


class ElplProvidedServices(Group, kw_only=True, frozen=True):
    ready_for_rehabilitation: Annotated[
        bool,
        fields.flag(
            "Compensator ready to provide rehabilitation", wire="@PreparedToProvideRehabilitation"
        ),
    ]
    rehabilitation_provided: Annotated[
        bool, fields.flag("Rehabilitation already provided", wire="@RehabilitationProvided")
    ]
    rehabilitation_details: (
        Annotated[str, text("Rehabilitation details", wire="@RehabilitationDetails", most=500)]
        | None
    ) = None


class ElplLiabilityResponse(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Liability response (EL, ELD, PL)"
    wire: ClassVar[str] = "InsurerResponseA2A"
    rules: ClassVar[tuple[Rule, ...]] = LIABILITY_RULES

    compensator: CompensatorContactBlock
    liability: Annotated[
        ElplLiability, fields.group("Liability and causation", wire="LiabilityCausation")
    ]
    services: Annotated[
        ElplProvidedServices, fields.group("Services provided", wire="ProvidedServices")
    ]
