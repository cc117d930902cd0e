"""The first factor: one sentence for every failure, and five of them disable an account."""

from datetime import timedelta
from typing import Any

import pytest

from claims_portal.accounts import sign_in
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.second_factors import mailed_codes, proving
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.accounts.second_factors.proving import Given
from claims_portal.accounts.second_factors.refusals import FactorRefused
from claims_portal.accounts.sign_in import SignInRefused
from tests import mailbox, make

WRONG = "Wrong-horse-9-battery"


def check(name: str, password: str = make.PASSWORD, at: Any = make.NOW) -> list[User]:
    return list(sign_in.check_password(name=name, password=password, at=at))


def must_be_refused(name: str, password: str = make.PASSWORD, at: Any = make.NOW) -> None:
    with pytest.raises(SignInRefused) as refusal:
        check(name, password, at)
    assert str(refusal.value) == ("The User ID or e-mail address, or the password, is not right.")


def sent_code(user: User, at: Any = make.NOW) -> str:
    mailed_codes.send(user, at=at)
    return mailbox.delivered()[-1].subject[-6:]


def prove(user: User, code: str, at: Any = make.NOW) -> None:
    proving.prove(Kind.MAILED_CODE, Given(code), accounts=[user], at=at)


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("name", ["LAWYER", "lawyer", " Lawyer "])
def test_a_user_id_signs_in_whatever_its_case(lawyer: User, name: str) -> None:
    assert check(name) == [lawyer]


def test_an_email_address_signs_in_whatever_its_case(lawyer: User) -> None:
    assert check(f" {lawyer.email.upper()} ") == [lawyer]


@pytest.mark.parametrize(
    "name", ["", " ", "NOBODY", "nobody@x.example.com", "LAW\x00YER", "%", "@"]
)
def test_an_unknown_name_is_refused(lawyer: User, name: str) -> None:
    must_be_refused(name)


def test_a_wrong_password_is_refused_like_an_unknown_name(lawyer: User) -> None:
    for password in (WRONG, "", " ", make.PASSWORD.lower(), make.PASSWORD + " ", lawyer.password):
        must_be_refused("LAWYER", password)


def test_an_unknown_name_costs_a_password_hash_too(
    lawyer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(sign_in, "make_password", hashed.append)
    must_be_refused("NOBODY", WRONG)
    assert hashed == [WRONG]
    must_be_refused("LAWYER", WRONG)
    assert hashed == [WRONG]


def test_five_wrong_passwords_disable_an_account(lawyer: User) -> None:
    for failures in range(1, 5):
        must_be_refused("LAWYER", WRONG)
        assert (again(lawyer).failed_sign_ins, again(lawyer).enabled) == (failures, True)
    must_be_refused("LAWYER", WRONG)
    assert not again(lawyer).enabled
    assert again(lawyer).active
    must_be_refused("LAWYER")


def test_a_finished_sign_in_forgets_the_failures_and_a_password_alone_does_not(
    lawyer: User,
) -> None:
    for _ in range(4):
        must_be_refused("LAWYER", WRONG)
    check("LAWYER")
    assert again(lawyer).failed_sign_ins == 4
    prove(lawyer, sent_code(lawyer))
    assert again(lawyer).failed_sign_ins == 0
    for _ in range(4):
        must_be_refused("LAWYER", WRONG)
    assert again(lawyer).enabled


def test_codes_cannot_be_guessed_at_for_ever(lawyer: User) -> None:
    for minute in range(5):
        at = make.NOW + timedelta(minutes=2 * minute)
        sent_code(lawyer, at)
        for _ in range(5):
            with pytest.raises(FactorRefused):
                prove(lawyer, "no code", at)
    account = again(lawyer)
    assert (account.enabled, account.disabled_because) == (False, "bad-sign-ins")


@pytest.mark.parametrize("form", ["{} {}", " {}-{} ", "{}\u00a0{}"])
def test_a_code_may_be_typed_in_groups(lawyer: User, form: str) -> None:
    code = sent_code(lawyer)
    prove(lawyer, form.format(code[:3], code[3:]))


@pytest.mark.parametrize(
    "fields",
    [{"enabled": False}, {"enabled": False, "active": False}, {"expires_on": make.NOW.date()}],
)
def test_an_account_that_is_not_usable_is_refused(lawyer: User, fields: dict[str, Any]) -> None:
    User.objects.filter(pk=lawyer.pk).update(**fields)
    must_be_refused("LAWYER")


def test_an_account_expires_on_its_day(lawyer: User) -> None:
    User.objects.filter(pk=lawyer.pk).update(expires_on=make.NOW.date() + timedelta(days=1))
    assert check("LAWYER") == [lawyer]
    must_be_refused("LAWYER", at=make.NOW + timedelta(days=1))


def test_nobody_signs_in_to_a_disabled_organisation(lawyer: User) -> None:
    lawyer.organisation.enabled = False
    lawyer.organisation.save()
    must_be_refused("LAWYER")


@pytest.fixture
def other(lawyer: User) -> User:
    """The same person's account in another organisation, under the same address."""
    organisation = make.organisation("CR00102")
    return make.user(
        organisation, Profile.CR_RTA_CLAIM_HANDLER, user_name="LAWYER2", email=lawyer.email.upper()
    )


def test_one_address_may_open_accounts_of_several_organisations(lawyer: User, other: User) -> None:
    assert set(check(lawyer.email)) == {lawyer, other}
    assert check("LAWYER2") == [other]


def test_only_the_accounts_with_this_password_are_opened(lawyer: User, other: User) -> None:
    other.set_password("Another-horse-9-battery")
    other.save()
    assert check(lawyer.email) == [lawyer]
    assert check(lawyer.email, "Another-horse-9-battery") == [other]


def test_signing_in_to_one_organisation_never_disables_the_account_in_another(
    lawyer: User, other: User
) -> None:
    other.set_password("Another-horse-9-battery")
    other.save()
    for _ in range(6):
        check(lawyer.email)
    assert again(other).enabled
    assert again(other).failed_sign_ins == 0


def test_a_wrong_password_counts_for_every_account_of_the_address(
    lawyer: User, other: User
) -> None:
    for _ in range(5):
        must_be_refused(lawyer.email, WRONG)
    assert not again(lawyer).enabled
    assert not again(other).enabled
