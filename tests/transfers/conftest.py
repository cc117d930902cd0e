"""Two firms and two insurers, each with an administrator, and the operator's staff."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.operators import approvals
from claims_portal.operators.models import Staff
from claims_portal.transfers import approving, asking
from claims_portal.transfers.asking import Wanted
from claims_portal.transfers.models import Transfer
from tests import make
from tests.operators.conftest import acting, boss, protector, supporter

__all__ = ["acting", "boss", "protector", "supporter"]

HOUR = make.NOW + timedelta(days=1)
LATER = HOUR + timedelta(minutes=1)


@pytest.fixture
def giving(administrator: User) -> User:
    """The administrator of the firm that gives its claims away."""
    return administrator


@pytest.fixture
def taking(stranger: User) -> User:
    """The administrator of the firm that gets them."""
    return make.user(stranger.organisation, Profile.CR_ADMINISTRATOR, user_name="ADMIN_9")


@pytest.fixture
def insurers_own(insurer: User) -> User:
    return make.user(insurer.organisation, Profile.COMP_ADMINISTRATOR, user_name="ADMIN_C1")


@pytest.fixture
def other_insurer(db: None) -> User:
    """A handler of the insurer that gets claims."""
    record = make.organisation("COMP009", kind="COMP")
    return make.user(record, Profile.COMP_RTA_CLAIM_HANDLER, user_name="OTHERINS")


@pytest.fixture
def other_insurers_own(other_insurer: User) -> User:
    return make.user(other_insurer.organisation, Profile.COMP_ADMINISTRATOR, user_name="ADMIN_C9")


def wanted(giving: User, taking: User, /, **otherwise: Any) -> Wanted:
    usual = Wanted(
        giver=giving.organisation.code, receiver=taking.organisation.code,
        reason="Our firms merge at the turn of the year.",
        contact="Pat Office, pat.office@example.com", carry_out_at=HOUR,
    )  # fmt: skip
    return replace(usual, **otherwise)


def agreed(giver: User, receiver: User, **otherwise: Any) -> Transfer:
    """Asked for by the giving side and agreed to by the other; both are administrators."""
    here = {name: otherwise.pop(name) for name in ("to_branch", "to_user") if name in otherwise}
    asked = asking.ask(wanted(giver, receiver, **otherwise), by=giver.as_actor(), at=make.NOW)
    return asking.consent(asked.pk, by=receiver.as_actor(), at=make.NOW, **here)


def planned(
    giver: User, receiver: User, asks: Staff, confirms: Staff, **otherwise: Any
) -> Transfer:
    """Approved by two of the operator's staff."""
    transfer = agreed(giver, receiver, **otherwise)
    waiting = approving.ask(
        transfer, reason="Both firms were rung up.", by=acting(asks), at=make.NOW
    )
    approvals.confirm(waiting.pk, by=acting(confirms), at=make.NOW)
    transfer.refresh_from_db()
    return transfer
