"""The answers of an application as people read them: applicant and registrar alike."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from claims_portal.registration import sections
from claims_portal.registration.models import Application, ClaimTypes
from claims_portal.registration.registers import COMPANIES_HOUSE, ICO, REGISTERS
from claims_portal.registration.sections import API, Section
from claims_portal.web.console import address_fields
from claims_portal.web.registration.questions import CLAIMS

Kept = dict[str, Any]
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Row:
    key: str
    value: str


@dataclass(frozen=True)
class Answered:
    section: Section
    rows: list[Row]


def of(application: Application) -> list[Answered]:
    return list(_answered(application))


def _answered(application: Application) -> Iterator[Answered]:
    for section in sections.of_kind(application.kind):
        kept = application.section(section.slug)
        pairs = _TOLD[section.slug](kept) if kept else []
        yield Answered(section, [Row(key, value) for key, value in pairs])


def _organisation(kept: Kept) -> Pairs:
    return [
        (_("Name"), kept["name"]), (_("E-mail address"), kept["email"]),
        (_("Telephone"), kept["telephone"]), (_("Website"), kept["website"]),
    ]  # fmt: skip


def _person(kept: Kept) -> Pairs:
    rows = [(_("Name"), f"{kept['forename']} {kept['surname']}")]
    if "email" in kept:
        rows.append((_("E-mail address"), kept["email"]))
    return [*rows, (_("Telephone"), kept["telephone"])]


def _registrations(kept: Kept) -> Pairs:
    regulator = REGISTERS.get(kept["regulator"])
    authorised = f"{regulator.label}: {kept['regulatorNumber']}" if regulator else _("Nobody")
    return [
        (_("Authorised by"), authorised),
        (REGISTERS[COMPANIES_HOUSE].label, kept["companyNumber"]),
        (REGISTERS[ICO].label, kept["icoNumber"]),
    ]


def _address(kept: Kept) -> Pairs:
    return [(_("Address"), address_fields.as_text(kept["address"]))]


def _claims(kept: Kept) -> Pairs:
    by_program = _("By a program: %(program)s") % {"program": kept["softwareHouse"]}
    return [
        (_("Claims"), "\n".join(_(CLAIMS[ClaimTypes(one)]) for one in kept["claims"])),
        (_("Access"), by_program if kept["access"] == API else _("In the browser")),
    ]


def _branches(kept: Kept) -> Pairs:
    return [(one["name"], _branch(one)) for one in kept["branches"]]


def _branch(one: Kept) -> str:
    lines = (one["telephone"], one["email"], address_fields.as_text(one["address"]))
    return "\n".join(filter(None, lines)) or _("As the organisation’s")


_TOLD: dict[str, Callable[[Kept], Pairs]] = {
    "claimant": _person,
    "organisation": _organisation,
    "registrations": _registrations,
    "address": _address,
    "claims": _claims,
    "administrator": _person,
    "branches": _branches,
}
