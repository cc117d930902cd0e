"""Claims go over at the chosen hour, batch by batch, with their limits and without their locks."""

from datetime import timedelta

import pytest

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.claims import disclosure, inbox, locks, private_notes
from claims_portal.claims.models import Claim, Event
from claims_portal.claims.refusals import StaleActivity
from claims_portal.figures import tallying
from claims_portal.figures.models import Tally
from claims_portal.operators.models import Staff
from claims_portal.records.models import AuditEntry
from claims_portal.transfers import asking, carrying_out, judging, tasks
from claims_portal.transfers.models import Line, Outcome, State, Transfer
from tests import make
from tests.claims.together import at_once
from tests.transfers.conftest import HOUR, LATER, agreed, planned

KEPT = (
    "created_by_id",
    "created_at",
    "sent_at",
    "times_out_on",
    "alarm_on",
    "phase",
    "turn",
    "compensator_id",
)


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def carry_out(transfer: Transfer) -> Transfer:
    carrying_out.carry_out(transfer.pk, at=LATER)
    transfer.refresh_from_db()
    return transfer


def test_claims_of_a_firm_go_to_another(
    lawyer: User, insurer: User, stranger: User, giving: User, taking: User,
    supporter: Staff, protector: Staff,
) -> None:  # fmt: skip
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    private_notes.add(claim, "Ours", by=lawyer.as_actor(), at=make.NOW)
    before = again(claim)
    transfer = carry_out(planned(giving, taking, supporter, protector, to_user="STRANGER"))
    after = again(claim)
    assert transfer.state == State.DONE
    assert {name: getattr(after, name) for name in KEPT} == {
        name: getattr(before, name) for name in KEPT
    }
    assert after.representative_id == stranger.organisation_id
    assert after.representative_handler_id == stranger.pk
    assert after.activity_id != before.activity_id
    assert private_notes.of(after, stranger.as_actor()) == []
    assert not Claim.objects.visible_to(lawyer.as_actor()).exists()
    assert Claim.objects.visible_to(stranger.as_actor()).get() == claim
    event = claim.events.order_by("-number").first()
    assert event is not None
    assert (
        event.says
        == "Claim transferred from Organisation CR00101 (CR00101) to Organisation CR00999 (CR00999)"
    )
    assert event.number == after.event_count
    for told in (stranger, insurer):
        newest = inbox.page(told.as_actor(), at=LATER).notices[0]
        assert newest.text == f"Claim {claim.application_id} {event.says.removeprefix('Claim ')}"
    for code in ("", "CR00101", "CR00999"):
        done = AuditEntry.objects.get(organisation_code=code, tag="organisation:transfer:done")
        assert done.after["claims"] == {"moved": 1}


def test_claims_of_an_insurer_arrive_at_the_chosen_branch(
    lawyer: User, insurer: User, insurers_own: User, other_insurer: User, other_insurers_own: User,
    supporter: Staff, protector: Staff,
) -> None:  # fmt: skip
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    branch = make.branch(other_insurer.organisation, "002")
    locks.take(claim, by=insurer.as_actor(), at=LATER)
    transfer = planned(insurers_own, other_insurers_own, supporter, protector, to_branch="002")
    carry_out(transfer)
    after = again(claim)
    assert (after.compensator, after.compensator_branch) == (other_insurer.organisation, branch)
    assert after.locked_by is None
    assert after.facts["compensatorCode"] == "COMP009"
    by = other_insurer.as_actor()
    kinds = [one.kind for one in disclosure.documents_for(by, after)]
    assert kinds == [one.kind for one in after.documents.order_by("number")]
    assert disclosure.events_for(by, after).count() == after.event_count
    make.act(
        after, "send-liability-decision", "rta_liability_response", by=other_insurer, now=LATER
    )


def test_what_cannot_go_is_said_and_stays(
    lawyer: User, insurer: User, giving: User, taking: User, supporter: Staff, protector: Staff
) -> None:
    moving, over = (make.claim(lawyer=lawyer, insurer=insurer) for _ in range(2))
    Claim.objects.filter(pk=over.pk).update(turn="", phase="ExitProcessEnd", ended_at=make.NOW)
    draft = make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.filter(pk=draft.pk).update(sent_at=None)
    kind = make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.filter(pk=kind.pk).update(claim_type="el")
    numbers = [moving.pk, over.pk, draft.pk, kind.pk, 9_999_999]
    transfer = planned(giving, taking, supporter, protector, numbers=numbers, of_list=True)
    expected = {
        Outcome.MOVED: 1, Outcome.NOT_THEIRS: 1, Outcome.DRAFT: 1, Outcome.ENDED: 1,
        Outcome.NOT_DEALT_WITH: 1,
    }  # fmt: skip
    assert judging.preview(transfer) == expected
    carry_out(transfer)
    assert judging.preview(transfer) == expected
    assert Claim.objects.filter(representative=taking.organisation).get() == moving
    outcome = dict(Line.objects.values_list("number", "outcome"))
    assert outcome[kind.pk] == "not-dealt-with"


