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


def no_guessing(view: View) -> View:
    """For a view whose POST can be a guess; it says `failed` where it was a wrong one."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            seconds = guessing.seconds_to_wait(network_address(request), at=clock.now())
            if seconds:
                return _wait(request, seconds)
        return view(request, *args, **kwargs)

    return guarded


def failed(request: HttpRequest) -> None:
    guessing.note_failure(network_address(request), at=clock.now())


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
