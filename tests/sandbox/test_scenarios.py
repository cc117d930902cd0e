"""Claims at every stage of every process, played there by real steps."""

from datetime import UTC, datetime

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim, Event
from claims_portal.claims.process.processes import CURRENT
from claims_portal.sandbox import scenarios
from claims_portal.sandbox.scenarios import STAGES
from tests import make
from tests.api.conftest import Caller, kind
from tests.sandbox.conftest import organisation, ok

PHASES = [
    (claim_type, phase.code)
    for claim_type, process in CURRENT.items()
    for phase in process.phases
    if phase.code != process.first_phase
]
HANDLERS = {"rta": Profile.CR_RTA_TEAM_LEADER, "elpl": Profile.CR_ELPL_TEAM_LEADER}


def test_a_claim_can_be_had_at_every_phase_of_every_process(sandbox: datetime) -> None:
    """And it stands there today: no limit that runs in it has passed."""
    missing = []
    for claim_type, phase in PHASES:
        try:
            claim = scenarios.make(
                claim_type, phase, own=organisation("CR00101").pk, other=None, behaviour=None,
                at=sandbox,
            )  # fmt: skip
        except Exception as error:
            missing.append((claim_type, phase, repr(error)[:300]))
            continue
        late = claim.times_out_on is not None and claim.times_out_on <= sandbox.date()
        if claim.phase != phase or (late and claim.phase_row.expiry):
            missing.append((claim_type, phase, claim.phase))
    assert missing == []
