"""Accounts in words, for the pages of the console."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims_portal.accounts.models import User
from claims_portal.accounts.profile_words import NAMES, explained
from claims_portal.accounts.profiles import ADMINISTRATION, GRANTS, Profile
from claims_portal.accounts.states import State
from claims_portal.accounts.user_list import Flags
from claims_portal.web.fields import Choice
from claims_portal.web.wording import in_language

FLAGS = {
    Flags.ALL: gettext_lazy("All"),
    Flags.ENABLED: gettext_lazy("Active and enabled"),
    Flags.DISABLED_BY_PORTAL: gettext_lazy("Active but disabled"),
    Flags.DISABLED_BY_ADMINISTRATOR: gettext_lazy("Not active and disabled"),
}
COLOURS = {
    State.USABLE: "green",
    State.NEVER_SIGNED_IN: "blue",
    State.MUST_CHOOSE_PASSWORD: "blue",
    State.UNVERIFIED: "yellow",
    State.EXPIRED: "red",
    State.DISABLED_BY_PORTAL: "red",
    State.DISABLED_BY_ADMINISTRATOR: "grey",
}
FIELDS = {
    "forename": gettext_lazy("Forename"),
    "secondName": gettext_lazy("Second name"),
    "surname": gettext_lazy("Surname"),
    "email": gettext_lazy("E-mail address"),
    "contactEmail": gettext_lazy("Contact address"),
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
    return [in_language(NAMES[profile]) for profile in profiles_of(account)]


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
