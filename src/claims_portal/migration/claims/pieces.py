"""What was sent in an old claim, in the order in which it must have been sent.

Forms need not stand in that order in the file, nor bear a day: packs of one kind are put
into rounds, and within a round the answer follows what it answers.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.codes import Code, ExitReason, FraudReason, RejectionReason
from claims_portal.claims.documents.legacy_xml import Note, NoteKind
from claims_portal.claims.documents.notes import (
    ExitClaim,
    InterimPaymentReceived,
    PartialInterimPayment,
    RejectClaim,
    RejectInterimPack,
    StateFraud,
)
from claims_portal.claims.process.sides import Side
from claims_portal.migration.claims.reading import OldClaim, SentForm, flag
from claims_portal.migration.claims.ways import Piece

SETTLED_LONG_AGO = 2
"""The price of a rejection or an interim payment after which the claim went on."""
# fmt: off
ORDER = {
    # root element: stage of the claim, and place within a round of it
    "InsurerResponseA2A": (1, 0),
    "InterimSettlementPackRequest": (2, 0), "InterimSettlementPackResponse": (2, 1),
    "Stage2SettlementPackRequest": (3, 0), "Stage2SettlementPackResponse": (3, 1),
    "Stage2SettlementPackCounterOfferByCR": (4, 0), "Stage2SettlementPackCounterOfferByCM": (4, 1),
    "Stage2SettlementPackAdditionalDamagesRequest": (5, 0),
    "Stage2SettlementPackAdditionalDamagesResponse": (5, 1),
    "CourtProceedingPackRequest": (6, 0), "CourtProceedingPackResponse": (6, 1),
}
# fmt: on
INTERIM = ORDER["InterimSettlementPackRequest"][0]
_Placed = tuple[tuple[int, int, int], Piece]


def pieces_of(old: OldClaim, *, sent_at: datetime | None) -> list[Piece]:
    """The claim notification form first, the ways out last; notes what cannot be read."""
    cnf = Piece(CNF_TYPES[old.claim_type], old.cnf, sent_at, Side.CLAIMANT_REPRESENTATIVE)
    placed = [*_forms(old), *_interim(old)]
    ordered = [piece for _, piece in sorted(placed, key=lambda one: one[0])]
    return [cnf, *_rejection(old), *ordered, *_ways_out(old)]


def _forms(old: OldClaim) -> Iterator[_Placed]:
    for wire, (stage, place) in ORDER.items():
        if stage != INTERIM:
            for number, one in enumerate(_in_time(old.forms, wire)):
                yield (stage, number, place), Piece(one.form, one.body, one.sent_at)


def _in_time(forms: Iterable[SentForm], wire: str) -> list[SentForm]:
    """The forms of one kind: by their days or numbers where all have them, else as they stand."""
    found = [one for one in forms if one.form.wire == wire]
    numbers = [one.said.get("number", "") for one in found]
    if all(one.sent_at for one in found):
        return sorted(found, key=attrgetter("sent_at"))
    if all(number.isdecimal() for number in numbers):
        return sorted(found, key=lambda one: int(one.said["number"]))
    return found


def _interim(old: OldClaim) -> Iterator[_Placed]:
    """Each pack, its answer or rejection, and what the claimant representative said to that."""
    packs = _in_time(old.forms, "InterimSettlementPackRequest")
    answers = _in_time(old.forms, "InterimSettlementPackResponse")
    rounds = {id(one): _round_of(one, packs) for one in answers}
    taken = {number for number in rounds.values() if number is not None}
    rejected: list[tuple[int, str]] = []
    for comment, before in old.pack_rejections:
        number = _free(taken, len(packs), wanted=before - 1)
        taken.add(number)
        rejected.append((number, comment))
    for number, pack in enumerate(packs):
        yield (INTERIM, number, 0), Piece(pack.form, pack.body, pack.sent_at)
        if number not in rounds.values():
            yield from _said_of_payment(pack, number)
    for number, comment in rejected:
        body = {"comment": comment}
        yield (INTERIM, number, 1), _of_compensator(RejectInterimPack, body)
    for answer in answers:
        known = rounds[id(answer)]
        number = known if known is not None else _free(taken, len(packs) + len(answers))
        taken.add(number)
        yield (INTERIM, number, 1), Piece(answer.form, answer.body, answer.sent_at)
        yield from _said_of_payment(answer, number)


def _round_of(answer: SentForm, packs: Sequence[SentForm]) -> int | None:
    """Which pack is answered: by its number, else the last one before."""
    number = answer.said.get("number", "")
    same = [at for at, pack in enumerate(packs) if number and pack.said.get("number") == number]
    if len(same) == 1:
        return same[0]
    if answer.sent_at and packs and all(pack.sent_at for pack in packs):
        before = sum((pack.sent_at or answer.sent_at) <= answer.sent_at for pack in packs)
        return max(before - 1, 0)
    return None


def _free(taken: set[int], most: int, *, wanted: int = 0) -> int:
    """The round that is wanted, or else the first one that is free."""
    if wanted >= 0 and wanted not in taken:
        return wanted
    return next(number for number in range(most + len(taken) + 1) if number not in taken)


def _said_of_payment(form: SentForm, number: int) -> Iterator[_Placed]:
    decision = form.said.get("decision", "").strip().upper()
    if decision in ("AC", "NAC"):
        accepted = {"accepted": decision == "AC"}
        yield (INTERIM, number, 2), _of_representative(PartialInterimPayment, accepted)
    if flag(form.said.get("received", "")):
        yield (INTERIM, number, 3), _of_representative(InterimPaymentReceived, {"received": True})


def _rejection(old: OldClaim) -> Iterator[Piece]:
    for piece in _short(RejectClaim, RejectionReason, "rejection", Side.COMPENSATOR, old):
        yield Piece(piece.form, piece.body, None, piece.side, SETTLED_LONG_AGO)


def _ways_out(old: OldClaim) -> Iterator[Piece]:
    cr, cm = Side.CLAIMANT_REPRESENTATIVE, Side.COMPENSATOR
    yield from _short(StateFraud, FraudReason, "fraud", cm, old)
    yield from _short(ExitClaim, ExitReason, "exit_cr", cr, old)
    yield from _short(ExitClaim, ExitReason, "exit_cm", cm, old)


def _short(
    form: type[Document], reasons: type[Code], fact: str, side: Side, old: OldClaim
) -> Iterator[Piece]:
    """A step whose document is a reason and a comment."""
    said = old.facts.get(f"{fact}_code")
    if said is None:
        return
    body = {"comment": old.facts.get(f"{fact}_comment", "")[:500]}
    reason = next((code for code in reasons if code.legacy == said), None)
    if reason is None:
        says = f"the code {said[:40]!r} is not known; kept in the file only"
        old.notes.append(Note(NoteKind.UNPLACED, f"{fact} code", says))
    else:
        body["reason"] = reason.value
    yield Piece(form, {name: text for name, text in body.items() if text}, None, side)


def _of_compensator(form: type[Document], body: dict[str, Any]) -> Piece:
    return Piece(form, body, None, Side.COMPENSATOR, SETTLED_LONG_AGO)


def _of_representative(form: type[Document], body: dict[str, Any]) -> Piece:
    return Piece(form, body, None, Side.CLAIMANT_REPRESENTATIVE, SETTLED_LONG_AGO)
