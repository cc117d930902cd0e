"""The documents of the old platform, read into what a claim is made of. No database here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.conversion import CNFS, claim_type_of, forms_of_root
from claims_portal.claims.documents.legacy_xml import Note, NoteKind, from_xml, with_defaults
from claims_portal.claims.documents.safe_xml import local_name, read_xml
from claims_portal.claims.process.calendar import LONDON, london_date
from claims_portal.claims.process.processes import CURRENT, in_force
from claims_portal.claims.process.tables import Process
from claims_portal.migration.claims.keeping import storable
from claims_portal.migration.claims.leaves import Leaf, leaves_of, own_leaves, said, walk
from claims_portal.migration.claims.shape import (
    ATTACHMENTS,
    FACTS,
    FIRST_VERSION_WITHOUT_STAGE_1_PAYMENT,
    FORM_ALIASES,
    REJECTED_PACK,
    SAID_OF_FILE,
    SAID_OF_FORM,
    Names,
    dates_of_form,
    form_called,
)

MOST_BYTES = 32_000_000
"""Of the document of a whole claim, which may hold its files: 20 MB, and a third more in base64."""


class KeptAside(Exception):
    """Readable, but nothing that the portal can make a claim of: kept whole."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


class FileRefused(Exception):
    """Why nothing was made of a file."""


class SentForm(NamedTuple):
    """A form that stands in the claim, and what the old platform wrote about it."""

    form: type[Document]
    body: dict[str, Any]
    sent_at: datetime | None
    said: Mapping[str, str]


class OldFile(NamedTuple):
    """A file of the claim: what is said of it, with its content if that is there."""

    path: str
    said: Mapping[str, str]


@dataclass
class OldClaim:
    """What a file says of a claim."""

    claim_type: str
    is_whole: bool
    """A claim with its phase, not a claim notification form alone."""
    cnf: dict[str, Any]
    forms: list[SentForm]
    facts: dict[str, str]
    pack_rejections: list[tuple[str, int]]
    """Why interim packs were rejected, and how many packs stand before that in the file."""
    files: list[OldFile] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """rta-claim for a whole claim, rta-cnf for a claim notification form alone."""
        return f"{self.claim_type}-{'claim' if self.is_whole else 'cnf'}"

    @property
    def process(self) -> Process:
        """The version under which the claim was made: by its day, or as the file says it."""
        version = self.facts.get("version", "").partition(".")[0].strip()
        made = self.instant("started") or self.instant("sent")
        if version.isdecimal() and self.claim_type == "rta":
            if int(version) < FIRST_VERSION_WITHOUT_STAGE_1_PAYMENT:
                return in_force("rta", date.min)
            return CURRENT["rta"]
        return in_force(self.claim_type, london_date(made)) if made else CURRENT[self.claim_type]

    def flag(self, name: str) -> bool | None:
        return flag(self.facts.get(name, ""))

    def instant(self, name: str) -> datetime | None:
        return instant(self.facts.get(name, ""))

    def day(self, name: str) -> date | None:
        found = self.instant(name)
        return london_date(found) if found else None


def read_claim(raw: bytes) -> OldClaim:
    """Raises NotXml, KeptAside, or FileRefused where it is no claim document at all."""
    xml = read_xml(raw, most_bytes=MOST_BYTES)
    root = xml.root
    notes = [Note(NoteKind.CHANGED, "encoding", xml.note)] if xml.note else []
    cnf, claim_type = _the_cnf(root)
    taken: set[str] = set()
    files = _take_files(root)
    found = _take_forms(root, CURRENT[claim_type])
    rejections = _take_rejections(found, taken)
    leaves = list(leaves_of(root, local_name(root)))
    inside = [leaf for one in found for leaf in leaves_of(one.element, one.path)]
    facts = said([*leaves, *inside], FACTS, taken)
    of_forms: list[Note] = []
    sent = [_form(one, taken, of_forms) for one in found if one.form is not None]
    where = next(path for element, path in walk(root, local_name(root)) if element is cnf)
    form = CNF_TYPES[claim_type]
    read = with_defaults(from_xml(form, cnf, path=where), form)
    body, dropped = storable(form, read.body)
    notes += [note for note in read.notes if _matters(note, taken)] + dropped
    if cnf is not root:
        notes += _outside(leaves, f"{where}/", taken)
    notes += of_forms
    is_whole = bool(facts.keys() & {"phase", "phase_name", "application_id"})
    return OldClaim(claim_type, is_whole, body, sent, facts, rejections, files, notes)


def flag(written: str) -> bool | None:
    return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}.get(
        written.strip().casefold()
    )


def instant(written: str) -> datetime | None:
    """A day or an instant as the old platform may write it; a day is its midnight in London."""
    written = written.strip()
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        try:
            found = datetime.strptime(written[:10], "%d/%m/%Y")  # noqa: DTZ007 - London is put in
        except ValueError:
            return None
    return found if found.tzinfo else found.replace(tzinfo=LONDON)


