"""Accounts end: by expiry and by lying idle; and what brings them back (facts 2.1 and 2.7)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from claims_portal.accounts import acting, expiry_notices, states, upkeep, users
from claims_portal.accounts.models import DisabledBecause, User
from claims_portal.accounts.states import State
from claims_portal.records.models import AuditEntry
from tests import mailbox, make

TODAY = make.NOW.date()


def nightly(at: datetime) -> None:
    upkeep.disable_expired(at=at)
    upkeep.disable_unused(at=at)
    expiry_notices.send(at=at)


def state_of(account: User, at: datetime = make.NOW) -> State:
    account.refresh_from_db()
    return states.plain_state(account, at=at).state


def test_an_expired_account_is_disabled_and_extending_it_enables_it(
    lawyer: User, administrator: User
) -> None:
    users.edit(
        lawyer, by=administrator.as_actor(), at=make.NOW, expires_on=TODAY + timedelta(days=1)
    )
    tomorrow = make.days_later(1)
    upkeep.disable_expired(at=tomorrow)
    lawyer.refresh_from_db()
    assert (lawyer.enabled, lawyer.active) == (False, True)
    assert lawyer.disabled_because == DisabledBecause.EXPIRED
    assert state_of(lawyer, tomorrow) is State.EXPIRED
    users.extend([lawyer], date(2028, 1, 1), by=administrator.as_actor(), at=tomorrow)
    assert state_of(lawyer, tomorrow) is State.USABLE


def test_a_new_expiry_date_by_editing_enables_it_too(lawyer: User, administrator: User) -> None:
    User.objects.filter(pk=lawyer.pk).update(expires_on=TODAY)
    upkeep.disable_expired(at=make.NOW)
    users.edit(lawyer, by=administrator.as_actor(), at=make.NOW, expires_on=date(2028, 1, 1))
    assert state_of(lawyer) is State.USABLE


def test_extending_does_not_enable_what_was_disabled_for_another_reason(
    lawyer: User, administrator: User
) -> None:
    boss = administrator.as_actor()
    users.disable(lawyer, by=boss, at=make.NOW)
    users.extend([lawyer], date(2029, 1, 1), by=boss, at=make.NOW)
    assert state_of(lawyer) is State.DISABLED_BY_ADMINISTRATOR


def test_disabling_by_the_portal_happens_once_and_is_in_the_audit(lawyer: User) -> None:
    User.objects.filter(pk=lawyer.pk).update(expires_on=TODAY)
    assert upkeep.disable_expired(at=make.NOW) == 1
    assert upkeep.disable_expired(at=make.NOW) == 0
    entry = AuditEntry.objects.get(tag="account:user:disabled", subject="LAWYER")
    assert (entry.by_user, entry.reason) == ("", "disabled because it had expired")
    assert (entry.before["enabled"], entry.after["enabled"]) == (True, False)


@pytest.mark.parametrize(
    ("days_ago", "disabled"), [({"last_used_at": 89}, False), ({"last_used_at": 90}, True)]
)
def test_ninety_unused_days_disable(lawyer: User, days_ago: dict[str, int], disabled: bool) -> None:
    used = {name: make.days_later(-days) for name, days in days_ago.items()}
    User.objects.filter(pk=lawyer.pk).update(created_at=make.days_later(-400), **used)
    upkeep.disable_unused(at=make.NOW)
    lawyer.refresh_from_db()
    assert lawyer.enabled is not disabled
    assert lawyer.active


@pytest.mark.parametrize("since", ["created_at", "enabled_at"])
def test_an_account_that_was_never_used_counts_from_its_creation_or_enabling(
    lawyer: User, since: str
) -> None:
    fields: dict[str, Any] = {"created_at": make.days_later(-400), "last_used_at": None}
    User.objects.filter(pk=lawyer.pk).update(**{**fields, since: make.days_later(-89)})
    upkeep.disable_unused(at=make.NOW)
    assert state_of(lawyer) is State.USABLE
    upkeep.disable_unused(at=make.days_later(1))
    assert state_of(lawyer) is State.DISABLED_BY_PORTAL


def test_work_through_the_api_is_use(lawyer: User) -> None:
    token = make.token(lawyer.organisation, at=make.NOW)
    acting.resolve(token=token, login_as="LAWYER", at=make.NOW, today=TODAY)
    lawyer.refresh_from_db()
    assert lawyer.last_used_at == make.NOW


@pytest.mark.parametrize(
    ("days", "told"),
    [(31, 0), (30, 1), (29, 1), (14, 1), (7, 1), (1, 1), (0, 0)],
)
def test_person_and_administrators_are_warned_before_expiry(
    lawyer: User, administrator: User, days: int, told: int
) -> None:
    User.objects.filter(pk=lawyer.pk).update(expires_on=TODAY + timedelta(days=days))
    expiry_notices.send(at=make.NOW)
    expiry_notices.send(at=make.NOW)
    sent = [mail.to[0] for mail in mailbox.delivered()]
    assert sorted(sent) == sorted([lawyer.email, administrator.email] * told)


def test_each_step_warns_anew_until_the_expiry_is_extended(
    lawyer: User, administrator: User
) -> None:
    User.objects.filter(pk=lawyer.pk).update(expires_on=TODAY + timedelta(days=30))
    for day in range(31):
        nightly(make.days_later(day))
    warned = [mail for mail in mailbox.delivered() if mail.to == [lawyer.email]]
    assert len(warned) == 4


def test_an_administrator_gets_one_mail_for_all_accounts_of_a_day(
    lawyer: User, administrator: User
) -> None:
    others = [make.user(lawyer.organisation) for _ in range(5)]
    soon = TODAY + timedelta(days=7)
    User.objects.filter(pk__in=[one.pk for one in others]).update(expires_on=soon)
    assert expiry_notices.send(at=make.NOW) == 5
    mails = [mail for mail in mailbox.delivered() if mail.to == [administrator.email]]
    assert len(mails) == 1
    assert all(f"{one.user_name}: 30 November 2026" in mails[0].body for one in others)
