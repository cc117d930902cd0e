"""A new sandbox has claims to look at."""

from datetime import datetime

from claims_portal.claims.models import Claim
from claims_portal.sandbox import first_claims
from claims_portal.sandbox.first_claims import FIRST_CLAIMS
from claims_portal.sandbox.scenarios import STAGES
from tests.api.conftest import Caller
from tests.sandbox.conftest import ok


def test_each_stands_where_it_should_and_they_come_once(sandbox: datetime, firm: Caller) -> None:
    assert first_claims.make(at=sandbox) == len(FIRST_CLAIMS)
    for one, claim in zip(FIRST_CLAIMS, Claim.objects.order_by("pk"), strict=True):
        assert (claim.claim_type, claim.phase) == (one.claim_type, STAGES[one.stage])
        assert (claim.claimant_forename, claim.claimant_surname) == (one.forename, one.surname)
        assert claim.times_out_on is None or claim.times_out_on > sandbox.date()
    assert first_claims.make(at=sandbox) == 0
    assert len(ok(firm.get("/claims"))["claims"]) > 3
