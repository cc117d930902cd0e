"""What single cells of an account file may say: dates, yes and no, profiles, addresses."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from claims_portal.accounts.email_addresses import LONGEST_MAILBOX, must_be_well_formed
from claims_portal.accounts.models import User
from claims_portal.accounts.profile_words import NAMES
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.refusals import EmailRefused
from claims_portal.migration.account_files import COLUMNS
from claims_portal.organisations.models import Branch, Organisation
from claims_portal.spreadsheet import unsafe_cell


class Broken(NamedTuple):
    """A rule that the text of a column breaks."""

    column: str
    text: str
    rule: str


YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
RTA, ELPL = frozenset({"rta"}), frozenset({"elpl", "el", "eld", "pl"})
_SEPARATORS = re.compile(r"[;,|\n]")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)
NO_DATE = date.min
PLAIN_ADDRESS = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,20}"
)
"""Most addresses. What is none of these is asked of the whole rule, which takes longer."""
# Turns of writing direction can make a name look like another; the marks that join
# letters (U+200C, U+200D) and those of direction alone are part of writing names.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CONTROLLING = ("Cc", "Cs", "Zl", "Zp")
_PROFILES_BY_NAME = {
    re.sub(r"[\W_]+", " ", word).casefold().strip(): profile
    for profile in Profile
    for word in (profile.value, NAMES[profile])
}


def _longest(model: type[User | Organisation | Branch], field: str) -> int:
    return int(model._meta.get_field(field).max_length or 0)  # type: ignore[union-attr]


LONGEST: Mapping[str, int] = dict.fromkeys(COLUMNS, 100) | {
    "profiles": 1_000,
    "organisation_id": _longest(Organisation, "code"),
    "organisation_name": _longest(Organisation, "name"),
    "branch_id": _longest(Branch, "number"),
    "branch_name": _longest(Branch, "name"),
    "user_id": _longest(User, "user_name"),
    "forename": _longest(User, "forename"),
    "surname": _longest(User, "surname"),
    "email": _longest(User, "email"),
    "mfa_email": _longest(User, "email"),
    "mobile": _longest(User, "mobile"),
}


def cell_text(text: str) -> str:
    """Without blanks around, and as it was before a spreadsheet's apostrophe."""
    text = text.strip()
    return unsafe_cell(text) if text[:1] == "'" else text


def claim_types(text: str) -> tuple[tuple[bool, bool], list[str]]:
    """Whether RTA and whether EL and PL are dealt with, and the words that are neither."""
    words = [word.casefold() for word in _words(text.replace("/", ";"))]
    deals = (not words or not RTA.isdisjoint(words), not words or not ELPL.isdisjoint(words))
    return deals, [word for word in words if word not in RTA and word not in ELPL]


def named_profiles(text: str) -> tuple[tuple[Profile, ...], list[str]]:
    """The profiles of these names, as the console or as we write them, and what is none."""
    held, unknown = set(), []
    for word in _words(text):
        profile = _PROFILES_BY_NAME.get(re.sub(r"[\W_]+", " ", word).casefold().strip())
        if profile is None:
            unknown.append(word)
        else:
            held.add(profile)
    return tuple(sorted(held)), unknown


def _words(text: str) -> list[str]:
    return [word.strip() for word in _SEPARATORS.split(text) if word.strip()]


def flag(text: str, *, default: bool | None) -> bool | None:
    word = text.strip().casefold()
    if not word:
        return default
    return True if word in YES else False if word in NO else None


@lru_cache(maxsize=20_000)
def day_of(text: str) -> date | None:
    """The day; None where the cell is blank, NO_DATE where it is none."""
    text = text.strip()
    if not text:
        return None
    try:
        if found := _ISO.fullmatch(text):
            day = date(int(found[1]), int(found[2]), int(found[3]))
        elif found := _BRITISH.fullmatch(text):
            day = date(int(found[3]), int(found[2]), int(found[1]))
        else:
            return NO_DATE
    except ValueError:
        return NO_DATE
    return day if _EARLIEST <= day < _LATEST else NO_DATE


def is_plain_address(text: str) -> bool:
    """Blank, or surely an address; tells the most of them fast."""
    short = len(text) <= LONGEST["email"] and text.find("@") <= LONGEST_MAILBOX
    return not text or (short and PLAIN_ADDRESS.fullmatch(text) is not None)


def is_address(text: str) -> bool:
    """Blank, or an address as `accounts.email_addresses` wants it; blanks around are kept."""
    address = text.strip()
    return len(text) <= LONGEST["email"] and (not address or not why_no_address(address))


def why_no_address(address: str) -> str:
    try:
        must_be_well_formed(address)
    except EmailRefused as refused:
        return str(refused)
    return ""


def controlled(cells: Mapping[str, str]) -> Iterator[Broken]:
    """The texts with control characters, or with what makes text look like another."""
    for column, text in cells.items():
        if not text.isprintable() and any(map(_controls, text)):
            yield Broken(column, ascii(text)[1:-1], "The text has control characters in it.")


def _controls(letter: str) -> bool:
    return letter in _TURNS or unicodedata.category(letter) in _CONTROLLING


def too_long_of(**cells: str) -> Iterator[Broken]:
    for column, text in cells.items():
        if len(text) > LONGEST[column]:
            yield Broken(column, text, f"The text may have {LONGEST[column]} characters at most.")
