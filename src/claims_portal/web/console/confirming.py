"""A page that says what will happen, and asks before it does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from claims_portal.web.console.asking import REFUSALS
from claims_portal.web.wording import in_language


@dataclass(frozen=True)
class Confirmation:
    title: str
    about: str
    said: Sequence[str]
    button: str
    back_href: str
    done: str
    """What is told once it was done."""


def confirmed(request: HttpRequest, asked: Confirmation, do: Callable[[], object]) -> HttpResponse:
    """Asks by GET, does it by POST; a refusal is told on the page before."""
    if request.method != "POST":
        return render(request, "portal/console/confirm.html", {"asked": asked})
    try:
        do()
    except REFUSALS as refusal:
        messages.error(request, in_language(refusal))
    else:
        messages.success(request, asked.done)
    return redirect(asked.back_href)
