"""A new claim goes to another compensator that belongs to the first, and to no other."""

from functools import partial
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import (
    allocation,
    disclosure,
    inbox,
    internal_events,
    locks,
    reassignment,
    sweeping,
)
from claims_portal.claims.documents.faults import DocumentRefused
from claims_portal.claims.models import Claim, Event
from claims_portal.claims.process import engine
from claims_portal.claims.refusals import ClaimLocked, NotAllowed, StaleActivity
from claims_portal.organisations import relations
from claims_portal.organisations.models import CompensatorRelation, Organisation, RelationKind
from claims_portal.records import audit
from claims_portal.records.models import AuditEntry
from tests import make
from tests.claims.together import at_once


def handler(organisation: Organisation, name: str, **fields: Any) -> User:
    profiles = (Profile.COMP_RTA_CLAIM_HANDLER, Profile.COMP_ELPL_CLAIM_HANDLER)
    return make.user(organisation, *profiles, user_name=name, **fields)


@pytest.fixture
def brand(insurer: User) -> User:
    """A handler of another brand of the insurer."""
    organisation = make.organisation("COMP002", kind="COMP")
    relate(insurer.organisation, organisation)
    return handler(organisation, "BRAND")


def relate(
    one: Organisation, other: Organisation, kind: RelationKind = RelationKind.OWN_BRAND
) -> None:
    relations.add(one.code, other.code, kind, reason="registered so", at=make.NOW)


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer)


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def reassign(claim: Claim, to: str, *, by: User, days: int = 0) -> Any:
    return reassignment.reassign(
        claim, {"organisationId": to}, activity_id=claim.activity_id, by=by.as_actor(),
        at=make.days_later(days),
    )  # fmt: skip


def sees(user: User, claim: Claim) -> bool:
    return Claim.objects.visible_to(user.as_actor()).filter(pk=claim.pk).exists()  # type: ignore[attr-defined]


def test_r1_the_claim_goes_to_the_other_central_point_and_its_clock_goes_on(
    claim: Claim, insurer: User, brand: User
) -> None:
    before = again(claim)
    reassign(claim, "COMP002", by=insurer, days=3)
    now = again(claim)
    assert (now.compensator, now.phase, now.turn) == (
        brand.organisation, "ClaimSubmitted", "compensator",
    )  # fmt: skip
    assert now.compensator_branch == brand.organisation.branches.get(kind="central")
    assert (now.times_out_on, now.sent_at, now.state.facts.sent_on) == (
        before.times_out_on, before.sent_at, before.state.facts.sent_on,
    )  # fmt: skip
    assert now.state.facts.compensator_code == "COMP002"
    assert now.activity_id != before.activity_id
    event = claim.events.get(number=2)
    assert (event.row, event.tag, event.user) == ("R1", "claim:notification:reassigned", insurer)
    assert event.changes == {"compensator_code": "COMP002"}


def test_the_first_compensator_sees_it_no_more_and_the_other_accepts_it(
    claim: Claim, insurer: User, brand: User, lawyer: User
) -> None:
    reassign(claim, "comp002", by=insurer)
    assert [sees(user, claim) for user in (insurer, brand, lawyer)] == [False, True, True]
    accepted = make.act(again(claim), "accept-claim", {"compensatorReference": "BR/1"}, by=brand)
    assert accepted.phase == "Article75Decision"


def test_the_other_reads_the_form_and_nothing_of_the_first_ones_house(
    claim: Claim, insurer: User, brand: User, lawyer: User
) -> None:
    allocation.to_user(
        claim, "INSURER", activity_id=claim.activity_id, by=insurer.as_actor(), at=make.NOW
    )
    reassign(again(claim), "COMP002", by=insurer)
    now = again(claim)
    assert now.compensator_handler is None
    actor = brand.as_actor()
    assert [one.kind for one in disclosure.documents_for(actor, now)] == ["rta-cnf"]
    assert [one.row for one in disclosure.events_for(actor, now)] == ["R0", "R1"]
    assert not internal_events.of(now, actor).exists()
    assert [one.row for one in disclosure.events_for(lawyer.as_actor(), now)] == ["R0", "R1"]


