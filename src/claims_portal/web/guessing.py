"""Whoever guesses from one network address waits: 429, before anything is looked at."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims_portal import clock
from claims_portal.accounts import guessing
from claims_portal.network_address import network_address

View = Callable[..., HttpResponse]
SECONDS_A_MINUTE = 60
RESERVED = "reserved_failure"


def no_guessing(view: View) -> View:
    """For a view whose POST can be a guess; it says `failed` where it was a wrong one.

    A failure is noted beforehand and taken away again where it was none: or of many
    guesses at once each would be looked at before the first is counted.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        reserved = guessing.reserve(network_address(request), at=clock.now())
        if isinstance(reserved, int):
            return _wait(request, reserved)
        setattr(request, RESERVED, reserved)
        try:
            return view(request, *args, **kwargs)
        finally:
            _release(request)

    return guarded


def failed(request: HttpRequest) -> None:
    if getattr(request, RESERVED, None) is None:
        guessing.note_failure(network_address(request), at=clock.now())
    setattr(request, RESERVED, None)


def take_back(request: HttpRequest) -> None:
    """This step was right, and proves that the one before it was no guess either."""
    _release(request)
    guessing.take_back(network_address(request), at=clock.now())


def _release(request: HttpRequest) -> None:
    if (reserved := getattr(request, RESERVED, None)) is not None:
        guessing.release(reserved)
        setattr(request, RESERVED, None)


def _wait(request: HttpRequest, seconds: int) -> HttpResponse:
    minutes = -(-seconds // SECONDS_A_MINUTE)
    sentence = ngettext(
        "Too much went wrong from your network. Try again in %(minutes)d minute.",
        "Too much went wrong from your network. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}
    context = {"title": _("Wait before you try again"), "sentence": sentence}
    answer = render(request, "portal/error.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    answer.headers["Retry-After"] = str(seconds)
    return answer
