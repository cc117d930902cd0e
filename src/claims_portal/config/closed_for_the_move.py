"""While everything moves over, organisations get one answer: closed, and until when."""

from http import HTTPStatus

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from claims_portal import clock, closing
from claims_portal.api.problems import CONTENT_TYPE, problem
from claims_portal.api.urls import PREFIX
from claims_portal.claims.process.calendar import LONDON
from claims_portal.closing import Closure
from claims_portal.config.content_security_policy import GetResponse

# The operator runs the move from its pages.
ALWAYS_OPEN = (
    "/operator",
    "/healthz",
    "/readyz",
    "/metrics",
    "/developers",
    "/static/",
    f"/{PREFIX}openapi.json",
)
FOR_PROGRAMS = ("/api/", "/oauth/")


def closed_for_the_move(get_response: GetResponse) -> GetResponse:
    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(ALWAYS_OPEN):
            return get_response(request)
        at = clock.now()
        closure = closing.closure(at=at)
        if closure is None:
            return get_response(request)
        for_program = request.path.startswith(FOR_PROGRAMS)
        told = _problem(request, closure) if for_program else _page(closure)
        told.headers["Retry-After"] = str(closure.seconds_left(at))
        told.headers["Cache-Control"] = "no-store"
        return told

    return answer


def _problem(request: HttpRequest, closure: Closure) -> HttpResponse:
    sentence = f"The portal is closed for the move; it opens {_when(closure)}. Nothing was done."
    status = HTTPStatus.SERVICE_UNAVAILABLE
    body = msgspec.json.encode(problem(status, sentence, instance=request.path))
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE)


def _page(closure: Closure) -> HttpResponse:
    """Without the menu, and without asking who it is."""
    context = {
        "title": _("The portal is closed for the move"),
        "sentence": _(
            "Claims and accounts are moving over from the old platform. The portal opens "
            "%(when)s. Nothing that was sent is lost."
        )
        % {"when": _when(closure)},
    }
    page = render_to_string("portal/error.html", context)
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE)


def _when(closure: Closure) -> str:
    return f"{closure.opens_at.astimezone(LONDON):on %A %-d %B %Y at %H:%M}"
