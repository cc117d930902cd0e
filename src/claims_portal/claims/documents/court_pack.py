"""The court proceedings pack (forms RTA6 and RTA7): what each side said last, for the judge.

Part A goes to the judge; part B, the offers, stays sealed until the damages are assessed
(Practice Direction 49F). What stands in `part_b` is therefore never printed with the rest.
"""

from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Group, Rule
from claims_portal.claims.documents.codes import AddressKind
from claims_portal.claims.documents.court_pack_rules import REQUEST_RULES, RESPONSE_RULES
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.losses import (
    Comments,
    ContributoryNegligence,
    Duration,
    EvidenceAttached,
    GrossValueClaimed,
    Head,
    Tariff,
    Uplift,
    UpliftPercentage,
    UpliftReason,
)
from claims_portal.claims.documents.packs import PackContact, StatementOfTruthBlock
from claims_portal.claims.documents.parties import (
    ContactFirstName,
    ContactMiddleName,
    ContactSurname,
    Email,
    Reference,
    Telephone,
)

MOST_HEADS = 17
MOST_DISBURSEMENTS = 17
DISBURSEMENTS = "DisbursmentDisputed/DisbursementDisputedRequestResponse"

DisbursementNumber = Annotated[
    int,
    fields.whole(
        "Line number of the disputed disbursement",
        wire="@DisbursementId",
        least=1,
        most=MOST_DISBURSEMENTS,
    ),
]
DefendantFinalOffer = Annotated[
    str, fields.money("Defendant's final offer", wire="@DefendantFinalOffer")
]
SolicitorDetails = Annotated[
    str, text("Details of the defendant's solicitor", wire="@DefendantLegalDetails", most=500)
]


class LastClaimedLoss(Group, kw_only=True, frozen=True):
    head: Head
    gross_value_claimed: GrossValueClaimed
    contributory_negligence: ContributoryNegligence
    value_after_contribution: Annotated[
        str,
        fields.money("Value claimed after contribution", wire="@ValueClaimedAfterContrib"),
    ]
    interest_rate: Annotated[str, fields.percentage("Interest rate", wire="@PercInterestRate")]
    evidence_attached: EvidenceAttached
    tariff_type: Tariff | None = None
    injury_duration: Duration | None = None
    uplift: Uplift | None = None
    uplift_percentage: UpliftPercentage | None = None
    uplift_reason: UpliftReason | None = None
    comments: Comments | None = None


class DisputedDisbursement(Group, kw_only=True, frozen=True):
    number: DisbursementNumber
    description: Annotated[
        str, text("Disputed disbursement", wire="@DisbursementDisputed", most=500)
    ]
    amount_claimed: Annotated[
        str, fields.money("Disbursement amount claimed", wire="@AmountClaimed")
    ]
    amount_paid: Annotated[str, fields.money("Disbursement amount paid", wire="@AmountPaid")]


class SealedOffers(Group, kw_only=True, frozen=True):
    claimant_final_offer: Annotated[
        str, fields.money("Claimant's final offer", wire="@ClaimantFinalOffer")
    ]
    defendant_final_offer: DefendantFinalOffer
    stage_1_fixed_costs_paid: Annotated[
        bool, fields.flag("Stage 1 fixed costs paid", wire="FixedCosts/@Stage1FixedCostsPaid")
    ]
    stage_2_fixed_costs_paid: Annotated[
        bool, fields.flag("Stage 2 fixed costs paid", wire="FixedCosts/@Stage2FixedCostsPaid")
    ]


class KnownSolicitor(Group, kw_only=True, frozen=True):
    """What the claimant's side knows of it."""

    named: (
        Annotated[
            bool,
            fields.flag("Defendant named a solicitor", wire="@HasDefendantNamedLegalRep"),
        ]
        | None
    ) = None
    details: SolicitorDetails | None = None


RepresentativeBlock = Annotated[
    PackContact,
    fields.group(
        "Claimant representative",
        wire="ClaimAndClaimantDetails/ClaimantRepresentative/CompanyDetails",
    ),
]
Occupation = Annotated[
    str,
    text(
        "Occupation of the claimant",
        wire="ClaimAndClaimantDetails/ClaimantDetails/@Occupation_CPP",
        most=50,
    ),
]
AllDisbursementsPaid = Annotated[
    bool,
    fields.flag(
        "All disbursements agreed and paid",
        wire="CourtProceedingsPackPartA/@AllDisbursementAgreedAndPaid",
    ),
]
SealedOffersBlock = Annotated[
    SealedOffers, fields.group("Part B: final offers", wire="CourtProceedingsPackPartB")
]
KnownSolicitorBlock = Annotated[
    KnownSolicitor, fields.group("Defendant's solicitor", wire="DefendantLegalRepresentative")
]


