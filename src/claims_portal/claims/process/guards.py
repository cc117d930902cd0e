"""The conditions of the rows, for every process.

What one form must hold in itself belongs to the form; here is what depends on the
claim: its facts, the day, and what the form decides.
"""

from collections.abc import Iterable
from types import MappingProxyType

from claims_portal.claims.documents.codes import (
    AdditionalDamagesDecision,
    Code,
    CounterOfferDecision,
    ExitReason,
    LiabilityDecision,
    PackDecision,
    RejectionReason,
)
from claims_portal.claims.documents.interim_rules import LEAST_INTERIM
from claims_portal.claims.process import sums
from claims_portal.claims.process.deadlines import (
    INTERIM_PAYMENT,
    STAGE_1_PAYMENT,
    Limit,
    count,
)
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Circumstances, Guard
from claims_portal.sentences import one_after_another, said

COMPENSATOR_FOUND = Guard(
    "The claim notification form names no compensator.",
    lambda at: bool(at.document.defendant.compensator.organisation_id),
)
IS_MIB = Guard(
    "Only for claims against the Motor Insurers' Bureau.",
    lambda at: at.facts.mib,
    of_facts=True,
)
CHILD_TODAY = Guard(
    "The claimant is 18 or over.",
    lambda at: at.facts.is_child_on(at.today),
    chooses=True,
)
CHILD_AT_AGREEMENT = Guard(
    "The claimant was 18 or over at the agreement.",
    lambda at: bool(at.facts.child_at_settlement_agreement),
    of_facts=True,
    chooses=True,
)
CHILD_AT_LAST_AGREEMENT = Guard(
    "The claimant was 18 or over at the agreement on additional damages.",
    lambda at: bool(at.facts.child_at_additional_damages_agreement),
    of_facts=True,
    chooses=True,
)


def _notification_is_recent(limit: Limit) -> Guard:
    def holds(at: Circumstances) -> bool:
        facts = Facts(notified_on=at.document.claim.notification_date)
        return count(limit, facts, at.calendar).times_out_on > at.today

    return Guard(
        "The time for the liability decision, counted from this notification date, is over "
        "already: give the date on which the claim is notified.",
        holds,
    )


def sent_in_time(limit: Limit) -> Guard:
    """EL and PL: the limit runs from the notification date that the form states."""
    return both(COMPENSATOR_FOUND, _notification_is_recent(limit))


def both(first: Guard, second: Guard) -> Guard:
    parts = (*(first.parts or (first,)), *(second.parts or (second,)))
    return Guard(
        one_after_another(*(part.refusal for part in parts)),
        lambda at: all(part.holds(at) for part in parts),
        parts=parts,
        leaves=MappingProxyType({**first.leaves, **second.leaves}),
    )


def reason_among(reasons: Iterable[Code], refusal: str) -> Guard:
    """The answer to “reason” is one of these: what the form offers, and what it takes."""
    allowed = frozenset(reasons)
    leaves = MappingProxyType({"reason": allowed})
    return Guard(refusal, lambda at: at.document.reason in allowed, leaves=leaves)


REJECTION_WITHOUT_ASKCUE = reason_among(
    set(RejectionReason) - {RejectionReason.ASKCUE_NOT_VALID},
    "An askCUE PI reference belongs to RTA claims: give another reason.",
)


def liability(decision: LiabilityDecision) -> Guard:
    def holds(at: Circumstances) -> bool:
        decided: LiabilityDecision = at.document.liability.decision
        return decided is decision

    return Guard(
        said("The liability decision is not “%(label)s”.", label=said(decision.label)),
        holds,
        chooses=True,
    )


def pack(decision: PackDecision) -> Guard:
    def holds(at: Circumstances) -> bool:
        decided: PackDecision = at.document.agreement.decision
        return decided is decision

    return Guard(
        said("The decision on the pack is not “%(label)s”.", label=said(decision.label)),
        holds,
        chooses=True,
    )


# Interim payments (process facts 7.2)

