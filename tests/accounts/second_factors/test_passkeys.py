"""Passkeys: bound to this portal and to one account, verified by their owner, never replayed."""

import json
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims_portal.accounts.models import Passkey, User
from claims_portal.accounts.second_factors import passkeys
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.accounts.second_factors.refusals import (
    FactorRefused,
    NameRefused,
    NoSuchFactor,
    PasskeyNotAdded,
    TooManyPasskeys,
)
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.accounts.second_factors import having
from tests.authenticator import Authenticator
from tests.claims.together import at_once


def sign_in(device: Authenticator, *users: User) -> list[User]:
    options, challenge = passkeys.options_to_sign_in(users)
    return having.prove(Kind.PASSKEY, device.signs(options), *users, challenge=challenge)


def must_be_refused(device: Authenticator, *users: User) -> None:
    with pytest.raises(FactorRefused):
        sign_in(device, *users)


def test_a_passkey_signs_in_and_counts(lawyer: User) -> None:
    device = having.a_passkey(lawyer)
    assert sign_in(device, lawyer) == [lawyer]
    assert sign_in(device, lawyer) == [lawyer]
    kept = Passkey.objects.get()
    assert (kept.sign_count, kept.last_used_at) == (2, make.NOW)
    assert kept.transports == ["hybrid", "internal"]


def test_a_passkey_without_a_counter_signs_in_again_and_again(lawyer: User) -> None:
    """Those that are kept in several devices count nothing."""
    device = Authenticator()
    device.counts = False
    having.a_passkey(lawyer, device=device)
    assert sign_in(device, lawyer) == sign_in(device, lawyer) == [lawyer]


