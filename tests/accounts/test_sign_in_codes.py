"""The second factor: a code by e-mail, right once, five tries, ten minutes."""

import re
from datetime import datetime, timedelta
from functools import partial

import pytest

from claims_portal.accounts.models import CodePurpose, MailedCode, User
from claims_portal.accounts.second_factors import mailed_codes, proving
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.accounts.second_factors.proving import Given
from claims_portal.accounts.second_factors.refusals import FactorRefused, TooSoon
from tests import mailbox, make
from tests.claims.together import at_once


def sent_code(user: User, at: datetime = make.NOW) -> str:
    mailed_codes.send(user, at=at)
    message = mailbox.delivered()[-1]
    assert message.to == [user.email]
    found = re.search(r"\b\d{6}\b", str(message.body))
    assert found is not None
    return found[0]


def check(user: User, code: str, *, at: datetime = make.NOW) -> None:
    assert proving.prove(Kind.MAILED_CODE, Given(code), accounts=[user], at=at) == [user]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def must_be_refused(user: User, code: str, at: datetime = make.NOW) -> None:
    with pytest.raises(FactorRefused):
        check(user, code, at=at)


def test_a_code_is_right_once_only(lawyer: User) -> None:
    code = sent_code(lawyer)
    check(lawyer, code, at=make.NOW)
    must_be_refused(lawyer, code)


def test_a_code_may_be_typed_with_blanks_around_it(lawyer: User) -> None:
    check(lawyer, f" {sent_code(lawyer)}\n", at=make.NOW)


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
    check(lawyer, code, at=make.NOW)


def test_a_code_lives_for_ten_minutes(lawyer: User) -> None:
    code = sent_code(lawyer)
    end = make.NOW + timedelta(minutes=10)
    must_be_refused(lawyer, code, at=end)
    check(lawyer, code, at=end - timedelta(microseconds=1))


def test_a_new_code_is_sent_after_a_minute_only(lawyer: User) -> None:
    sent_code(lawyer)
    with pytest.raises(TooSoon):
        mailed_codes.send(lawyer, at=make.NOW + timedelta(seconds=59))
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
    check(lawyer, new, at=later)


def test_a_new_code_brings_new_tries(lawyer: User) -> None:
    code = sent_code(lawyer)
    for _ in range(5):
        must_be_refused(lawyer, wrong(code))
    later = make.NOW + timedelta(minutes=2)
    check(lawyer, sent_code(lawyer, at=later), at=later)


def test_a_code_is_for_its_own_account(lawyer: User, stranger: User) -> None:
    code = sent_code(lawyer)
    MailedCode.objects.filter(user=stranger).delete()
    must_be_refused(stranger, code)
    kept = MailedCode.objects.get(user=lawyer)
    kept.pk, kept.user = None, stranger
    kept.save()
    must_be_refused(stranger, code)


def test_a_code_does_not_outlive_a_change_of_the_address(lawyer: User) -> None:
    code = sent_code(lawyer)
    User.objects.filter(pk=lawyer.pk).update(email="new@cr00101.example.com")
    must_be_refused(lawyer, code)


def test_without_a_code_sent_none_is_right(lawyer: User) -> None:
    must_be_refused(lawyer, "000000")


@pytest.mark.django_db(transaction=True)
def test_a_code_used_twice_at_once_is_right_once(lawyer: User) -> None:
    code = sent_code(lawyer)
    use = partial(check, lawyer, code, at=make.NOW)
    answers = at_once(use, use, use)
    assert [type(answer) for answer in answers if answer] == [FactorRefused] * 2


@pytest.mark.django_db(transaction=True)
def test_tries_at_once_are_all_counted(lawyer: User) -> None:
    code = sent_code(lawyer)
    at_once(*[partial(check, lawyer, wrong(code), at=make.NOW)] * 5)
    assert MailedCode.objects.get().tries_left == 0
    must_be_refused(lawyer, code)


def test_a_code_that_arrived_verifies_the_address(lawyer: User) -> None:
    User.objects.filter(pk=lawyer.pk).update(email_verified_at=None)
    check(lawyer, sent_code(lawyer), at=make.NOW)
    assert User.objects.get(pk=lawyer.pk).email_verified_at == make.NOW


def test_a_code_does_not_decide_who_has_a_shared_address(lawyer: User) -> None:
    User.objects.filter(pk=lawyer.pk).update(email_verified_at=None, shares_address=True)
    check(lawyer, sent_code(lawyer))
    assert User.objects.get(pk=lawyer.pk).email_verified_at is None


def test_a_code_for_another_purpose_does_not_sign_in(lawyer: User) -> None:
    mailed_codes.send(lawyer, at=make.NOW, purpose=CodePurpose.NEW_PASSWORD)
    code = mailbox.delivered()[-1].subject[-6:]
    must_be_refused(lawyer, code)
    check(lawyer, sent_code(lawyer))
    assert MailedCode.objects.filter(user=lawyer).count() == 2


def test_wrong_tries_add_up_over_several_codes(lawyer: User) -> None:
    """Four guesses at each of many codes would otherwise never count."""
    for minute in range(5):
        at = make.NOW + timedelta(minutes=2 * minute)
        code = sent_code(lawyer, at=at)
        for _ in range(4):
            must_be_refused(lawyer, wrong(code), at=at)
    lawyer.refresh_from_db()
    assert (lawyer.failed_sign_ins, lawyer.wrong_factor_tries) == (4, 0)


@pytest.mark.django_db(transaction=True)
def test_two_first_codes_at_once_are_one_code(lawyer: User) -> None:
    send = partial(mailed_codes.send, lawyer, at=make.NOW)
    answers = at_once(send, send)
    assert sorted(str(type(answer).__name__) for answer in answers) == ["NoneType", "TooSoon"]
    assert len(mailbox.delivered()) == 1


def test_who_used_a_code_gets_the_next_at_once(lawyer: User) -> None:
    """Out and in again within a minute; only an unused code makes one wait."""
    first = sent_code(lawyer)
    check(lawyer, first)
    assert sent_code(lawyer) != first
    with pytest.raises(TooSoon):
        mailed_codes.send(lawyer, at=make.NOW)