INTERIM_NEEDED = Guard("No interim payment is needed.", lambda at: at.document.needed, chooses=True)
NO_INTERIM_NEEDED = Guard(
    "An interim payment is needed.", lambda at: not at.document.needed, chooses=True
)
INTERIM_POSSIBLE = Guard(
    "For a claimant who was under 18 when the claim was sent there is no interim payment in the "
    "portal.",
    lambda at: at.facts.sent_on is None or not at.facts.is_child_on(at.facts.sent_on),
    of_facts=True,
)
ANOTHER_INTERIM_POSSIBLE = Guard(
    "More than one interim payment may be asked for only where the claim is valued at more than "
    "£10,000.",
    lambda at: at.facts.more_than_10000 or not at.facts.interim_paid,
    of_facts=True,
)


def _offer_is_whole(at: Circumstances) -> bool:
    asked = at.facts.interim_requested
    return asked is None or sums.offered(at.document) >= asked


OFFERS_WHOLE_INTERIM = Guard("The offer is less than was asked for.", _offer_is_whole, chooses=True)
INTERIM_LIMIT_EXTENDABLE = Guard(
    "The limit can be extended once, and only where more than £1,000 was asked for.",
    lambda at: (
        not at.facts.interim_limit_extended
        and at.facts.interim_requested is not None
        and at.facts.interim_requested > LEAST_INTERIM
    ),
    of_facts=True,
)
PAYMENT_RECEIVED = Guard(
    "The payment was not received.", lambda at: at.document.received, chooses=True
)


def _overdue(limit: Limit) -> Guard:
    """The limit has passed; also where it is not known when it began."""

    def holds(at: Circumstances) -> bool:
        if limit.starts(at.facts) is None:
            return True
        return count(limit, at.facts, at.calendar).times_out_on <= at.today

    return Guard("The time for the payment has not run out yet.", holds)


PAYMENT_OVERDUE = _overdue(INTERIM_PAYMENT)
STAGE_1_COSTS_OVERDUE = _overdue(STAGE_1_PAYMENT)
PARTIAL_ACCEPTED = Guard(
    "The offer was not accepted.", lambda at: at.document.accepted, chooses=True
)


# Negotiation (RTA Protocol 7.35 to 7.37)

NEW_OFFERS_POSSIBLE = Guard(
    "An offer came in the last five days: until the further consideration ends it can be accepted "
    "or not, and no new one made.",
    lambda at: not at.facts.further_consideration,
    of_facts=True,
)
LIMIT_MOVABLE = Guard(
    "After the further consideration period has begun no extension is possible.",
    lambda at: not at.facts.further_consideration,
    of_facts=True,
)
ONLY_YES_OR_NO_LEFT = Guard(
    "New offers are still possible: answer with one, or accept.",
    lambda at: at.facts.further_consideration,
    of_facts=True,
)
NO_COUNTER_OFFER = Guard(
    "To make a counter offer, send the offer itself.", lambda at: not at.document.needed
)
AGREED = Guard("It was not agreed.", lambda at: at.document.agreed, chooses=True)


def counter_offer(decision: CounterOfferDecision) -> Guard:
    return Guard(
        said("The answer is not “%(label)s”.", label=said(decision.label)),
        lambda at: at.document.agreement.decision is decision,
        chooses=True,
    )


# Additional damages

EXIST = Guard("There are no additional damages.", lambda at: at.document.exist, chooses=True)


def additional_damages(decision: AdditionalDamagesDecision) -> Guard:
    return Guard(
        said("The decision on additional damages is not “%(label)s”.", label=said(decision.label)),
        lambda at: at.document.agreement.decision is decision,
        chooses=True,
    )


AGREED_FOR_CHILD = Guard(
    "It was not agreed, or the claimant is 18 or over.",
    lambda at: at.document.agreed and at.facts.is_child_on(at.today),
    chooses=True,
)


# Ways out


def exited_by(side: Side) -> Guard:
    return Guard(
        said(
            "The %(side)s took the claim out; the other party acknowledges it.",
            side=said(side.other.label.lower()),
        ),
        lambda at: at.facts.exited_by == side,
        of_facts=True,
    )


def exit_reason_of(claim_type: str, side: Side, *, before_liability: bool) -> Guard:
    """Process facts 4.1: each side has its reasons; an incomplete form is one of the beginning."""
    return reason_among(
        (
            reason
            for reason in ExitReason
            if reason.may_be_given_by(side.value, claim_type)
            and (before_liability or reason is not ExitReason.INCOMPLETE)
        ),
        f"This exit reason is not one that the {side.label.lower()} may give at this point.",
    )