LIES: dict[str, dict[str, Any]] = {
    "made for another site": {"origin": "https://portal.example.com"},
    "made for another port": {"origin": "http://localhost:8001"},
    "bound to another name": {"rp_id": "example.com"},
    "its owner was not verified": {"verifies": False},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_passkey_that_is_not_as_asked_is_not_added(lawyer: User, lie: str) -> None:
    device = Authenticator()
    vars(device).update(LIES[lie])
    with pytest.raises(PasskeyNotAdded):
        having.a_passkey(lawyer, device=device)
    assert not Passkey.objects.exists()


@pytest.mark.parametrize("lie", [*LIES, "its counter ran backwards", "another key signed"])
def test_an_answer_that_is_not_as_asked_is_refused(lawyer: User, lie: str) -> None:
    device = having.a_passkey(lawyer)
    sign_in(device, lawyer)
    vars(device).update(LIES.get(lie, {}))
    if lie == "its counter ran backwards":
        device.count = 0
    elif lie == "another key signed":
        device.key = Authenticator().key
    must_be_refused(device, lawyer)


def test_an_answer_to_another_challenge_is_refused(lawyer: User) -> None:
    device = having.a_passkey(lawyer)
    options, _challenge = passkeys.options_to_sign_in([lawyer])
    _options, another = passkeys.options_to_sign_in([lawyer])
    for challenge in (another, ""):
        with pytest.raises(FactorRefused):
            having.prove(Kind.PASSKEY, device.signs(options), lawyer, challenge=challenge)


def test_a_passkey_of_one_account_does_not_open_another(lawyer: User, stranger: User) -> None:
    mine, theirs = having.a_passkey(lawyer), having.a_passkey(stranger)
    must_be_refused(mine, stranger)
    assert sign_in(theirs, lawyer, stranger) == [stranger]


def test_a_passkey_belongs_to_one_account(lawyer: User, stranger: User) -> None:
    device = having.a_passkey(lawyer)
    for user in (lawyer, stranger):
        with pytest.raises(PasskeyNotAdded):
            having.a_passkey(user, device=device)
    assert Passkey.objects.get().user == lawyer


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("counts", [True, False])
def test_an_answer_used_twice_at_once_is_right_once(lawyer: User, counts: bool) -> None:
    device = Authenticator()
    device.counts = counts
    having.a_passkey(lawyer, device=device)
    options, challenge = passkeys.options_to_sign_in([lawyer])
    answer = device.signs(options)
    use = partial(having.prove, Kind.PASSKEY, answer, lawyer, challenge=challenge)
    answers = at_once(use, use, use)
    assert answers.count([lawyer]) == 1
    assert sum(isinstance(one, FactorRefused) for one in answers) == 2


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\x00b", "a\u202eb"])
def test_a_passkey_needs_a_name_that_can_be_read(lawyer: User, name: str) -> None:
    with pytest.raises(NameRefused):
        having.a_passkey(lawyer, name=name)


def test_passkeys_are_named_and_removed_and_so_it_is_told(lawyer: User, stranger: User) -> None:
    having.a_passkey(lawyer, name=" Office   laptop ")
    key = passkeys.of(lawyer)[0]
    assert key.name == "Office laptop"
    for other in (passkeys.find, partial(passkeys.remove, by=stranger.as_actor(), at=make.NOW)):
        with pytest.raises(NoSuchFactor):
            other(stranger, key.pk)
    passkeys.rename(lawyer, key.pk, "Old laptop", by=lawyer.as_actor(), at=make.NOW)
    passkeys.remove(lawyer, key.pk, by=lawyer.as_actor(), at=make.NOW)
    assert not passkeys.of(lawyer)
    tags = list(AuditEntry.objects.order_by("number").values_list("tag", flat=True))
    assert tags == [f"account:passkey:{done}" for done in ("added", "renamed", "removed")]
    assert [mail.to for mail in mailbox.delivered()] == [[lawyer.email]] * 2
    assert "“Old laptop” was removed" in str(mailbox.delivered()[-1].body)


def test_an_account_has_ten_passkeys_at_most(lawyer: User) -> None:
    for _ in range(10):
        having.a_passkey(lawyer)
    with pytest.raises(TooManyPasskeys):
        having.a_passkey(lawyer)


def test_options_tell_the_browser_what_is_there_already(lawyer: User) -> None:
    having.a_passkey(lawyer)
    options = json.loads(passkeys.options_to_add(lawyer)[0])
    assert len(options["excludeCredentials"]) == 1
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["rp"]["id"] == "localhost"
    assert lawyer.email not in json.dumps(options)


NESTED = "[" * 5_000
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    "answer", ["", "{}", "null", "[]", "\x00", NESTED, '{"id": 1}', "x" * 200_000]
)
def test_what_is_no_answer_is_refused(lawyer: User, answer: str) -> None:
    having.a_passkey(lawyer)
    must_refuse_both(lawyer, answer)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_answer_with_a_part_of_it_spoilt_is_refused(lawyer: User, data: st.DataObject) -> None:
    device = Authenticator()
    user = User.objects.get(pk=lawyer.pk)
    Passkey.objects.all().delete()
    User.objects.update(enabled=True, failed_sign_ins=0, wrong_factor_tries=0)
    having.a_passkey(user, device=device)
    made = data.draw(st.booleans())
    options, challenge = (
        passkeys.options_to_add(user) if made else passkeys.options_to_sign_in([user])
    )
    answer = json.loads(device.creates(options) if made else device.signs(options))
    where = data.draw(st.sampled_from(["id", "rawId", "type", *answer["response"]]))
    part = answer["response"] if where in answer["response"] else answer
    if where == "transports":
        where, part = "response", answer
    part[where] = data.draw(ANYTHING.filter(lambda spoilt: spoilt != part[where]))
    must_refuse_both(user, json.dumps(answer), challenge)


def must_refuse_both(user: User, answer: str, challenge: str = "AAAA") -> None:
    with pytest.raises(FactorRefused):
        having.prove(Kind.PASSKEY, answer, user, challenge=challenge)
    with pytest.raises(PasskeyNotAdded):
        passkeys.add(user, answer, challenge=challenge, name="x", by=user.as_actor(), at=make.NOW)
