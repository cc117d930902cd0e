"""One change wins: two real connections at once, the same button twice, both sides together."""

from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from claims_portal.accounts.models import User
from claims_portal.claims import actions, writing
from claims_portal.claims.models import Claim, Document, Event
from claims_portal.claims.refusals import StaleActivity
from tests import make
from tests.claims.together import at_once

REFERENCE = {"compensatorReference": "NM/26/1"}
ROUNDS = 5


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def must_have_one_winner(answers: list[Any]) -> Any:
    """Exactly one changed the claim; the others were told that somebody was first."""
    losers = [answer for answer in answers if isinstance(answer, StaleActivity)]
    (winner,) = [answer for answer in answers if not isinstance(answer, Exception)]
    assert len(losers) == len(answers) - 1, answers
    for loser in losers:
        assert (loser.phase, loser.activity_id) == (winner.phase, str(winner.activity_id))
    return winner


@pytest.mark.django_db(transaction=True)
def test_a_double_click_acts_once(lawyer: User, insurer: User) -> None:
    for _ in range(ROUNDS):
        claim = make.claim(lawyer=lawyer, insurer=insurer)
        clicks = [
            partial(make.act, again(claim), "accept-claim", REFERENCE, by=insurer) for _ in range(3)
        ]
        must_have_one_winner(at_once(*clicks))
        assert (again(claim).event_count, claim.events.count(), claim.documents.count()) == (
            2,
            2,
            2,
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_one_stands(lawyer: User, insurer: User) -> None:
    colleague = make.user(insurer.organisation, make.Profile.COMP_RTA_CLAIM_HANDLER)
    for _ in range(ROUNDS):
        claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
        decisions = [
            partial(make.act, again(claim), "send-liability-decision", says, by=who)
            for says, who in (("rta_liability_response", insurer), (make.denial(), colleague))
        ]
        winner = must_have_one_winner(at_once(*decisions))
        assert again(claim).phase == winner.phase
        assert claim.documents.filter(kind="rta-liability-response").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_both_sides_at_once_one_is_first(lawyer: User, insurer: User) -> None:
    for _ in range(ROUNDS):
        claim = make.claim(lawyer=lawyer, insurer=insurer)
        must_have_one_winner(
            at_once(
                partial(make.act, again(claim), "accept-claim", REFERENCE, by=insurer),
                partial(
                    make.act, again(claim), "exit-claim", {"reason": "claim-withdrawn"}, by=lawyer
                ),
            )
        )
        assert claim.events.count() == 2


@pytest.mark.django_db(transaction=True)
def test_many_claims_sent_at_once_are_all_whole(lawyer: User, insurer: User) -> None:
    body, actor = make.cnf(compensator=insurer.organisation), lawyer.as_actor()
    send = partial(actions.send_new_claim, body, by=actor, at=make.NOW)
    answers = at_once(*[send] * 6)
    assert len({answer.claim_pk for answer in answers}) == 6
    assert (Document.objects.count(), Event.objects.count()) == (6, 6)


def test_a_stale_copy_of_a_claim_changes_nothing(lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    stale = again(claim)
    claim = make.act(claim, "accept-claim", REFERENCE, by=insurer)
    with pytest.raises(StaleActivity) as refusal:
        make.act(stale, "reject-claim", {"reason": "wrong-organisation"}, by=insurer)
    assert refusal.value.activity_id == str(claim.activity_id)
    assert refusal.value.phase == claim.phase
    assert again(claim).activity_id == claim.activity_id
    assert claim.events.count() == 2


@pytest.mark.parametrize("broken", ["_INSERT_DOCUMENT", "_INSERT_EVENT"])
def test_a_change_whose_document_or_event_fails_is_not_made(
    lawyer: User, insurer: User, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    good = getattr(writing, broken)
    bad = good.replace("SELECT id, event_count", "SELECT id, event_count / 0")
    assert bad != good
    monkeypatch.setattr(writing, "MOVE_CLAIM", writing.MOVE_CLAIM.replace(good, bad))
    with pytest.raises(DatabaseError, match="division by zero"), transaction.atomic():
        actions.act(
            claim, "accept-claim", REFERENCE,
            activity_id=claim.activity_id, by=insurer.as_actor(), at=make.NOW,
        )  # fmt: skip
    assert (again(claim).activity_id, again(claim).event_count) == (claim.activity_id, 1)
    assert (claim.events.count(), claim.documents.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_after_a_failed_change_the_claim_is_as_it_was(
    lawyer: User, insurer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    broken = writing.MOVE_CLAIM.replace("RETURNING claim_id", "RETURNING claim_id / 0")
    monkeypatch.setattr(writing, "MOVE_CLAIM", broken)
    with pytest.raises(DatabaseError, match="division by zero"):
        make.act(claim, "accept-claim", REFERENCE, by=insurer)
    now = again(claim)
    assert (now.phase, now.activity_id, now.event_count) == ("ClaimSubmitted", claim.activity_id, 1)
    assert (claim.events.count(), claim.documents.count()) == (1, 1)
