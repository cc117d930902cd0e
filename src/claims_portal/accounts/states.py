"""The state of an account in words: the two flags and all other gates, as one (facts 2.1)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db.models import Case, CharField, Q, Value, When

from claims_portal.accounts.models import DisabledBecause, User
from claims_portal.claims.process.calendar import london_date
from claims_portal.sentences import said


class State(StrEnum):
    USABLE = "usable"
    NEVER_SIGNED_IN = "never-signed-in"
    MUST_CHOOSE_PASSWORD = "must-choose-password"  # noqa: S105 - a state
    UNVERIFIED = "unverified"
    EXPIRED = "expired"
    DISABLED_BY_PORTAL = "disabled-by-portal"
    DISABLED_BY_ADMINISTRATOR = "disabled-by-administrator"


LABELS = {
    State.USABLE: "Usable",
    State.NEVER_SIGNED_IN: "Not signed in yet",
    State.MUST_CHOOSE_PASSWORD: "Must choose a password",
    State.UNVERIFIED: "Address not verified",
    State.EXPIRED: "Expired",
    State.DISABLED_BY_PORTAL: "Disabled by the portal",
    State.DISABLED_BY_ADMINISTRATOR: "Disabled",
}


@dataclass(frozen=True)
class Plain:
    """A state, what people call it, why it is so, and what an administrator can do."""

    state: State
    reason: str = ""
    way_out: str = ""

    @property
    def label(self) -> str:
        return LABELS[self.state]


def plain_state(user: User, *, at: datetime) -> Plain:
    today = london_date(at)
    if not user.active:
        return Plain(
            State.DISABLED_BY_ADMINISTRATOR,
            _sentence(user.disabled_because or DisabledBecause.ADMINISTRATOR, user.disabled_at),
            "Enable it again. Its address must be free in the organisation.",
        )  # fmt: skip
    if user.has_expired(today) and user.disabled_because in ("", DisabledBecause.EXPIRED):
        return Plain(
            State.EXPIRED,
            said("Expired on %(day)s.", day=user.expires_on), "Extend its expiry date.",
        )  # fmt: skip
    if not user.enabled:
        return Plain(
            State.DISABLED_BY_PORTAL,
            _sentence(user.disabled_because or DisabledBecause.BAD_SIGN_INS, user.disabled_at),
            "Enable it again.",
        )  # fmt: skip
    if user.email_verified_at is None:
        return Plain(
            State.UNVERIFIED,
            "Nobody has yet proved to read mail at this address.", "Send the link again.",
        )  # fmt: skip
    if user.password_changed_at is None:
        return Plain(
            State.NEVER_SIGNED_IN,
            "No password was chosen yet.", "Ask the person to sign in for the first time.",
        )  # fmt: skip
    if user.must_change_password:
        return Plain(
            State.MUST_CHOOSE_PASSWORD,
            "Its password was reset.", "Ask the person to choose a new one.",
        )  # fmt: skip
    return Plain(State.USABLE)


def state_in_sql(at: datetime) -> Case:
    """The same decision as `plain_state`, for lists: filtered and sorted in the database."""
    expired = Q(expires_on__lte=london_date(at), disabled_because__in=("", DisabledBecause.EXPIRED))
    return Case(
        When(active=False, then=Value(State.DISABLED_BY_ADMINISTRATOR.value)),
        When(expired, then=Value(State.EXPIRED.value)),
        When(enabled=False, then=Value(State.DISABLED_BY_PORTAL.value)),
        When(email_verified_at=None, then=Value(State.UNVERIFIED.value)),
        When(password_changed_at=None, then=Value(State.NEVER_SIGNED_IN.value)),
        When(must_change_password=True, then=Value(State.MUST_CHOOSE_PASSWORD.value)),
        default=Value(State.USABLE.value),
        output_field=CharField(),
    )


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
    why = said(f"{words[0].upper()}{words[1:]}")
    if at is None:
        return said("%(why)s.", why=why)
    return said("%(why)s on %(day)s.", why=why, day=london_date(at))
