"""Staff sign in by password and app: counted, never twice by one code, shut out by no stranger."""

from datetime import timedelta

import pytest

from claims_portal.operators import sessions, setting_up, sign_in
from claims_portal.operators.models import Staff
from claims_portal.operators.refusals import FactorRefused, SignInRefused
from claims_portal.operators.sessions import From
from claims_portal.records.audit import THE_PORTAL
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.make import NOW, PASSWORD


def enters(name: str, password: str = PASSWORD, *, after: timedelta = timedelta()) -> bool:
    try:
        sign_in.check_password(name=name, password=password, at=NOW + after)
    except SignInRefused:
        return False
    return True


@pytest.mark.parametrize("name", ["BOSS", "boss", "Boss"])
def test_the_right_password_enters(boss: Staff, name: str) -> None:
    assert enters(name)


@pytest.mark.parametrize("name", ["", "NOBODY", "BOSS\x00", "boſs", "boss@operator.example.org"])
def test_other_names_do_not(boss: Staff, name: str) -> None:
    assert not enters(name)


@pytest.mark.parametrize("change", [{"enabled": False}, {"sealed_secret": ""}, {"password": ""}])
def test_who_is_disabled_or_not_set_up_does_not_enter(boss: Staff, change: dict[str, str]) -> None:
    Staff.objects.filter(pk=boss.pk).update(**change)
    assert not enters("BOSS")


def test_five_wrong_passwords_make_the_account_wait_and_no_longer(boss: Staff) -> None:
    for _ in range(5):
        assert not enters("BOSS", "wrong")
    assert not enters("BOSS")
    assert not enters("BOSS", after=timedelta(minutes=14))
    assert enters("BOSS", after=timedelta(minutes=15))
    assert AuditEntry.objects.filter(tag="operator:session:slowed-down").count() == 1


def test_guesses_while_it_waits_do_not_prolong_the_wait(boss: Staff) -> None:
    for _ in range(20):
        enters("BOSS", "wrong", after=timedelta(minutes=1))
    assert enters("BOSS", after=timedelta(minutes=16))


def test_a_code_of_the_app_is_good_once(boss: Staff) -> None:
    code = make.staff_code(NOW)
    sign_in.prove_app(boss, code, at=NOW, address="")
    with pytest.raises(FactorRefused):
        sign_in.prove_app(boss, code, at=NOW, address="")
    later = NOW + timedelta(seconds=60)
    sign_in.prove_app(boss, make.staff_code(later), at=later, address="")


def test_ten_wrong_codes_disable_the_account_and_tell_its_person(boss: Staff) -> None:
    token = sessions.begin(boss, proved=True, where=From(), at=NOW)
    for _ in range(10):
        with pytest.raises(FactorRefused):
            sign_in.prove_app(boss, "000000", at=NOW, address="203.0.113.9")
    boss.refresh_from_db()
    assert not boss.enabled
    assert sessions.find(token, at=NOW) is None
    entry = AuditEntry.objects.get(tag="operator:staff:disabled")
    assert (entry.subject, entry.from_address) == ("BOSS", "203.0.113.9")
    assert "disabled" in mailbox.delivered()[-1].body
    with pytest.raises(FactorRefused):
        sign_in.prove_app(boss, make.staff_code(NOW), at=NOW, address="")


def test_a_right_code_forgets_wrong_ones(boss: Staff) -> None:
    for _ in range(9):
        with pytest.raises(FactorRefused):
            sign_in.prove_app(boss, "000000", at=NOW, address="")
    sign_in.prove_app(boss, make.staff_code(NOW), at=NOW, address="")
    boss.refresh_from_db()
    assert boss.failed_factors == 0


@pytest.mark.parametrize("spelt", [str, str.lower, lambda code: code.replace("-", " ")])
def test_a_recovery_code_is_good_once_and_told(boss: Staff, spelt: object) -> None:
    codes = setting_up.make_recovery_codes(boss, by=THE_PORTAL, at=NOW)
    assert len(set(codes)) == 10
    typed = spelt(codes[3])  # type: ignore[operator]
    sign_in.prove_recovery_code(boss, typed, at=NOW, address="")
    with pytest.raises(FactorRefused):
        sign_in.prove_recovery_code(boss, codes[3], at=NOW, address="")
    assert "9 are left" in mailbox.delivered()[-1].body


def test_a_session_ends_when_idle_and_when_it_lasted_too_long(boss: Staff) -> None:
    def at(minutes: int) -> bool:
        return sessions.find(token, at=NOW + timedelta(minutes=minutes)) is not None

    token = sessions.begin(boss, proved=True, where=From(), at=NOW)
    assert at(15)
    assert not at(31)
    token = sessions.begin(boss, proved=True, where=From(), at=NOW)
    assert all(at(minutes) for minutes in range(0, 481, 10))
    assert not at(482)


def test_the_second_step_waits_ten_minutes(boss: Staff) -> None:
    token = sessions.begin(boss, proved=False, where=From(), at=NOW)
    assert sessions.find(token, at=NOW + timedelta(minutes=10)) is not None
    assert sessions.find(token, at=NOW + timedelta(minutes=11)) is None


def test_a_session_ends_with_the_account(boss: Staff) -> None:
    token = sessions.begin(boss, proved=True, where=From(), at=NOW)
    Staff.objects.filter(pk=boss.pk).update(enabled=False)
    assert sessions.find(token, at=NOW) is None


def test_the_token_is_kept_nowhere(boss: Staff) -> None:
    token = sessions.begin(boss, proved=True, where=From("192.0.2.1", "Firefox"), at=NOW)
    kept = boss.sessions.values().get()
    assert token not in str(kept)
    assert sessions.find(token + "x", at=NOW) is None
