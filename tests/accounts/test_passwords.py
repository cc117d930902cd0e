"""The rules for passwords, their history of 12, and their 60 days."""

from datetime import timedelta

import pytest

from claims_portal.accounts import passwords
from claims_portal.accounts.models import User
from claims_portal.accounts.passwords import OldPasswordWrong, PasswordRefused
from claims_portal.records.models import AuditEntry
from tests import make

GOOD = "Nine-lanterns-over-7-hills"


def broken(user: User, password: str) -> list[str]:
    try:
        passwords.must_be_good(password, user=user)
    except PasswordRefused as refused:
        return refused.sentences
    return []


@pytest.mark.parametrize(
    ("password", "told"),
    [
        (GOOD, ""),
        ("Ünï-lanterns-7-hills", ""),
        ("Short-1-word", ""),
        ("Short-1-wor", "at least 12"),
        ("Long-1" + "x" * 123, "at most 128"),
        ("nine-lanterns-over-7-hills", "capital letter"),
        ("NINE-LANTERNS-OVER-7-HILLS", "small letter"),
        ("Nine-lanterns-over-hills", "a digit"),
        ("NineLanternsOver7Hills", "Use one of"),
        ("My-Password-is-17-x", "the word password"),
        ("My-p4ssw0rd-is-17-x", "the word password"),
        ("My-pwd-is-17-lanterns", "the word password"),
        ("Lawyer-17-lanterns", "your User ID"),
        ("Robin-17-lanterns-x", "your name"),
        ("cr00101-Lanterns-17", "organisation ID"),
        ("Nine-lanterns\x00-over-7", "invisible"),
    ],
)
def test_each_rule(lawyer: User, password: str, told: str) -> None:
    sentences = broken(lawyer, password)
    assert (len(sentences) == 1 and told in sentences[0]) if told else not sentences


def test_every_broken_rule_is_told_at_once(lawyer: User) -> None:
    assert len(broken(lawyer, "lawyer")) == 5


def test_none_of_the_last_twelve_passwords_may_come_back(lawyer: User) -> None:
    for number in range(13):
        passwords.keep(f"{GOOD}-{number}", user=lawyer, at=make.days_later(number))
    assert "last 12 passwords" in broken(lawyer, f"{GOOD}-1")[0]
    assert "last 12 passwords" in broken(lawyer, f"{GOOD}-12")[0]
    assert not broken(lawyer, f"{GOOD}-0")
    assert lawyer.passwords_used.count() == 12


def test_a_password_lasts_sixty_days(lawyer: User) -> None:
    passwords.keep(GOOD, user=lawyer, at=make.NOW)
    end = make.NOW + timedelta(days=60)
    assert not passwords.must_be_changed(lawyer, at=end - timedelta(seconds=1))
    assert passwords.must_be_changed(lawyer, at=end)


def test_a_changed_password_is_the_new_one_and_audited(lawyer: User) -> None:
    lawyer.must_change_password = True
    lawyer.save()
    changed = passwords.change(lawyer, make.PASSWORD, GOOD, by=lawyer.as_actor(), at=make.NOW)
    assert changed.check_password(GOOD)
    assert not changed.must_change_password
    assert GOOD not in repr(AuditEntry.objects.get(tag="account:password:changed").__dict__)


def test_the_old_password_is_asked(lawyer: User) -> None:
    with pytest.raises(OldPasswordWrong):
        passwords.change(lawyer, "wrong", GOOD, by=lawyer.as_actor(), at=make.NOW)


def test_the_password_in_use_cannot_be_kept(lawyer: User) -> None:
    """Even one that was set before there was a history."""
    with pytest.raises(PasswordRefused, match="last 12"):
        passwords.change(lawyer, make.PASSWORD, make.PASSWORD, by=lawyer.as_actor(), at=make.NOW)
