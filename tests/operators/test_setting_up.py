"""A set-up code leads to password and app, once and in time."""

import time
from datetime import timedelta
from io import StringIO
from threading import Event

import pyotp
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from claims_portal import clock
from claims_portal.accounts.passwords import PasswordRefused
from claims_portal.operators import holding, passwords, setting_up, sign_in
from claims_portal.operators.models import Staff
from claims_portal.operators.passwords import OldPasswordWrong
from claims_portal.operators.refusals import FactorRefused, SetUpRefused, SignInRefused
from claims_portal.records.audit import THE_PORTAL
from claims_portal.records.models import AuditEntry
from tests import make
from tests.claims.together import at_once
from tests.make import NOW, PASSWORD
from tests.operators.conftest import acting

ADD = ("add", "FIRST", "--forename", "Ada", "--surname", "First", "--email", "ada@op.example.org")


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("operator", *arguments, stdout=out)
    return out.getvalue()


def code_printed(told: str) -> str:
    return told.partition("/operator/set-up?code=")[2].strip()


def app_code(staff: Staff) -> str:
    secret = setting_up.secret_to_confirm(staff)
    assert secret
    code: str = pyotp.TOTP(secret).at(NOW)
    return code


@pytest.mark.django_db(transaction=True)
def test_a_code_that_is_used_up_while_it_waits_chooses_no_password(boss: Staff) -> None:
    with transaction.atomic():
        code = setting_up.issue(boss, by=THE_PORTAL, at=NOW)
    is_held = Event()

    def finish() -> None:
        with transaction.atomic():
            staff = holding.held(boss)
            is_held.set()
            time.sleep(0.5)  # meanwhile the code is typed once more
            staff.set_up_digest, staff.set_up_expires_at = "", None
            staff.save()

    def choose() -> Staff:
        is_held.wait(10)
        return setting_up.choose_password(code, PASSWORD, at=NOW)

    _finished, chosen = at_once(finish, choose)
    assert type(chosen) is SetUpRefused
    assert not holding.find(boss.staff_id).password


def test_the_first_administrator_comes_from_the_command_line(db: None) -> None:
    code = code_printed(run(*ADD, "--role", "administrator"))
    first = holding.find("FIRST")
    assert (first.roles, first.is_set_up) == (["administrator"], False)
    at = clock.now()
    setting_up.choose_password(code, PASSWORD, at=at)
    with pytest.raises(SignInRefused):
        sign_in.check_password(name="FIRST", password=PASSWORD, at=at)
    first.refresh_from_db()
    secret = setting_up.secret_to_confirm(first)
    assert secret
    assert len(setting_up.confirm_app(first, pyotp.TOTP(secret).at(at), at=at)) == 10
    assert sign_in.check_password(name="FIRST", password=PASSWORD, at=at) == first
    with pytest.raises(SetUpRefused):
        setting_up.choose_password(code, "Another-good-1-entry", at=at)
    added = AuditEntry.objects.get(tag="operator:staff:added")
    assert (added.organisation_code, added.by_client, added.by_staff) == ("", "operator", "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--email", "ada@gmail.com", "--role", "support"), "gmail"),
        (("--email", "no address", "--role", "support"), "address"),
        (("--forename", "42", "--role", "support"), "letters"),
        (("--surname", "x" * 101, "--role", "support"), "at most 100"),
    ],
)
def test_bad_people_are_refused_with_the_rule(
    db: None, arguments: tuple[str, ...], says: str
) -> None:
    with pytest.raises(CommandError, match=says):
        run(*ADD, *arguments)
    assert not Staff.objects.exists()


def test_staff_ids_and_addresses_are_nobody_elses(boss: Staff) -> None:
    with pytest.raises(CommandError, match="taken"):
        run("add", "boss", *ADD[2:], "--role", "support")
    with pytest.raises(CommandError, match="Another member of staff"):
        run(*ADD, "--role", "support", "--email", boss.email.upper())
    with pytest.raises(CommandError, match="3 to 50"):
        run("add", "a@b", *ADD[2:], "--role", "support")


def test_a_new_set_up_code_ends_the_old_way_in_and_enables(boss: Staff) -> None:
    Staff.objects.filter(pk=boss.pk).update(enabled=False)
    code = code_printed(run("set-up", "boss"))
    with pytest.raises(SignInRefused):
        sign_in.check_password(name="BOSS", password=PASSWORD, at=clock.now())
    assert setting_up.whose(code, at=clock.now()) == boss
    assert "not set up yet" in run("list")


def test_a_set_up_code_runs_out(boss: Staff) -> None:
    code = setting_up.issue(boss, by=THE_PORTAL, at=NOW)
    with pytest.raises(SetUpRefused):
        setting_up.choose_password(code, PASSWORD, at=NOW + timedelta(hours=24))
    with pytest.raises(SetUpRefused):
        setting_up.choose_password("", PASSWORD, at=NOW)


@pytest.mark.parametrize("password", ["short-1A", "Alex-wrote-this-1", "boss-Wrote-this-1"])
def test_passwords_obey_the_rules_of_all(boss: Staff, password: str) -> None:
    code = setting_up.issue(boss, by=THE_PORTAL, at=NOW)
    with pytest.raises(PasswordRefused):
        setting_up.choose_password(code, password, at=NOW)


def test_a_changed_password_is_not_taken_again_and_ends_other_sessions(boss: Staff) -> None:
    new = "Quite-another-2-entry"
    passwords.change(boss, PASSWORD, new, by=acting(boss), this="", at=NOW)
    boss.refresh_from_db()
    with pytest.raises(OldPasswordWrong):
        passwords.change(boss, PASSWORD, "Third-of-them-3-all", by=acting(boss), this="", at=NOW)
    with pytest.raises(PasswordRefused):
        passwords.change(boss, new, new, by=acting(boss), this="", at=NOW)


def test_a_password_is_changed_every_sixty_days(boss: Staff) -> None:
    changed = boss.password_changed_at
    assert changed
    assert not passwords.must_be_changed(boss, at=changed + timedelta(days=59))
    assert passwords.must_be_changed(boss, at=changed + timedelta(days=60))


def test_an_app_is_replaced_only_by_who_has_it(boss: Staff) -> None:
    setting_up.begin_new_app(boss)
    boss.refresh_from_db()
    with pytest.raises(FactorRefused):
        setting_up.confirm_app(boss, app_code(boss), at=NOW)
    with pytest.raises(FactorRefused):
        setting_up.confirm_app(boss, app_code(boss), current="000000", at=NOW)
    setting_up.confirm_app(boss, app_code(boss), current=make.staff_code(NOW), at=NOW)
    assert AuditEntry.objects.filter(tag="operator:authenticator-app:replaced").exists()
