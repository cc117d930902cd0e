"""A file in base64 within JSON, as the old interface took it, for programs that send no multipart.

The body is read up to what the largest file needs, and decoded piece by piece: what is over
the limit is counted and not kept, as with an upload.
"""

from binascii import Error, a2b_base64
from io import BytesIO
from typing import IO

import msgspec
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from claims_portal.claims.documents.faults import Fault, FaultCode, NotJson, pointer_step
from claims_portal.files.refusals import AttachmentRefused
from claims_portal.files.rules import Offered, offer_bytes
from claims_portal.files.uploading import STILL_READ

PIECE = 65_536
ROOM_FOR_WORDS = 100_000
"""Bytes of the body for title, description and names; a tenth more than the file needs is for
line breaks in the base64."""


class FileInBase64(msgspec.Struct, forbid_unknown_fields=True):
    name: str = ""
    content: str = ""


class AttachmentInBase64(msgspec.Struct, forbid_unknown_fields=True):
    title: str = ""
    description: str = ""
    file: FileInBase64 | None = None


def offered_in_json(request: HttpRequest) -> Offered:
    """What the body offers. Raises NotJson, RequestDataTooBig, or AttachmentRefused."""
    try:
        said = msgspec.json.decode(_body_of(request), type=AttachmentInBase64)
    except msgspec.ValidationError as error:
        raise AttachmentRefused([_fault_of(error)]) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotJson(str(error)) from None
    file = said.file or FileInBase64()
    content, size = _decoded(file.content)
    return offer_bytes(
        title=said.title, description=said.description, name=file.name, content=content, size=size
    )


def _body_of(request: HttpRequest) -> bytes:
    """Larger ones are read to their end, up to a bound, so that the sender gets a sentence."""
    largest = settings.LARGEST_ATTACHMENT
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > STILL_READ * largest:
        raise RequestDataTooBig("The body is larger than any file that is taken.")
    body: bytes = request.read(largest * 4 // 3 * 11 // 10 + ROOM_FOR_WORDS)
    if len(body) < length:
        while request.read(PIECE):
            pass
        raise RequestDataTooBig("The body is larger than any file that is taken.")
    return body


def _decoded(text: str) -> tuple[IO[bytes], int]:
    try:
        return _bytes_of(text)
    except (Error, ValueError):
        says = "The file's content is not base64."
        raise AttachmentRefused([Fault("/file", FaultCode.FORMAT_NOT_VALID, says)]) from None


def _bytes_of(text: str) -> tuple[IO[bytes], int]:
    """The bytes kept, and how many there were. Lines may be broken anywhere."""
    kept, size, rest = BytesIO(), 0, ""
    for start in range(0, len(text), PIECE):
        piece = rest + "".join(text[start : start + PIECE].split())
        whole = len(piece) // 4 * 4
        if whole and rest.endswith("="):
            raise ValueError("Nothing follows the end of base64")
        decoded, rest = a2b_base64(piece[:whole], strict_mode=True), piece[whole:]
        size += len(decoded)
        if size <= settings.LARGEST_ATTACHMENT:
            kept.write(decoded)
    if rest:
        raise ValueError("The last group is not whole")
    kept.seek(0)
    return kept, size


def _fault_of(error: msgspec.ValidationError) -> Fault:
    says, _at, where = str(error).partition(" - at `$")
    pointer = "".join(pointer_step(name) for name in where.rstrip("`").split(".")[1:])
    return Fault(pointer, FaultCode.FORMAT_NOT_VALID, f"{says}.")