def _the_cnf(root: Element) -> tuple[Element, str]:
    """The element with the sections of the claim notification form, and the claim's type.

    Raises KeptAside, or FileRefused, for what is no claim of a type that is taken.
    """
    found = list(_cnf_elements(root))
    if len(found) > 1:
        raise FileRefused(
            f"There are {len(found)} claim notification forms in it: put each claim into a file "
            "of its own"
        )
    if not found:
        _refuse_without_cnf(root)
    claim_type = claim_type_of(found[0])
    if claim_type not in CURRENT:
        raise KeptAside(f"{claim_type}-claim", f"{claim_type.upper()} claims are not taken")
    return found[0], claim_type


def _cnf_elements(element: Element) -> Iterator[Element]:
    """A court proceedings pack has a section of the same name, and is none."""
    if _is_a_later_form(local_name(element)):
        return
    if any(local_name(child) == "ClaimAndClaimantDetails" for child in element):
        yield element
        return
    for child in element:
        yield from _cnf_elements(child)


def _is_a_later_form(name: str) -> bool:
    forms = forms_of_root(FORM_ALIASES.get(name.casefold(), name))
    return any(form not in CNFS for form in forms)


def _refuse_without_cnf(root: Element) -> None:
    name = local_name(root)
    form = next(iter(forms_of_root(FORM_ALIASES.get(name.casefold(), name))), None)
    if form is not None and form not in CNFS:
        raise KeptAside(form.wire, f"{form.title} without its claim")
    if name.casefold() in REJECTED_PACK:
        raise KeptAside(name, "Rejection of an interim settlement pack without its claim")
    raise FileRefused(
        f"It is no claim of the old interface: the root element is {name[:60]!r} "
        "and there is no ClaimAndClaimantDetails"
    )


class _Found(NamedTuple):
    """An element that was taken out of the claim; without a form, a pack's rejection."""

    form: type[Document] | None
    element: Element
    path: str
    beside: tuple[Leaf, ...]
    """What stands around the form, in an element that is about no other of its kind."""


def _take_forms(root: Element, process: Process) -> list[_Found]:
    """The forms that stand in the claim, taken out of it, in the order of the file."""
    found: list[_Found] = []
    for parent, path in list(walk(root, local_name(root))):
        own = [(form_called(process, local_name(child)), child) for child in parent]
        forms = [form for form, _ in own if form]
        alone = parent is not root and len(forms) == len(set(forms))
        beside = tuple(own_leaves(parent, path)) if forms and alone else ()
        for form, child in own:
            name = local_name(child)
            if form or name.casefold() in REJECTED_PACK:
                found.append(_Found(form, child, f"{path}/{name}", beside))
                parent.remove(child)
    return found


def _take_files(root: Element) -> list[OldFile]:
    files = []
    for parent, path in list(walk(root, local_name(root))):
        for child in list(parent):
            name = local_name(child)
            if name.casefold() in ATTACHMENTS:
                place = f"{path}/{name}"
                files.append(OldFile(place, said(leaves_of(child, place), SAID_OF_FILE, set())))
                parent.remove(child)
    return files


def _take_rejections(found: list[_Found], taken: set[str]) -> list[tuple[str, int]]:
    rejections = []
    names = {"comment": Names(("comment", "rejectionComment", "reason", *REJECTED_PACK), "")}
    for number, one in enumerate(found):
        if one.form is None:
            comment = said(leaves_of(one.element, one.path), names, taken).get("comment")
            packs = sum(
                before.form is not None and before.form.wire == "InterimSettlementPackRequest"
                for before in found[:number]
            )
            if comment:
                rejections.append((comment[:500], packs))
    return rejections


def _form(one: _Found, taken: set[str], notes: list[Note]) -> SentForm:
    """One form, with its date, which the old platform wrote into it."""
    assert one.form is not None  # noqa: S101 - for mypy; rejections are told apart before
    within = list(leaves_of(one.element, one.path))
    own, other = dates_of_form(one.form)
    inside = said(within, {"date": Names((*own, *other), "")}, taken)
    written = (inside or said(one.beside, {"date": Names(own, "")}, taken)).get("date", "")
    sent_at = instant(written)
    if written and sent_at is None:
        says = f"{written[:40]!r} is no date; kept in the file only"
        notes.append(Note(NoteKind.UNPLACED, one.path, says))
    about = said([*within, *one.beside], SAID_OF_FORM, taken)
    read = from_xml(one.form, one.element, path=one.path)
    body, dropped = storable(one.form, read.body)
    notes += [note for note in read.notes if _matters(note, taken)] + dropped
    return SentForm(one.form, body, sent_at, about)


def _matters(note: Note, taken: set[str]) -> bool:
    """Codes, spellings, figures that are counted here, and places that a fact was read from
    need no telling."""
    plain = (NoteKind.CODE, NoteKind.SPELT, NoteKind.COUNTED)
    return note.kind not in plain and note.place not in taken


def _outside(leaves: list[Leaf], inside: str, taken: set[str]) -> list[Note]:
    return [
        Note(NoteKind.UNPLACED, leaf.path, f"nothing takes {leaf.value[:1000]!r}")
        for leaf in leaves
        if not leaf.path.startswith(inside) and leaf.path not in taken
    ]
