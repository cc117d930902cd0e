"""Letters to administrators: their findings, nothing personal, once each, reminders in time."""

from datetime import timedelta
from uuid import uuid4

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.migration import letters, readiness_kept
from claims_portal.migration.letters import IntervalRefused, NobodyChosen
from claims_portal.migration.models import CutOver, Letter, LetterRun
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.refusals import NotAllowed
from claims_portal.operators.roles import Role
from claims_portal.organisations.models import Organisation
from tests import mailbox, make
from tests.make import NOW
from tests.operators.conftest import acting


@pytest.fixture
def by(db: None) -> StaffActor:
    return acting(make.staff(Role.REGISTRAR, staff_id="REGISTRAR"))


@pytest.fixture
def half(db: None) -> Organisation:
    """Half ready, with two administrators of whom one can sign in."""
    made = make.organisation("CR00002")
    make.user(made, Profile.CR_ADMINISTRATOR, user_name="ADMIN1", email="ann.one@half.example.com")
    make.user(
        made, Profile.CR_ADMINISTRATOR, user_name="ADMIN2", email_verified_at=None,
        forename="Secretina", surname="Privately", email="private.person@half.example.com",
    )  # fmt: skip
    return made


def send(by: StaffActor, *codes: str) -> LetterRun:
    run = letters.order(codes, form=None, by=by, at=NOW)
    letters.work(run.pk, at=NOW)
    run.refresh_from_db()
    return run


def test_a_letter_goes_to_who_can_sign_in_and_is_kept(by: StaffActor, half: Organisation) -> None:
    run = send(by, "CR00002")
    assert (run.sent, run.skipped) == (1, 0)
    message = mailbox.delivered()[-1]
    assert message.to == ["ann.one@half.example.com"]
    kept = Letter.objects.get()
    assert (kept.recipients, kept.text, kept.score) == (["ADMIN1"], message.body.rstrip("\n"), 50)
    assert "ADMIN2" in message.body
    assert "/administration/move" in message.body
    assert "50 %" in message.body


def test_nothing_personal_is_in_it(by: StaffActor, half: Organisation) -> None:
    send(by, "CR00002")
    text = mailbox.delivered()[-1].body.lower()
    for personal in ("secretina", "privately", "private.person", "ann.one", "@"):
        assert personal not in text


def test_without_an_administrator_it_goes_to_the_organisation(
    by: StaffActor, half: Organisation
) -> None:
    User.objects.update(enabled=False)
    send(by, "CR00002")
    assert mailbox.delivered()[-1].to == [half.email]
    assert Letter.objects.get().recipients == ["CR00002"]
    assert "nobody could administer" in Letter.objects.get().text


def test_who_is_ready_meanwhile_gets_none(by: StaffActor, half: Organisation) -> None:
    User.objects.update(email_verified_at=NOW)
    run = send(by, "CR00002")
    assert (run.sent, run.skipped) == (0, 1)
    assert mailbox.delivered() == []


def test_one_order_of_a_form_and_one_letter_of_an_order(by: StaffActor, half: Organisation) -> None:
    form = uuid4()
    runs = {letters.order(["CR00002"], form=form, by=by, at=NOW).pk for _ in range(2)}
    assert len(runs) == 1
    for _ in range(2):
        letters.work(runs.copy().pop(), at=NOW)
    assert Letter.objects.count() == 1


def test_an_order_that_was_killed_goes_on(by: StaffActor, half: Organisation) -> None:
    other = make.organisation("CR00003")
    make.user(other, Profile.CR_RTA_CLAIM_HANDLER, user_name="OTHER1")
    run = letters.order(["CR00002", "CR00003"], form=None, by=by, at=NOW)
    letters._send(run, "CR00002", NOW)
    letters.work(run.pk, at=NOW)
    assert Letter.objects.count() == 2
    assert len(mailbox.delivered()) == 2


def test_bad_orders_are_refused(by: StaffActor, half: Organisation) -> None:
    with pytest.raises(NobodyChosen):
        letters.order(["NOBODY"], form=None, by=by, at=NOW)
    with pytest.raises(NotAllowed):
        letters.order(["CR00002"], form=None, by=acting(make.staff(Role.SUPPORT)), at=NOW)
    with pytest.raises(IntervalRefused):
        letters.remind_every(5, by=by, at=NOW)


def remind(days: int) -> LetterRun | None:
    at = NOW + timedelta(days=days)
    readiness_kept.compute(at=at)
    run = letters.remind(at=at)
    if run:
        letters.work(run.pk, at=at)
    return run


def test_reminders_go_out_at_the_interval_to_who_is_not_ready(
    by: StaffActor, half: Organisation
) -> None:
    send(by, "CR00002")
    assert remind(100) is None
    letters.remind_every(14, by=by, at=NOW)
    assert remind(13) is None
    assert remind(14)
    assert mailbox.delivered()[-1].subject == letters.REMINDER
    assert remind(15) is None
    assert remind(28)
    User.objects.update(email_verified_at=NOW)
    assert remind(60) is None


def test_who_was_never_written_to_is_not_reminded(by: StaffActor, half: Organisation) -> None:
    letters.remind_every(7, by=by, at=NOW)
    assert remind(30) is None


def test_nobody_is_reminded_after_the_move(by: StaffActor, half: Organisation) -> None:
    send(by, "CR00002")
    letters.remind_every(7, by=by, at=NOW)
    CutOver.objects.create(pk=1, state="after")
    assert remind(7) is None


def test_a_long_list_names_thirty_and_counts_the_rest(by: StaffActor, half: Organisation) -> None:
    for number in range(40):
        make.user(
            half, Profile.CR_RTA_CLAIM_HANDLER, user_name=f"U{number:02d}", email_verified_at=None
        )
    send(by, "CR00002")
    assert "and 11 more" in Letter.objects.get().text
