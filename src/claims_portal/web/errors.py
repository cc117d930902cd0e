"""The page of a form that was sent without its token, or after the session changed."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims_portal.accounts.models import User
from claims_portal.web import resuming


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was typed into a form of a claim comes back, with a token of now; else a page says why.

    A browser says where a form comes from: one of another site is never kept.
    """
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if own and isinstance(request.user, User) and resuming.keep_of(request, request.user):
        return redirect(request.path)
    context = {
        "title": _("This form can no longer be sent"),
        "sentence": _(
            "It was opened before you signed in or out, or in another browser. "
            "Go back, load the page again and send it once more. Nothing was changed."
        ),
    }
    return render(request, "portal/error.html", context, status=HTTPStatus.FORBIDDEN)
