"""How a read is given: only what was asked for, and only where the caller has not got it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from claims_portal.api.problems import BadParameter

FIELDS = "fields"


@dataclass(frozen=True)
class Selectable:
    """Of which type a caller may choose fields; in a list, of the type of its lines."""

    line: type[Any]
    within: str = ""
    """The name of the list in the answer; empty where the answer itself is meant."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.encode_name for field in msgspec.structs.fields(self.line))

    def chosen(self, asked: str) -> frozenset[str]:
        """The fields that were asked for. Raises BadParameter for one that there is not."""
        wanted = [name.strip() for name in asked.split(",")]
        unknown = [name for name in wanted if name not in self.names]
        if unknown:
            known = ", ".join(self.names)
            raise BadParameter(
                FIELDS, f"There is no field {unknown[0][:40]!r} here; known: {known}"
            )
        return frozenset(wanted)

    def select(self, body: bytes, wanted: frozenset[str]) -> bytes:
        told: dict[str, Any] = msgspec.json.decode(body)
        if self.within:
            told[self.within] = list(_only(wanted, told[self.within]))
        else:
            told = next(iter(_only(wanted, [told])))
        return msgspec.json.encode(told)


def _only(wanted: frozenset[str], lines: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for line in lines:
        yield {name: value for name, value in line.items() if name in wanted}


def taken_from(request: HttpRequest, selectable: Selectable | None) -> frozenset[str]:
    """The fields that this read asks for, taken out of its query; empty for all of them."""
    asked = request.GET.get(FIELDS) if selectable and request.method == "GET" else None
    if selectable is None or asked is None:
        return frozenset()
    rest = request.GET.copy()
    del rest[FIELDS]
    request.GET = rest  # type: ignore[assignment]
    return selectable.chosen(asked)


def given(
    request: HttpRequest,
    response: HttpResponseBase,
    selectable: Selectable | None,
    wanted: frozenset[str],
) -> HttpResponseBase:
    """The answer to a read, cut to the fields, with its ETag; 304 where the caller has it.

    An ETag that the answer has already (the activity of a claim) comes first in the new one:
    what follows its dot changes with anything that is told.
    """
    if request.method != "GET" or response.status_code != HTTPStatus.OK:
        return response
    if not isinstance(response, HttpResponse):
        return response
    if selectable and wanted:
        response.content = selectable.select(response.content, wanted)
    told = hashlib.blake2b(response.content, digest_size=12).hexdigest()
    own = response.headers.get("ETag", "").strip('"')
    etag = f'"{own}.{told}"' if own else f'"{told}"'
    response.headers["ETag"] = etag
    if _has(request.headers.get("If-None-Match", ""), etag):
        response.status_code = HTTPStatus.NOT_MODIFIED
    return response


def _has(known: str, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in known.split(",")]
    return etag in tags or tags == ["*"]
