"""The rows of the packs: one head of loss each, claimed by one side and answered by the other."""

from typing import Annotated

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Group
from claims_portal.claims.documents.codes import HeadOfLoss, InjuryDuration, TariffType
from claims_portal.claims.documents.fields import text

Head = Annotated[HeadOfLoss, fields.code("Head of loss", wire="@LossType")]
GrossValueClaimed = Annotated[str, fields.money("Gross value claimed", wire="@GrossValueClaimed")]
GrossValueOffered = Annotated[
    str,
    fields.money(
        "Gross value offered",
        wire="@GrossValueOffered",
        hint="The value claimed where it is agreed.",
    ),
]
GrossAmountAgreed = Annotated[bool, fields.flag("Gross amount agreed", wire="@IsGrossAmountAgreed")]
ContributoryNegligence = Annotated[
    str, fields.percentage("Contributory negligence", wire="@PercContribNegDeductions")
]
Interest = Annotated[str, fields.money("Interest", wire="@Interest")]
EvidenceAttached = Annotated[bool, fields.flag("Evidence attached", wire="@EvidenceAttached")]
Tariff = Annotated[TariffType, fields.code("Whiplash tariff type", wire="@TariffType")]
Duration = Annotated[
    InjuryDuration, fields.code("Duration of the injury", wire="@SelectDurationOfTheInjury")
]
Uplift = Annotated[
    bool,
    fields.flag("Uplift for exceptional circumstances", wire="@ExcepCircumstancesUplift"),
]
UpliftPercentage = Annotated[
    int,
    fields.whole("Uplift percentage", wire="@ExcepCircumstancesUpliftPerc", least=1, most=20),
]
UpliftReason = Annotated[
    str, text("Reason for the uplift", wire="@ExcepCircumstancesUpliftNote", most=255)
]
Comments = Annotated[str, text("Comments", wire="@Comments", most=500)]


class ClaimedLoss(Group, kw_only=True, frozen=True):
    head: Head
    gross_value_claimed: GrossValueClaimed
    contributory_negligence: ContributoryNegligence
    interest: Interest
    evidence_attached: EvidenceAttached
    tariff_type: Tariff | None = None
    injury_duration: Duration | None = None
    uplift: Uplift | None = None
    uplift_percentage: UpliftPercentage | None = None
    uplift_reason: UpliftReason | None = None
    comments: Comments | None = None


class CounterOfferedLoss(Group, kw_only=True, frozen=True):
    head: Head
    gross_value_offered: GrossValueOffered
    gross_amount_agreed: GrossAmountAgreed
    contributory_negligence: ContributoryNegligence
    interest: Interest
    tariff_type: Tariff | None = None
    injury_duration: Duration | None = None
    uplift: Uplift | None = None
    uplift_percentage: UpliftPercentage | None = None
    comments: Comments | None = None
