"""Authenticator apps: a code is right in its half minute and the ones beside it, and once."""

from datetime import timedelta
from functools import partial

import pyotp
import pytest

from claims_portal.accounts.models import AuthenticatorApp, User
from claims_portal.accounts.second_factors import authenticator_apps as apps
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.accounts.second_factors.refusals import FactorRefused, NoSuchFactor
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.accounts.second_factors import having
from tests.claims.together import at_once

LATER = make.NOW + timedelta(minutes=10)


def sign_in(user: User, code: str, at: object = LATER) -> list[User]:
    return having.prove(Kind.APP, code, user, at=at)  # type: ignore[arg-type]


def must_be_refused(user: User, code: str, at: object = LATER) -> None:
    with pytest.raises(FactorRefused):
        sign_in(user, code, at)


@pytest.mark.parametrize(
    ("seconds", "right"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_the_clocks_may_be_half_a_minute_apart(lawyer: User, seconds: int, right: bool) -> None:
    code = having.an_app(lawyer).at(LATER + timedelta(seconds=seconds))
    if right:
        assert sign_in(lawyer, code) == [lawyer]
    else:
        must_be_refused(lawyer, code)


def test_a_code_is_right_once_and_so_is_no_older_one(lawyer: User) -> None:
    app = having.an_app(lawyer)
    sign_in(lawyer, app.at(LATER))
    must_be_refused(lawyer, app.at(LATER))
    must_be_refused(lawyer, app.at(LATER - timedelta(seconds=30)))
    sign_in(lawyer, app.at(LATER + timedelta(seconds=30)))


def test_the_code_that_confirmed_the_app_does_not_sign_in(lawyer: User) -> None:
    app = having.an_app(lawyer)
    must_be_refused(lawyer, app.at(make.NOW), make.NOW)


def test_a_code_may_be_typed_in_groups(lawyer: User) -> None:
    code = having.an_app(lawyer).at(LATER)
    assert sign_in(lawyer, f" {code[:3]} {code[3:]}\n")


@pytest.mark.parametrize("typed", ["", "abc", "1" * 5, "1" * 7, "\x00", "١٢٣٤٥٦", "x" * 10_000])
def test_what_is_no_code_is_refused(lawyer: User, typed: str) -> None:
    having.an_app(lawyer)
    must_be_refused(lawyer, typed)


def test_an_app_that_was_not_confirmed_signs_nobody_in(lawyer: User) -> None:
    apps.begin(lawyer, at=make.NOW)
    secret = apps.secret_to_confirm(lawyer)
    assert secret
    must_be_refused(lawyer, pyotp.TOTP(secret).at(LATER))


def test_a_wrong_code_confirms_nothing(lawyer: User) -> None:
    apps.begin(lawyer, at=make.NOW)
    with pytest.raises(FactorRefused):
        apps.confirm(lawyer, "no code", by=lawyer.as_actor(), at=make.NOW)
    assert apps.of(lawyer) is None


def test_another_app_takes_the_place_of_the_first_only_once_confirmed(lawyer: User) -> None:
    old = having.an_app(lawyer)
    apps.begin(lawyer, at=make.NOW)
    assert sign_in(lawyer, old.at(LATER))
    secret = apps.secret_to_confirm(lawyer)
    assert secret
    new, later = pyotp.TOTP(secret), LATER + timedelta(minutes=5)
    apps.confirm(lawyer, new.at(later), by=lawyer.as_actor(), at=later)
    later += timedelta(minutes=5)
    must_be_refused(lawyer, old.at(later), later)
    assert sign_in(lawyer, new.at(later), later)
    assert apps.secret_to_confirm(lawyer) is None


def test_the_secret_is_not_in_the_table(lawyer: User) -> None:
    app = having.an_app(lawyer)
    kept = AuthenticatorApp.objects.get()
    assert app.secret not in kept.sealed_secret + kept.new_sealed_secret


def test_a_secret_sealed_under_another_key_is_no_error(lawyer: User) -> None:
    app = having.an_app(lawyer)
    AuthenticatorApp.objects.update(sealed_secret="gAAAAAunreadable")
    must_be_refused(lawyer, app.at(LATER))


def test_a_code_of_one_account_does_not_open_another(lawyer: User, stranger: User) -> None:
    mine, theirs = having.an_app(lawyer), having.an_app(stranger)
    must_be_refused(stranger, mine.at(LATER))
    assert sign_in(lawyer, mine.at(LATER))
    assert sign_in(stranger, theirs.at(LATER))


@pytest.mark.django_db(transaction=True)
def test_a_code_used_twice_at_once_is_right_once(lawyer: User) -> None:
    use = partial(sign_in, lawyer, having.an_app(lawyer).at(LATER))
    answers = at_once(use, use, use)
    assert answers.count([lawyer]) == 1
    assert sum(isinstance(answer, FactorRefused) for answer in answers) == 2


def test_changes_are_told_to_the_audit_and_to_the_person(lawyer: User) -> None:
    having.an_app(lawyer)
    having.an_app(lawyer, at=LATER)
    apps.remove(lawyer, by=lawyer.as_actor(), at=LATER)
    with pytest.raises(NoSuchFactor):
        apps.remove(lawyer, by=lawyer.as_actor(), at=LATER)
    tags = list(AuditEntry.objects.order_by("number").values_list("tag", "by_user"))
    done = ["added", "replaced", "removed"]
    assert tags == [(f"account:authenticator-app:{one}", "LAWYER") for one in done]
    mails = mailbox.delivered()
    assert [
        f"app of your account was {one}" in str(mail.body)
        for one, mail in zip(done, mails, strict=True)
    ] == [True] * 3
    assert {mail.to[0] for mail in mails} == {lawyer.email}
