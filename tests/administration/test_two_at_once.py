"""Two administrators at the same instant, on real connections."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from claims_portal.accounts import addresses, administrators, saving, users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.addresses import LinkRefused
from claims_portal.accounts.administrators import LastAdministrator
from claims_portal.accounts.models import AddressVerification, User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.refusals import EmailTaken
from claims_portal.accounts.secrets import digest
from tests import make
from tests.claims import together


def at_once(*jobs: object) -> list[object]:
    """Run the jobs in threads of their own that start together; results or refusals."""
    barrier = Barrier(len(jobs))

    def run(job: object) -> object:
        try:
            barrier.wait(timeout=10)
            return job()  # type: ignore[operator]
        except (LastAdministrator, EmailTaken) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(5))
def test_two_administrators_cannot_disable_each_other(_again: int) -> None:
    firm = make.organisation("CR00101")
    first, second = (make.user(firm, Profile.CR_ADMINISTRATOR) for _ in range(2))

    def disable(target: User, by: Actor) -> object:
        return users.disable(target, by=by, at=make.NOW)

    one, two = first.as_actor(), second.as_actor()
    results = at_once(lambda: disable(second, one), lambda: disable(first, two))
    assert sum(isinstance(result, LastAdministrator) for result in results) == 1
    assert len(administrators.usable(firm.pk, at=make.NOW)) == 1


@pytest.mark.django_db(transaction=True)
def test_one_address_given_twice_at_once_is_taken_once() -> None:
    firm = make.organisation("CR00101")
    by = make.user(firm, Profile.CR_ADMINISTRATOR).as_actor()

    def create(user_name: str) -> object:
        return users.create(
            user_name=user_name,
            forename="Kim",
            surname="Lark",
            email="kim.lark@cr00101.example.com",
            profiles=["cr-rta-claim-handler"],
            by=by,
            at=make.NOW,
        )

    results = at_once(lambda: create("KIM1"), lambda: create("KIM2"))
    assert sum(isinstance(result, EmailTaken) for result in results) == 1
    assert User.objects.filter(email="kim.lark@cr00101.example.com").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_many_extended_and_many_mailed_at_once_wait_for_each_other(_again: int) -> None:
    firm = make.organisation("CR00101")
    by = make.user(firm, Profile.CR_ADMINISTRATOR).as_actor()
    accounts = [make.user(firm, email_verified_at=None) for _ in range(20)]
    extended, mailed = at_once(
        lambda: users.extend(accounts[::-1], date(2035, 1, 1), by=by, at=make.NOW),
        lambda: addresses.send_many(accounts, by=by, at=make.NOW),
    )
    assert isinstance(extended, list)
    assert isinstance(mailed, list)
    assert len(extended) == len(mailed) == 20
    assert User.objects.filter(expires_on=date(2035, 1, 1)).count() == 20


@pytest.mark.django_db(transaction=True)
def test_a_link_opened_while_a_newer_one_is_sent_waits_and_is_void() -> None:
    account = make.user(make.organisation("CR00101"), email_verified_at=None)
    AddressVerification.objects.create(
        user=account, email=account.email, digest=digest("older", purpose=addresses.LINK),
        sent_at=make.NOW, expires_at=make.NOW + timedelta(hours=24),
    )  # fmt: skip
    is_held = Event()

    def send() -> None:
        with transaction.atomic():
            now = saving.held(account)
            is_held.set()
            time.sleep(0.5)  # meanwhile the other is opened
            addresses.send_link(now, now.email, at=make.NOW)

    def verify() -> User:
        is_held.wait(10)
        return addresses.verify("older", at=make.NOW)

    sent, opened = together.at_once(send, verify)
    assert (sent, type(opened)) == (None, LinkRefused)
    account.refresh_from_db()
    assert account.email_verified_at is None
