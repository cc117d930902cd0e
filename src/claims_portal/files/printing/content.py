"""What the template shows: plain data, words only. Nothing in it is ever markup."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from claims_portal.claims import disclosure
from claims_portal.claims.defendant_only import for_the_defendant
from claims_portal.claims.documents.codes import Signatory, label_of
from claims_portal.claims.documents.outline import Question, Section, outline
from claims_portal.claims.offers import Offer
from claims_portal.claims.process.calendar import LONDON
from claims_portal.claims.process.figures import Figures
from claims_portal.claims.process.sides import Side
from claims_portal.claims.summaries import answer_in_words, document_type_of, pounds
from claims_portal.files.printing import comparing, tables
from claims_portal.files.printing.forms import (
    CLAIM_TYPES,
    Copy,
    Form,
    form_of,
    is_court_pack,
    named,
)
from claims_portal.files.printing.tables import Table

PORTAL = "Claims Portal"
LONGEST_ANSWER = 20_000
PART_B = "partB"


class Row(msgspec.Struct, frozen=True):
    label: str
    value: str


class Block(msgspec.Struct, frozen=True):
    """Answers that stand together, and the blocks within."""

    title: str
    rows: list[Row]
    blocks: "list[Block]"
    table: Table | None = None

    def __bool__(self) -> bool:
        return bool(self.rows or self.table or self.blocks)


class Part(msgspec.Struct, frozen=True):
    """One document as it was sent."""

    title: str
    sent: str
    blocks: list[Block]
    truth: list[str]
    """The statement of truth, a sentence a line; nothing where the document has none."""


class Content(msgspec.Struct, frozen=True):
    number: str
    title: str
    claim_type: str
    protocol: str
    application_id: str
    status: str
    draft: bool
    marks: list[str]
    particulars: list[Row]
    parts: list[Part]
    comparison: Table | None
    portal: str = PORTAL


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A document to print: sent, or still being written."""

    kind: str
    body: Mapping[str, Any]
    side: str
    sender: str
    """The organisation's name."""
    at: datetime | None
    """When it was sent; nothing for a draft."""
    figures: Figures | None
    """What it comes to; nothing for a form without losses."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """Whose claim it is and who deals with it, as it was when the last sheet was sent."""

    claim_type: str
    application_id: str
    claimant: str
    representative: str
    representative_reference: str
    compensator: str
    compensator_reference: str

    @property
    def particulars(self) -> list[Row]:
        rows = [
            Row("Claimant", self.claimant),
            Row("Claimant representative", self.representative),
            Row("Reference of the claimant representative", self.representative_reference),
            Row("Compensator", self.compensator),
            Row("Reference of the compensator", self.compensator_reference),
        ]
        return [row for row in rows if row.value]


def of_form(
    head: Head, sheets: Sequence[Sheet], *, offers: Sequence[Offer] = (), copy: Copy = Copy.WHOLE
) -> Content:
    """A form as its last sheet leaves it; a draft where that was not sent.

    Bodies are those a compensator reads: the referral source is printed for nobody.
    """
    last = sheets[-1]
    title, number = named(last.kind, head.claim_type, copy)
    shown = [_shown(sheet, copy) for sheet in sheets]
    claim_type, protocol = CLAIM_TYPES[head.claim_type]
    return Content(
        number=number,
        title=title,
        claim_type=claim_type,
        protocol=protocol,
        application_id=head.application_id,
        status=_status(last),
        draft=last.at is None,
        marks=_marks(shown, copy),
        particulars=head.particulars,
        parts=[_part(sheet, copy) for sheet in shown],
        comparison=comparing.offers_compared(offers) if copy is Copy.WHOLE else None,
    )


def of_claim(head: Head, sheets: Sequence[Sheet], *, status: str) -> Content:
    """Everything that was sent in a claim, in one document."""
    claim_type, protocol = CLAIM_TYPES[head.claim_type]
    return Content(
        number="",
        title="Forms of the claim",
        claim_type=claim_type,
        protocol=protocol,
        application_id=head.application_id,
        status=status,
        draft=False,
        marks=_marks(sheets, Copy.WHOLE),
        particulars=head.particulars,
        parts=[_part(_shown(sheet, Copy.WHOLE), Copy.WHOLE) for sheet in sheets],
        comparison=None,
    )


def _shown(sheet: Sheet, copy: Copy) -> Sheet:
    """The sheet with what this paper may have of it."""
    body = disclosure.body_for(Side.COMPENSATOR, sheet.kind, dict(sheet.body))
    if copy is Copy.DEFENDANT_ONLY:
        body = for_the_defendant(body)
    elif copy is Copy.PART_B:
        body = {name: value for name, value in body.items() if name == PART_B}
    elif is_court_pack(sheet.kind) and sheet.at is not None:
        body = {name: value for name, value in body.items() if name != PART_B}
    return replace(sheet, body=body)


def _status(sheet: Sheet) -> str:
    if sheet.at is None:
        return "DRAFT – not sent"
    side = Side(sheet.side).label.lower()
    return f"Sent by {sheet.sender}, {side}, on {_instant(sheet.at)}"


def _marks(sheets: Sequence[Sheet], copy: Copy) -> list[str]:
    """What is said at the top: who acts for nobody but himself, for whom the paper is."""
    marks = []
    if any(_signatory(sheet.body)[0] == Signatory.CLAIMANT for sheet in sheets):
        marks.append("Claimant in person, without a legal representative")
    if copy is Copy.DEFENDANT_ONLY:
        marks.append("Copy for the defendant. Pass it to your insurer at once.")
    elif copy is Copy.PART_B:
        marks.append("To be kept sealed until the damages are assessed.")
    elif any(is_court_pack(sheet.kind) for sheet in sheets):
        marks.append("The final offers are in part B, which is printed apart.")
    return marks


def _part(sheet: Sheet, copy: Copy) -> Part:
    document_type = document_type_of(sheet.kind)
    whole = _block(outline(document_type), sheet.body, document_type.title, sheet.figures)
    blocks = [Block("General", whole.rows, [])] if whole.rows else []
    truth = _truth(sheet, form_of(sheet.kind))
    # Of a statement that is printed, its own section says nothing more.
    blocks += [one for one in whole.blocks if not (truth and one.title == "Statement of truth")]
    sums = _sums(sheet.figures, sealed=copy is Copy.PART_B)
    if sums:
        blocks.append(Block("What it comes to", sums, []))
    return Part(document_type.title, _status(sheet), blocks, truth)


def _sums(figures: Figures | None, *, sealed: bool) -> list[Row]:
    """Each figure with how it is counted; those of part B on that paper alone."""
    if figures is None or not figures.losses:
        return []
    return [
        Row(one.name, f"{pounds(one.amount)}   ({one.formula})")
        for one in figures.sums
        if one.sealed is sealed
    ]


def _truth(sheet: Sheet, form: Form | None) -> list[str]:
    signatory, retained = _signatory(sheet.body)
    if not signatory or form is None:
        return []
    if signatory == Signatory.CLAIMANT:
        believes = f"I believe that the facts stated in this {form.noun} are true."
    else:
        believes = (
            f"The claimant believes that the facts stated in this {form.noun} are true. "
            "The claimant’s legal representative who sends it is authorised by the claimant to "
            "sign this statement."
        )
    kept = "A signed copy is kept." if retained is True else "No signed copy is kept."
    return [believes, f"Signed by: {_signer(signatory)}. {kept}"]


def _signer(signatory: str) -> str:
    return label_of(Signatory, signatory)


def _signatory(body: Mapping[str, Any]) -> tuple[str, Any]:
    """Who signs, and whether a signed copy is kept, wherever the form asks it."""
    for name in ("claim", "statementOfTruth"):
        group = body.get(name)
        if isinstance(group, Mapping) and isinstance(group.get("signatory"), str):
            return group["signatory"], group.get("signedCopyRetained")
    return "", None


def _block(part: Section, body: Any, title: str, figures: Figures | None = None) -> Block:
    given = body if isinstance(body, Mapping) else {}
    block = Block(title, [], [])
    for item in part.items:
        value = given.get(item.name)
        if value is None or value == "":
            continue
        if isinstance(item, Question):
            words = answer_in_words(item, value)[:LONGEST_ANSWER]
            block.rows.append(Row(item.label, words))
        elif any(inner.name == "street" for inner in item.items):
            block.rows.append(Row(item.label, _address(item, value)))
        else:
            block.blocks.extend(inner for inner in _within(item, value, figures) if inner)
    return block


def _within(part: Section, body: Any, figures: Figures | None) -> Iterator[Block]:
    """A group as one block; rows as a table where they have amounts, else each under its number."""
    if part.kind != "rows":
        yield _block(part, body, part.label)
    elif tables.has_amounts(part):
        counted = figures.losses if figures and part.name == "losses" else ()
        yield Block(part.label, [], [], tables.table_of(part, body, counted))
    else:
        for number, row in enumerate(body if isinstance(body, list) else (), start=1):
            yield _block(part, row, f"{part.label}: {number}")


def _address(part: Section, body: Any) -> str:
    """As on an envelope: a line each, the number before the street; what is no text follows."""
    given = body if isinstance(body, Mapping) else {}
    lines: list[str] = []
    number = ""
    for item in part.items:
        value = given.get(item.name)
        if not isinstance(item, Question) or value is None or value == "":
            continue
        words = answer_in_words(item, value)
        if item.name == "buildingNumber":
            number = words
        elif item.kind != "text":
            lines.append(f"({item.label}: {words})")
        else:
            lines.append(f"{number} {words}".strip() if item.name == "street" else words)
            number = "" if item.name == "street" else number
    return "\n".join([*([number] if number else []), *lines])


def _instant(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%-d %B %Y at %H:%M}"
