"""Accounts that came with one address: the rule is off for them alone, and only until it is kept."""

import pytest
from django.db import IntegrityError, transaction

from claims_portal.accounts import addresses, users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import AddressVerification, User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.refusals import EmailTaken
from tests import mailbox, make
from tests.migration.conftest import SHARED, sharing


def test_a_new_account_may_not_join_those_that_share(boss: Actor, administrator: User) -> None:
    sharing(administrator, Profile.CR_RTA_CLAIM_HANDLER)
    with pytest.raises(EmailTaken):
        users.create(
            user_name="NEW1", forename="Jo", surname="Seile", email=f" {SHARED.upper()}",
            profiles=["cr-rta-claim-handler"], by=boss, at=make.NOW,
        )  # fmt: skip


def test_who_is_left_alone_has_the_address_as_everybody_has_theirs(
    boss: Actor, administrator: User
) -> None:
    first = sharing(administrator, Profile.CR_RTA_CLAIM_HANDLER)
    second = sharing(administrator, Profile.CR_RTA_CLAIM_HANDLER)
    users.disable(second, by=boss, at=make.NOW)
    first.refresh_from_db()
    second.refresh_from_db()
    assert not first.shares_address
    assert not second.shares_address
    with pytest.raises(IntegrityError), transaction.atomic():
        make.user(administrator.organisation, email=SHARED)
    with pytest.raises(EmailTaken):
        users.enable(second, by=boss, at=make.NOW)


@pytest.mark.parametrize(
    ("own", "verified", "may"),
    [
        (Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ADMINISTRATOR, True),  # case 3
        (Profile.CR_ADMINISTRATOR, Profile.CR_RTA_CLAIM_HANDLER, False),  # case 4
        (Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_RTA_CLAIM_HANDLER, False),  # case 8
    ],
)
def test_who_may_still_verify_a_shared_address(
    boss: Actor, administrator: User, own: Profile, verified: Profile, may: bool
) -> None:
    sharing(administrator, verified)
    account = sharing(administrator, own, verified=False)
    if may:
        addresses.change(account, SHARED, by=boss, at=make.NOW)
        assert mailbox.delivered()[-1].to == [SHARED]
    else:
        with pytest.raises(EmailTaken):
            addresses.change(account, SHARED, by=boss, at=make.NOW)


def test_of_two_that_share_the_first_to_verify_has_the_address(
    boss: Actor, administrator: User
) -> None:
    both = [sharing(administrator, Profile.CR_RTA_CLAIM_HANDLER, verified=False) for _ in range(2)]
    links = []
    for account in both:
        addresses.change(account, SHARED, by=boss, at=make.NOW)
        links.append(mailbox.delivered()[-1].body.split("link=")[1].split()[0])
    addresses.verify(links[0], at=make.NOW)
    with pytest.raises(EmailTaken):
        addresses.verify(links[1], at=make.NOW)
    assert AddressVerification.objects.filter(user=both[1]).exists()