def test_a_chain_shows_the_last_only_what_concerns_it(
    claim: Claim, insurer: User, brand: User
) -> None:
    third = handler(make.organisation("COMP003", kind="COMP"), "THIRD")
    relate(third.organisation, brand.organisation, RelationKind.OWN_TPA)
    reassign(claim, "COMP002", by=insurer)
    reassign(again(claim), "COMP003", by=brand)
    numbers = [one.number for one in disclosure.events_for(third.as_actor(), again(claim))]
    assert numbers == [1, 3]


def test_both_sides_are_told(claim: Claim, insurer: User, brand: User, lawyer: User) -> None:
    reassign(claim, "COMP002", by=insurer)
    for user in (brand, lawyer):
        texts = [one.text for one in inbox.page(user.as_actor(), at=make.NOW).notices]
        assert any("passed to another compensator: Organisation COMP002" in text for text in texts)
    assert not any(
        "passed" in one.text for one in inbox.page(insurer.as_actor(), at=make.NOW).notices
    )


@pytest.mark.parametrize("kind", RelationKind)
def test_a_relation_goes_both_ways(
    claim: Claim, insurer: User, lawyer: User, kind: RelationKind
) -> None:
    tpa = handler(make.organisation("COMP002", kind="COMP"), "TPA")
    relate(insurer.organisation, tpa.organisation, kind)
    reassign(claim, "COMP002", by=insurer)
    reassign(again(claim), "COMP001", by=tpa)
    assert again(claim).compensator == insurer.organisation


@pytest.mark.parametrize("to", ["COMP003", "COMP001", "CR00101", "NOBODY", "/", "/COMP003/001"])
def test_to_anybody_else_it_is_rejected_instead(
    claim: Claim, insurer: User, brand: User, to: str
) -> None:
    make.organisation("COMP003", kind="COMP")
    with pytest.raises(DocumentRefused, match="Reject the claim instead"):
        reassign(claim, to, by=insurer)
    assert Event.objects.count() == 1


@pytest.mark.parametrize("to", ["/COMP002", "/comp002/001", "COMP002/"])
def test_the_receiver_may_be_given_as_a_path(
    claim: Claim, insurer: User, brand: User, to: str
) -> None:
    reassign(claim, to, by=insurer)
    assert again(claim).compensator == brand.organisation


@pytest.mark.parametrize(
    "change", [{"enabled": False}, {"deals_with_rta": False}], ids=["closed", "no RTA"]
)
def test_who_cannot_take_the_claim_gets_it_not(
    claim: Claim, insurer: User, brand: User, change: dict[str, Any]
) -> None:
    Organisation.objects.filter(code="COMP002").update(**change)
    with pytest.raises(DocumentRefused):
        reassign(claim, "COMP002", by=insurer)


@pytest.mark.parametrize("body", [{}, {"organisationId": ""}, {"organisationId": 7}, []])
def test_a_body_that_says_nobody_is_refused(
    claim: Claim, insurer: User, brand: User, body: Any
) -> None:
    with pytest.raises(DocumentRefused) as refused:
        reassignment.reassign(
            claim, body, activity_id=claim.activity_id, by=insurer.as_actor(), at=make.NOW
        )
    assert refused.value.faults


@pytest.mark.parametrize("at", ["Article75Decision", "LiabilityDecision", "LiabilityAdmitted"])
def test_an_accepted_claim_stays(lawyer: User, insurer: User, brand: User, at: str) -> None:
    accepted = make.claim(lawyer=lawyer, insurer=insurer, at=at)
    with pytest.raises(engine.ActionNotPossible, match="not accepted yet"):
        reassign(accepted, "COMP002", by=insurer)
    assert not reassignment.possible(accepted, insurer.as_actor())


