"""What a side can say at a step: a valid body, drawn at random."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import Enum
from typing import Any

import msgspec
from hypothesis import strategies as st

from claims_portal.claims.documents.base import kind_of
from claims_portal.claims.documents.codes import ExitReason, RejectionReason
from claims_portal.claims.documents.negotiation import by_head
from claims_portal.claims.drafts import notified_on
from claims_portal.claims.models import Claim
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.tables import Step
from tests import make
from tests.moves import DENIAL, WITH_NEGLIGENCE, body_of
from tests.plays.cast import House

Body = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]

SECRET = "Found by my cousin Zebedee"
"""The referral source, which no compensator may ever read."""
BEFORE_LIABILITY = {"ClaimSubmitted", "ClaimAcknowledged", "Article75Decision", "LiabilityDecision"}
AGES = (38 * 365, 45 * 365, 60 * 365, 18 * 365 + 5, 18 * 365 - 20, 18 * 365 - 60, 12 * 365)
"""In days, about: grown up, just so, becoming so in the course of the claim, a child."""
DECISIONS: dict[str, tuple[str, ...]] = {
    "settlement-pack-response": ("confirm", "counter-offer", "counter-offer", "repudiate"),
    "counter-offer-by-compensator": ("accept", "new-offer", "new-offer"),
    "additional-damages-response": ("agree", "counter-offer"),
}
LIABILITY: tuple[Body, ...] = ({}, {}, {}, {}, DENIAL[1], WITH_NEGLIGENCE[1])
"""Most admissions: the rest of the process follows them."""


def said_at(code: str) -> str:
    """The words of a house, by which it is known who said them."""
    return f"As discussed at {code}"


def notifications(draw: Draw, claim_type: str, to: House, today: date) -> Body:
    """A claim notification form as it may be sent today."""
    body = notified_on(make.cnf(claim_type, compensator=to.organisation), today)
    born = today - timedelta(days=draw(st.sampled_from(AGES)))
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    body["claimant"]["person"]["dateOfBirth"] = born.isoformat()
    body["claimant"]["child"] = years < 18
    body["claim"]["valueBand"] = draw(st.sampled_from(["up-to-10000", "up-to-25000"]))
    if claim_type == "rta":
        body["claimantRepresentative"]["referral"] = {"source": "other", "otherSource": SECRET}
    return body


def answers(draw: Draw, claim: Claim, step: Step, house: House) -> Body:
    """A body that the step takes now, whatever it then leads to."""
    if step.takes.__module__.endswith(".notes"):
        return _notes(draw, claim, step, house)
    name = kind_of(step.takes).partition("-")[2]
    changes: Body = {}
    if name == "liability-response":
        changes = LIABILITY[draw(st.integers(0, len(LIABILITY) - 1))]
    elif name in DECISIONS:
        decision = draw(st.sampled_from(_decisions(name, claim.state.facts)))
        repudiates = {"repudiates": True} if decision == "repudiate" else {}
        changes = repudiates or {"agreement__decision": decision}
    body = body_of(claim, name, dict(changes))
    return _in_part(draw, body, claim) if name == "interim-pack-response" else body


def _decisions(name: str, facts: Facts) -> tuple[str, ...]:
    """No new offers once the further consideration has begun."""
    if name == "counter-offer-by-compensator" and facts.further_consideration:
        return ("accept",)
    return DECISIONS[name]


def _in_part(draw: Draw, body: Body, claim: Claim) -> Body:
    """The interim payment whole, or in part, with deductions that may be more than it."""
    if draw(st.booleans()):
        request = claim.documents.filter(kind__endswith="interim-pack-request").latest("number")
        asked = by_head(request.body)
        for row in body["losses"]:
            whole = asked[row["head"]]["grossValueClaimed"]
            row.update(grossValueOffered=whole, grossAmountAgreed=True)
    body["cruDeductions"] = draw(st.sampled_from(["0.00", "100.01", "5000.00"]))
    return body


def _notes(draw: Draw, claim: Claim, step: Step, house: House) -> Body:
    return {
        field.encode_name: draw(_values(claim, step, house, field.type))
        for field in msgspec.structs.fields(step.takes)
    }


def _values(claim: Claim, step: Step, house: House, asked: Any) -> st.SearchStrategy[Any]:
    kind = getattr(asked, "__origin__", asked)
    if kind is bool:
        return st.booleans()
    if kind is date:
        assert claim.times_out_on is not None
        later = st.integers(1, 30).map(timedelta)
        return later.map(lambda days: (claim.times_out_on + days).isoformat())
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from([one.value for one in kind if _may_be_given(one, claim, step)])
    return st.just(said_at(house.code))


def _may_be_given(reason: Enum, claim: Claim, step: Step) -> bool:
    if isinstance(reason, ExitReason):
        early = step.phase in BEFORE_LIABILITY
        fits = early or reason is not ExitReason.INCOMPLETE
        return fits and reason.may_be_given_by(step.side.value, claim.claim_type)
    return claim.claim_type == "rta" or reason is not RejectionReason.ASKCUE_NOT_VALID
