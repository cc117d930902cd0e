"""Forms filled in with invented people: examples for people, programs and tests."""

import json
from importlib import resources
from typing import Any


def sample(name: str) -> dict[str, Any]:
    """A fresh copy of a sample form: rta_cnf, rta_liability_response, ..."""
    text = resources.files("claims_portal.samples").joinpath(f"{name}.json").read_text("utf-8")
    body: dict[str, Any] = json.loads(text)
    return body
