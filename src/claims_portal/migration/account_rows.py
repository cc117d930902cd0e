"""What one row of an account file says: each column's rule, and all faults of a row at once.

Blank is unknown. What is then assumed [our decision]:

| column | assumed | why |
|---|---|---|
| organisation_name, branch_name | nothing | another row may have it |
| organisation_type | by the organisation ID's letters, else by the profiles | CR00019, COMP009 |
| claim_types | RTA and EL/PL | no profile is taken away for want of a word |
| branch_id | nothing: the first branch | as the old console did |
| branch_type | central for a compensator's 001, else handling | organisation facts 4.3 |
| mfa_verified | no | nobody comes in unproved |
| active | yes | an address that may be in use is not overlooked |
| enabled | as active | |
| channel | web | has the stricter rules |
| profiles, addresses, names, dates | nothing | the readiness report finds them |
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from claims_portal.accounts.profile_rules import COMPENSATOR_PREFIX, REPRESENTATIVE_PREFIX
from claims_portal.accounts.profile_words import NAMES
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.user_rules import USER_ID
from claims_portal.migration.account_files import COLUMNS, Fault, Refuse
from claims_portal.migration.account_values import (
    LONGEST,
    NO_DATE,
    Broken,
    cell_text,
    claim_types,
    controlled,
    day_of,
    flag,
    is_address,
    named_profiles,
    too_long_of,
    why_no_address,
)
from claims_portal.organisations.models import BranchKind, OrganisationKind


class LegacyRow(NamedTuple):
    """One User ID as the old platform had it. Addresses are as they were typed."""

    organisation_id: str
    organisation_name: str
    organisation_kind: OrganisationKind
    deals_with_rta: bool
    deals_with_elpl: bool
    branch_number: str
    branch_name: str
    branch_kind: BranchKind
    user_id: str
    forename: str
    surname: str
    email: str
    mfa_email: str
    mfa_verified: bool
    mobile: str
    profiles: tuple[Profile, ...]
    enabled: bool
    active: bool
    created_on: date | None
    expires_on: date | None
    last_used_on: date | None
    password_changed_on: date | None
    channel: str


class Place(NamedTuple):
    """What a row says of the organisation and its branch."""

    organisation: tuple[str, str, OrganisationKind, bool, bool]
    branch: tuple[str, str, BranchKind]
    broken: tuple[Broken, ...] = ()


class Flags(NamedTuple):
    verified: bool
    enabled: bool
    active: bool
    channel: str
    broken: tuple[Broken, ...] = ()


class Held(NamedTuple):
    held: tuple[Profile, ...]
    broken: tuple[Broken, ...] = ()


WEB, API = "web", "api"
_KINDS = {kind.value: kind for kind in OrganisationKind}
_DATES = ("created_on", "expires_on", "last_used_on", "password_changed_on")
_OF_PERSON = ("user_id", "forename", "surname", "email", "mfa_email", "mobile")
LONGEST_ROW = sum(LONGEST.values())


def parse(line: int, values: Sequence[str], refuse: Refuse) -> LegacyRow | None:
    """The row, or nothing; then every rule that it breaks went to `refuse`."""
    cells = dict(zip(COLUMNS, values, strict=True))
    if sum(map(len, values)) > LONGEST_ROW:  # so that the caches below stay small
        _refuse_all(line, too_long_of(**cells), refuse)
        return None
    profiles = cells["profiles"]
    code, name, kind, types, branch, branch_name, branch_kind = values[:7]
    hint = "" if kind else profiles
    place = place_of(code, name, kind, types, branch, branch_name, branch_kind, hint)
    held = profiles_of(profiles, place.organisation[2])
    flags = flags_of(values[12], values[15], values[16], values[21])
    broken = [*place.broken, *_broken_of_person(cells), *held.broken, *flags.broken]
    if broken:
        _refuse_all(line, broken, refuse)
        return None
    created, expires, used, changed = map(day_of, values[17:21])
    return LegacyRow(
        *place.organisation, *place.branch, cells["user_id"].strip(), cell_text(cells["forename"]),
        cell_text(cells["surname"]), cells["email"], cells["mfa_email"], flags.verified,
        cell_text(cells["mobile"]), held.held, flags.enabled, flags.active,
        created, expires, used, changed, flags.channel,
    )  # fmt: skip


def _refuse_all(line: int, broken: Iterable[Broken], refuse: Refuse) -> None:
    for one in broken:
        refuse(Fault(line, *one))


def place_of(
    code: str, name: str, kind: str, types: str,
    number: str, branch_name: str, branch_kind: str, profiles: str,
) -> Place:  # fmt: skip
    """What the row says of the organisation and its branch: few texts in many rows."""
    code, number = code.strip(), number.strip()
    name, branch_name = cell_text(name), cell_text(branch_name)
    if number.isdecimal() and number.isascii():
        # A spreadsheet takes the noughts away from 001.
        number = number.zfill(LONGEST["branch_id"])
    told = _KINDS.get(kind.strip().upper()) or _kind_by_other_means(code, profiles)
    deals, unknown = claim_types(types)
    cells = {
        "organisation_id": code,
        "organisation_name": name,
        "branch_id": number,
        "branch_name": branch_name,
    }
    broken = [*too_long_of(**cells), *controlled(cells)]
    if not code:
        broken.append(Broken("organisation_id", "", "Every row needs the organisation ID."))
    if told is None or (kind.strip() and kind.strip().upper() not in _KINDS):
        broken.append(Broken("organisation_type", kind, "The type is one of CR, COMP and LIP."))
    broken += [
        Broken("claim_types", one, "Claim types are RTA and ELPL (or EL, ELD, PL).")
        for one in unknown
    ]
    told = told or OrganisationKind.CLAIMANT_REPRESENTATIVE
    branch_is = _branch_kind(branch_kind, number, told)
    if branch_is is None:
        broken.append(Broken("branch_type", branch_kind, "The type is central or handling."))
    return Place(
        (code, name, told, *deals),
        (number, branch_name, branch_is or BranchKind.HANDLING_POINT),
        tuple(broken),
    )


def _kind_by_other_means(code: str, profiles: str) -> OrganisationKind | None:
    letters = re.match(r"[A-Za-z]*", code)
    by_letters = _KINDS.get(letters[0].upper()) if letters else None
    if by_letters:
        return by_letters
    held, _unknown = named_profiles(profiles)
    if any(one.startswith(COMPENSATOR_PREFIX) for one in held):
        return OrganisationKind.COMPENSATOR
    if any(one.startswith(REPRESENTATIVE_PREFIX) for one in held):
        return OrganisationKind.CLAIMANT_REPRESENTATIVE
    return None


def _branch_kind(text: str, number: str, kind: OrganisationKind) -> BranchKind | None:
    text = text.strip().casefold()
    if not text:
        central = kind == OrganisationKind.COMPENSATOR and number == "001"
        return BranchKind.CENTRAL_POINT if central else BranchKind.HANDLING_POINT
    known = {word: one for one in BranchKind for word in (one.value, one.label.casefold())}
    return known.get(text)


@lru_cache(maxsize=8_000)
def profiles_of(text: str, kind: OrganisationKind) -> Held:
    held, unknown = named_profiles(text)
    broken = [Broken("profiles", one, "There is no such profile.") for one in unknown]
    compensator = kind == OrganisationKind.COMPENSATOR
    other, whose = (
        (REPRESENTATIVE_PREFIX, "claimant representatives")
        if compensator
        else (COMPENSATOR_PREFIX, "compensators")
    )
    broken += [
        Broken("profiles", NAMES[one], f"This is a profile of {whose}, which the organisation "
                                       "is not.")
        for one in held
        if one.startswith(other)
    ]  # fmt: skip
    return Held(held, tuple(broken))


@lru_cache(maxsize=8_000)
def flags_of(verified: str, enabled: str, active: str, channel: str) -> Flags:
    broken = [
        Broken(column, text, "The value is yes, no or blank.")
        for column, text in (("mfa_verified", verified), ("enabled", enabled), ("active", active))
        if text.strip() and flag(text, default=None) is None
    ]
    way = channel.strip().casefold() or WEB
    if way not in (WEB, API):
        broken.append(Broken("channel", channel, "The channel is web or api."))
    is_active = flag(active, default=True)
    is_enabled = flag(enabled, default=is_active)
    if is_enabled and is_active is False:
        broken.append(
            Broken("active", active, "An account that is enabled is active too; no account of "
                                     "the old platform was enabled without it.")
        )  # fmt: skip
    return Flags(
        bool(flag(verified, default=False)), bool(is_enabled), bool(is_active), way, tuple(broken)
    )


def _broken_of_person(cells: Mapping[str, str]) -> Iterator[Broken]:
    """What is wrong with the texts that are a person's own, and with any text as such."""
    user_id = cells["user_id"].strip()
    if not user_id:
        yield Broken("user_id", "", "Every row needs the User ID.")
    elif not USER_ID.fullmatch(user_id):
        yield Broken(
            "user_id", user_id, "A User ID has 3 to 50 letters, digits, dots, dashes and "
            "underscores; it is not an e-mail address."
        )  # fmt: skip
    yield from too_long_of(
        forename=cell_text(cells["forename"]), surname=cell_text(cells["surname"]),
        mobile=cell_text(cells["mobile"]), email=cells["email"], mfa_email=cells["mfa_email"],
    )  # fmt: skip
    for column in ("email", "mfa_email"):
        text = cells[column]
        if len(text) <= LONGEST[column] and not is_address(text):
            yield Broken(column, text, why_no_address(text.strip()))
    yield from _broken_otherwise(cells)


def _broken_otherwise(cells: Mapping[str, str]) -> Iterator[Broken]:
    for column in _DATES:
        if day_of(cells[column]) == NO_DATE:
            yield Broken(column, cells[column], "Write a date as 2026-11-16 or 16/11/2026.")
    yield from controlled({column: cells[column] for column in _OF_PERSON})
