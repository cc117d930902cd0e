"""The one way into a form: JSON in, a document or every fault out."""

import json
import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Generic, TypeVar

import msgspec

from claims_portal.claims.documents.base import Context, Document
from claims_portal.claims.documents.cnf import CNF_TYPES, Cnf
from claims_portal.claims.documents.codes_in_use import not_in_use
from claims_portal.claims.documents.faults import (
    DocumentRefused,
    Fault,
    FaultCode,
    NotJson,
    pointer_step,
)
from claims_portal.claims.documents.folding import fold, tag_fault
from claims_portal.claims.documents.outline import position, sentence
from claims_portal.claims.documents.structure import misfits
from claims_portal.sentences import said

AnyDocument = TypeVar("AnyDocument", bound=Document)

_decoder = msgspec.json.Decoder()
_encoder = msgspec.json.Encoder()


class Checked(msgspec.Struct, Generic[AnyDocument], frozen=True):
    document: AnyDocument
    body: dict[str, Any]
    """The JSON in canonical spelling, without what says nothing, in the order it came."""

    @property
    def json(self) -> bytes:
        """The canonical bytes, members in the order of the form."""
        return _encoder.encode(self.document)


def check(
    document_type: type[AnyDocument],
    raw: bytes | Mapping[str, Any],
    context: Context | None = None,
) -> Checked[AnyDocument]:
    """Take the form, or raise NotJson, or DocumentRefused with every fault it has."""
    return _check(document_type, raw, decoded(raw), context or {})


def check_cnf(
    raw: bytes | Mapping[str, Any],
    context: Context | None = None,
    claim_types: Collection[str] = tuple(CNF_TYPES),
) -> Checked[Cnf]:
    """Take a claim notification form of the type that its `claimType` names, of those given."""
    given = decoded(raw)
    if not isinstance(given, Mapping):
        raise DocumentRefused([_not_an_object()])
    word = given.get("claimType")
    if not isinstance(word, str) or word not in claim_types:
        raise DocumentRefused([tag_fault("claimType", word, tuple(claim_types))])
    return _check(CNF_TYPES[word], raw, given, context or {})


def claim_type_named_in(raw: bytes | Mapping[str, Any]) -> Any:
    """What the form says of its type, if anything. Raises NotJson."""
    given = decoded(raw)
    return given.get("claimType") if isinstance(given, Mapping) else None


def _check(
    document_type: type[AnyDocument],
    raw: bytes | Mapping[str, Any],
    given: Any,
    context: Context,
) -> Checked[AnyDocument]:
    if not isinstance(given, Mapping):
        raise DocumentRefused([_not_an_object()])
    body, faults = fold(document_type, given)
    try:
        document = msgspec.convert(body, document_type)
        unfit = None
    except msgspec.ValidationError as error:
        unfit = str(error)
    broken = [fault for rule in document_type.rules for fault in rule.find(body, context)]
    broken += not_in_use(document_type, body, context.get("out_of_use", {}))
    if isinstance(raw, bytes) and _says_something_twice(raw, given):
        faults.extend(_repeated(raw))
    if faults or broken or unfit is not None:
        raise DocumentRefused(_every_fault(document_type, body, faults, broken, unfit))
    return Checked(document, body)


def _every_fault(
    document_type: type[Document],
    body: dict[str, Any],
    faults: list[Fault],
    broken: list[Fault],
    unfit: str | None,
) -> list[Fault]:
    """All faults in the order of the form, each once."""
    settled = {fault.pointer for fault in faults}
    found = list(misfits(document_type, body)) if unfit is not None else []
    blocked = tuple(misfit.fault.pointer for misfit in found if misfit.whole)
    every = list(faults)
    every += [misfit.fault for misfit in found if misfit.fault.pointer not in settled]
    every += [
        Fault(fault.pointer, fault.code, sentence(document_type, fault.pointer, fault.message))
        for fault in broken
        if not _within(fault.pointer, blocked)
    ]
    if not every:
        # The two readings disagree, which only a fault of ours can cause; still refuse.
        every.append(Fault("", FaultCode.FORMAT_NOT_VALID, unfit or "The form is not valid"))
    return sorted(dict.fromkeys(every), key=lambda fault: position(document_type, fault.pointer))


def _within(pointer: str, blocked: tuple[str, ...]) -> bool:
    return any(pointer == above or pointer.startswith(f"{above}/") for above in blocked)


def _not_an_object() -> Fault:
    return Fault("", FaultCode.FORMAT_NOT_VALID, "The form must be a JSON object")


def decoded(raw: bytes | Mapping[str, Any]) -> Any:
    if not isinstance(raw, bytes):
        return raw
    try:
        return _decoder.decode(raw)
    except RecursionError:
        raise NotJson("The body is nested too deeply") from None
    except UnicodeDecodeError:
        raise NotJson("The body is not UTF-8 text") from None
    except msgspec.DecodeError as error:
        return _decoded_with_patience(raw, str(error))


def _decoded_with_patience(raw: bytes, reason: str) -> Any:
    """Numbers out of range and half characters are faults of a question, not of the JSON."""
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_no_number, parse_int=_integer)
    except UnicodeDecodeError:
        raise NotJson("The body is not UTF-8 text") from None
    except RecursionError:
        raise NotJson("The body is nested too deeply") from None
    except ValueError:
        raise NotJson(reason) from None


def _no_number(word: str) -> float:
    raise ValueError(word)


def _integer(digits: str) -> float:
    return int(digits) if len(digits) < 20 else math.copysign(math.inf, float(digits[:2] + "1"))


def _says_something_twice(raw: bytes, given: Any) -> bool:
    """Whether a member may be repeated: decoding keeps only the last of them.

    A cheap test that sends to the exact one whatever is written longer than needed.
    """
    try:
        return len(msgspec.json.format(raw, indent=-1)) != len(_encoder.encode(given))
    except (msgspec.DecodeError, RecursionError, OverflowError, ValueError):
        return True


class _Object(dict[str, Any]):
    repeated: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    members = _Object(pairs)
    if len(members) != len(pairs):
        times = Counter(name for name, _ in pairs)
        members.repeated = tuple(name for name in members if times[name] > 1)
    return members


def _repeated(raw: bytes) -> Iterator[Fault]:
    try:
        given = json.loads(raw, object_pairs_hook=_object, parse_int=_integer)
        yield from _repeated_in(given, "")
    except RecursionError:
        raise NotJson("The body is nested too deeply") from None


def _repeated_in(value: Any, pointer: str) -> Iterator[Fault]:
    if isinstance(value, _Object):
        for name in value.repeated:
            written = name.encode("utf-8", "replace").decode()
            says = said("“%(written)s” is given more than once", written=written[:40])
            yield Fault(pointer + pointer_step(written), FaultCode.MUST_NOT_BE_PROVIDED, says)
        for name, member in value.items():
            yield from _repeated_in(member, pointer + pointer_step(name))
    elif isinstance(value, list):
        for number, row in enumerate(value):
            yield from _repeated_in(row, f"{pointer}/{number}")
