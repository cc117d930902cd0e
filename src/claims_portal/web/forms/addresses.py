"""Find an address: in every group of a form that asks for one, by its postcode.

The lists are the operator's (docs/directory.md): addresses for every group, hospitals for theirs
too. Where none is loaded, no form offers it. It works by buttons of the form, so that what is
typed is read, and kept, as by any other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.claims.documents.outline import Question, Section, sentence
from claims_portal.organisations import addresses
from claims_portal.organisations.models import Address, Hospital
from claims_portal.web.forms import address_answers
from claims_portal.web.forms.controls import AddressFinder, Choice, Field, id_of
from claims_portal.web.forms.reading import put, value_at
from claims_portal.web.wording import in_language

FIND, USE, CHOSEN = "find-address", "use-address", "address-of/"
"""The buttons, whose value is the group's name, and before that name the one of the choice."""
LOOKED, NONE_CHOSEN, FILLED_IN = "looked", "none-chosen", "filled-in"
_ROW = re.compile(r"/\d{1,3}(?=/|$)")
Parts = Iterable[Question | Section]


@dataclass(frozen=True)
class Lookup:
    """In which group somebody looked for an address, and what became of it."""

    pointer: str
    step: str = LOOKED

    @property
    def query(self) -> str:
        return urlencode({"address": self.pointer[1:], "step": self.step}, safe="/")


def is_asked_for(posted: Mapping[str, Any]) -> bool:
    return FIND in posted or USE in posted


def answered(parts: Parts, posted: QueryDict, body: dict[str, Any]) -> Lookup | None:
    """What a button asks for; an address that was chosen is put into the body."""
    pointer = f"/{posted.get(USE) or posted.get(FIND, '')}"
    group = _group_at(parts, pointer)
    if group is None or not _may_be_answered(pointer, body):
        return None
    if USE not in posted:
        return Lookup(pointer)
    answers = address_answers.of_choice(group, posted.get(CHOSEN + pointer[1:], ""))
    if answers is None:
        return Lookup(pointer, NONE_CHOSEN)
    _fill(body, pointer, answers)
    return Lookup(pointer, FILLED_IN)


def asked_by(parts: Parts, query: QueryDict) -> Lookup | None:
    """What the address of a page says, to which a button led."""
    pointer, step = f"/{query.get('address', '')}", query.get("step", "")
    is_known = step in (LOOKED, NONE_CHOSEN, FILLED_IN) and _group_at(parts, pointer) is not None
    return Lookup(pointer, step) if is_known else None


def _group_at(parts: Parts, pointer: str) -> Section | None:
    starred = _ROW.sub("/*", pointer)
    for part in _sections(parts):
        place = f"{part.pointer}/*" if part.kind == "rows" else part.pointer
        if place == starred and address_answers.kind_of(part):
            return part
    return None


def _sections(parts: Parts) -> Iterator[Section]:
    for part in parts:
        if isinstance(part, Section):
            yield part
            yield from _sections(part.items)


def _may_be_answered(pointer: str, body: dict[str, Any]) -> bool:
    """Whether each row on the way is there."""
    rows = [pointer[: found.end()] for found in _ROW.finditer(pointer)]
    return all(isinstance(value_at(body, row), dict) for row in rows)


def _fill(body: dict[str, Any], pointer: str, answers: Mapping[str, str]) -> None:
    rows = list(_ROW.finditer(pointer))
    here = value_at(body, pointer[: rows[-1].end()]) if rows else body
    within = pointer[rows[-1].end() :] if rows else pointer
    for name, answer in answers.items():
        put(here, f"{within}/{name}", answer or None)


