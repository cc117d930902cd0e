"""The lists that forms are filled in from: insurers, hospitals, addresses, each from a CSV file.

A file is the whole list: what is not in it is taken off. What would change is shown
before it is done.
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Model, QuerySet

from claims_portal.organisations.addresses import AddressList
from claims_portal.organisations.list_files import (
    PORTAL,
    Change,
    Entries,
    ListRefused,
    missing_columns,
)
from claims_portal.organisations.models import (
    Hospital,
    InsurerName,
    Organisation,
    OrganisationKind,
)
from claims_portal.records import audit

Key = tuple[str, str]
Row = Mapping[str, str]
LONGEST_NAME, LONGEST_POSTCODE, LONGEST_LINE = 100, 8, 100
ADDRESS_LINES = ("address1", "address2", "address3", "address4")


class DirectoryList(Protocol):
    """One of the lists; a file is its lines."""

    @property
    def tag(self) -> str: ...
    @property
    def columns(self) -> tuple[str, ...]: ...
    def count(self) -> int: ...
    def compared(self, file: Iterable[str]) -> Change: ...
    def take_in(self, file: Iterable[str]) -> Change: ...


@dataclass(frozen=True)
class _List:
    """A list that fits into memory: how it is read and compared."""

    tag: str
    columns: tuple[str, ...]
    kept: Callable[[], QuerySet[Any]]
    key: Callable[[Any], Key]
    read: Callable[[Row], Any]
    same: Callable[[Any], Any]

    def count(self) -> int:
        return self.kept().count()

    def compared(self, file: Iterable[str]) -> Change:
        return self._compared(_read(self, file))

    def take_in(self, file: Iterable[str]) -> Change:
        list(self.kept().select_for_update(of=("self",)).values_list("pk"))
        rows = _read(self, file)
        change = self._compared(rows)
        if change.any:
            self.kept().delete()
            self.kept().model.objects.bulk_create(rows)
        return change

    def _compared(self, rows: Iterable[Model]) -> Change:
        kept = {self.key(one): one for one in self.kept()}
        new = {self.key(one): one for one in rows}
        return Change(
            added=Entries.of(str(one) for key, one in new.items() if key not in kept),
            changed=Entries.of(
                str(one)
                for key, one in new.items()
                if key in kept and self.same(kept[key]) != self.same(one)
            ),
            removed=Entries.of(str(one) for key, one in kept.items() if key not in new),
        )


def _insurer(row: Row) -> InsurerName:
    claims = row["claims"].lower()
    if claims not in InsurerName.Claims.values:
        raise ValueError(f"claims must be rta or elpl, not {row['claims']!r}")
    organisation = Organisation.objects.filter(
        code__iexact=row["organisationId"], kind=OrganisationKind.COMPENSATOR
    ).first()
    if organisation is None:
        raise ValueError(f"there is no compensator {row['organisationId']!r}")
    return InsurerName(
        name=_text(row, "name", LONGEST_NAME), claims=claims, organisation=organisation
    )


def _hospital(row: Row) -> Hospital:
    lines = [_text(row, name, LONGEST_LINE, needed=False) for name in ADDRESS_LINES]
    return Hospital(
        name=_text(row, "name", LONGEST_NAME),
        postcode=_text(row, "postcode", LONGEST_POSTCODE).upper(),
        address_lines=[line for line in lines if line],
    )


def _text(row: Row, column: str, longest: int, *, needed: bool = True) -> str:
    said = (row.get(column) or "").strip()
    if needed and not said:
        raise ValueError(f"{column} must be given")
    if len(said) > longest or "\x00" in said:
        raise ValueError(f"{column} must have at most {longest} characters")
    return said


LISTS: dict[str, DirectoryList] = {
    "insurers": _List(
        "directory:insurers:taken-in",
        ("name", "claims", "organisationId"),
        lambda: InsurerName.objects.select_related("organisation"),
        lambda one: (one.name.upper(), one.claims),
        _insurer,
        lambda one: (one.name, one.organisation_id),
    ),
    "hospitals": _List(
        "directory:hospitals:taken-in",
        ("name", "postcode", *ADDRESS_LINES),
        Hospital.objects.all,
        lambda one: (one.name.upper(), one.postcode.upper()),
        _hospital,
        lambda one: (one.name, one.postcode, one.address_lines),
    ),
    "addresses": AddressList(),
}


def compared(name: str, file: Iterable[str]) -> Change:
    """What the file would change. Raises ListRefused with every fault."""
    return LISTS[name].compared(file)


@transaction.atomic
def take_in(name: str, file: Iterable[str], *, by: audit.Author, at: datetime) -> Change:
    """Make the file the list, in one transaction, with an entry in the audit."""
    change = LISTS[name].take_in(file)
    if change.any:
        audit.write(
            LISTS[name].tag,
            organisation_code=PORTAL,
            subject=name,
            by=by,
            at=at,
            after=change.numbers,
        )
    return change


def _read(wanted: _List, file: Iterable[str]) -> list[Model]:
    reader = csv.DictReader(file)
    needed = [one for one in wanted.columns if one not in ADDRESS_LINES]
    missing = missing_columns(needed, reader.fieldnames)
    if missing:
        raise ListRefused(missing)
    faults: list[str] = []
    rows: dict[Key, Model] = {}
    for line, row in enumerate(reader, start=2):
        try:
            one = wanted.read({name: value or "" for name, value in row.items() if name})
        except ValueError as fault:
            faults.append(f"line {line}: {fault}")
            continue
        if wanted.key(one) in rows:
            faults.append(f"line {line}: {one} is there twice")
        rows[wanted.key(one)] = one
    if faults:
        raise ListRefused(faults)
    return list(rows.values())
