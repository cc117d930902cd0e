"""From the XML of the old interface to JSON and back, with every difference told."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import msgspec

from claims_portal.claims.documents.additional_damages import (
    RtaAdditionalDamagesRequest,
    RtaAdditionalDamagesResponse,
)
from claims_portal.claims.documents.base import Context, Document, kind_of
from claims_portal.claims.documents.checking import check, decoded
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.cnf_elpl import ElCnf, EldCnf, PlCnf
from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.counter_offers import (
    RtaCounterOfferByCompensator,
    RtaCounterOfferByRepresentative,
)
from claims_portal.claims.documents.counter_offers_elpl import (
    ElplCounterOfferByCompensator,
    ElplCounterOfferByRepresentative,
)
from claims_portal.claims.documents.court_pack import RtaCourtPackRequest, RtaCourtPackResponse
from claims_portal.claims.documents.court_pack_elpl import (
    ElplCourtPackRequest,
    ElplCourtPackResponse,
)
from claims_portal.claims.documents.faults import DocumentRefused, Fault, FaultCode, NotJson
from claims_portal.claims.documents.folding import fold
from claims_portal.claims.documents.interim import RtaInterimPackRequest, RtaInterimPackResponse
from claims_portal.claims.documents.interim_elpl import (
    ElplInterimPackRequest,
    ElplInterimPackResponse,
)
from claims_portal.claims.documents.legacy_writing import to_xml
from claims_portal.claims.documents.legacy_xml import (
    FromXml,
    Note,
    NoteKind,
    from_xml,
    with_defaults,
)
from claims_portal.claims.documents.liability import RtaLiabilityResponse
from claims_portal.claims.documents.liability_elpl import ElplLiabilityResponse
from claims_portal.claims.documents.outline import Section, outline
from claims_portal.claims.documents.safe_xml import NotXml, local_name, read_xml
from claims_portal.claims.documents.settlement import (
    RtaSettlementPackRequest,
    RtaSettlementPackResponse,
)
from claims_portal.claims.documents.settlement_elpl import (
    ElplSettlementPackRequest,
    ElplSettlementPackResponse,
)

CNFS: tuple[type[Document], ...] = tuple(CNF_TYPES.values())
FORMS: tuple[type[Document], ...] = (
    RtaCnf,
    RtaLiabilityResponse,
    RtaInterimPackRequest,
    RtaInterimPackResponse,
    RtaSettlementPackRequest,
    RtaSettlementPackResponse,
    RtaCounterOfferByRepresentative,
    RtaCounterOfferByCompensator,
    RtaAdditionalDamagesRequest,
    RtaAdditionalDamagesResponse,
    RtaCourtPackRequest,
    RtaCourtPackResponse,
    ElCnf,
    EldCnf,
    PlCnf,
    ElplLiabilityResponse,
    ElplInterimPackRequest,
    ElplInterimPackResponse,
    ElplSettlementPackRequest,
    ElplSettlementPackResponse,
    ElplCounterOfferByRepresentative,
    ElplCounterOfferByCompensator,
    ElplCourtPackRequest,
    ElplCourtPackResponse,
)
FORM_OF_KIND: dict[str, type[Document]] = {kind_of(form): form for form in FORMS}
ROOTS = tuple(dict.fromkeys(form.wire for form in FORMS))
CNF_ROOT = CNFS[0].wire


class NotConvertible(Exception):
    """It can be read, but is no form that the portal knows both ways."""


class Converted(NamedTuple):
    output: bytes
    form: type[Document]
    notes: list[Note]


def form_of(root: Element) -> type[Document]:
    """The form whose XML this is; raises NotConvertible.

    A notification form says its type. Other forms of RTA and of EL, ELD and PL have the same
    root: it is the one in which the most has its place.
    """
    name = local_name(root)
    forms = forms_of_root(name)
    if not forms:
        raise NotConvertible(
            f"The root element is {name[:60]!r}; it must be one of: {', '.join(ROOTS)}"
        )
    if forms[0] in CNFS:
        return _cnf_of(claim_type_of(root))
    return min(forms, key=lambda form: _misfit(form, root)) if len(forms) > 1 else forms[0]


def forms_of_root(name: str) -> list[type[Document]]:
    return [form for form in FORMS if form.wire.casefold() == name.casefold()]


def _cnf_of(claim_type: str) -> type[Document]:
    form = CNF_TYPES.get(claim_type)
    if form is None:
        known = ", ".join(CNF_TYPES)
        raise NotConvertible(f"The claim type is {claim_type!r}; it must be one of: {known}")
    return form


def _misfit(form: type[Document], root: Element) -> tuple[int, int]:
    """How much of the XML has no place in the form, and how much the form misses in it."""
    read = from_xml(form, root)
    fit = _fit(outline(form), read.body)
    return len(read.unplaced) + fit.astray, fit.missing


def claim_type_of(root: Element) -> str:
    """rta, or what ClaimType says, in small letters: EL, ELD and PL forms say it."""
    for part in root.iter():
        if local_name(part) == "ClaimDetails":
            for name, value in part.attrib.items():
                if name.casefold() == "claimtype" and value.strip():
                    return value.strip().lower()[:20]
    return "rta"


def json_of_xml(raw: bytes, context: Context) -> Converted:
    """The JSON of a form, indented. Raises NotXml or NotConvertible."""
    xml = read_xml(raw)
    form = form_of(xml.root)
    read = with_defaults(from_xml(form, xml.root), form)
    notes = [Note(NoteKind.CHANGED, "encoding", xml.note)] if xml.note else []
    notes += read.notes + refusals(form, read.body, context)
    return Converted(msgspec.json.format(msgspec.json.encode(read.body)) + b"\n", form, notes)


def xml_of_json(raw: bytes, context: Context, *, kind: str = "") -> Converted:
    """The XML of a form's JSON, of the kind that is named or that it looks like.

    Raises NotJson or NotConvertible.
    """
    body = decoded(raw.removeprefix(b"\xef\xbb\xbf"))
    if not isinstance(body, Mapping):
        raise NotConvertible("The JSON is not an object")
    form = _form_of_json(body, kind)
    written = to_xml(form, body)
    return Converted(written.as_bytes(), form, written.notes + refusals(form, body, context))


def refusals(form: type[Document], body: Mapping[str, Any], context: Context) -> list[Note]:
    """For what the portal would refuse the form."""
    try:
        check(form, body, context)
    except DocumentRefused as refused:
        return [
            Note(NoteKind.REFUSED, fault.pointer, f"{fault.message} ({fault.code})")
            for fault in refused.faults
        ]
    return []


def cnf_of_xml(raw: bytes) -> tuple[dict[str, Any], list[Fault]]:
    """The body of a claim notification form for `check_cnf`, and what has no place in it.

    Raises NotXml; DocumentRefused where it is another form.
    """
    root = read_xml(raw).root
    try:
        form = form_of(root)
    except NotConvertible as other:
        raise DocumentRefused([Fault("", FaultCode.WRONG_VALUE, str(other))]) from None
    if form not in CNFS:
        says = f"The root element must be {CNF_ROOT}"
        raise DocumentRefused([Fault("", FaultCode.WRONG_VALUE, says)])
    read = from_xml(form, root)
    return read.body, _unplaced(read)


def canonical(form: type[Document], body: Mapping[str, Any]) -> bytes:
    """The JSON in ASCII, without blanks between its parts, for a header."""
    folded, _ = fold(form, body)
    return _ascii(msgspec.json.encode(folded).decode()).encode()


def _ascii(text: str) -> str:
    """JSON text with everything beyond ASCII escaped."""
    escaped = text.encode("utf-16-be", "surrogatepass")
    units = (escaped[at] << 8 | escaped[at + 1] for at in range(0, len(escaped), 2))
    return "".join(chr(unit) if 0x20 <= unit < 0x7F else f"\\u{unit:04x}" for unit in units)


def _unplaced(read: FromXml) -> list[Fault]:
    return [
        Fault(f"/{note.place}", FaultCode.MUST_NOT_BE_PROVIDED, f"{note.place}: {note.says}")
        for note in read.notes
        if note.kind is NoteKind.UNPLACED
    ]


def _form_of_json(body: Mapping[str, Any], kind: str) -> type[Document]:
    """The form that is named; a claim form names its type, another is known by its members."""
    if kind:
        return FORM_OF_KIND[kind]
    if "claimType" in body:
        return _cnf_of(str(body["claimType"])[:20])
    fits = {form: _fit(outline(form), body) for form in FORMS if form not in CNFS}
    best = min(fits.values())
    alike = [form for form, fit in fits.items() if fit == best]
    if best.known < 2:
        raise NotConvertible("It is no form of the portal: claimType is missing")
    if len(alike) > 1:
        kinds = " or ".join(kind_of(form) for form in alike)
        raise NotConvertible(f"It may be {kinds}: say which by --form")
    return alike[0]


class _Fit(NamedTuple):
    """How far a body is from a form: what has no place in it, and what the form misses."""

    astray: int
    missing: int
    known: int


def _fit(section: Section, body: Any) -> _Fit:
    if not isinstance(body, Mapping):
        return _Fit(1, 0, 0)
    items = {item.name: item for item in section.items}
    names = [name for name, value in body.items() if value is not None]
    known = [name for name in names if name in items]
    missing = sum(item.required and item.name not in known for item in section.items)
    fits = [_Fit(len(names) - len(known), missing, len(known))]
    for name in known:
        item, value = items[name], body[name]
        if isinstance(item, Section):
            rows = value[:1] if isinstance(value, list) else [value]
            fits += [_fit(item, row) for row in rows]
        elif item.choices and value not in [code.value for code in item.choices]:
            fits.append(_Fit(1, 0, 0))
    return _Fit(*(sum(part) for part in zip(*fits, strict=True)))


__all__ = [
    "Converted",
    "NotConvertible",
    "NotJson",
    "NotXml",
    "cnf_of_xml",
    "form_of",
    "json_of_xml",
    "xml_of_json",
]
