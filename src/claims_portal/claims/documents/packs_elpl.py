"""What the packs of EL, ELD and PL claims ask alike, and RTA packs do not ask so.

No contributory negligence (it takes the claim out), no whiplash tariff and no MedCo.
"""

from typing import Annotated

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Group
from claims_portal.claims.documents.codes import ElplHeadOfLoss, ReportCount
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.losses import (
    Comments,
    EvidenceAttached,
    GrossAmountAgreed,
    GrossValueClaimed,
    GrossValueOffered,
    Interest,
)

MOST_HEADS = len(ElplHeadOfLoss)

ElplHead = Annotated[ElplHeadOfLoss, fields.code("Head of loss", wire="@LossType")]


class ElplCruReference(Group, kw_only=True, frozen=True):
    """As for RTA, but the reference is in no set form."""

    reference: (
        Annotated[
            str,
            text("Compensation Recovery Unit reference", wire="@CRUReferenceNumber", most=50),
        ]
        | None
    ) = None
    no_reference_reason: (
        Annotated[str, text("Why no CRU reference is given", wire="@CRUComment", most=500)] | None
    ) = None


ElplCruBlock = Annotated[
    ElplCruReference, fields.group("CRU reference", wire="DefendantRepresentative/CRUReference")
]


class ElplMedicalReports(Group, kw_only=True, frozen=True):
    count: Annotated[
        ReportCount,
        fields.code("Number of medical reports with the pack", wire="@MedicalReportStage2"),
    ]


class ElplClaimedLoss(Group, kw_only=True, frozen=True):
    head: ElplHead
    gross_value_claimed: GrossValueClaimed
    interest: Interest
    evidence_attached: EvidenceAttached
    comments: Comments | None = None


class ElplOfferedLoss(Group, kw_only=True, frozen=True):
    head: ElplHead
    gross_value_offered: GrossValueOffered
    gross_amount_agreed: GrossAmountAgreed
    interest: Interest
    comments: Comments | None = None
