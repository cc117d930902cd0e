"""The machine's clock is set back while claims run: nothing is lost, refused or out of order."""

from datetime import timedelta
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim
from tests import make
from tests.api.conftest import Caller, Clock

BACK = timedelta(minutes=30)


@pytest.mark.django_db(transaction=True)
def test_both_sides_go_on_and_the_feed_keeps_its_order(
    as_lawyer: Caller, as_insurer: Caller, insurer: User, the_clock: Clock
) -> None:
    form = make.cnf(compensator=insurer.organisation)
    first = as_lawyer.post("/claims", form, Idempotency_Key="before-it-went-back")
    read: dict[str, Any] = as_insurer.get("/events").json()
    the_clock.now -= BACK
    again = as_lawyer.post("/claims", form, Idempotency_Key="before-it-went-back")
    assert (again.status_code, again.content) == (201, first.content)
    claim = Claim.objects.get()
    said = {"compensatorReference": "X/1"}
    assert as_insurer.act(claim, "accept-claim", said).status_code == 200
    on = as_lawyer.get("/events").json()["events"]
    assert [one["number"] for one in on] == [2]
    further = as_lawyer.post("/claims", make.cnf(compensator=insurer.organisation))
    assert further.status_code == 201
    rest = as_insurer.get("/events", {"after": read["nextCursor"]}).json()["events"]
    assert [(one["applicationId"], one["number"]) for one in rest] == [
        (further.json()["applicationId"], 1)
    ]
    claim.refresh_from_db()
    assert claim.times_out_on is not None


def test_a_limit_that_ran_out_is_not_given_back(
    insurer: User, claim_at: Any, the_clock: Clock
) -> None:
    claim, then = claim_at(), the_clock.now
    for now in (then + timedelta(days=60), then):
        the_clock.now = now
        company = Caller(insurer, make.token(insurer.organisation, at=now))
        answer = company.act(claim, "accept-claim", {"compensatorReference": "X/1"})
        claim.refresh_from_db()
        assert (answer.status_code, claim.phase) == (409, "LiabilityDecisionTimeout")
