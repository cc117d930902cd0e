"""The contract as it was released last, and as the code has it."""

from pathlib import Path

import msgspec

from claims_portal.api.urls import openapi_document
from claims_portal.config.released import facts
from claims_portal.config.released.facts import Fact
from claims_portal.web.reference import reference_of

RELEASED = Path(__file__).parent / "v1.jsonl"


def released() -> dict[str, Fact]:
    return facts.read(RELEASED.read_text())


def current() -> dict[str, Fact]:
    return facts.facts_of(reference_of(msgspec.json.decode(openapi_document())))
