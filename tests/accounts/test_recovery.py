"""Where nobody can run an organisation any more, the operator lets one person in, with a reason."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims_portal.accounts.models import ExpiryNotice, Passkey, User
from claims_portal.accounts.second_factors.factors import kinds_of
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.organisations.models import Organisation
from claims_portal.records.models import AuditEntry
from tests import mailbox, make

REASON = "Sole administrator has left; letter of 20 November"


def recover(*arguments: str) -> str:
    out = StringIO()
    call_command("recover_administrator", *arguments, "--reason", REASON, stdout=out)
    return out.getvalue()


@pytest.fixture
def locked_out(administrator: User) -> User:
    User.objects.filter(pk=administrator.pk).update(enabled=False, active=False)
    return administrator


def test_a_handler_becomes_the_administrator(locked_out: User, lawyer: User) -> None:
    User.objects.filter(pk=lawyer.pk).update(expires_on=make.NOW.date(), enabled=False)
    assert lawyer.email in recover("lawyer")
    lawyer.refresh_from_db()
    assert lawyer.enabled
    assert not lawyer.has_expired(make.NOW.date())
    assert not lawyer.has_usable_password()
    assert lawyer.profiles.filter(profile="cr-administrator").exists()
    assert mailbox.delivered()[-1].to == [lawyer.email]
    entry = AuditEntry.objects.get(tag="account:administrator:recovered")
    assert (entry.reason, entry.by_client, entry.subject) == (REASON, "operator", "LAWYER")


def test_a_new_address_is_verified_first(locked_out: User) -> None:
    recover("ADMIN_1", "--email", "new.name@cr00101.example.com")
    locked_out.refresh_from_db()
    assert (locked_out.email, locked_out.email_verified_at) == (
        "new.name@cr00101.example.com", None,
    )  # fmt: skip
    assert "verify-address?link=" in mailbox.delivered()[-1].body


def test_it_is_refused_while_an_administrator_can_sign_in(
    administrator: User, lawyer: User
) -> None:
    with pytest.raises(CommandError, match="ADMIN_1"):
        recover("LAWYER")
    assert "again" in recover("LAWYER", "--force")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("NOBODY",), "no such account"),
        (("ADMIN_1", "--email", "someone@gmail.com"), "free-mail"),
        (("ADMIN_1", "--email", "user1@cr00101.example.com"), "LAWYER"),
    ],
)
def test_what_is_refused_changes_nothing(
    locked_out: User, arguments: tuple[str, ...], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        recover(*arguments)
    locked_out.refresh_from_db()
    assert not locked_out.active
    assert not AuditEntry.objects.exists()


def test_a_reason_must_be_given(locked_out: User) -> None:
    with pytest.raises(CommandError, match="Say why"):
        call_command("recover_administrator", "ADMIN_1", "--reason", "x")


def test_a_reason_that_the_audit_cannot_keep_is_refused(locked_out: User) -> None:
    for reason in ("x" * 501, "a reason\x00with a hole"):
        with pytest.raises(CommandError, match="Write at most"):
            call_command("recover_administrator", "ADMIN_1", "--reason", reason)
    assert not AuditEntry.objects.exists()


def test_with_a_new_term_the_notices_before_expiry_begin_anew(locked_out: User) -> None:
    User.objects.filter(pk=locked_out.pk).update(expires_on=make.NOW.date())
    ExpiryNotice.objects.create(user=locked_out, days_before=1, sent_at=make.NOW)
    recover("ADMIN_1")
    assert not ExpiryNotice.objects.exists()


def test_lost_second_factors_are_removed_only_when_asked(
    administrator: User,
) -> None:
    Passkey.objects.create(
        user=administrator, credential_id=b"1", public_key=b"2", name="Phone", created_at=make.NOW
    )
    Organisation.objects.update(requires_strong_factor=True)
    recover("ADMIN_1", "--force")
    assert Passkey.objects.exists()
    recover("ADMIN_1", "--force", "--lost-factors")
    assert not Passkey.objects.exists()
    entry = AuditEntry.objects.order_by("-number")[0]
    assert entry.before["passkeys"] == ["Phone"]
    assert kinds_of([administrator])[administrator.pk] == (Kind.MAILED_CODE,)
