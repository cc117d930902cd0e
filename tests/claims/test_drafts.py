"""Forms being written: kept as typed, lost never, sent once."""

from functools import partial
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.claims import drafts
from claims_portal.claims.documents.faults import DocumentRefused
from claims_portal.claims.drafts import StaleDraft
from claims_portal.claims.models import Claim, Document, Draft, Event
from claims_portal.claims.refusals import NotAllowed, StaleActivity
from tests import make
from tests.claims.together import at_once


def started(by: User, body: dict[str, Any] | None = None) -> Draft:
    return drafts.start(claim_type="rta", body=body or {}, by=by.as_actor(), at=make.NOW)


def sent(draft: Draft, by: User) -> Any:
    activity_id = Claim.objects.get(pk=draft.claim_id).activity_id
    return drafts.send(draft, activity_id=activity_id, by=by.as_actor(), at=make.NOW)


def rejected(lawyer: User, insurer: User) -> Claim:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    claim = make.act(claim, "reject-claim", {"reason": "mandatory-fields-wrong"}, by=insurer)
    return make.act(claim, "acknowledge-rejection", {}, by=lawyer)


def test_a_draft_is_a_claim_that_only_its_own_side_sees(lawyer: User, insurer: User) -> None:
    claim = started(lawyer).claim
    assert (claim.phase, claim.turn, claim.sent_at) == (
        "ClaimDataInput", "claimant-representative", None,
    )  # fmt: skip
    assert Event.objects.get().tag == "claim:notification:drafted"
    assert Claim.objects.visible_to(lawyer.as_actor()).get() == claim  # type: ignore[attr-defined]
    assert not Claim.objects.visible_to(insurer.as_actor()).exists()  # type: ignore[attr-defined]


@pytest.mark.parametrize("who", ["insurer", "administrator"])
def test_who_may_not_send_a_claim_starts_no_draft(
    request: pytest.FixtureRequest, lawyer: User, who: str
) -> None:
    with pytest.raises(NotAllowed):
        started(request.getfixturevalue(who))
    assert not Claim.objects.exists()


def test_a_draft_is_kept_as_typed(lawyer: User) -> None:
    draft = started(lawyer)
    typed = {"claimant": {"nationalInsuranceNumber": "wrong", "age": None}, "x": ["é", 1.5, {}]}
    saved = drafts.save(draft, typed, revision=1, by=lawyer.as_actor(), at=make.NOW)
    assert (saved.revision, Draft.objects.get().body) == (2, typed)


def test_a_draft_is_found_by_what_it_says_so_far(lawyer: User) -> None:
    draft = started(lawyer)
    typed = {
        "claimant": {
            "person": {"surname": " Núñez ", "firstName": "x" * 99, "dateOfBirth": "1988-03-09"},
            "nationalInsuranceNumber": "ab 12 34 56 c",
            "vehicle": ["not a vehicle"],
        },
        "defendant": {"vehicle": {"registration": "wx19 zza"}},
        "claimantRepresentative": {"reference": 7},
    }
    drafts.save(draft, typed, revision=1, by=lawyer.as_actor(), at=make.days_later(1))
    claim = Claim.objects.get()
    assert (claim.claimant_surname, claim.claimant_surname_folded) == ("Núñez", "nunez")
    assert claim.claimant_forename == "x" * 25
    assert claim.date_of_birth and claim.date_of_birth.isoformat() == "1988-03-09"
    assert claim.national_insurance_number == "AB123456C"
    assert (claim.registration_number, claim.defendant_registration_number) == ("", "WX19ZZA")
    assert (claim.representative_reference, claim.updated_at) == ("", make.days_later(1))


def test_a_correction_that_is_being_written_changes_no_key_of_what_was_sent(
    lawyer: User, insurer: User
) -> None:
    claim = rejected(lawyer, insurer)
    draft = drafts.of_claim(claim, by=lawyer.as_actor(), at=make.NOW)
    typed = {"claimant": {"person": {"surname": "Other"}}}
    drafts.save(draft, typed, revision=draft.revision, by=lawyer.as_actor(), at=make.days_later(1))
    assert Claim.objects.get().claimant_surname == "Boateng"


def test_what_no_database_can_keep_is_left_out(lawyer: User) -> None:
    typed = {"a": ["x\x00y", {"b\x00": "\ud800"}], "n": None}
    drafts.save(started(lawyer, typed), typed, revision=1, by=lawyer.as_actor(), at=make.NOW)
    assert Draft.objects.get().body == {"a": ["xy", {"b": "?"}], "n": None}


