"""An address is used once its reader opened the link: the newest, within a day, once."""

import re
from datetime import datetime, timedelta

import pytest

from claims_portal.accounts import addresses, users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.addresses import LinkRefused
from claims_portal.accounts.models import AddressVerification, User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.refusals import EmailTaken
from tests import mailbox, make

NEW = "robin.new@cr00101.example.com"


@pytest.fixture
def boss(administrator: User) -> Actor:
    return administrator.as_actor()


def sent(user: User, boss: Actor, email: str = NEW, at: datetime = make.NOW) -> str:
    addresses.change(user, email, by=boss, at=at)
    message = mailbox.delivered()[-1]
    assert message.to == [email]
    found = re.search(r"link=(\S+)", str(message.body))
    assert found
    return found[1]


def test_the_old_address_is_used_until_the_link_is_opened(lawyer: User, boss: Actor) -> None:
    old, secret = lawyer.email, sent(lawyer, boss)
    assert User.objects.get(pk=lawyer.pk).email == old
    assert addresses.pending(secret, at=make.NOW).email == NEW
    assert User.objects.get(pk=lawyer.pk).email == old
    verified = addresses.verify(secret, at=make.NOW)
    assert (verified.email, verified.email_verified_at) == (NEW, make.NOW)


def test_a_link_is_good_once(lawyer: User, boss: Actor) -> None:
    secret = sent(lawyer, boss)
    addresses.verify(secret, at=make.NOW)
    must_be_refused(secret)


def test_a_link_is_good_for_24_hours(lawyer: User, boss: Actor) -> None:
    secret = sent(lawyer, boss)
    must_be_refused(secret, make.NOW + timedelta(hours=24))
    addresses.verify(secret, at=make.NOW + timedelta(hours=24) - timedelta(seconds=1))


def test_a_newer_link_replaces_the_older(lawyer: User, boss: Actor) -> None:
    old = sent(lawyer, boss)
    new = sent(lawyer, boss, at=make.NOW + timedelta(hours=1))
    must_be_refused(old)
    addresses.verify(new, at=make.NOW)


@pytest.mark.parametrize("secret", ["", "x", "\x00", "é" * 1000])
def test_what_is_no_link_is_refused(lawyer: User, boss: Actor, secret: str) -> None:
    sent(lawyer, boss)
    must_be_refused(secret)


def test_the_secret_is_kept_as_a_hash(lawyer: User, boss: Actor) -> None:
    secret = sent(lawyer, boss)
    assert secret not in AddressVerification.objects.get().digest


def test_a_disabled_account_verifies_nothing(lawyer: User, boss: Actor) -> None:
    secret = sent(lawyer, boss)
    users.disable(lawyer, by=boss, at=make.NOW)
    must_be_refused(secret)


def test_of_two_who_were_given_one_address_the_first_has_it(lawyer: User, boss: Actor) -> None:
    second = make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER)
    links = [sent(lawyer, boss), sent(second, boss, NEW.upper())]
    addresses.verify(links[0], at=make.NOW)
    with pytest.raises(EmailTaken):
        addresses.verify(links[1], at=make.NOW)


def must_be_refused(secret: str, at: datetime = make.NOW) -> None:
    for look in (addresses.pending, addresses.verify):
        with pytest.raises(LinkRefused):
            look(secret, at=at)
