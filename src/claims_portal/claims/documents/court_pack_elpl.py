"""The court proceedings pack of EL, ELD and PL claims (forms EPL6 and EPL7).

As in `court_pack`, part B stays sealed until the damages are assessed.
"""

from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Group, Rule
from claims_portal.claims.documents.court_pack import (
    AllDisbursementsPaid,
    CourtPackContact,
    CruCertificate,
    KnownSolicitorBlock,
    NamedSolicitor,
    Occupation,
    RepresentativeBlock,
    SealedAnswer,
    SealedOffersBlock,
)
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.losses import (
    Comments,
    EvidenceAttached,
    GrossValueClaimed,
    GrossValueOffered,
)
from claims_portal.claims.documents.packs import StatementOfTruthBlock
from claims_portal.claims.documents.packs_elpl import MOST_HEADS, ElplHead
from claims_portal.claims.documents.response_rules_elpl import (
    COURT_REQUEST_RULES,
    COURT_RESPONSE_RULES,
)

MOST_DISBURSEMENTS = 12
DISBURSEMENTS = "DisbursementDisputed/DisbursementDisputedRequestResponse"

DisbursementNumber = Annotated[
    int,
    fields.whole(
        "Line number of the disputed disbursement",
        wire="@DisbursementId",
        least=1,
        most=MOST_DISBURSEMENTS,
    ),
]


class ElplLastClaimedLoss(Group, kw_only=True, frozen=True):
    head: ElplHead
    gross_value_claimed: GrossValueClaimed
    # The schema of RTA left it in: here nothing is taken off, and it repeats the gross value.
    value_after_contribution: Annotated[
        str,
        fields.money("Value claimed after contribution", wire="@ValueClaimedAfterContrib"),
    ]
    interest_rate: Annotated[str, fields.percentage("Interest rate", wire="@PercInterestRate")]
    evidence_attached: EvidenceAttached
    comments: Comments | None = None


class ElplDisputedDisbursement(Group, kw_only=True, frozen=True):
    number: DisbursementNumber
    description: Annotated[
        str, text("Disputed disbursement", wire="@DisbursementDisputed", most=500)
    ]
    amount_claimed: Annotated[
        str, fields.money("Disbursement amount claimed", wire="@AmountClaimed")
    ]
    amount_paid: Annotated[str, fields.money("Disbursement amount paid", wire="@AmountPaid")]


class ElplCourtPackRequest(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Court proceedings pack (EL, ELD, PL)"
    wire: ClassVar[str] = "CourtProceedingPackRequest"
    rules: ClassVar[tuple[Rule, ...]] = COURT_REQUEST_RULES

    claimant_representative: RepresentativeBlock
    claimant_occupation: Occupation | None = None
    losses: Annotated[
        tuple[ElplLastClaimedLoss, ...],
        fields.rows("Losses", wire="ClaimantLosses/LastClaimantOffer", most=MOST_HEADS),
    ] = ()
    all_disbursements_paid: AllDisbursementsPaid
    disbursements: Annotated[
        tuple[ElplDisputedDisbursement, ...],
        fields.rows("Disputed disbursements", wire=DISBURSEMENTS, most=MOST_DISBURSEMENTS),
    ] = ()
    part_b: SealedOffersBlock
    defendant_solicitor: KnownSolicitorBlock | None = None
    statement_of_truth: StatementOfTruthBlock


class ElplLastOfferedLoss(Group, kw_only=True, frozen=True):
    head: ElplHead
    gross_value_offered: GrossValueOffered
    value_after_contribution: Annotated[
        str,
        fields.money("Value offered after contribution", wire="@ValueOfferedAfterContrib"),
    ]
    evidence_attached: EvidenceAttached
    comments: Comments | None = None


class ElplUnpaidDisbursement(Group, kw_only=True, frozen=True):
    number: DisbursementNumber
    reason: Annotated[
        str,
        text(
            "Why the disbursement is not paid in full",
            wire="@ReasonForNotPayingFullDisbursement",
            most=80,
        ),
    ]


class ElplCourtPackResponse(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Response to the court proceedings pack (EL, ELD, PL)"
    wire: ClassVar[str] = "CourtProceedingPackResponse"
    rules: ClassVar[tuple[Rule, ...]] = COURT_RESPONSE_RULES

    compensator: Annotated[
        CourtPackContact,
        fields.group("Compensator contact", wire="DefendantRepresentative/DefendantsInsurer"),
    ]
    losses: Annotated[
        tuple[ElplLastOfferedLoss, ...],
        fields.rows("Losses", wire="DefendantReplies/LastDefendantResponse", most=MOST_HEADS),
    ] = ()
    cru: Annotated[
        CruCertificate,
        fields.group("Recoverable benefits", wire="CourtProceedingsPackPartA"),
    ]
    disbursements: Annotated[
        tuple[ElplUnpaidDisbursement, ...],
        fields.rows("Disputed disbursements", wire=DISBURSEMENTS, most=MOST_DISBURSEMENTS),
    ] = ()
    defendant_solicitor: Annotated[
        NamedSolicitor,
        fields.group("Defendant's solicitor", wire="DefendantLegalRepresentative"),
    ]
    part_b: Annotated[
        SealedAnswer,
        fields.group("Part B: final offer", wire="CourtProceedingsPackPartB"),
    ]