def test_a_stale_save_loses_nothing(lawyer: User) -> None:
    draft = started(lawyer)
    drafts.save(draft, {"a": "first"}, revision=1, by=lawyer.as_actor(), at=make.NOW)
    with pytest.raises(StaleDraft):
        drafts.save(draft, {"a": "second"}, revision=1, by=lawyer.as_actor(), at=make.NOW)
    assert Draft.objects.get().body == {"a": "first"}


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_is_kept_and_the_other_told(lawyer: User) -> None:
    draft, actor = started(lawyer), lawyer.as_actor()
    save = partial(drafts.save, revision=1, by=actor, at=make.NOW)
    copies = [Draft.objects.get(pk=draft.pk) for _ in range(2)]
    answers = at_once(*(partial(save, copy, {"n": n}) for n, copy in enumerate(copies)))
    assert sorted(isinstance(answer, StaleDraft) for answer in answers) == [False, True]


def test_a_sent_draft_is_a_claim_and_gone(lawyer: User, insurer: User) -> None:
    draft = started(lawyer, make.cnf(compensator=insurer.organisation))
    sent(draft, lawyer)
    claim = Claim.objects.get()
    assert (claim.phase, claim.compensator, claim.sent_at) == (
        "ClaimSubmitted", insurer.organisation, make.NOW,
    )  # fmt: skip
    assert (claim.claimant_surname, claim.event_count) == ("Boateng", 2)
    assert (Draft.objects.count(), Document.objects.count(), Event.objects.count()) == (0, 1, 2)


def test_a_faulty_draft_is_refused_and_kept(lawyer: User) -> None:
    draft = started(lawyer, {"claimType": "rta"})
    with pytest.raises(DocumentRefused):
        sent(draft, lawyer)
    assert Draft.objects.get().body == {"claimType": "rta"}
    assert Claim.objects.get().sent_at is None


def test_a_draft_saved_elsewhere_meanwhile_is_not_sent(lawyer: User, insurer: User) -> None:
    draft = started(lawyer, make.cnf(compensator=insurer.organisation))
    other_window = Draft.objects.get(pk=draft.pk)
    drafts.save(other_window, {"a": "newer"}, revision=1, by=lawyer.as_actor(), at=make.NOW)
    with pytest.raises(StaleDraft):
        sent(draft, lawyer)
    assert Draft.objects.get().body == {"a": "newer"}
    assert Claim.objects.get().sent_at is None


@pytest.mark.django_db(transaction=True)
def test_a_draft_sent_twice_at_once_is_one_claim(lawyer: User, insurer: User) -> None:
    draft = started(lawyer, make.cnf(compensator=insurer.organisation))
    copies = [Draft.objects.select_related("claim").get(pk=draft.pk) for _ in range(2)]
    answers = at_once(*(partial(sent, copy, lawyer) for copy in copies))
    refusals = [answer for answer in answers if isinstance(answer, Exception)]
    assert len(refusals) == 1
    assert isinstance(refusals[0], StaleDraft | StaleActivity)
    assert (Document.objects.count(), Event.objects.count()) == (1, 2)


def test_a_discarded_draft_takes_its_claim_with_it(lawyer: User) -> None:
    drafts.discard(started(lawyer))
    assert (Claim.objects.count(), Draft.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_discarding_in_an_old_window_leaves_a_sent_claim_alone(lawyer: User, insurer: User) -> None:
    draft = started(lawyer, make.cnf(compensator=insurer.organisation))
    old_window = Draft.objects.select_related("claim").get(pk=draft.pk)
    sent(draft, lawyer)
    drafts.discard(old_window)
    assert Claim.objects.get().phase == "ClaimSubmitted"
    assert Event.objects.count() == 2


def test_a_rejected_claim_is_corrected_from_the_form_that_was_sent(
    lawyer: User, insurer: User
) -> None:
    claim = rejected(lawyer, insurer)
    draft = drafts.of_claim(claim, by=lawyer.as_actor(), at=make.NOW)
    assert draft.body == make.cnf(compensator=insurer.organisation)
    assert drafts.of_claim(claim, by=lawyer.as_actor(), at=make.NOW) == draft
    sent(draft, lawyer)
    assert Claim.objects.get().phase == "ClaimSubmitted"


@pytest.mark.django_db(transaction=True)
def test_two_windows_opened_at_once_share_the_draft(lawyer: User, insurer: User) -> None:
    claim, actor = rejected(lawyer, insurer), lawyer.as_actor()
    opened = at_once(*[partial(drafts.of_claim, claim, by=actor, at=make.NOW)] * 4)
    assert {draft.pk for draft in opened} == {Draft.objects.get().pk}


def test_discarding_a_correction_leaves_the_rejected_claim(lawyer: User, insurer: User) -> None:
    claim = rejected(lawyer, insurer)
    drafts.discard(drafts.of_claim(claim, by=lawyer.as_actor(), at=make.NOW))
    assert Claim.objects.get().phase == "ClaimRejectedToCR"
    assert not Draft.objects.exists()


def test_the_compensator_has_no_part_in_a_correction(lawyer: User, insurer: User) -> None:
    with pytest.raises(NotAllowed):
        drafts.of_claim(rejected(lawyer, insurer), by=insurer.as_actor(), at=make.NOW)