def test_the_claimant_representative_passes_nothing_on(
    claim: Claim, lawyer: User, brand: User
) -> None:
    with pytest.raises(engine.ActionNotPossible, match="for the compensator"):
        reassign(claim, "COMP002", by=lawyer)


@pytest.mark.parametrize(
    ("profile", "may"),
    [
        (Profile.COMP_RTA_CLAIM_DISPATCHER, True),
        (Profile.COMP_RTA_BRANCH_DISPATCHER, True),
        (Profile.COMP_RTA_TEAM_LEADER, True),
        (Profile.COMP_ELPL_CLAIM_HANDLER, False),
        (Profile.COMP_ADMINISTRATOR, False),
    ],
)
def test_who_receives_claims_passes_them_on(
    claim: Claim, insurer: User, brand: User, profile: Profile, may: bool
) -> None:
    somebody = make.user(insurer.organisation, profile)
    assert reassignment.possible(claim, somebody.as_actor()) is may
    if may:
        reassign(claim, "COMP002", by=somebody)
    else:
        with pytest.raises(NotAllowed):
            reassign(claim, "COMP002", by=somebody)


def test_a_locked_or_moved_claim_stays(claim: Claim, insurer: User, brand: User) -> None:
    colleague = handler(insurer.organisation, "COLLEAGUE")
    locks.take(claim, by=colleague.as_actor(), at=make.NOW)
    with pytest.raises(ClaimLocked):
        reassign(again(claim), "COMP002", by=insurer)
    make.act(again(claim), "accept-claim", {"compensatorReference": "X"}, by=colleague)
    locks.release(claim, by=colleague.as_actor())
    with pytest.raises(StaleActivity):
        reassign(claim, "COMP002", by=insurer)


def test_ones_own_lock_does_not_go_with_the_claim(claim: Claim, insurer: User, brand: User) -> None:
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    reassign(again(claim), "COMP002", by=insurer)
    assert (again(claim).locked_by, again(claim).locked_until) == (None, None)
    assert locks.take(again(claim), by=brand.as_actor(), at=make.NOW) is not None


def test_a_late_claim_times_out_instead(claim: Claim, insurer: User, brand: User) -> None:
    with pytest.raises(engine.TimeLimitPassed):
        reassign(claim, "COMP002", by=insurer, days=60)
    assert again(claim).phase == "LiabilityDecisionTimeout"


def test_silence_of_the_other_ends_at_the_first_date(
    claim: Claim, insurer: User, brand: User
) -> None:
    reassign(claim, "COMP002", by=insurer, days=10)
    assert sweeping.sweep(at=make.days_later(21)) == 0
    assert sweeping.sweep(at=make.days_later(22)) == 1
    assert again(claim).phase == "LiabilityDecisionTimeout"


def test_a_date_that_was_told_stays_whatever_the_calendar_says_now(
    claim: Claim, insurer: User, brand: User
) -> None:
    kept = make.days_later(40).date()
    Claim.objects.filter(pk=claim.pk).update(times_out_on=kept)
    reassign(again(claim), "COMP002", by=insurer)
    assert again(claim).times_out_on == kept


