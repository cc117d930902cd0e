"""Authenticator apps (RFC 6238): six digits, a new code every 30 seconds, none good twice."""

from datetime import UTC, datetime

from django.db import transaction

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import AuthenticatorApp, User
from claims_portal.accounts.saving import held
from claims_portal.accounts.second_factors import factors, telling, totp
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.accounts.second_factors.refusals import FactorRefused, NoSuchFactor


def of(account: User) -> AuthenticatorApp | None:
    """The app in use."""
    return AuthenticatorApp.objects.filter(user=account, confirmed_at__isnull=False).first()


def last_used_at(app: AuthenticatorApp) -> datetime:
    return datetime.fromtimestamp(app.last_step * totp.SECONDS, UTC)


@transaction.atomic
def begin(account: User, *, at: datetime) -> None:
    """Make a secret for a new app. Until a code of it was seen, nothing else changes."""
    account = held(account)
    sealed = totp.new_sealed_secret()
    AuthenticatorApp.objects.update_or_create(
        user=account,
        defaults={"new_sealed_secret": sealed},
        create_defaults={"new_sealed_secret": sealed, "created_at": at},
    )


def secret_to_confirm(account: User) -> str | None:
    """What the new app has to be given: by QR code, or typed."""
    app = AuthenticatorApp.objects.filter(user=account).exclude(new_sealed_secret="").first()
    return totp.opened(app.new_sealed_secret) if app else None


def provisioning_uri(account: User, secret: str) -> str:
    return totp.provisioning_uri(secret, name=account.user_name)


@transaction.atomic
def confirm(account: User, typed: str, *, by: Actor, at: datetime) -> None:
    """Take the new app into use, in place of an older one, once it shows the right code."""
    account = held(account)
    app = AuthenticatorApp.objects.filter(user=account).exclude(new_sealed_secret="").first()
    if app is None:
        raise NoSuchFactor
    step = totp.step_of(app.new_sealed_secret, typed, at=at, after=0)
    if step is None:
        raise FactorRefused(Kind.APP)
    replaced = app.confirmed_at is not None
    app.sealed_secret, app.new_sealed_secret = app.new_sealed_secret, ""
    app.created_at = app.confirmed_at = at
    app.last_step = step
    app.save()
    done = "replaced" if replaced else "added"
    telling.tell(
        f"account:authenticator-app:{done}", account, by=by, at=at,
        sentence=f"The authenticator app of your account was {done}.",
    )  # fmt: skip


@transaction.atomic
def remove(account: User, *, by: Actor, at: datetime) -> None:
    """NoSuchFactor without an app in use; LastStrongFactor where one is wanted."""
    account = held(account)
    app = of(account)
    if app is None:
        raise NoSuchFactor
    app.delete()
    factors.must_leave_enough(account)
    telling.tell(
        "account:authenticator-app:removed", account, by=by, at=at,
        sentence="The authenticator app of your account was removed.",
    )  # fmt: skip


def is_right(account: User, typed: str, *, at: datetime) -> bool:
    """Whether the app shows this code now and it was not used; called while the account is held."""
    app = of(account)
    if app is None:
        return False
    step = totp.step_of(app.sealed_secret, typed, at=at, after=app.last_step)
    if step is None:
        return False
    AuthenticatorApp.objects.filter(pk=app.pk).update(last_step=step)
    return True
