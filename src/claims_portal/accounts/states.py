"""The state of an account in words: the two flags and all other gates, as one (facts 2.1)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.conf import settings

from claims_portal.accounts.models import DisabledBecause, User
from claims_portal.claims.process.calendar import london_date


class State(StrEnum):
    USABLE = "usable"
    NEVER_SIGNED_IN = "never-signed-in"
    UNVERIFIED = "unverified"
    EXPIRED = "expired"
    DISABLED_BY_PORTAL = "disabled-by-portal"
    DISABLED_BY_ADMINISTRATOR = "disabled-by-administrator"


@dataclass(frozen=True)
class Plain:
    """A state, what people call it, why it is so, and what an administrator can do."""

    state: State
    label: str
    reason: str
    way_out: str


def plain_state(user: User, *, at: datetime) -> Plain:
    today = london_date(at)
    if not user.active:
        return Plain(
            State.DISABLED_BY_ADMINISTRATOR, "Disabled",
            _sentence(user.disabled_because or DisabledBecause.ADMINISTRATOR, user.disabled_at),
            "Enable it again. Its address must be free in the organisation.",
        )  # fmt: skip
    if user.has_expired(today) and user.disabled_because in ("", DisabledBecause.EXPIRED):
        return Plain(
            State.EXPIRED, "Expired",
            f"Expired on {user.expires_on:%-d %B %Y}.", "Extend its expiry date.",
        )  # fmt: skip
    if not user.enabled:
        return Plain(
            State.DISABLED_BY_PORTAL, "Disabled by the portal",
            _sentence(user.disabled_because or DisabledBecause.BAD_SIGN_INS, user.disabled_at),
            "Enable it again.",
        )  # fmt: skip
    if user.email_verified_at is None:
        return Plain(
            State.UNVERIFIED, "Address not verified",
            "Nobody has yet proved to read mail at this address.", "Send the link again.",
        )  # fmt: skip
    if user.password_changed_at is None:
        return Plain(
            State.NEVER_SIGNED_IN, "Not signed in yet",
            "No password was chosen yet.", "Ask the person to sign in for the first time.",
        )  # fmt: skip
    return Plain(State.USABLE, "Usable", "", "")


def is_unused(user: User, *, at: datetime) -> bool:
    """Not used for 90 days; counted from the last use, or since it was created or enabled."""
    last = max(filter(None, (user.last_used_at, user.enabled_at, user.created_at)))
    return at >= last + timedelta(days=settings.UNUSED_DAYS_BEFORE_DISABLING)


def default_expiry(today: date) -> date:
    """Two years from creation (facts 2.3); 29 February becomes 28 February."""
    year = today.year + settings.ACCOUNT_YEARS
    try:
        return today.replace(year=year)
    except ValueError:
        return today.replace(year=year, day=28)


def _sentence(because: str, at: datetime | None) -> str:
    words = DisabledBecause(because).label
    when = f" on {london_date(at):%-d %B %Y}" if at else ""
    return f"{words[0].upper()}{words[1:]}{when}."
