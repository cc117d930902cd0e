"""The terms of the field, in plain words (process facts 8)."""

from typing import NamedTuple

from django.utils.text import slugify


class Term(NamedTuple):
    term: str
    means: str

    @property
    def anchor(self) -> str:
        return slugify(self.term)


# ruff: noqa: E501 - a table of rows
# fmt: off
TERMS = (
    Term("Additional damages", "In road traffic claims: damages that came to light when the settlement pack was not agreed. They are put to the compensator before the claim goes to court."),
    Term("Application ID", "The number of a claim: sixteen digits. The leading zeros may be left out."),
    Term("Article 75 insurer", "An insurer that must handle a claim for the Motor Insurers' Bureau although its own policy does not cover it."),
    Term("askCUE PI", "A search for earlier injury claims of the claimant. Its reference belongs in the form of a road traffic claim."),
    Term("Branch", "An office of a compensator. Branch 001 is the central point, to which new claims come; the others are handling points."),
    Term("Business day", "A day that is no Saturday, Sunday or bank holiday of England and Wales, nor Good Friday or Christmas Day."),
    Term("Claim notification form (CNF)", "The form that begins a claim: who was hurt, how, by whom, and what is asked for."),
    Term("Claimant representative (CR)", "The law firm, or other authorised firm, that acts for the person who was hurt."),
    Term("Compensator (COMP)", "The insurer, or who handles claims for one, that answers for the person who caused the injury."),
    Term("Contributory negligence", "That the claimant is partly to blame. The damages are lessened by a percentage."),
    Term("Counter offer", "An offer that answers another one."),
    Term("Court proceedings pack", "What both sides bring to court when they did not agree: part A with each head of loss, part B, sealed, with the final offers."),
    Term("CRU", "The Compensation Recovery Unit, to which benefits that were paid because of the injury are given back."),
    Term("Defendant only form", "The claim notification form for the defendant in person: without date of birth and National Insurance number."),
    Term("Employers' liability (EL, ELD)", "Claims of people hurt (EL) or made ill (ELD) at work."),
    Term("Exit", "One side takes the claim out of the portal, with a reason."),
    Term("Global offer", "One sum for the whole claim instead of one for each head of loss."),
    Term("Head of loss", "One kind of damage, such as general damages, earnings or treatment."),
    Term("Insurer index", "The list of insurers' names and the organisations that answer for them."),
    Term("Interim payment", "A part that is paid before the claim is settled."),
    Term("Interim settlement pack", "The request for an interim payment, with its evidence."),
    Term("Litigant in person", "A claimant who acts without a representative."),
    Term("MedCo", "The service through which medical experts for soft tissue injuries are found."),
    Term("MIB", "The Motor Insurers' Bureau, which pays where the driver was not insured or is not known."),
    Term("OIC", "Official Injury Claim, the portal for road traffic claims below the small claims limit."),
    Term("Phase", "Where a claim stands. Each phase says whose turn it is and whether a time limit runs."),
    Term("PSLA", "Pain, suffering and loss of amenity: the damages for the injury itself."),
    Term("Public liability (PL)", "Claims of people hurt in a public place or by somebody's carelessness."),
    Term("Repudiation", "The compensator takes its admission back; the claim leaves the portal."),
    Term("Settlement pack", "The claimant's figures for every head of loss with their evidence, sent in stage 2."),
    Term("Stage 1", "From the notification to the decision on liability."),
    Term("Stage 2", "From the admission to the settlement. Stage 2.1 is about interim payments, stage 2.2 about the settlement."),
    Term("Time-out date", "The day on which a claim moves on by itself. The last day to act is the day before."),
    Term("Third party administrator (TPA)", "A firm that handles claims for insurers."),
    Term("Whiplash tariff", "Fixed sums for whiplash from accidents on or after 31 May 2021, by how long the injury lasts."),
)
# fmt: on