class RtaCourtPackRequest(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Court proceedings pack (RTA)"
    wire: ClassVar[str] = "CourtProceedingPackRequest"
    rules: ClassVar[tuple[Rule, ...]] = REQUEST_RULES

    claimant_representative: RepresentativeBlock
    claimant_occupation: Occupation | None = None
    losses: Annotated[
        tuple[LastClaimedLoss, ...],
        fields.rows("Losses", wire="ClaimantLosses/LastClaimantOffer", most=MOST_HEADS),
    ] = ()
    all_disbursements_paid: AllDisbursementsPaid
    disbursements: Annotated[
        tuple[DisputedDisbursement, ...],
        fields.rows("Disputed disbursements", wire=DISBURSEMENTS, most=MOST_DISBURSEMENTS),
    ] = ()
    part_b: SealedOffersBlock
    defendant_solicitor: KnownSolicitorBlock | None = None
    statement_of_truth: StatementOfTruthBlock


class CourtPackContact(Group, kw_only=True, frozen=True):
    contact_first_name: ContactFirstName
    contact_middle_name: ContactMiddleName | None = None
    contact_surname: ContactSurname
    telephone: Telephone | None = None
    email: Email | None = None
    reference: Reference
    address_kind: (
        Annotated[AddressKind, fields.code("Kind of address", wire="Address/@AddressType")] | None
    ) = None


class LastOfferedLoss(Group, kw_only=True, frozen=True):
    head: Head
    gross_value_offered: Annotated[
        str, fields.money("Gross value offered", wire="@GrossValueOffered")
    ]
    contributory_negligence: ContributoryNegligence
    value_after_contribution: Annotated[
        str,
        fields.money("Value offered after contribution", wire="@ValueOfferedAfterContrib"),
    ]
    evidence_attached: EvidenceAttached
    tariff_type: Tariff | None = None
    injury_duration: Duration | None = None
    uplift: Uplift | None = None
    uplift_percentage: UpliftPercentage | None = None
    comments: Comments | None = None


class CruCertificate(Group, kw_only=True, frozen=True):
    benefits_received: Annotated[
        str, fields.money("Recoverable benefits received", wire="@CRUBenefitsReceived")
    ]
    benefits_comments: (
        Annotated[
            str,
            text(
                "Comments on the recoverable benefits",
                wire="@CRUBenefitsReceivedComments",
                most=500,
            ),
        ]
        | None
    ) = None
    certificate_attached: Annotated[
        bool,
        fields.flag("Current CRU certificate attached", wire="@UpToDateCRUCertificateAttached"),
    ]
    certificate_comments: (
        Annotated[
            str,
            text(
                "Comments on the CRU certificate",
                wire="@UpToDateCRUCertificateAttachedComments",
                most=500,
            ),
        ]
        | None
    ) = None


class UnpaidDisbursement(Group, kw_only=True, frozen=True):
    number: DisbursementNumber
    reason: Annotated[
        str,
        text(
            "Why the disbursement is not paid in full",
            wire="@ReasonForNotPayingFullDisbursement",
            most=80,
        ),
    ]


class NamedSolicitor(Group, kw_only=True, frozen=True):
    named: Annotated[
        bool, fields.flag("Defendant named a solicitor", wire="@HasDefendantNamedLegalRep")
    ]
    details: SolicitorDetails | None = None


class SealedAnswer(Group, kw_only=True, frozen=True):
    defendant_final_offer: DefendantFinalOffer


class RtaCourtPackResponse(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Response to the court proceedings pack (RTA)"
    wire: ClassVar[str] = "CourtProceedingPackResponse"
    rules: ClassVar[tuple[Rule, ...]] = RESPONSE_RULES

    compensator: Annotated[
        CourtPackContact,
        fields.group("Compensator contact", wire="DefendantRepresentative/DefendantsInsurer"),
    ]
    losses: Annotated[
        tuple[LastOfferedLoss, ...],
        fields.rows("Losses", wire="DefendantReplies/LastDefendantResponse", most=MOST_HEADS),
    ] = ()
    cru: Annotated[
        CruCertificate,
        fields.group("Recoverable benefits", wire="CourtProceedingsPackPartA"),
    ]
    disbursements: Annotated[
        tuple[UnpaidDisbursement, ...],
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
