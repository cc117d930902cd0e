"""The inbox: each event of the table to the right side, for 15 days, or until it is cleared."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import actions, alarms, inbox, sweeping, writing
from claims_portal.claims.inbox import KEPT_FOR, SETTLES_WITHIN, NoSuchNotice
from claims_portal.claims.models import Claim, Dismissal, Event, InboxState
from claims_portal.claims.refusals import NotAllowed
from tests import make
from tests.claims.test_alarms import FIVE_LEFT, THREE_LEFT, denied
from tests.claims.test_sweeping import TIMES_OUT, again
from tests.claims.test_worklist import PAIRS, SINGLE, world
from tests.claims.together import at_once

__all__ = ["world"]


def texts(user: User, at: datetime = make.NOW) -> list[str]:
    """What the inbox of an account says, the newest first; the claim's number is left out."""
    page = inbox.page(user.as_actor(), at=at)
    return [one.text.replace(one.application_id, "<id>") for one in page.notices]


def rejected(claim: Claim, lawyer: User, insurer: User) -> Claim:
    return make.act(claim, "reject-claim", {"reason": "wrong-organisation"}, by=insurer)


def exited(claim: Claim, lawyer: User, insurer: User) -> Claim:
    return make.act(claim, "exit-claim", {"reason": "claim-withdrawn"}, by=lawyer)


@pytest.mark.parametrize(
    ("at", "lawyer_is_told", "insurer_is_told"),
    [
        ("ClaimSubmitted", "", "New claim <id>"),
        ("Article75Decision", "Claim <id> accepted by Compensator", ""),
        ("LiabilityDecision", "Article 75 decided for claim <id>", ""),
        ("LiabilityAdmitted", "Liability admitted for claim <id>", ""),
        ("StartOfStage21", "", ""),
        ("Stage2SettlementPackDecision", "", "Stage 2 settlement pack sent for claim <id>"),
        ("Stage2SettlementPackConfirmed", "Stage 2 settlement pack confirmed for claim <id>", ""),
        (
            "Stage2SettlementPackConfirmationEnd",
            "",
            "Claim <id>: Agreement acknowledged; the claim is settled",
        ),
    ],
)
def test_a_step_is_told_to_the_other_side(
    lawyer: User, insurer: User, at: str, lawyer_is_told: str, insurer_is_told: str
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at=at)
    newest = Event.objects.filter(claim=claim).order_by("-number")[0]
    for user, told in ((lawyer, lawyer_is_told), (insurer, insurer_is_told)):
        said = [one for one in inbox.page(user.as_actor(), at=make.NOW).notices]
        found = [one.text for one in said if one.pk == newest.pk]
        assert [text.replace(claim.application_id, "<id>") for text in found] == (
            [told] if told else []
        )


@pytest.mark.parametrize(
    ("do", "teller", "told"),
    [
        (rejected, "lawyer", "Claim <id> sent back by Compensator: Sent to the wrong organisation"),
        (
            exited,
            "insurer",
            "Claim <id> taken out by the claimant representative: Claim withdrawn",
        ),
    ],
)
def test_a_reason_is_told_with_it(
    lawyer: User, insurer: User, do: Any, teller: str, told: str
) -> None:
    do(make.claim(lawyer=lawyer, insurer=insurer), lawyer, insurer)
    assert texts({"lawyer": lawyer, "insurer": insurer}[teller])[0] == told


@pytest.mark.parametrize(
    ("at", "when", "about"),
    [
        ("LiabilityDecision", FIVE_LEFT, "Liability decision for claim <id>"),
        (
            "Stage2SettlementPackDecision",
            THREE_LEFT,
            "Stage 2 Settlement Pack response needed for claim <id>",
        ),
    ],
)
def test_a_limit_is_told_as_the_old_portal_did(
    lawyer: User, insurer: User, at: str, when: datetime, about: str
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer, at=at)
    before = texts(lawyer, when)
    alarms.ring(at=when)
    days = 5 if at == "LiabilityDecision" else 3
    assert texts(insurer, when)[0] == f"{about}: {days} days left"
    assert texts(lawyer, when) == before
    sweeping.sweep(at=TIMES_OUT)
    for user in (lawyer, insurer):
        assert texts(user, TIMES_OUT)[0] == f"{about}: time limit reached"


