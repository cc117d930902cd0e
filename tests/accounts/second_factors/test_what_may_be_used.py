"""The one rule of what may be used, and whom a proof proves."""

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from claims_portal.accounts.models import User, WebSession
from claims_portal.accounts.refusals import NoSuchAccount, NotAnAdministrator
from claims_portal.accounts.second_factors import (
    authenticator_apps,
    factors,
    mailed_codes,
    passkeys,
    proving,
    recovery_codes,
    rules,
)
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.accounts.second_factors.refusals import (
    FactorRefused,
    LastStrongFactor,
    OwnFactors,
    TooManyTries,
)
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.accounts.second_factors import having
from tests.claims.together import at_once

P, A, R, M = Kind.PASSKEY, Kind.APP, Kind.RECOVERY_CODE, Kind.MAILED_CODE
LATER = make.NOW + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("there", "wanted", "usable", "first"),
    [
        ({M}, False, (M,), M),
        ({M, R}, False, (R, M), M),
        ({M, A}, False, (A, M), A),
        ({M, R, A, P}, False, (P, A, R, M), P),
        ({M}, True, (M,), M),
        ({M, R}, True, (R, M), M),
        ({M, A}, True, (A,), A),
        ({M, P, R}, True, (P, R), P),
        ({R}, True, (R,), R),
        (set(), False, (), None),
    ],
)
def test_what_may_be_used_and_what_is_asked_first(
    there: set[Kind], wanted: bool, usable: tuple[Kind, ...], first: Kind | None
) -> None:
    assert rules.usable(there, strong_wanted=wanted) == usable
    assert rules.asked_first(usable) is first


@pytest.fixture
def other(lawyer: User) -> User:
    """The same person's account in another organisation, under the same address."""
    return make.user(make.organisation("CR00102"), user_name="OTHER", email=lawyer.email.upper())


def require_strong(user: User) -> None:
    user.organisation.requires_strong_factor = True
    user.organisation.save()


def test_a_mailed_code_proves_every_account_of_the_address(lawyer: User, other: User) -> None:
    proving.send_code([lawyer, other], at=make.NOW)
    code = mailbox.delivered()[-1].subject[-6:]
    assert having.prove(M, code, lawyer, other) == [lawyer, other]


def test_a_mailed_code_does_not_prove_an_account_that_needs_a_strong_factor(
    lawyer: User, other: User
) -> None:
    having.an_app(lawyer)
    require_strong(lawyer)
    proving.send_code([lawyer, other], at=make.NOW)
    mailed = mailbox.delivered()[-1]
    assert "User ID OTHER" in str(mailed.body)
    assert having.prove(M, mailed.subject[-6:], lawyer, other) == [other]
    with pytest.raises(FactorRefused):
        having.prove(M, mailed.subject[-6:], lawyer)


def test_an_app_proves_its_own_account_only(lawyer: User, other: User) -> None:
    theirs, mine = having.an_app(other), having.an_app(lawyer)
    assert having.prove(A, mine.at(LATER), lawyer, other, at=LATER) == [lawyer]
    assert having.prove(A, theirs.at(LATER), lawyer, other, at=LATER) == [other]
    lawyer.refresh_from_db()
    assert lawyer.wrong_factor_tries == 0, "right for one is no guess at the other"


def test_the_operator_may_require_a_strong_factor_of_everybody(
    lawyer: User, settings: Settings
) -> None:
    having.an_app(lawyer)
    assert factors.kinds_of([lawyer])[lawyer.pk] == (A, M)
    settings.REQUIRE_STRONG_FACTOR = True
    assert factors.kinds_of([lawyer])[lawyer.pk] == (A,)


def test_the_last_strong_factor_stays_where_one_is_wanted(lawyer: User) -> None:
    having.an_app(lawyer)
    having.a_passkey(lawyer)
    require_strong(lawyer)
    by = lawyer.as_actor()
    key = passkeys.of(lawyer)[0]
    passkeys.remove(lawyer, key.pk, by=by, at=make.NOW)
    with pytest.raises(LastStrongFactor):
        authenticator_apps.remove(lawyer, by=by, at=make.NOW)
    assert authenticator_apps.of(lawyer)


@pytest.mark.django_db(transaction=True)
def test_app_and_passkey_removed_at_once_leave_one_of_them(lawyer: User) -> None:
    having.an_app(lawyer)
    having.a_passkey(lawyer)
    require_strong(lawyer)
    by, key = lawyer.as_actor(), passkeys.of(lawyer)[0]
    answers = at_once(
        partial(passkeys.remove, lawyer, key.pk, by=by, at=make.NOW),
        partial(authenticator_apps.remove, lawyer, by=by, at=make.NOW),
    )
    assert sum(isinstance(answer, LastStrongFactor) for answer in answers) == 1
    assert not factors.must_set_up(lawyer)


