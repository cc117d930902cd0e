"""The plain way of an RTA claim, and the ways it leaves at stage 1."""

import pytest

from claims_portal.accounts.models import User
from claims_portal.claims.models import Event
from tests import make


def test_a_claim_is_settled_by_the_plain_way(lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackConfirmationEnd")
    assert claim.turn == ""
    assert claim.ended_at == make.NOW
    rows = list(Event.objects.filter(claim=claim).order_by("number").values_list("row", flat=True))
    assert rows == ["R0", "R1", "R4", "R5", "R8", "R12", "R20", "R21", "R22"]


@pytest.mark.parametrize(
    ("decision", "phase", "acknowledgement", "end"),
    [
        ("not-admitted", "LiabilityDenied", "acknowledge-liability-denied", "LiabilityDeniedEnd"),
        (
            "admitted-with-contributory-negligence",
            "LiabilityAdmittedWithNeg",
            "acknowledge-liability-admitted-with-negligence",
            "LiabilityAdmittedWithNegEnd",
        ),
    ],
)
def test_a_claim_leaves_at_stage_1(
    lawyer: User, insurer: User, decision: str, phase: str, acknowledgement: str, end: str
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    claim = make.act(claim, "send-liability-decision", make.denial(decision), by=insurer)
    assert (claim.phase, claim.turn) == (phase, "claimant-representative")
    claim = make.act(claim, acknowledgement, {}, by=lawyer)
    assert (claim.phase, claim.turn) == (end, "")
