"""The page of a form that was sent without its token, or after the session changed."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    context = {
        "title": _("This form can no longer be sent"),
        "sentence": _(
            "It was opened before you signed in or out, or in another browser. "
            "Go back, load the page again and send it once more. Nothing was changed."
        ),
    }
    return render(request, "portal/error.html", context, status=HTTPStatus.FORBIDDEN)
