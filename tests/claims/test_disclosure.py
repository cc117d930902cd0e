"""A compensator reads what was between it and the claimant representative, and nothing else."""

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import disclosure
from claims_portal.claims.models import Claim
from tests import make


def rejected_by(insurer: User, lawyer: User) -> Claim:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    said = {"reason": "wrong-organisation", "comment": "Not our customer."}
    claim = make.act(claim, "reject-claim", said, by=insurer)
    return make.act(claim, "acknowledge-rejection", {}, by=lawyer)


def read_by(user: User, claim: Claim) -> tuple[list[str], list[str]]:
    actor = user.as_actor()
    events = [event.row for event in disclosure.events_for(actor, claim)]
    return events, [one.kind for one in disclosure.documents_for(actor, claim)]


def test_another_compensator_reads_from_the_day_the_claim_came_to_it(
    lawyer: User, insurer: User
) -> None:
    other = make.user(make.organisation("COMP002", kind="COMP"), Profile.COMP_RTA_CLAIM_HANDLER)
    claim = rejected_by(insurer, lawyer)
    claim = make.act(claim, "resend-claim", make.cnf(compensator=other.organisation), by=lawyer)
    assert read_by(other, claim) == (["R3"], ["rta-cnf"])
    assert read_by(lawyer, claim)[0] == ["R0", "R1", "R2", "R3"]


def test_the_same_compensator_reads_all_of_it(lawyer: User, insurer: User) -> None:
    claim = rejected_by(insurer, lawyer)
    claim = make.act(claim, "resend-claim", make.cnf(compensator=insurer.organisation), by=lawyer)
    assert read_by(insurer, claim)[0] == ["R0", "R1", "R2", "R3"]
