"""The developers' pages of the way from the old interface: all its operations, and each one.

What they say is handed in by `config.urls`, as with all pages for developers.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.claims.process.calendar import london_date
from claims_portal.web.listing import Column

Operations = Callable[[], Sequence[Any]]
Operation = Callable[[str, date], Any]


@login_not_required
@require_safe
def operations_page(request: HttpRequest, *, operations: Operations) -> HttpResponse:
    context = {
        "operations": operations(),
        "columns": _columns(_("Old operation"), _("What it did"), _("Now")),
    }
    return render(request, "portal/developers_old_interface.html", context)


@login_not_required
@require_safe
def operation_page(request: HttpRequest, name: str, *, operation: Operation) -> HttpResponse:
    try:
        found = operation(name, london_date(clock.now()))
    except KeyError:
        raise Http404 from None
    context = {
        "operation": found,
        "request_text": found.request(request.build_absolute_uri("/").rstrip("/")),
        "name_columns": _columns(_("Old name"), _("Now"), _("Meaning"), _("Old codes")),
        "move_columns": _columns(_("Kinds of claim"), _("In the phase"), _("Leads to")),
    }
    return render(request, "portal/developers_old_operation.html", context)


def _columns(*labels: str) -> list[Column]:
    return [Column(label) for label in labels]
