"""The lists that forms are filled in from: insurer names and hospitals, taken in from CSV files.

A file is the whole list: what is not in it is taken off. What would change is shown
before it is done.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from claims_portal.organisations.models import (
    Hospital,
    InsurerName,
    Organisation,
    OrganisationKind,
)
from claims_portal.records import audit

PORTAL = "PORTAL"
"""In the audit, what belongs to no organisation but to the portal itself."""
Key = tuple[str, str]
Row = Mapping[str, str]
LONGEST_NAME, LONGEST_POSTCODE, LONGEST_LINE = 100, 8, 100
ADDRESS_LINES = ("address1", "address2", "address3", "address4")


class ListRefused(Exception):
    """The file cannot be the list; every fault with its line."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


@dataclass(frozen=True)
class Change:
    """What a file would do to a list."""

    added: Sequence[str] = ()
    changed: Sequence[str] = ()
    removed: Sequence[str] = ()
    rows: Sequence[Model] = field(default=(), repr=False)

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True)
class _List:
    """How one of the lists is read and compared."""

    tag: str
    columns: tuple[str, ...]
    kept: Callable[[], QuerySet[Any]]
    key: Callable[[Any], Key]
    read: Callable[[Row], Any]
    same: Callable[[Any], Any]


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


LISTS: dict[str, _List] = {
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
}


def compared(name: str, text: str) -> Change:
    """What the file would change. Raises ListRefused with every fault."""
    wanted = LISTS[name]
    rows = _read(wanted, text)
    kept = {wanted.key(one): one for one in wanted.kept()}
    new = {wanted.key(one): one for one in rows}
    return Change(
        added=[str(one) for key, one in new.items() if key not in kept],
        changed=[
            str(one)
            for key, one in new.items()
            if key in kept and wanted.same(kept[key]) != wanted.same(one)
        ],
        removed=[str(one) for key, one in kept.items() if key not in new],
        rows=rows,
    )


@transaction.atomic
def take_in(name: str, text: str, *, by: audit.Author, at: datetime) -> Change:
    """Make the file the list, in one transaction, with an entry in the audit."""
    wanted = LISTS[name]
    list(wanted.kept().select_for_update(of=("self",)).values_list("pk"))
    change = compared(name, text)
    if change.any:
        wanted.kept().delete()
        wanted.kept().model.objects.bulk_create(change.rows)
        audit.write(
            wanted.tag,
            organisation_code=PORTAL,
            subject=name,
            by=by,
            at=at,
            after={
                "added": len(change.added),
                "changed": len(change.changed),
                "removed": len(change.removed),
            },
        )
    return change


def _read(wanted: _List, text: str) -> list[Model]:
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    missing = [one for one in wanted.columns if one not in (reader.fieldnames or ())]
    needed = [one for one in missing if one not in ADDRESS_LINES]
    if needed:
        raise ListRefused([f"line 1: there is no column {one}" for one in needed])
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
