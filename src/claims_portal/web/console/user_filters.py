"""What is asked of the list of users, in the address of the page and as fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from claims_portal.accounts.profile_words import NAMES
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.states import LABELS, State
from claims_portal.accounts.user_list import Column, Flags, Wanted
from claims_portal.organisations.models import Branch
from claims_portal.web.console.user_words import FLAGS
from claims_portal.web.fields import Choice, Field, typed

LONGEST_SEARCH = 100
LONGEST_NUMBER = 6
VERIFIED = {"yes": True, "no": False}
_Kind = TypeVar("_Kind", bound=StrEnum)


@dataclass(frozen=True)
class Heading:
    """A column of the list; following `href` sorts by it, the other way round the second time."""

    label: str
    href: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Filter:
    """One of the four filters of the flags, with how many accounts it has."""

    label: str
    number: int
    href: str
    current: bool


def wanted_of(given: QueryDict) -> Wanted:
    """What nobody can ask for is not asked for."""
    sort = typed(given.get("sort"))
    return Wanted(
        flags=_one_of(Flags, given.get("show")) or Flags.ALL,
        state=_one_of(State, given.get("state")),
        profile=_one_of(Profile, given.get("profile")),
        branch=typed(given.get("branch"))[:3],
        verified=VERIFIED.get(given.get("verified", "")),
        text=typed(given.get("search"))[:LONGEST_SEARCH],
        sort=_one_of(Column, sort.removeprefix("-")) or Column.USER_ID,
        descending=sort.startswith("-"),
    )


def number_of(given: QueryDict) -> int:
    """The page that is asked for; the first where it is no number."""
    number = given.get("page", "")
    is_number = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    return int(number) if is_number else 1


def query_of(wanted: Wanted, *, page: int = 1) -> str:
    """The part of an address after its question mark that asks for this, without what is usual."""
    verified = {value: word for word, value in VERIFIED.items()}
    sort = ("-" if wanted.descending else "") + wanted.sort
    given = {
        "show": "" if wanted.flags is Flags.ALL else wanted.flags.value,
        "state": wanted.state or "",
        "profile": wanted.profile or "",
        "branch": wanted.branch,
        "verified": "" if wanted.verified is None else verified[wanted.verified],
        "search": wanted.text,
        "sort": "" if sort == Column.USER_ID else sort,
        "page": "" if page == 1 else str(page),
    }
    return urlencode({name: value for name, value in given.items() if value})


def fields_of(
    wanted: Wanted, branches: Sequence[Branch], profiles: Sequence[Profile]
) -> dict[str, Field]:
    verified = {None: "", True: "yes", False: "no"}[wanted.verified]
    states = [Choice(state.value, LABELS[state]) for state in State]
    return {
        "search": Field("search", _("Search"), wanted.text, hint=_("User ID, name or address")),
        "state": Field("state", _("State"), wanted.state or "", choices=states),
        "profile": Field(
            "profile", _("Profile"), wanted.profile or "",
            choices=[Choice(profile.value, NAMES[profile]) for profile in profiles],
        ),
        "branch": Field("branch", _("Branch"), wanted.branch, choices=branch_choices(branches)),
        "verified": Field(
            "verified", _("Address"), verified,
            choices=[Choice("yes", _("Verified")), Choice("no", _("Not verified"))],
        ),
    }  # fmt: skip


def branch_choices(branches: Sequence[Branch]) -> list[Choice]:
    return [Choice(branch.number, str(branch)) for branch in branches]


def filters_of(wanted: Wanted, counts: Mapping[Flags, int]) -> list[Filter]:
    return [
        Filter(str(FLAGS[flags]), number, _href(replace(wanted, flags=flags)),
               current=flags is wanted.flags)
        for flags, number in counts.items()
    ]  # fmt: skip


def headings_of(wanted: Wanted) -> list[Heading]:
    return [
        Heading(_("Choose")),
        _sorting(_("User ID"), Column.USER_ID, wanted),
        _sorting(_("Name and e-mail"), Column.NAME, wanted),
        Heading(_("Profiles")),
        Heading(_("Branch")),
        _sorting(_("State"), Column.STATE, wanted),
        _sorting(_("Last used"), Column.LAST_USED, wanted),
        _sorting(_("Expires"), Column.EXPIRES, wanted),
    ]


def _sorting(label: str, column: Column, wanted: Wanted) -> Heading:
    current = wanted.sort is column
    href = _href(replace(wanted, sort=column, descending=current and not wanted.descending))
    if not current:
        return Heading(label, href)
    return Heading(label, href, "descending" if wanted.descending else "ascending")


def _href(wanted: Wanted) -> str:
    return f"?{query_of(wanted)}"


def _one_of(kind: type[_Kind], name: str | None) -> _Kind | None:
    return next((one for one in kind if one.value == name), None)
