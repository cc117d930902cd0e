"""Where a claim stands, for whoever claims without a lawyer: who does what now, in plain words.

The tables speak of two parties; here one of them is “you”. The names stay those of the phases,
so that both sides speak of the same.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# ruff: noqa: E501 - a table of sentences
# fmt: off
PHASES: Mapping[str, str] = {
    "ClaimDataInput": gettext_noop("You are writing your claim. It is not sent yet."),
    "ClaimSubmitted": gettext_noop("The insurer has your claim. It takes the claim on or sends it back to you."),
    "AcknowledgeRejectedClaim": gettext_noop("The insurer sent your claim back. Read why, and say that you have read it."),
    "ClaimRejectedToCR": gettext_noop("The insurer sent your claim back. You can put it right and send it again, or give it up."),
    "ClaimAcknowledged": gettext_noop("The insurer knows of your claim. It takes the claim on or sends it back to you."),
    "Article75Decision": gettext_noop("The insurer says in which role it deals with your claim. The rules call this Article 75."),
    "LiabilityDecision": gettext_noop("The insurer says whether the other side is to blame."),
    "FraudStated": gettext_noop("The insurer says that the claim is not honest. Say that you have read it. The claim then ends here."),
    "LiabilityDecisionTimeout": gettext_noop("The insurer did not answer in time. Say that you have read this. The claim then ends here."),
    "LiabilityAdmitted": gettext_noop("The insurer says that the other side is to blame. Say that you have read it, and go on."),
    "LiabilityAdmittedForChild": gettext_noop("The insurer says that the other side is to blame. The claim is for a child. Say that you have read it, and go on."),
    "LiabilityAdmittedWithNeg": gettext_noop("The insurer says that both sides are to blame. Say that you have read it. The claim then ends here."),
    "LiabilityDenied": gettext_noop("The insurer says that the other side is not to blame. Say that you have read it. The claim then ends here."),
    "ExitProcess": gettext_noop("One side took the claim out. The other side says that it has read this."),
    "LiabilityDecisionTimeoutEnd": gettext_noop("The claim ended here since the insurer did not answer in time."),
    "LiabilityDeniedEnd": gettext_noop("The claim ended here since the insurer says that the other side is not to blame."),
    "LiabilityAdmittedWithNegEnd": gettext_noop("The claim ended here since the insurer says that both sides are to blame."),
    "FraudStatedEnd": gettext_noop("The claim ended here since the insurer says that it is not honest."),
    "ExitRejectedClaim": gettext_noop("You gave the claim up after the insurer sent it back."),
    "ExitProcessEnd": gettext_noop("The claim ended here since one side took it out."),
    "StartOfStage21": gettext_noop("Say whether you need some of the money now."),
    "InterimSettlementPackForm": gettext_noop("Write how much of the money you need now, and why."),
    "InterimPaymentDecision": gettext_noop("The insurer says whether it pays some of the money now."),
    "WaitingForInterimPayment": gettext_noop("Say whether the money came that you asked for now."),
    "AcceptanceOfPartialInterimPayment": gettext_noop("The insurer offers less now than you asked for. Say yes or no to that."),
    "PartialPaymentDecision": gettext_noop("You said no to a smaller payment now. The insurer takes note, and still makes the payment that it must make."),
    "WaitingForMandatoryInterimPayment": gettext_noop("Say whether the payment came that the insurer must make. The claim then ends here."),
    "InterimSettlementPackRejected": gettext_noop("The insurer said no to paying some of the money now. Say that you have read it."),
    "InterimPaymentDecisionTimeout": gettext_noop("The insurer did not answer in time. You can go on, ask again, or take the claim out."),
    "Stage2SettlementPackForm": gettext_noop("Write how much money you ask for, and what for."),
    "Stage2SettlementPackDecision": gettext_noop("The insurer says yes or no to what you ask for, or makes an offer."),
    "Stage2SettlementPackConfirmed": gettext_noop("The insurer said yes to what you ask for. Say that you have read it."),
    "Stage2SettlementPackRepudiated": gettext_noop("The insurer will not deal with what you ask for here. Say that you have read it. The claim then ends here."),
    "Stage2SettlementPackCounterOfferDecision": gettext_noop("The insurer made you an offer. You can answer with an offer of your own, or make none."),
    "Stage2SettlementPackCounterOfferResponse": gettext_noop("You made an offer. The insurer says yes to it or makes a new one."),
    "Stage2SettlementPackAgreementDecision": gettext_noop("There are no more new offers. Say yes or no to the last offer of the insurer."),
    "Stage2SettlementPackAgreed": gettext_noop("You said yes to the last offer. The insurer takes note."),
    "Stage2SettlementPackNotAgreed": gettext_noop("The insurer said no to the last offer. Say that you have read it."),
    "Stage2SettlementPackDecisionTimeout": gettext_noop("No answer came in time. Say that you have read this. The claim then ends here."),
    "CourtProceedingsPackForm": gettext_noop("Write the papers for the court."),
    "CourtProceedingsPackResponse": gettext_noop("The insurer answers the papers for the court."),
    "EndOfStage2": gettext_noop("The papers for the court are done, or were not answered. Say that you have read this."),
    "Stage2SettlementPackConfirmationEnd": gettext_noop("You and the insurer agreed."),
    "Stage2SettlementPackAgreedEnd": gettext_noop("You and the insurer agreed on its last offer."),
    "CourtProceedingsPackEnd": gettext_noop("The claim ended here. It can go to court with its papers."),
    "InterimPaymentNotMadeEnd": gettext_noop("The claim ended here since the money did not come that you asked for."),
    "PartialInterimPaymentRefusedEnd": gettext_noop("The claim ended here since you said no to a smaller payment."),
    "Stage2SettlementPackRepudiationEnd": gettext_noop("The claim ended here since the insurer would not deal with what you ask for."),
    "Stage2SettlementPackDecisionTimeoutEnd": gettext_noop("The claim ended here since no answer came in time."),
    "StartOfAdditionalDamages": gettext_noop("Say whether you ask for more money than before. The papers for the court come next."),
    "AdditionalDamagesForm": gettext_noop("Write what more you ask for."),
    "AdditionalDamagesDecision": gettext_noop("The insurer says yes to all you ask for or makes an offer."),
    "AllDamagesAgreed": gettext_noop("The insurer said yes to all you ask for. Say that you have read it."),
    "AdditionalDamagesAgreementDecision": gettext_noop("The insurer made an offer on what more you ask for. Say yes or no to it."),
    "AdditionalDamagesAgreed": gettext_noop("You said yes to the offer. The insurer takes note."),
    "AdditionalDamagesDecisionTimeout": gettext_noop("No answer came in time on what more you ask for. Say that you have read this."),
    "Stage2SettlementPackAllDamagesAgreedEnd": gettext_noop("You and the insurer agreed on all you ask for."),
}
"""By the code of the phase."""
# fmt: on


def meaning_of(phase: str) -> str:
    return _(PHASES[phase]) if phase in PHASES else ""
