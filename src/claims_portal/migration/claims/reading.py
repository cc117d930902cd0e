"""The documents of the old platform, read into what a claim is made of. No database here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.conversion import CNFS, claim_type_of, forms_of_root
from claims_portal.claims.documents.legacy_xml import (
    XML_NAMESPACES,
    Note,
    NoteKind,
    from_xml,
    with_defaults,
)
from claims_portal.claims.documents.safe_xml import local_name, read_xml
from claims_portal.claims.process.calendar import LONDON
from claims_portal.claims.process.processes import CURRENT
from claims_portal.claims.process.tables import Process
from claims_portal.migration.claims.keeping import storable
from claims_portal.migration.claims.shape import (
    DATE_OF_FORM,
    FACTS,
    FORM_ALIASES,
    NOT_BUILT_FORMS,
    forms_of,
)


class KeptAside(Exception):
    """Readable, but nothing that the portal can make a claim of yet: kept whole."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


class FileRefused(Exception):
    """Why nothing was made of a file."""


class SentForm(NamedTuple):
    form: type[Document]
    body: dict[str, Any]
    sent_at: datetime | None


@dataclass
class OldClaim:
    """What a file says of a claim."""

    claim_type: str
    is_whole: bool
    """A claim with its phase, not a claim notification form alone."""
    cnf: dict[str, Any]
    forms: list[SentForm]
    facts: dict[str, str]
    notes: list[Note] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """rta-claim for a whole claim, rta-cnf for a claim notification form alone."""
        return f"{self.claim_type}-{'claim' if self.is_whole else 'cnf'}"

    @property
    def process(self) -> Process:
        return CURRENT[self.claim_type]

    def flag(self, name: str) -> bool | None:
        said = self.facts.get(name, "").casefold()
        return {"1": True, "true": True, "0": False, "false": False}.get(said)

    def instant(self, name: str) -> datetime | None:
        return instant(self.facts.get(name, ""))

    def day(self, name: str) -> date | None:
        found = self.instant(name)
        return found.astimezone(LONDON).date() if found else None


def read_claim(raw: bytes) -> OldClaim:
    """Raises NotXml, KeptAside, or FileRefused where it is no claim document at all."""
    xml = read_xml(raw)
    root = xml.root
    cnf = _cnf_element(root)
    claim_type = _claim_type(root, cnf)
    notes = [Note(NoteKind.CHANGED, "encoding", xml.note)] if xml.note else []
    forms, left_out = _take_forms(root, CURRENT[claim_type])
    leaves = list(_leaves(root, local_name(root)))
    facts, taken = _facts(leaves)
    assert cnf is not None  # noqa: S101 - for mypy; looked at above
    where = next(path for element, path in _walk(root, local_name(root)) if element is cnf)
    form = CNF_TYPES[claim_type]
    read = with_defaults(from_xml(form, cnf, path=where), form)
    body, dropped = storable(form, read.body)
    notes += [note for note in read.notes if _matters(note, taken)] + dropped + left_out
    if cnf is not root:
        notes += _outside(leaves, f"{where}/", taken)
    sent = [_form(one, element, path, notes) for one, element, path in forms]
    is_whole = bool(facts.keys() & {"phase", "phase_name", "application_id"})
    return OldClaim(claim_type, is_whole, body, sent, facts, notes)


def instant(said: str) -> datetime | None:
    """A day or an instant as the old platform may write it; a day is its midnight in London."""
    said = said.strip()
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        try:
            found = datetime.strptime(said[:10], "%d/%m/%Y")  # noqa: DTZ007 - London is put in
        except ValueError:
            return None
    return found if found.tzinfo else found.replace(tzinfo=LONDON)


def _cnf_element(root: Element) -> Element | None:
    """The element that holds the sections of the claim notification form."""
    for element in root.iter():
        if any(local_name(child) == "ClaimAndClaimantDetails" for child in element):
            return element
    return None


