"""Deletion under data protection law: hidden at once from everybody, back within two weeks, or gone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import inbox, sweeping, worklist
from claims_portal.claims.feed import pages as feed
from claims_portal.claims.models import Claim
from claims_portal.claims.refusals import CannotTakeClaim, NoSuchClaim, NotAllowed, StaleActivity
from claims_portal.figures import tallying
from claims_portal.figures.models import Tally
from claims_portal.files.models import StoredFile
from claims_portal.operators.models import Staff
from claims_portal.operators.refusals import NotAllowed as StaffMayNot
from claims_portal.operators.refusals import ReasonMissing
from claims_portal.records.models import AuditEntry
from claims_portal.retention import deleting, hiding, holds
from claims_portal.retention.hiding import NotHidden, UnderLegalHold
from claims_portal.retention.models import DeletedClaim, Deletion
from tests import make
from tests.claims.together import at_once
from tests.operators.conftest import acting, boss, protector

__all__ = ["boss", "protector"]

WHY = "The claimant asked for erasure."
GONE = make.NOW + timedelta(days=14)


@pytest.fixture
def deleter(lawyer: User) -> User:
    return make.user(lawyer.organisation, Profile.DELETE_CLAIMS, user_name="DELETER")


@pytest.fixture
def insurers_deleter(insurer: User) -> User:
    return make.user(insurer.organisation, Profile.DELETE_CLAIMS, user_name="DELETER_C")


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def hide(claim: Claim, by: User) -> Deletion:
    return hiding.delete(claim.pk, reason=WHY, by=by.as_actor(), at=make.NOW)


@pytest.mark.parametrize("side", ["deleter", "insurers_deleter"])
def test_either_side_hides_it_from_both_and_has_it_back(
    request: pytest.FixtureRequest, claim: Claim, lawyer: User, insurer: User,
    deleter: User, insurers_deleter: User, side: str,
) -> None:  # fmt: skip
    by: User = request.getfixturevalue(side)
    hide(claim, by)
    for user in (lawyer, insurer):
        actor = user.as_actor()
        assert not Claim.objects.visible_to(actor).exists()
        assert not worklist.page(actor).lines
        assert not inbox.page(actor, at=make.NOW).notices
        assert not feed.page(actor, at=make.NOW).events
    late = make.NOW + timedelta(days=60)
    assert sweeping.sweep(at=late) == 0
    with pytest.raises(NoSuchClaim):
        hide(claim, deleter)
    other = insurers_deleter if by == deleter else deleter
    with pytest.raises(NotHidden):
        hiding.recover(claim.pk, by=other.as_actor(), at=make.NOW)
    hiding.recover(claim.pk, by=by.as_actor(), at=make.NOW)
    back = again(claim)
    assert (back.claim_type, back.turn, back.times_out_on, back.alarm_on) == (
        claim.claim_type, claim.turn, claim.times_out_on, claim.alarm_on
    )  # fmt: skip
    assert Claim.objects.visible_to(lawyer.as_actor()).get() == claim
    assert feed.page(insurer.as_actor(), at=make.NOW).events
    for code in ("", "CR00101", "COMP001"):
        tags = AuditEntry.objects.filter(organisation_code=code, subject=claim.application_id)
        assert {"claim:deletion:hidden", "claim:deletion:recovered"} <= set(
            tags.values_list("tag", flat=True)
        )


def test_after_two_weeks_it_is_gone_with_everything(claim: Claim, deleter: User) -> None:
    hide(claim, deleter)
    deleting.run(at=GONE - timedelta(seconds=1))
    assert again(claim)
    run = deleting.run(at=GONE)
    assert run.deleted == {"data-protection": 1}
    assert not Claim.objects.exists()
    gone = DeletedClaim.objects.get()
    assert (gone.number, gone.rule, gone.claim_type) == (claim.pk, "data-protection", "rta")
    assert Deletion.objects.get().state == "gone"
    with pytest.raises(NotHidden):
        hiding.recover(claim.pk, by=deleter.as_actor(), at=GONE)
    with connection.cursor() as cursor:
        for table in ("claims_document", "claims_event", "claims_draft", "files_attachment"):
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            assert cursor.fetchone() == (0,)
    assert not StoredFile.objects.filter(unused_since=None).exists()


def test_a_draft_is_deleted_by_its_representative_alone(
    lawyer: User, insurer: User, deleter: User, insurers_deleter: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.filter(pk=claim.pk).update(sent_at=None)
    with pytest.raises(NoSuchClaim):
        hide(claim, insurers_deleter)
    hide(claim, deleter)
    assert not AuditEntry.objects.filter(
        organisation_code="COMP001", tag="claim:deletion:hidden"
    ).exists()


def test_a_legal_hold_keeps_it_before_and_after(claim: Claim, deleter: User) -> None:
    holds.place(claim.pk, reason="court order", by="TEST", at=make.NOW)
    with pytest.raises(UnderLegalHold):
        hide(claim, deleter)
    holds.lift(claim.pk, reason="it is over", by="TEST", at=make.NOW)
    hide(claim, deleter)
    holds.place(claim.pk, reason="another order", by="TEST", at=make.NOW)
    deleting.run(at=GONE)
    assert again(claim)
    holds.lift(claim.pk, reason="over as well", by="TEST", at=make.NOW)
    deleting.run(at=GONE)
    assert not Claim.objects.exists()


@pytest.mark.parametrize("reason", ["", "too short", "x" * 501])
def test_it_wants_a_reason(claim: Claim, deleter: User, reason: str) -> None:
    with pytest.raises(CannotTakeClaim):
        hiding.delete(claim.pk, reason=reason, by=deleter.as_actor(), at=make.NOW)


def test_only_the_profile_deletes_and_only_own_claims(
    claim: Claim, lawyer: User, stranger: User
) -> None:
    with pytest.raises(NotAllowed):
        hide(claim, lawyer)
    foreign = make.user(stranger.organisation, Profile.DELETE_CLAIMS, user_name="FOREIGN")
    for number in (claim.pk, 0, 10**17):
        with pytest.raises(NoSuchClaim):
            hiding.delete(number, reason=WHY, by=foreign.as_actor(), at=make.NOW)


def test_who_read_it_before_is_told_that_it_changed(
    claim: Claim, insurer: User, deleter: User
) -> None:
    hide(claim, deleter)
    with pytest.raises(StaleActivity):
        make.act(claim, "send-liability-decision", "rta_liability_response", by=insurer)


@pytest.mark.django_db(transaction=True)
def test_acted_on_and_deleted_at_the_same_moment(
    claim: Claim, insurer: User, deleter: User
) -> None:
    def act() -> Any:
        return make.act(claim, "send-liability-decision", "rta_liability_response", by=insurer)

    acted, hidden = at_once(act, lambda: hide(claim, deleter))
    assert isinstance(hidden, Deletion)
    assert isinstance(acted, Claim | StaleActivity)
    after = again(claim)
    assert (after.claim_type, after.turn) == ("-", "")
    hiding.recover(claim.pk, by=deleter.as_actor(), at=make.NOW)
    back = again(claim)
    assert back.phase == (
        "LiabilityDecision" if isinstance(acted, StaleActivity) else "LiabilityAdmitted"
    )
    assert back.turn == (
        "compensator" if isinstance(acted, StaleActivity) else "claimant-representative"
    )


@pytest.mark.django_db(transaction=True)
def test_deleted_twice_at_once(claim: Claim, deleter: User, insurers_deleter: User) -> None:
    told = at_once(lambda: hide(claim, deleter), lambda: hide(claim, insurers_deleter))
    assert sum(isinstance(one, Deletion) for one in told) == 1
    assert sum(isinstance(one, NoSuchClaim) for one in told) == 1


def test_the_operators_data_protection_has_it_back(
    claim: Claim, deleter: User, protector: Staff, boss: Staff
) -> None:
    hide(claim, deleter)
    assert hiding.seen_by(acting(boss)).get().number == claim.pk
    with pytest.raises(StaffMayNot):
        hiding.recover_by_staff(claim.pk, reason="It was an error.", by=acting(boss), at=make.NOW)
    with pytest.raises(ReasonMissing):
        hiding.recover_by_staff(claim.pk, reason="", by=acting(protector), at=make.NOW)
    hiding.recover_by_staff(claim.pk, reason="It was an error.", by=acting(protector), at=make.NOW)
    assert again(claim).claim_type == "rta"


@pytest.mark.parametrize("count", [tallying.bring_up_to_date, tallying.rebuild])
def test_figures_count_it_on(claim: Claim, deleter: User, count: Callable[[], int]) -> None:
    def counted() -> dict[str, int]:
        count()
        found: dict[str, int] = {}
        for tag, events in Tally.objects.filter(claim_type="rta").values_list("tag", "events"):
            found[tag] = found.get(tag, 0) + events
        return found

    before = counted()
    hide(claim, deleter)
    assert counted() == before
    deleting.run(at=GONE)
    assert counted() == before
