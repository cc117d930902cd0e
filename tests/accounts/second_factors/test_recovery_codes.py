"""Recovery codes: ten, each good once, and gone when new ones are made."""

from functools import partial

import pytest

from claims_portal.accounts.models import RecoveryCode, User
from claims_portal.accounts.second_factors import recovery_codes
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.accounts.second_factors.refusals import FactorRefused
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.accounts.second_factors import having
from tests.claims.together import at_once


def sign_in(user: User, code: str) -> list[User]:
    return having.prove(Kind.RECOVERY_CODE, code, user)


def must_be_refused(user: User, code: str) -> None:
    with pytest.raises(FactorRefused):
        sign_in(user, code)


def test_each_of_ten_codes_is_good_once(lawyer: User) -> None:
    codes = having.codes(lawyer)
    assert len(set(codes)) == 10
    for used, code in enumerate(codes, start=1):
        assert sign_in(lawyer, code) == [lawyer]
        assert recovery_codes.left(lawyer) == 10 - used
        must_be_refused(lawyer, code)
    assert RecoveryCode.objects.filter(used_at=make.NOW).count() == 10, "burnt, not deleted"


@pytest.mark.parametrize("form", ["{}", " {} ", "{lower}", "{bare}", "{misread}"])
def test_a_code_may_be_typed_as_people_read_it(lawyer: User, form: str) -> None:
    code = having.codes(lawyer)[3]
    misread = code.replace("0", "o").replace("1", "l")
    assert sign_in(
        lawyer,
        form.format(code, lower=code.lower(), bare=code.replace("-", ""), misread=misread),
    )


@pytest.mark.parametrize("typed", ["", "-", "0" * 10, "\x00", "ß" * 10, "x" * 10_000])
def test_what_is_no_code_is_refused(lawyer: User, typed: str) -> None:
    having.codes(lawyer)
    must_be_refused(lawyer, typed)


def test_codes_are_kept_as_hashes(lawyer: User) -> None:
    code = having.codes(lawyer)[0]
    kept = "".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert code not in kept and code.replace("-", "") not in kept
    must_be_refused(lawyer, RecoveryCode.objects.all()[0].digest)


def test_new_codes_replace_the_old_ones(lawyer: User) -> None:
    old, new = having.codes(lawyer), having.codes(lawyer)
    must_be_refused(lawyer, old[0])
    assert sign_in(lawyer, new[0])
    assert recovery_codes.left(lawyer) == 9


def test_a_code_of_one_account_does_not_open_another(lawyer: User, stranger: User) -> None:
    code = having.codes(lawyer)[0]
    having.codes(stranger)
    must_be_refused(stranger, code)
    RecoveryCode.objects.update(user=stranger)
    must_be_refused(stranger, code)


@pytest.mark.django_db(transaction=True)
def test_a_code_used_twice_at_once_is_good_once(lawyer: User) -> None:
    use = partial(sign_in, lawyer, having.codes(lawyer)[0])
    answers = at_once(use, use, use)
    assert answers.count([lawyer]) == 1
    assert sum(isinstance(answer, FactorRefused) for answer in answers) == 2
    assert recovery_codes.left(lawyer) == 9


def test_making_and_using_are_told(lawyer: User) -> None:
    sign_in(lawyer, having.codes(lawyer)[0])
    entries = AuditEntry.objects.order_by("number")
    assert [(entry.tag, entry.after) for entry in entries] == [
        ("account:recovery-codes:made", {"recoveryCodes": 10}),
        ("account:recovery-code:used", {"recoveryCodes": 9}),
    ]
    assert "9 are left" in str(mailbox.delivered()[-1].body)