@dataclass(frozen=True)
class Search:
    """What a page offers, and what was found in the group in which somebody looked."""

    addresses: bool
    hospitals: bool
    lookup: Lookup | None = None
    found: list[Choice] = field(default_factory=list)
    said: str = ""
    faults: list[Fault] = field(default_factory=list)

    def is_offered_in(self, part: Section) -> bool:
        kind = address_answers.kind_of(part)
        return self.addresses if kind == "address" else kind == "hospital" and self._any

    @property
    def _any(self) -> bool:
        return self.addresses or self.hospitals

    @property
    def leads_to(self) -> str:
        """The place of the page to go to: the group, or the control that is at fault in it."""
        if self.lookup is None:
            return ""
        if self.found and self.lookup.step == NONE_CHOSEN:
            return _choice_id(self.lookup.pointer)
        return id_of((self.faults[0].pointer if self.faults else self.lookup.pointer)[1:])

    def finder(self, pointer: str, where: str) -> AddressFinder:
        made = AddressFinder(id_of(pointer[1:]), pointer[1:], where)
        if self.lookup is None or self.lookup.pointer != pointer:
            return made
        made.said = self.said
        if self.found:
            made.choice = Field(
                _choice_id(pointer), CHOSEN + made.name, _("Choose an address"), "select", ""
            )
            made.choice.choices = self.found
            made.choice.blank = self.said
            if self.lookup.step == NONE_CHOSEN:
                made.choice.error = _("Choose an address from the list")
        return made


def _choice_id(pointer: str) -> str:
    return f"{id_of(pointer[1:])}-choice"


def on_page(
    document_type: type[Document], parts: Parts, body: Any, lookup: Lookup | None
) -> Search | None:
    """Nothing where the page asks for no address, or no list is loaded."""
    kinds = {address_answers.kind_of(part) for part in _sections(parts)} - {""}
    if not kinds:
        return None
    listed = Address.objects.exists()
    hospitals = "hospital" in kinds and Hospital.objects.exists()
    if not listed and not hospitals:
        return None
    if lookup is None:
        return Search(listed, hospitals)
    if lookup.step == FILLED_IN:
        said = _("Filled in from the list. You can change every answer.")
        return Search(listed, hospitals, lookup, said=said)
    return _searched(document_type, parts, body, Search(listed, hospitals, lookup))


def _searched(document_type: type[Document], parts: Parts, body: Any, search: Search) -> Search:
    assert search.lookup is not None  # noqa: S101 - narrows the type
    pointer = f"{search.lookup.pointer}/postcode"
    typed = value_at(body, pointer)
    postcode = addresses.postcode_of(typed) if isinstance(typed, str) else ""
    if not postcode:
        code = FaultCode.FORMAT_NOT_VALID if typed else FaultCode.MUST_BE_PROVIDED
        says = _("must be a postcode like BS1 4ZZ to find an address")
        fault = Fault(pointer, code, sentence(document_type, pointer, says))
        return Search(search.addresses, search.hospitals, search.lookup, faults=[fault])
    group = _group_at(parts, search.lookup.pointer)
    found = address_answers.choices_at(postcode, group) if group else []
    number = {"number": len(found), "postcode": f"{postcode[:-3]} {postcode[-3:]}"}
    said = (
        ngettext(
            "%(number)d address found at %(postcode)s",
            "%(number)d addresses found at %(postcode)s", len(found),
        ) % number if found
        else _("No address was found at %(postcode)s. You can type it in.") % number
    )  # fmt: skip
    return Search(search.addresses, search.hospitals, search.lookup, found, said)


def where_of(places: Mapping[str, Question | Section], pointer: str) -> str:
    """The groups around an address, for readers who hear a button without its surroundings."""
    words: list[str] = []
    steps = pointer.split("/")[1:]
    for number in range(1, len(steps) + 1):
        starred = _ROW.sub("/*", "/" + "/".join(steps[:number]))
        part = places.get(starred)
        if part is not None:
            words.append(in_language(part.label))
        elif steps[number - 1].isdecimal():
            words.append(_("row %(number)d") % {"number": int(steps[number - 1]) + 1})
    return ", ".join(words)
