"""What every form is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import msgspec

from claims_portal.claims.documents.faults import Fault

Json = Mapping[str, Any]
Context = Mapping[str, Any]
"""What a rule may know beside the form itself; each rule leaves out what is not there.

`today`               the day in London, a date
`side`                who sends the form: "claimant-representative" or "compensator"
`claim_type`          rta, el, eld or pl
`times_out_on`        the running time-out date of the claim, a date
`accident_date`       of the claim, a date or its ISO text
`sent`                the body of the latest document of each kind in the claim, by kind
                      ("rta-settlement-pack-request")
`leaves`              by question, the codes that the step takes of those that the form knows
`out_of_use`          the codes that may not be given now (`documents.codes_in_use.OutOfUse`)
`facts`               what the claim's process remembers (`claims.process.facts.Facts`)
"""


Finder = Callable[[Json, Context], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    says: str
    """The rule for people: which question, and what must hold."""
    source: str
    inferred: bool
    find: Finder
    parts: tuple["Rule", ...] = ()
    """The rules for one row, where this rule is about rows."""

    def __call__(self, document: Json, context: Context) -> Iterator[Fault]:
        return iter(self.find(document, context))


class Group(
    msgspec.Struct,
    kw_only=True,
    frozen=True,
    forbid_unknown_fields=True,
    rename="camel",
    omit_defaults=True,
):
    """Questions that the form asks together."""


class Document(
    msgspec.Struct,
    kw_only=True,
    frozen=True,
    forbid_unknown_fields=True,
    rename="camel",
    omit_defaults=True,
):
    """A form as one party sends it to the other."""

    title: ClassVar[str] = ""
    wire: ClassVar[str] = ""
    """The root element of the old interface."""
    tag_wire: ClassVar[str] = ""
    """Where the old interface keeps the type of the form, if it says it at all."""
    rules: ClassVar[tuple[Rule, ...]] = ()
    """What must hold between the questions."""


def kind_of(document_type: type[Document]) -> str:
    """The name under which documents of a type are kept: RtaCnf is rta-cnf."""
    name = document_type.__name__
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]