def _claim_type(root: Element, cnf: Element | None) -> str:
    """Raises KeptAside, or FileRefused, for what is no claim of a type that is taken."""
    if cnf is None:
        form = next(iter(forms_of_root(local_name(root))), None)
        if form is not None and form not in CNFS:
            raise KeptAside(form.wire, f"{form.title} without its claim")
        if name := NOT_BUILT_FORMS.get(local_name(root).casefold()):
            raise KeptAside(name, f"{name} is a form that is not taken yet")
        raise FileRefused(
            f"It is no claim of the old interface: the root element is {local_name(root)[:60]!r} "
            "and there is no ClaimAndClaimantDetails"
        )
    claim_type = claim_type_of(cnf)
    if claim_type not in CURRENT:
        raise KeptAside(f"{claim_type}-claim", f"{claim_type.upper()} claims are not taken")
    return claim_type


def _take_forms(
    root: Element, process: Process
) -> tuple[list[tuple[type[Document], Element, str]], list[Note]]:
    """The forms that stand in the claim, taken out of it; those not built yet are noted."""
    found, left_out, taken = [], [], forms_of(process)
    for parent, path in list(_walk(root, local_name(root))):
        for child in list(parent):
            name = local_name(child).casefold()
            place = f"{path}/{local_name(child)}"
            if form := taken.get(FORM_ALIASES.get(name, name)):
                found.append((form, child, place))
                parent.remove(child)
            elif name in NOT_BUILT_FORMS:
                says = "this form is not taken yet; it is kept whole in the file"
                left_out.append(Note(NoteKind.UNPLACED, place, says))
                parent.remove(child)
    return found, left_out


def _form(form: type[Document], element: Element, path: str, notes: list[Note]) -> SentForm:
    """One form; its date, which the old platform wrote into it, is taken from it."""
    sent_at = None
    for part in element.iter():
        for name in list(part.attrib):
            if name in DATE_OF_FORM and (found := instant(part.attrib[name])):
                sent_at = found
                del part.attrib[name]
    read = from_xml(form, element, path=path)
    body, dropped = storable(form, read.body)
    notes += [note for note in read.notes if _matters(note, set())] + dropped
    return SentForm(form, body, sent_at)


class _Leaf(NamedTuple):
    """An attribute, or an element with nothing but text."""

    path: str
    value: str

    def is_called(self, name: str) -> bool:
        steps = [step.lstrip("@").casefold() for step in self.path.split("/")]
        wanted = name.casefold().split("/")
        return steps[-len(wanted) :] == wanted


def _walk(element: Element, path: str) -> Iterator[tuple[Element, str]]:
    yield element, path
    for child in element:
        if name := local_name(child):
            yield from _walk(child, f"{path}/{name}")


def _leaves(root: Element, path: str) -> Iterator[_Leaf]:
    for element, here in _walk(root, path):
        for name, value in element.attrib.items():
            if value.strip() and not name.startswith(XML_NAMESPACES):
                yield _Leaf(f"{here}/@{name}", value.strip())
        if element.text and element.text.strip():
            yield _Leaf(here, element.text.strip())


def _facts(leaves: list[_Leaf]) -> tuple[dict[str, str], set[str]]:
    """What stands beside the forms, and the paths where it stood."""
    facts: dict[str, str] = {}
    taken: set[str] = set()
    for fact, where in FACTS.items():
        for name in where.names:
            leaf = next((leaf for leaf in leaves if leaf.is_called(name)), None)
            if leaf is not None:
                facts[fact] = leaf.value
                taken |= {leaf.path, f"{leaf.path}/text()"}
                break
    return facts, taken


def _matters(note: Note, taken: set[str]) -> bool:
    """Codes, spellings, figures that are counted here, and places that a fact was read from
    need no telling."""
    plain = (NoteKind.CODE, NoteKind.SPELT, NoteKind.COUNTED)
    return note.kind not in plain and note.place not in taken


def _outside(leaves: list[_Leaf], inside: str, taken: set[str]) -> list[Note]:
    return [
        Note(NoteKind.UNPLACED, leaf.path, f"nothing takes {leaf.value[:1000]!r}")
        for leaf in leaves
        if not leaf.path.startswith(inside) and leaf.path not in taken
    ]
