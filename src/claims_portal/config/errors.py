"""Errors that no view answered: as a problem under the API, as a page elsewhere."""

from http import HTTPStatus

import msgspec
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from claims_portal.api.problems import CONTENT_TYPE, problem
from claims_portal.api.urls import PREFIX
from claims_portal.web.operator.realm import is_operators

SENTENCES = {
    HTTPStatus.BAD_REQUEST: "The request cannot be read.",
    HTTPStatus.FORBIDDEN: "None of the profiles of this User ID allows that, or not while you are "
    "signed in as another user. An administrator of your organisation can change profiles.",
    HTTPStatus.NOT_FOUND: "There is nothing here.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something broke on our side. What was saved is kept.",
}
TITLES = {
    HTTPStatus.BAD_REQUEST: "This cannot be read",
    HTTPStatus.FORBIDDEN: "Not allowed",
    HTTPStatus.NOT_FOUND: "Page not found",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something broke",
}


STAFF_MAY_NOT = (
    "None of your roles allows that. An administrator of the platform can change roles, with a "
    "second person."
)


def answer(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    sentence = SENTENCES[status]
    if status is HTTPStatus.FORBIDDEN and is_operators(request):
        sentence = STAFF_MAY_NOT
    if request.path.startswith(f"/{PREFIX}"):
        body = msgspec.json.encode(problem(status, sentence, instance=request.path))
        return HttpResponse(body, status=status, content_type=CONTENT_TYPE)
    context = {"title": TITLES[status], "sentence": sentence}
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        # Without the menu: what broke may be what the menu asks.
        return HttpResponse(render_to_string("portal/error.html", context), status=status)
    return render(request, "portal/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, SessionInterrupted):
        # Ended from elsewhere in this very moment: as if it had been ended before.
        return redirect("sign-in")
    return answer(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR)