def test_a_notice_is_shown_for_fifteen_days(lawyer: User, insurer: User) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    assert texts(insurer, make.NOW + KEPT_FOR - timedelta(seconds=1)) == ["New claim <id>"]
    assert texts(insurer, make.NOW + KEPT_FOR) == []


def test_a_new_compensator_is_told_nothing_of_what_the_one_before_was_told(
    lawyer: User, insurer: User
) -> None:
    other = make.user(make.organisation("COMP002", kind="COMP"), Profile.COMP_RTA_CLAIM_HANDLER)
    claim = rejected(make.claim(lawyer=lawyer, insurer=insurer), lawyer, insurer)
    claim = make.act(claim, "acknowledge-rejection", {}, by=lawyer)
    body = make.cnf(compensator=other.organisation)
    make.act(claim, "resend-claim", body, by=lawyer)
    assert texts(insurer) == []
    assert texts(other) == ["Claim <id> corrected and sent again"]


def test_a_claim_of_a_colleague_is_no_news(lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    colleague = make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER)
    leader = make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER)
    everybody = (insurer, colleague, leader)
    assert [len(texts(user)) for user in everybody] == [1, 1, 1]
    Claim.objects.filter(pk=claim.pk).update(compensator_handler=colleague)
    assert [len(texts(user)) for user in everybody] == [0, 1, 1]


def test_strangers_and_administrators_have_no_news(
    lawyer: User, insurer: User, stranger: User, administrator: User
) -> None:
    denied(lawyer, insurer)
    assert texts(stranger) == texts(administrator) == []


@pytest.mark.parametrize("profiles", [*SINGLE, *PAIRS], ids="+".join)
def test_nobody_is_told_of_a_claim_that_is_not_visible_and_its_own_work(
    world: dict[str, Any], profiles: tuple[Profile, ...]
) -> None:
    for organisation in (*world["firms"], *world["insurers"]):
        user = make.user(organisation, *profiles)
        actor = user.as_actor()
        seen = set(Claim.objects.concerning(actor).values_list("pk", flat=True))
        side = "for_compensator" if actor.is_compensator else "for_representative"
        told = Event.objects.filter(
            claim__in=seen, at__gt=make.NOW - KEPT_FOR, **{side: organisation}
        )
        page = inbox.page(actor, at=make.NOW, size=1000)
        assert {one.pk for one in page.notices} == set(told.values_list("pk", flat=True))
        assert inbox.count(actor, at=make.NOW) == len(page.notices)


