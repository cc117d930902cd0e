"""Who has an application open: the browser in which its mailed link was opened.

Which application that is waits in the session, for two hours after the last page.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims_portal import clock
from claims_portal.registration.models import Application

KEY = "registration"
IDLE_LIMIT = timedelta(hours=2)
NOTED_EVERY = timedelta(minutes=5)
View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """Of anybody."""
    return login_not_required(never_cache(require_http_methods(["GET", "HEAD", "POST"])(view)))


def applicants_page(view: View) -> View:
    """Of who opened the link of an application, which the view is given."""

    @public_page
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        application = _open_application(request)
        if application is None:
            messages.info(request, _("Open the link in your mail to come to your application."))
            return redirect("register-link")
        return view(request, application, *args, **named)

    return guarded


def enter(request: HttpRequest, application: Application) -> None:
    """From here on the session is worth something: whoever planted its key has nothing."""
    request.session.cycle_key()
    _note(request, application.pk)


def leave(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def _open_application(request: HttpRequest) -> Application | None:
    kept = request.session.get(KEY)
    if kept is None:
        return None
    age = clock.now().timestamp() - kept["at"]
    if not 0 <= age <= IDLE_LIMIT.total_seconds():
        leave(request)
        return None
    if age > NOTED_EVERY.total_seconds():
        _note(request, kept["pk"])
    found = Application.objects.select_related("organisation").filter(pk=kept["pk"])
    return found.first()


def _note(request: HttpRequest, pk: int) -> None:
    request.session[KEY] = {"pk": pk, "at": clock.now().timestamp()}