def test_a_transfer_that_was_killed_goes_on_where_it_was(
    monkeypatch: pytest.MonkeyPatch, lawyer: User, insurer: User, giving: User, taking: User,
    supporter: Staff, protector: Staff,
) -> None:  # fmt: skip
    claims = [make.claim(lawyer=lawyer, insurer=insurer) for _ in range(5)]
    monkeypatch.setattr(carrying_out, "BATCH", 2)
    transfer = planned(giving, taking, supporter, protector)
    assert carrying_out.due(at=make.NOW) == []
    assert carrying_out.due(at=LATER) == [transfer.pk]
    assert carrying_out.begin(transfer.pk, at=LATER)
    assert carrying_out.move_some(transfer.pk, at=LATER)
    assert Claim.objects.filter(representative=taking.organisation).count() == 2
    assert carrying_out.due(at=LATER) == [transfer.pk]
    carry_out(transfer)
    assert Claim.objects.filter(representative=taking.organisation).count() == 5
    moved = Event.objects.filter(tag="claim:transfer:moved").values_list("claim_id", flat=True)
    assert sorted(moved) == [one.pk for one in claims]
    assert carrying_out.due(at=LATER) == []


def test_consent_taken_back_in_the_middle_stops_the_rest(
    monkeypatch: pytest.MonkeyPatch, lawyer: User, insurer: User, giving: User, taking: User,
    supporter: Staff, protector: Staff,
) -> None:  # fmt: skip
    for _ in range(3):
        make.claim(lawyer=lawyer, insurer=insurer)
    monkeypatch.setattr(carrying_out, "BATCH", 2)
    transfer = planned(giving, taking, supporter, protector)
    carrying_out.begin(transfer.pk, at=LATER)
    carrying_out.move_some(transfer.pk, at=LATER)
    asking.withdraw(transfer.pk, reason="The merger is off.", by=taking.as_actor(), at=LATER)
    carry_out(transfer)
    assert transfer.state == State.WITHDRAWN
    assert judging.preview(transfer) == {Outcome.WAITING: 1, Outcome.MOVED: 2}
    assert Claim.objects.filter(representative=giving.organisation).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_a_withdrawal_at_once(
    monkeypatch: pytest.MonkeyPatch, lawyer: User, insurer: User, giving: User, taking: User,
    supporter: Staff, protector: Staff,
) -> None:  # fmt: skip
    claims = [make.claim(lawyer=lawyer, insurer=insurer) for _ in range(6)]
    monkeypatch.setattr(carrying_out, "BATCH", 1)
    transfer = planned(giving, taking, supporter, protector)
    by = giving.as_actor()

    def carry() -> None:
        carrying_out.carry_out(transfer.pk, at=LATER)

    told = at_once(
        carry, carry,
        lambda: asking.withdraw(transfer.pk, reason="The merger is off.", by=by, at=LATER),
    )  # fmt: skip
    transfer.refresh_from_db()
    moved = Claim.objects.filter(representative=taking.organisation).count()
    assert told[:2] == [None, None]
    assert Event.objects.filter(tag="claim:transfer:moved").count() == moved
    assert Line.objects.filter(outcome="moved").count() == moved
    assert moved == len(claims) or transfer.state == State.WITHDRAWN


def test_who_was_writing_meanwhile_is_told_that_the_claim_changed(
    lawyer: User, insurer: User, giving: User, taking: User, supporter: Staff, protector: Staff
) -> None:
    """Read before the transfer, written after it: nothing of the old firm gets in."""
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityAdmitted")
    carry_out(planned(giving, taking, supporter, protector))
    with pytest.raises(StaleActivity):
        make.act(claim, "acknowledge-liability-admitted", {}, by=lawyer, now=LATER)


def test_nothing_moves_before_the_operator_agreed(
    lawyer: User, insurer: User, giving: User, taking: User
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    transfer = agreed(giving, taking)
    assert carrying_out.due(at=HOUR + timedelta(days=9)) == []
    assert not carrying_out.begin(transfer.pk, at=LATER)
    assert Claim.objects.get().representative == giving.organisation


def test_the_worker_does_it_at_its_hour(
    lawyer: User, insurer: User, giving: User, taking: User, supporter: Staff, protector: Staff,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    make.claim(lawyer=lawyer, insurer=insurer)
    planned(giving, taking, supporter, protector)
    for at, moved in ((HOUR - timedelta(seconds=1), 0), (HOUR, 1)):
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        tasks.carry_out_transfers(timestamp=0)
        assert Claim.objects.filter(representative=taking.organisation).count() == moved


def test_figures_of_before_stay_with_the_firm_that_gave(
    lawyer: User, insurer: User, giving: User, taking: User, supporter: Staff, protector: Staff
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityAdmitted")

    def counted() -> dict[tuple[int, str], int]:
        found: dict[tuple[int, str], int] = {}
        for whose, tag, events in Tally.objects.values_list("representative", "tag", "events"):
            found[whose, tag] = found.get((whose, tag), 0) + events
        return found

    tallying.rebuild()
    before = counted()
    carry_out(planned(giving, taking, supporter, protector))
    tallying.bring_up_to_date()
    step_by_step = counted()
    tallying.rebuild()
    moved = {(taking.organisation_id, "claim:transfer:moved"): 1}
    assert counted() == step_by_step == before | moved
