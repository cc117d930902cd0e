"""The process looks for garbage between pages, not while one is being made."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from claims_portal.config.garbage import between_pages

Looks = list[int]


@pytest.fixture
def looks() -> Iterator[Looks]:
    """The generation of each look."""
    seen: Looks = []

    def note(phase: str, info: dict[str, Any]) -> None:
        if phase == "start":
            seen.append(info["generation"])

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def long_page(_request: HttpRequest) -> HttpResponse:
    rows = [{"cells": [number]} for number in range(300_000)]
    return HttpResponse(len(rows))


def test_a_long_page_is_made_without_a_look(looks: Looks) -> None:
    long_page(HttpRequest())
    assert looks, "otherwise it would say nothing"
    looks.clear()
    between_pages(long_page)(HttpRequest())
    assert not [one for one in looks if one > 0]
    assert gc.isenabled()


def test_a_page_that_breaks_leaves_it_as_it_was() -> None:
    def broken(_request: HttpRequest) -> HttpResponse:
        raise LookupError

    with pytest.raises(LookupError):
        between_pages(broken)(HttpRequest())
    assert gc.isenabled()
