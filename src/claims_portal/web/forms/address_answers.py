"""Addresses and hospitals of the operator's lists, as the groups of the forms ask for them."""

from typing import Any

from claims_portal.claims.documents.outline import Question, Section
from claims_portal.organisations import addresses, addresses_sql
from claims_portal.organisations.models import Address, Hospital
from claims_portal.web.forms.controls import Choice

LINES = ("addressLine1", "addressLine2", "addressLine3", "addressLine4")
BEFORE = {"address": "buildingName", "hospital": "name"}
"""Where an address is found by its postcode, that is asked before this."""
ADDRESS, HOSPITAL = "address:", "hospital:"
MOST_DIGITS = 18


def kind_of(part: Section) -> str:
    names = {item.name for item in part.items}
    if {"street", "town", "postcode"} <= names:
        return "address"
    return "hospital" if {LINES[0], "postcode"} <= names else ""


def in_order(part: Section) -> tuple[list[Question | Section], list[Question | Section]]:
    """What is asked before the list is searched, the postcode last; and what it fills in."""
    postcode = next(item for item in part.items if item.name == "postcode")
    items = [item for item in part.items if item is not postcode]
    names = [item.name for item in items]
    before = BEFORE[kind_of(part)]
    place = names.index(before) if before in names else 0
    return [*items[:place], postcode], items[place:]


def choices_at(postcode: str, part: Section) -> list[Choice]:
    found = [Choice(f"{ADDRESS}{one.pk}", one.one_line) for one in addresses.at_postcode(postcode)]
    if kind_of(part) != "hospital":
        return found
    spelt = (postcode, f"{postcode[:-3]} {postcode[-3:]}")
    hospitals = Hospital.objects.filter(postcode__in=spelt).order_by("name")
    choices = [
        Choice(f"{HOSPITAL}{one.pk}", ", ".join([one.name, *one.address_lines]))
        for one in hospitals
    ]
    return [*choices, *found]


def of_choice(part: Section, value: str) -> dict[str, str] | None:
    """The answers that a choice fills in, empty ones included; None where it is none."""
    is_hospital = kind_of(part) == "hospital"
    if is_hospital and (hospital := _chosen(Hospital, HOSPITAL, value)):
        return {"name": hospital.name, "postcode": hospital.postcode} | _lines(
            hospital.address_lines
        )
    address = _chosen(Address, ADDRESS, value)
    if address is None:
        return None
    return _of_hospital(address) if is_hospital else _of_address(address)


def _chosen(model: Any, prefix: str, value: str) -> Any:
    number = value.removeprefix(prefix)
    is_number = number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS
    if not value.startswith(prefix) or not is_number:
        return None
    return model.objects.filter(pk=int(number)).first()


def _of_address(one: Address) -> dict[str, str]:
    answers = {name: str(getattr(one, field)) for name, field in addresses_sql.COLUMNS.items()}
    answers["postcode"] = one.spaced_postcode
    if not one.country:
        del answers["country"]  # the list does not say: what was typed stays
    return answers


def _of_hospital(one: Address) -> dict[str, str]:
    return {"postcode": one.spaced_postcode} | _lines([*one.lines, one.county])


def _lines(given: list[str]) -> dict[str, str]:
    """Four lines; what is more stands in the last."""
    said = [line for line in given if line]
    last = len(LINES) - 1
    said = [*said[:last], ", ".join(said[last:])]
    return {name: said[place] if place < len(said) else "" for place, name in enumerate(LINES)}
