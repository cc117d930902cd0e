"""Codes for a new password: good once, for ten minutes, in their order; and who may ask for one."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from claims_portal.accounts.models import User
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.web.test_new_password import MINUTE, NEW, ask, choose, give_code, whole_way
from tests.web.test_signing_in import (
    Travel,
    code_step,
    is_signed_in,
    last_code,
    password_step,
    travel,
)

__all__ = ["travel"]


def test_a_code_for_a_new_password_is_good_once(client: Client, lawyer: User) -> None:
    ask(client, lawyer)
    code = last_code()
    other = Client()
    ask(other, lawyer)
    give_code(client, code)
    assert "The code is not right" in give_code(other, code).content.decode()
    choose(client)
    assert client.get("/new-password/choose")["Location"] == "/new-password"
    assert choose(client, "Other-lanterns-over-7-hills")["Location"] == "/new-password"


def test_a_proof_dies_with_the_password_that_it_was_for(client: Client, lawyer: User) -> None:
    ask(client, lawyer)
    give_code(client)
    lawyer.set_password("Twelve-lanterns-over-8-seas")
    lawyer.save()
    assert choose(client)["Location"] == "/new-password"
    lawyer.refresh_from_db()
    assert not lawyer.check_password(NEW)


def test_codes_do_for_their_own_purpose_only(client: Client, lawyer: User) -> None:
    password_step(client, "LAWYER")
    to_sign_in = last_code()
    ask(client, lawyer)
    for_password = last_code()
    if to_sign_in != for_password:
        assert "not right" in give_code(client, to_sign_in).content.decode()
        assert "not right" in code_step(client, for_password).content.decode()
    assert not is_signed_in(client)


def test_five_wrong_codes_use_the_code_up_and_count_as_a_failed_sign_in(
    client: Client, lawyer: User
) -> None:
    ask(client, lawyer)
    right = last_code()
    for _ in range(5):
        assert "not right" in give_code(client, "no code").content.decode()
    assert "not right" in give_code(client, right).content.decode()
    lawyer.refresh_from_db()
    assert lawyer.failed_sign_ins == 1


def test_a_code_ends_after_ten_minutes_and_is_sent_once_a_minute(
    client: Client, lawyer: User, travel: Travel
) -> None:
    ask(client, lawyer)
    mailbox.delivered()
    client.post("/new-password/again")
    assert len(mailbox.delivered()) == 1
    travel(MINUTE)
    client.post("/new-password/again")
    assert len(mailbox.delivered()) == 2
    travel(timedelta(minutes=10))
    assert "not right" in give_code(client).content.decode()
    travel(MINUTE)
    assert give_code(client)["Location"] == "/new-password"


def test_the_pages_in_their_order_only(client: Client, lawyer: User) -> None:
    for path in ("code", "choose", "again"):
        for send in (client.get, client.post):
            assert send(f"/new-password/{path}")["Location"] == "/new-password"
    ask(client, lawyer)
    assert choose(client)["Location"] == "/new-password"
    assert ProcrastinateJob.objects.exists()


def test_the_session_key_changes_with_the_proof(client: Client, lawyer: User) -> None:
    client.cookies["sessionid"] = "planted0planted0planted0planted0"
    ask(client, lawyer)
    before = client.cookies["sessionid"].value
    give_code(client)
    planted, old = Client(), Client()
    planted.cookies["sessionid"] = "planted0planted0planted0planted0"
    old.cookies["sessionid"] = before
    for other in (planted, old):
        assert choose(other)["Location"] == "/new-password"
    assert choose(client)["Location"] == "/sign-in"


@pytest.mark.parametrize("because", ["bad-sign-ins", "unused"])
def test_an_administrator_whom_the_portal_disabled_enables_itself(
    client: Client, administrator: User, because: str
) -> None:
    disabled = {"enabled": False, "disabled_because": because, "disabled_at": make.NOW}
    User.objects.filter(pk=administrator.pk).update(**disabled, failed_sign_ins=5)
    whole_way(client, administrator)
    password_step(client, administrator.user_name, NEW)
    code_step(client)
    assert client.get("/administration").status_code == 200
    assert AuditEntry.objects.filter(tag="account:user:enabled").count() == 1


def test_another_whom_the_portal_disabled_is_told_after_the_right_code_only(
    client: Client, lawyer: User
) -> None:
    User.objects.filter(pk=lawyer.pk).update(enabled=False, disabled_because="bad-sign-ins")
    ask(client, lawyer)
    assert "The portal disabled" not in give_code(client, "no code").content.decode()
    answer = client.post("/new-password/code", {"code": last_code()}, follow=True)
    assert "The portal disabled this account" in answer.content.decode()
    lawyer.refresh_from_db()
    assert not lawyer.enabled and lawyer.check_password(make.PASSWORD)


def test_the_codes_of_a_disabled_administrator_cannot_be_guessed_for_ever(
    client: Client, administrator: User, travel: Travel, settings: Any
) -> None:
    settings.SIGN_IN_FAILURES_FROM_AN_ADDRESS = 1_000
    User.objects.filter(pk=administrator.pk).update(enabled=False, failed_sign_ins=5)
    for _ in range(5):
        ask(client, administrator)
        mailbox.delivered()
        for _ in range(5):
            give_code(client, "no code")
        travel(MINUTE)
    before = len(mailbox.delivered())
    ask(client, administrator)
    assert len(mailbox.delivered()) == before == 5
    travel(timedelta(days=1))
    ask(client, administrator)
    assert len(mailbox.delivered()) == 6, "nobody is shut out for good by a stranger"
