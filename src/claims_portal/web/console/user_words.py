"""Accounts in words, for the pages of the console."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims_portal.accounts.models import User
from claims_portal.accounts.profile_words import NAMES, explained
from claims_portal.accounts.profiles import ADMINISTRATION, GRANTS, Profile
from claims_portal.accounts.states import State
from claims_portal.accounts.user_history import Change, Happened
from claims_portal.accounts.user_list import Flags
from claims_portal.web.fields import Choice

FLAGS = {
    Flags.ALL: gettext_lazy("All"),
    Flags.ENABLED: gettext_lazy("Active and enabled"),
    Flags.DISABLED_BY_PORTAL: gettext_lazy("Active but disabled"),
    Flags.DISABLED_BY_ADMINISTRATOR: gettext_lazy("Not active and disabled"),
}
COLOURS = {
    State.USABLE: "green",
    State.NEVER_SIGNED_IN: "blue",
    State.UNVERIFIED: "yellow",
    State.EXPIRED: "red",
    State.DISABLED_BY_PORTAL: "red",
    State.DISABLED_BY_ADMINISTRATOR: "grey",
}
HAPPENED = {
    "account:user:created": gettext_lazy("Created"),
    "account:user:edited": gettext_lazy("Details changed"),
    "account:user:disabled": gettext_lazy("Disabled"),
    "account:user:enabled": gettext_lazy("Enabled"),
    "account:user:extended": gettext_lazy("Expiry extended"),
    "account:profiles:set": gettext_lazy("Profiles changed"),
    "account:password:reset": gettext_lazy("Password reset"),
    "account:address:verification-sent": gettext_lazy("Verification link sent"),
    "account:address:verified": gettext_lazy("E-mail address verified"),
    "account:work:handed-over": gettext_lazy("Work handed over"),
    "account:user:combined": gettext_lazy("Combined with another User ID"),
    "account:user:combination-undone": gettext_lazy("Combination undone"),
    "account:standing-in:began": gettext_lazy("A team leader signed in as this user"),
    "account:standing-in:ended": gettext_lazy("The team leader left this user’s account"),
}
FIELDS = {
    "forename": gettext_lazy("Forename"),
    "secondName": gettext_lazy("Second name"),
    "surname": gettext_lazy("Surname"),
    "email": gettext_lazy("E-mail address"),
    "emailVerified": gettext_lazy("Address verified"),
    "telephone": gettext_lazy("Telephone"),
    "mobile": gettext_lazy("Mobile"),
    "branch": gettext_lazy("Branch"),
    "enabled": gettext_lazy("Enabled"),
    "active": gettext_lazy("Active"),
    "expiresOn": gettext_lazy("Expires on"),
    "profiles": gettext_lazy("Profiles"),
    "to": gettext_lazy("To"),
    "locked": gettext_lazy("Locked claims"),
    "allocated": gettext_lazy("Allocated claims"),
}


@dataclass(frozen=True)
class Event:
    """What the timeline takes."""

    title: str
    at: datetime
    by: str
    text: str


@dataclass(frozen=True)
class Group:
    """Profiles that belong together, as checkboxes; see `portal_components`."""

    id: str
    label: str
    value: Iterable[str]
    choices: tuple[Choice, ...]
    hint: str = ""
    error: str = ""
    name: str = "profiles"


def profiles_of(account: User) -> list[Profile]:
    """In the order of the permission table; names that are no profile any more are left out."""
    held = {one.profile for one in account.profiles.all()}
    return [profile for profile in Profile if profile.value in held]


def profile_names(account: User) -> list[str]:
    return [NAMES[profile] for profile in profiles_of(account)]


def is_administrator(account: User) -> bool:
    return any(GRANTS[profile].rights & ADMINISTRATION for profile in profiles_of(account))


def profile_groups(possible: Iterable[Profile], chosen: Iterable[str]) -> list[Group]:
    """What can be ticked: claims, administration, extra; each profile with its explanation."""
    possible, chosen = list(possible), list(chosen)
    claims = [one for one in possible if GRANTS[one].claim_types]
    administration = [one for one in possible if GRANTS[one].rights & ADMINISTRATION]
    extra = [one for one in possible if one not in claims and one not in administration]
    groups = (
        ("profiles", _("Claims"), claims),
        ("profiles-administration", _("Administration"), administration),
        ("profiles-extra", _("Extra"), extra),
    )
    return [
        Group(id, label, chosen, tuple(_as_choice(one) for one in members))
        for id, label, members in groups
        if members
    ]


def _as_choice(profile: Profile) -> Choice:
    words = explained(profile)
    return Choice(profile.value, words.name, words.sentence)


def yes_or_no(value: bool) -> str:
    return _("Yes") if value else _("No")


def on_day(value: Any) -> str:
    """A date, or the day of an instant in England."""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return formats.date_format(value, "j F Y")


def at_time(value: datetime) -> str:
    return formats.date_format(timezone.localtime(value), "j F Y, H:i")


def event_of(happened: Happened) -> Event:
    order = list(FIELDS)
    known = [change for change in happened.changes if change.field in FIELDS]
    known.sort(key=lambda change: order.index(change.field))
    rest = [change for change in happened.changes if change.field not in FIELDS]
    lines = [line for line in map(_changed, [*known, *rest]) if line]
    if happened.reason:
        lines.append(_("Reason: %(reason)s") % {"reason": happened.reason})
    fallback = happened.tag.partition(":")[2].replace(":", " ").replace("-", " ").capitalize()
    title = str(HAPPENED.get(happened.tag, fallback))
    return Event(title, happened.at, _author(happened), "\n".join(lines))


def _author(happened: Happened) -> str:
    if not happened.by_user:
        return _("the portal by itself")
    who = happened.by_user
    if happened.by_real_user:
        who = _("%(real)s, signed in as %(user)s") % {
            "real": happened.by_real_user, "user": happened.by_user,
        }  # fmt: skip
    if happened.by_client:
        who = _("%(who)s, through %(client)s") % {"who": who, "client": happened.by_client}
    if happened.from_address:
        who = _("%(who)s, from %(address)s") % {"who": who, "address": happened.from_address}
    return who


def _changed(change: Change) -> str:
    label = str(FIELDS.get(change.field, change.field))
    if change.before in (None, "", []):
        if change.after in (None, "", []):
            return ""
        return f"{label}: {_value(change.field, change.after)}"
    after, before = _value(change.field, change.after), _value(change.field, change.before)
    told = {"label": label, "after": after, "before": before}
    return _("%(label)s: %(after)s (before: %(before)s)") % told


def _value(field: str, value: Any) -> str:
    if field == "expiresOn" and value:
        return on_day(date.fromisoformat(value))
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, list):
        names = {profile.value: name for profile, name in NAMES.items()}
        return ", ".join(names.get(one, str(one)) for one in value) or _("none")
    return str(value) if value not in (None, "") else _("none")
