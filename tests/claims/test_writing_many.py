"""The statement for a batch says the same as the one for a single claim."""

from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.claims import actions, sweeping, writing_many
from claims_portal.claims.models import Claim, Event
from tests import make
from tests.claims.test_sweeping import TIMES_OUT

LEFT_OUT = {"id", "activity_id", "claim_id"}


def as_written(claim: Claim) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """All that is kept of a claim and its events, but for what is new in every claim."""
    rows = [Claim.objects.filter(pk=claim.pk).values().get()]
    rows += list(Event.objects.filter(claim=claim).order_by("number").values())
    told = [{name: row[name] for name in row.keys() - LEFT_OUT} for row in rows]
    return told[0], told[1:]


@pytest.mark.parametrize(
    "at",
    ["ClaimSubmitted", "Article75Decision", "LiabilityDecision", "Stage2SettlementPackDecision"],
)
def test_a_batch_writes_of_silence_what_a_single_claim_writes(
    lawyer: User, insurer: User, at: str
) -> None:
    one, other = (make.claim(lawyer=lawyer, insurer=insurer, at=at) for _ in range(2))
    actions.time_out(one, at=TIMES_OUT)
    assert as_written(one) != as_written(other)
    assert sweeping.sweep(at=TIMES_OUT) == 1
    assert as_written(one) == as_written(other)
    activities = Claim.objects.values_list("activity_id", flat=True)
    assert len(set(activities)) == 2
    for claim in Claim.objects.all():
        assert claim.activity_id == claim.events.get(number=claim.event_count).activity_id


def test_a_claim_that_changed_since_it_was_read_stays(lawyer: User, insurer: User) -> None:
    read = make.claim(lawyer=lawyer, insurer=insurer)
    make.act(read, "accept-claim", {"compensatorReference": "A"}, by=insurer)
    before = as_written(read)
    noted = writing_many.noted(read, "liability:days-left", "5 days left", alarm_on=None)
    assert writing_many.write([noted], at=make.NOW) == set()
    assert as_written(read) == before


def test_a_claim_whose_limit_moved_since_it_was_read_stays(lawyer: User, insurer: User) -> None:
    read = make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.update(times_out_on=TIMES_OUT.date())
    Claim.objects.update(times_out_on=make.days_later(40).date())
    changed = writing_many.limit_changed(
        read, "time-limit:changed", "moved", times_out_on=TIMES_OUT.date(), alarm_on=None
    )
    assert writing_many.write([changed], at=make.NOW) == set()


def test_nothing_to_write_asks_the_database_nothing(
    db: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert writing_many.write([], at=make.NOW) == set()
