"""Notices by mail: as each account chose, once each, and nothing of the people in a claim."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import digests, inbox
from claims_portal.claims.inbox import SETTLES_WITHIN
from claims_portal.claims.models import Claim, Digest, InboxState
from claims_portal.claims.refusals import NotAllowed
from tests import mailbox, make
from tests.claims.test_alarms import denied
from tests.claims.together import at_once

MINUTE = timedelta(minutes=1)
LATER = make.NOW + SETTLES_WITHIN + MINUTE


def wants(user: User, digest: Digest, at: datetime = make.NOW - MINUTE) -> None:
    digests.choose(digest, by=user.as_actor(), at=at)


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, list[str]]]:
    """What was queued: subject, text, addresses."""
    queued: list[tuple[str, str, list[str]]] = []
    monkeypatch.setattr(
        digests.mail, "post", lambda subject, text, *, to: queued.append((subject, text, list(to)))
    )
    return queued


def test_nobody_who_did_not_ask_is_written_to(
    lawyer: User, insurer: User, mails: list[Any]
) -> None:
    denied(lawyer, insurer)
    assert digests.wanted(lawyer) is Digest.OFF
    assert digests.send_due(at=LATER) == 0
    assert mails == []


def test_notices_come_as_they_happen_those_together_in_one(
    lawyer: User, insurer: User, mails: list[Any]
) -> None:
    wants(insurer, Digest.AT_ONCE)
    claims = [make.claim(lawyer=lawyer, insurer=insurer) for _ in range(2)]
    assert digests.send_due(at=make.NOW + MINUTE) == 0
    assert digests.send_due(at=LATER) == 1
    assert digests.send_due(at=LATER + MINUTE) == 0
    ((subject, text, to),) = mails
    assert subject == "2 new notices in the Claims Portal"
    assert to == [insurer.email]
    lines = text.splitlines()
    assert lines[:2] == [
        f"23 November 2026, 09:30  New claim {claim.application_id}" for claim in claims
    ]
    assert "http://localhost:8000/notices" in text
    make.claim(lawyer=lawyer, insurer=insurer, now=LATER)
    assert digests.send_due(at=LATER + SETTLES_WITHIN) == 1
    assert mails[-1][0] == "1 new notice in the Claims Portal"


def test_a_mail_says_nothing_of_the_people_in_a_claim(
    lawyer: User, insurer: User, mails: list[Any]
) -> None:
    wants(lawyer, Digest.AT_ONCE)
    wants(insurer, Digest.AT_ONCE)
    claim = denied(lawyer, insurer)
    make.act(claim, "acknowledge-liability-denied", {}, by=lawyer)
    digests.send_due(at=LATER)
    assert len(mails) == 2
    claim = Claim.objects.get()
    for _subject, text, _to in mails:
        for word in (
            claim.claimant_surname, claim.claimant_forename, claim.national_insurance_number,
            claim.registration_number, claim.representative_reference, claim.compensator_reference,
            lawyer.surname, insurer.surname, lawyer.user_name, "customer's parked car",
        ):  # fmt: skip
            assert word and not re.search(rf"\b{re.escape(word)}\b", text), word


def test_once_a_day_at_seven_in_london(lawyer: User, insurer: User, mails: list[Any]) -> None:
    wants(insurer, Digest.DAILY)
    make.claim(lawyer=lawyer, insurer=insurer)
    for minutes in range(0, 60 * 24, 30):
        digests.send_due(at=make.NOW + timedelta(minutes=minutes))
    assert len(mails) == 1
    due = InboxState.objects.get().mail_due_at
    assert due == datetime(2026, 11, 25, 7, tzinfo=UTC)
    assert digests.send_due(at=datetime(2026, 11, 25, 7, 1, tzinfo=UTC)) == 0
    assert InboxState.objects.get().mail_due_at == datetime(2026, 11, 26, 7, tzinfo=UTC)


def test_seven_is_seven_in_summer_too(insurer: User) -> None:
    wants(insurer, Digest.DAILY, datetime(2026, 6, 30, 5, 30, tzinfo=UTC))
    assert InboxState.objects.get().mail_due_at == datetime(2026, 6, 30, 6, tzinfo=UTC)


def test_what_happened_before_mails_were_wanted_is_not_mailed(
    lawyer: User, insurer: User, mails: list[Any]
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer, now=make.NOW - timedelta(hours=1))
    wants(insurer, Digest.AT_ONCE, make.NOW)
    assert digests.send_due(at=LATER) == 0


def test_another_choice_loses_and_repeats_nothing(
    lawyer: User, insurer: User, mails: list[Any]
) -> None:
    wants(insurer, Digest.DAILY)
    make.claim(lawyer=lawyer, insurer=insurer)
    wants(insurer, Digest.AT_ONCE, make.NOW + MINUTE)
    assert digests.send_due(at=LATER) == 1
    wants(insurer, Digest.OFF, LATER)
    make.claim(lawyer=lawyer, insurer=insurer, now=LATER)
    assert digests.send_due(at=LATER + timedelta(days=2)) == 0
    wants(insurer, Digest.AT_ONCE, LATER + timedelta(days=2))
    assert digests.send_due(at=LATER + timedelta(days=3)) == 0


def test_what_was_cleared_is_not_mailed(lawyer: User, insurer: User, mails: list[Any]) -> None:
    wants(insurer, Digest.AT_ONCE)
    make.claim(lawyer=lawyer, insurer=insurer)
    inbox.clear(by=insurer.as_actor(), at=make.NOW + MINUTE)
    assert digests.send_due(at=LATER) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"enabled": False},
        {"enabled": False, "active": False},
        {"expires_on": make.NOW.date()},
        {"email_verified_at": None},
        {"email": ""},
    ],
    ids=lambda change: "-".join(change),
)
def test_an_account_that_cannot_sign_in_is_not_written_to(
    lawyer: User, insurer: User, mails: list[Any], change: dict[str, Any]
) -> None:
    wants(insurer, Digest.AT_ONCE)
    make.claim(lawyer=lawyer, insurer=insurer)
    User.objects.filter(pk=insurer.pk).update(**change)
    assert digests.send_due(at=LATER) == 0
    assert mails == []


def test_a_claim_that_went_to_a_colleague_is_mailed_to_the_colleague(
    lawyer: User, insurer: User, mails: list[Any]
) -> None:
    colleague = make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER)
    wants(insurer, Digest.AT_ONCE)
    wants(colleague, Digest.AT_ONCE)
    make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.update(compensator_handler=colleague)
    assert digests.send_due(at=LATER) == 1
    assert mails[0][2] == [colleague.email]


def test_a_long_list_is_cut(
    lawyer: User, insurer: User, mails: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "MOST_LINES", 2)
    wants(insurer, Digest.AT_ONCE)
    for _ in range(5):
        make.claim(lawyer=lawyer, insurer=insurer)
    digests.send_due(at=LATER)
    assert "and 3 more." in mails[0][1]
    assert mails[0][0].startswith("5 new notices")


def test_more_accounts_than_a_batch_are_all_written_to(
    lawyer: User, insurer: User, mails: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "BATCH", 2)
    colleagues = [make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER) for _ in range(5)]
    for colleague in colleagues:
        wants(colleague, Digest.DAILY if colleague.pk % 2 else Digest.AT_ONCE)
    make.claim(lawyer=lawyer, insurer=insurer)
    assert digests.send_due(at=make.NOW + timedelta(days=1)) == 5
    assert sorted(to[0] for _, _, to in mails) == sorted(one.email for one in colleagues)


def test_who_is_signed_in_as_another_chooses_nothing_for_it(insurer: User) -> None:
    leader = make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER)
    with pytest.raises(NotAllowed):
        digests.choose(Digest.DAILY, by=insurer.as_actor(real_user=leader), at=make.NOW)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_mail_each_notice_once(lawyer: User, insurer: User) -> None:
    everybody = [insurer]
    everybody += [make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER) for _ in range(6)]
    for user in everybody:
        wants(user, Digest.AT_ONCE)
    make.claim(lawyer=lawyer, insurer=insurer)
    assert sum(at_once(*[lambda: digests.send_due(at=LATER)] * 2)) == 7
    queued = mailbox.delivered()
    assert sorted(address for one in queued for address in one.to) == sorted(
        user.email for user in everybody
    )