def test_the_inbox_is_read_by_pages(lawyer: User, insurer: User) -> None:
    for number in range(7):
        make.claim(lawyer=lawyer, insurer=insurer, now=make.NOW - timedelta(minutes=number // 2))
    whole = inbox.page(insurer.as_actor(), at=make.NOW).notices
    assert len(whole) == 7
    assert whole == sorted(whole, key=lambda one: (one.at, one.pk), reverse=True)
    read, cursor = [], None
    while True:
        page = inbox.page(insurer.as_actor(), at=make.NOW, cursor=cursor, size=2)
        read += page.notices
        cursor = page.next_cursor
        if cursor is None:
            break
    assert read == whole


@pytest.mark.parametrize("cursor", ["x", "MjAyNi0xMS0yMw", "fDE", "é"])
def test_a_cursor_of_somebody_elses_making_is_refused(insurer: User, cursor: str) -> None:
    with pytest.raises(inbox.BadCursor):
        inbox.page(insurer.as_actor(), at=make.NOW, cursor=cursor)


def test_one_notice_is_cleared_for_one_account(lawyer: User, insurer: User) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    make.claim(lawyer=lawyer, insurer=insurer)
    colleague = make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER)
    first, second = inbox.page(insurer.as_actor(), at=make.NOW).notices
    inbox.dismiss(first.pk, by=insurer.as_actor(), at=make.NOW)
    assert [one.pk for one in inbox.page(insurer.as_actor(), at=make.NOW).notices] == [second.pk]
    assert len(texts(colleague)) == 2
    with pytest.raises(NoSuchNotice):
        inbox.dismiss(first.pk, by=insurer.as_actor(), at=make.NOW)


def test_a_notice_of_others_cannot_be_cleared(lawyer: User, insurer: User, stranger: User) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    (notice,) = inbox.page(insurer.as_actor(), at=make.NOW).notices
    for user in (lawyer, stranger):
        with pytest.raises(NoSuchNotice):
            inbox.dismiss(notice.pk, by=user.as_actor(), at=make.NOW)
    assert not Dismissal.objects.exists()


def test_all_are_cleared_and_what_comes_later_is_shown(lawyer: User, insurer: User) -> None:
    make.claim(lawyer=lawyer, insurer=insurer, now=make.NOW - timedelta(days=1))
    make.claim(lawyer=lawyer, insurer=insurer)
    inbox.clear(by=insurer.as_actor(), at=make.NOW)
    assert texts(insurer) == []
    later = make.NOW + timedelta(seconds=1)
    make.claim(lawyer=lawyer, insurer=insurer, now=later)
    assert len(texts(insurer, later)) == 1
    inbox.clear(by=insurer.as_actor(), at=later)
    assert texts(insurer, later) == []
    inbox.clear(by=insurer.as_actor(), at=make.NOW - timedelta(days=3))
    assert texts(insurer, later) == []


def test_what_came_after_the_page_was_read_is_not_cleared_with_it(
    lawyer: User, insurer: User
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    after = make.NOW + timedelta(minutes=30)
    make.claim(lawyer=lawyer, insurer=insurer, now=after)
    inbox.clear(by=insurer.as_actor(), at=after, until=make.NOW)
    assert len(texts(insurer, after)) == 1


def test_what_is_still_being_written_while_all_is_cleared_is_shown_later(
    lawyer: User, insurer: User
) -> None:
    """An event of a moment before, that another transaction has not committed yet."""
    inbox.clear(by=insurer.as_actor(), at=make.NOW)
    make.claim(lawyer=lawyer, insurer=insurer, now=make.NOW - SETTLES_WITHIN + timedelta(seconds=1))
    assert texts(insurer) == ["New claim <id>"]


def test_who_is_signed_in_as_another_leaves_the_inbox_as_it_is(lawyer: User, insurer: User) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    leader = make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER)
    actor = insurer.as_actor(real_user=leader).for_another(usable=True)
    (notice,) = inbox.page(actor, at=make.NOW).notices
    for clear in (
        lambda: inbox.dismiss(notice.pk, by=actor, at=make.NOW),
        lambda: inbox.clear(by=actor, at=make.NOW),
    ):
        with pytest.raises(NotAllowed):
            clear()
    assert len(texts(insurer)) == 1


def test_what_was_cleared_is_forgotten_with_the_notices(lawyer: User, insurer: User) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    inbox.clear(by=insurer.as_actor(), at=make.NOW)
    assert inbox.forget_old(at=make.NOW + KEPT_FOR - timedelta(seconds=1)) == 0
    assert inbox.forget_old(at=make.NOW + KEPT_FOR) == 1
    assert texts(insurer, make.NOW + KEPT_FOR) == []


def test_there_are_never_more_counted_than_a_hundred(
    lawyer: User, insurer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MOST_COUNTED", 3)
    for _ in range(5):
        make.claim(lawyer=lawyer, insurer=insurer)
    assert inbox.count(insurer.as_actor(), at=make.NOW) == 3


@pytest.mark.django_db(transaction=True)
def test_the_same_cleared_twice_at_once_is_cleared_once(lawyer: User, insurer: User) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    (notice,) = inbox.page(insurer.as_actor(), at=make.NOW).notices
    actor = insurer.as_actor()
    do = [lambda: inbox.dismiss(notice.pk, by=actor, at=make.NOW)] * 2
    do += [lambda: inbox.clear(by=actor, at=make.NOW)] * 2
    answers = at_once(*do)
    assert {type(answer) for answer in answers} <= {type(None), NoSuchNotice}
    assert Dismissal.objects.count() == 1
    assert InboxState.objects.count() == 1


def test_an_attachment_is_told_to_the_other_side_without_its_title(
    lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    writing.add_event(
        claim, tag="claim:attachment:added", says="Attachment added: Report on A. Person",
        changes={}, by=lawyer.as_actor(), at=make.NOW,
    )  # fmt: skip
    assert texts(insurer)[0] == "Attachment added to claim <id>"
    assert texts(lawyer) == []


def test_a_late_action_tells_both_sides_of_the_limit(lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    actions.time_out(again(claim), at=TIMES_OUT)
    assert texts(lawyer, TIMES_OUT) == ["Liability decision for claim <id>: time limit reached"]