@pytest.mark.parametrize("claim_type", ["el", "eld", "pl"])
def test_e2_an_acknowledged_claim_is_passed_on_and_acknowledged_anew(
    insurer: User, claim_type: str
) -> None:
    firm = make.user(make.organisation("CR00500"), Profile.CR_ELPL_CLAIM_HANDLER, user_name="FIRM")
    first, other = (make.organisation(code, kind="COMP") for code in ("COMP010", "COMP011"))
    Organisation.objects.filter(pk__in=(first.pk, other.pk)).update(deals_with_elpl=True)
    relate(first, other)
    here, there = handler(first, "HERE"), handler(other, "THERE")
    claim = make.claim(lawyer=firm, insurer=here, body=make.cnf(claim_type, compensator=first))
    with pytest.raises(engine.ActionNotPossible):
        reassign(claim, "COMP011", by=here)
    claim = make.act(claim, "acknowledge-claim", {}, by=here)
    reassign(claim, "COMP011", by=here)
    now = again(claim)
    assert (now.phase, now.times_out_on) == ("ClaimSubmitted", claim.times_out_on)
    assert now.events.last().row == "E2"
    numbers = [one.number for one in disclosure.events_for(there.as_actor(), now)]
    assert numbers == [1, 3]
    assert make.act(now, "acknowledge-claim", {}, by=there).phase == "ClaimAcknowledged"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_passes_it_on(claim: Claim, insurer: User, brand: User) -> None:
    colleague = handler(insurer.organisation, "COLLEAGUE")
    accept = partial(
        make.act, claim, "accept-claim", {"compensatorReference": "NM/1"}, by=colleague
    )
    answers = at_once(partial(reassign, claim, "COMP002", by=insurer), accept)
    assert sum(isinstance(answer, Exception) for answer in answers) == 1
    assert Event.objects.count() == 2


# The register of relations


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("compensator_relations", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def two(db: None) -> None:
    for code in ("COMP001", "COMP002"):
        make.organisation(code, kind="COMP")


def test_the_operator_keeps_the_relations(two: None) -> None:
    told = command("add", "comp001", "COMP002", "--kind", "own-tpa", "--reason", "Letter of 3 May")
    assert "COMP001  COMP002  own-tpa" in told
    assert command() == told
    entries = AuditEntry.objects.filter(tag="organisation:relation:added")
    assert {(one.organisation_code, one.subject, one.reason) for one in entries} == {
        ("COMP001", "COMP002", "Letter of 3 May"), ("COMP002", "COMP001", "Letter of 3 May"),
    }  # fmt: skip
    assert command("end", "COMP002", "COMP001", "--reason", "sold") == ""
    assert not CompensatorRelation.objects.exists()
    assert list(audit.broken_links()) == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("add", "COMP001", "COMP001"), "cannot be related to itself"),
        (("add", "COMP001", "CR00101"), "no compensator with the organisation ID CR00101"),
        (("add", "COMP001", "COMP009"), "no compensator with the organisation ID COMP009"),
        (("add", "COMP001", "MIB01"), "pass no claims on"),
        (("add", "COMP001", "\x00"), "no compensator"),
        (("end", "COMP001", "COMP002"), "are not related"),
    ],
)
def test_what_is_no_relation_is_refused(
    two: None, lawyer: User, arguments: tuple[str, ...], says: str
) -> None:
    make.organisation("MIB01", kind="COMP", compensator_kind="mib")
    kind = ("--kind", "own-brand") if arguments[0] == "add" else ()
    with pytest.raises(CommandError, match=says):
        command(*arguments, *kind, "--reason", "why")
    assert not AuditEntry.objects.exists()


def test_a_relation_is_there_once_and_wants_a_reason(two: None) -> None:
    add = ("add", "COMP001", "COMP002", "--kind", "own-brand", "--reason")
    with pytest.raises(CommandError, match="Say why"):
        command(*add, " ")
    command(*add, "why")
    with pytest.raises(CommandError, match="related already"):
        command("add", "COMP002", "COMP001", "--kind", "own-tpa", "--reason", "why")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_relate_the_same_at_once_one_does(two: None) -> None:
    one = partial(
        relations.add, "COMP001", "COMP002", RelationKind.OWN_TPA, reason="a", at=make.NOW
    )
    other = partial(
        relations.add, "COMP002", "COMP001", RelationKind.OWN_TPA, reason="b", at=make.NOW
    )
    answers = at_once(one, other)
    assert sum(isinstance(answer, relations.RelationRefused) for answer in answers) == 1, answers
    assert CompensatorRelation.objects.count() == 1
