"""The pages of a claim notification form, and how far each has come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.faults import Fault
from claims_portal.claims.documents.outline import Question, Section, outline
from claims_portal.web.forms.reading import put, value_at
from claims_portal.web.forms.wording import MISSING

COMPENSATOR = "/defendant/compensator"
BLAMED = tuple(f"/liability/otherParty{number}" for number in range(1, 7))


class Status(Enum):
    """How far a page has come: words, and the colour of the tag where it has one."""

    NOT_STARTED = _("Not started"), "blue"
    IN_PROGRESS = _("In progress"), "teal"
    HAS_ERRORS = _("Has errors"), "red"
    COMPLETE = _("Complete"), ""
    OPTIONAL = _("Optional"), "grey"

    @property
    def words(self) -> str:
        return str(self.value[0])

    @property
    def colour(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class FormPage:
    """One page of a form. A pointer with a slash at its end means what the group holds."""

    document_type: type[Document]
    slug: str
    title: Any
    pointers: tuple[str, ...]
    hint: Any = ""
    also: tuple[str, ...] = ()
    """Pointers at which the rules find faults that are this page's, though it asks elsewhere."""

    @cached_property
    def items(self) -> tuple[Question | Section, ...]:
        places = {part.pointer: part for part in outline(self.document_type).walk()}
        found: list[Question | Section] = []
        for pointer in self.pointers:
            part = places[pointer.rstrip("/")]
            found += part.items if pointer.endswith("/") and isinstance(part, Section) else [part]
        return tuple(found)

    def asked(self, body: Mapping[str, Any]) -> list[Question | Section]:
        """What the page asks of this form: not who is to blame among parties it does not name."""
        parties = value_at(body, "/otherParties")
        unnamed = BLAMED[len(parties) if isinstance(parties, list) else 0 :]
        return [
            part
            for part in self.items
            if part.pointer not in unnamed or value_at(body, part.pointer) is not None
        ]

    def is_about(self, fault: Fault) -> bool:
        return fault.pointer in self.also or any(
            fault.pointer == pointer.rstrip("/")
            or fault.pointer.startswith(f"{pointer.rstrip('/')}/")
            for pointer in self.pointers
        )

    def faults(self, every: Iterable[Fault]) -> list[Fault]:
        return [fault for fault in every if self.is_about(fault)]

    def answers(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """What the body holds of this page, by pointer."""
        found = {part.pointer: value_at(body, part.pointer) for part in self.items}
        return {pointer: value for pointer, value in found.items() if value is not None}

    def part_of(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """A body that holds this page's answers alone."""
        made: dict[str, Any] = {}
        for pointer, value in self.answers(body).items():
            put(made, pointer, value)
        return made

    def status(self, body: Mapping[str, Any], every: Iterable[Fault]) -> Status:
        faults = self.faults(every)
        if not self.answers(body):
            return Status.NOT_STARTED if faults else Status.OPTIONAL
        if not faults:
            return Status.COMPLETE
        missing = all(fault.code in MISSING for fault in faults)
        return Status.IN_PROGRESS if missing else Status.HAS_ERRORS
