"""The second factor: a code by e-mail, right once, five tries, ten minutes."""

import re
from datetime import datetime, timedelta
from functools import partial

import pytest

from claims_portal.accounts import sign_in
from claims_portal.accounts.models import MailedCode, User
from claims_portal.accounts.sign_in import CodeRefused, TooSoon
from tests import mailbox, make
from tests.claims.together import at_once


def sent_code(user: User, at: datetime = make.NOW) -> str:
    sign_in.send_code(user, at=at)
    message = mailbox.delivered()[-1]
    assert message.to == [user.email]
    found = re.search(r"\b\d{6}\b", str(message.body))
    assert found is not None
    return found[0]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def must_be_refused(user: User, code: str, at: datetime = make.NOW) -> None:
    with pytest.raises(CodeRefused):
        sign_in.check_code(user, code, at=at)


def test_a_code_is_right_once_only(lawyer: User) -> None:
    code = sent_code(lawyer)
    sign_in.check_code(lawyer, code, at=make.NOW)
    must_be_refused(lawyer, code)


def test_a_code_may_be_typed_with_blanks_around_it(lawyer: User) -> None:
    sign_in.check_code(lawyer, f" {sent_code(lawyer)}\n", at=make.NOW)


def test_a_code_is_kept_as_a_hash(lawyer: User) -> None:
    code = sent_code(lawyer)
    assert code not in MailedCode.objects.get().digest
    must_be_refused(lawyer, MailedCode.objects.get().digest)


@pytest.mark.parametrize("typed", ["", "abc", "1" * 5, "1" * 7, "\x00", "١٢٣٤٥٦", "x" * 10_000])
def test_what_is_no_code_is_refused(lawyer: User, typed: str) -> None:
    sent_code(lawyer)
    must_be_refused(lawyer, typed)


def test_after_five_wrong_tries_the_right_code_is_refused_too(lawyer: User) -> None:
    code = sent_code(lawyer)
    for _ in range(5):
        must_be_refused(lawyer, wrong(code))
    must_be_refused(lawyer, code)


def test_the_fifth_try_may_be_right(lawyer: User) -> None:
    code = sent_code(lawyer)
    for _ in range(4):
        must_be_refused(lawyer, wrong(code))
    sign_in.check_code(lawyer, code, at=make.NOW)


def test_a_code_lives_for_ten_minutes(lawyer: User) -> None:
    code = sent_code(lawyer)
    end = make.NOW + timedelta(minutes=10)
    must_be_refused(lawyer, code, at=end)
    sign_in.check_code(lawyer, code, at=end - timedelta(microseconds=1))


def test_a_new_code_is_sent_after_a_minute_only(lawyer: User) -> None:
    sent_code(lawyer)
    with pytest.raises(TooSoon):
        sign_in.send_code(lawyer, at=make.NOW + timedelta(seconds=59))
    assert len(mailbox.delivered()) == 1
    sent_code(lawyer, at=make.NOW + timedelta(seconds=60))


def test_a_new_code_kills_the_old_one(lawyer: User) -> None:
    old = sent_code(lawyer)
    later = make.NOW + timedelta(minutes=2)
    new = sent_code(lawyer, at=later)
    while new == old:
        later += timedelta(minutes=2)
        new = sent_code(lawyer, at=later)
    must_be_refused(lawyer, old, at=later)
    sign_in.check_code(lawyer, new, at=later)


def test_a_new_code_brings_new_tries(lawyer: User) -> None:
    code = sent_code(lawyer)
    for _ in range(5):
        must_be_refused(lawyer, wrong(code))
    later = make.NOW + timedelta(minutes=2)
    sign_in.check_code(lawyer, sent_code(lawyer, at=later), at=later)


def test_a_code_is_for_its_own_account(lawyer: User, stranger: User) -> None:
    code = sent_code(lawyer)
    MailedCode.objects.filter(user=stranger).delete()
    must_be_refused(stranger, code)
    kept = MailedCode.objects.get(user=lawyer)
    kept.pk, kept.user = None, stranger
    kept.save()
    must_be_refused(stranger, code)


def test_without_a_code_sent_none_is_right(lawyer: User) -> None:
    must_be_refused(lawyer, "000000")


@pytest.mark.django_db(transaction=True)
def test_a_code_used_twice_at_once_is_right_once(lawyer: User) -> None:
    code = sent_code(lawyer)
    use = partial(sign_in.check_code, lawyer, code, at=make.NOW)
    answers = at_once(use, use, use)
    assert [answer for answer in answers if answer is None] == [None]
    assert all(isinstance(answer, CodeRefused) for answer in answers if answer is not None)


@pytest.mark.django_db(transaction=True)
def test_tries_at_once_are_all_counted(lawyer: User) -> None:
    code = sent_code(lawyer)
    at_once(*[partial(sign_in.check_code, lawyer, wrong(code), at=make.NOW)] * 5)
    assert MailedCode.objects.get().tries_left == 0
    must_be_refused(lawyer, code)


def test_a_code_that_arrived_verifies_the_address(lawyer: User) -> None:
    User.objects.filter(pk=lawyer.pk).update(email_verified_at=None)
    sign_in.check_code(lawyer, sent_code(lawyer), at=make.NOW)
    assert User.objects.get(pk=lawyer.pk).email_verified_at == make.NOW