@pytest.mark.parametrize("kind", Kind)
def test_no_factor_can_be_guessed_at_for_ever(lawyer: User, kind: Kind) -> None:
    having.an_app(lawyer)
    having.codes(lawyer)
    having.a_passkey(lawyer)
    for failure in range(5):
        at = LATER + failure * timedelta(minutes=2)
        mailed_codes.send(lawyer, at=at)
        for number in range(5):
            with pytest.raises(TooManyTries if number == 4 else FactorRefused):
                having.prove(kind, "wrong", lawyer, at=at)
    lawyer.refresh_from_db()
    assert (lawyer.enabled, lawyer.active) == (False, True)
    assert lawyer.disabled_because == "bad-sign-ins"


def test_tries_of_several_factors_add_up(lawyer: User) -> None:
    having.an_app(lawyer)
    having.codes(lawyer)
    for kind in (A, R, A, R):
        with pytest.raises(FactorRefused):
            having.prove(kind, "wrong", lawyer)
    with pytest.raises(TooManyTries):
        having.prove(A, "wrong", lawyer)
    lawyer.refresh_from_db()
    assert lawyer.failed_sign_ins == 1


def test_a_right_factor_forgets_the_wrong_tries(lawyer: User) -> None:
    app = having.an_app(lawyer)
    with pytest.raises(FactorRefused):
        having.prove(A, "wrong", lawyer)
    having.prove(A, app.at(LATER), lawyer, at=LATER)
    lawyer.refresh_from_db()
    assert lawyer.wrong_factor_tries == 0


@pytest.mark.django_db(transaction=True)
def test_wrong_tries_at_once_are_all_counted(lawyer: User) -> None:
    having.an_app(lawyer)
    at_once(*[partial(having.prove, A, "wrong", lawyer)] * 7)
    lawyer.refresh_from_db()
    assert (lawyer.failed_sign_ins, lawyer.wrong_factor_tries) == (1, 2)


def test_a_disabled_account_proves_nothing(lawyer: User) -> None:
    app = having.an_app(lawyer)
    User.objects.update(enabled=False)
    with pytest.raises(FactorRefused):
        having.prove(A, app.at(LATER), lawyer, at=LATER)


def test_a_list_takes_one_query_whatever_its_length(
    lawyer: User, other: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    having.codes(lawyer)
    having.an_app(other)
    many = [lawyer, other, *(make.user(lawyer.organisation) for _ in range(20))]
    for accounts in (many[:2], many):
        with django_assert_num_queries(1):
            kinds = factors.kinds_of(accounts)
    assert factors.kinds_of([]) == {}
    assert kinds[lawyer.pk] == (R, M)
    assert kinds[other.pk] == (A, M)
    assert kinds[many[-1].pk] == (M,)


def test_an_administrator_resets_what_a_person_has_lost(
    client: Client, lawyer: User, administrator: User
) -> None:
    having.an_app(lawyer)
    having.codes(lawyer)
    having.a_passkey(lawyer, name="Lost laptop")
    client.force_login(lawyer)
    WebSession.objects.create(
        user=lawyer, session_key=client.session.session_key,
        signed_in_at=make.NOW, last_seen_at=make.NOW,
    )  # fmt: skip
    factors.reset(lawyer, by=administrator.as_actor(), at=make.NOW)
    assert factors.kinds_of([lawyer])[lawyer.pk] == (M,)
    assert client.get("/").status_code == 302
    entry = AuditEntry.objects.get(tag="account:second-factor:reset")
    assert (entry.by_user, entry.subject) == ("ADMIN_1", "LAWYER")
    assert entry.before == {
        "passkeys": ["Lost laptop"],
        "authenticatorApp": True,
        "recoveryCodes": 10,
    }
    assert "signed you out everywhere" in str(mailbox.delivered()[-1].body)


def test_a_reset_is_for_administrators_of_the_organisation_and_not_for_oneself(
    lawyer: User, administrator: User, stranger: User
) -> None:
    having.codes(lawyer)
    for account, by, refusal in (
        (stranger, administrator, NoSuchAccount),
        (administrator, administrator, OwnFactors),
        (lawyer, lawyer, NotAnAdministrator),
        (lawyer, stranger, NotAnAdministrator),
    ):
        with pytest.raises(refusal):
            factors.reset(account, by=by.as_actor(), at=make.NOW)
    assert recovery_codes.left(lawyer) == 10
