"""The developers' pages: how to begin, every operation, every problem.

The API and the pages are two front doors that do not know each other; `config.urls`
hands the API's own description to these pages.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import msgspec
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal.web.listing import Column
from claims_portal.web.reference import Reference, reference_of


@login_not_required
@require_safe
def reference_page(request: HttpRequest, *, document: Callable[[], bytes]) -> HttpResponse:
    context = {
        "reference": _reference(document),
        "base_url": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "portal/developers.html", context)


@login_not_required
@require_safe
def python_page(request: HttpRequest) -> HttpResponse:
    """The Python client and its command line, by examples."""
    context = {"base_url": request.build_absolute_uri("/").rstrip("/")}
    return render(request, "portal/developers_python.html", context)


@login_not_required
@require_safe
def operations_page(
    request: HttpRequest, group: str, *, document: Callable[[], bytes]
) -> HttpResponse:
    """The operations of one tag, with every field of their bodies and answers."""
    reference = _reference(document)
    found = next((one for one in reference.groups if one.slug == group), None)
    if found is None:
        raise Http404
    portal = request.build_absolute_uri("/").rstrip("/")
    context = {
        "reference": reference,
        "group": found,
        "described": _described(document, group, portal, get_language()),
    }
    return render(request, "portal/developers_operations.html", context)


@lru_cache(maxsize=100)
def _described(
    document: Callable[[], bytes], group: str, portal: str, _language: str
) -> SafeString:
    """Operations, bodies and answers of a group: long, and the same for everybody."""
    found = next(one for one in _reference(document).groups if one.slug == group)
    context = {
        "group": found,
        "operations": [(one, one.by_curl(portal)) for one in found.operations],
        "columns": _columns(_("Field"), _("Type"), _("Meaning")),
        "parameter_columns": _columns(_("Parameter"), _("Type"), _("Meaning")),
    }
    return render_to_string("portal/developers_described.html", context)


@login_not_required
@require_safe
def errors_page(
    request: HttpRequest,
    *,
    kinds: Callable[[], Sequence[Any]],
    faults: Callable[[], Mapping[str, str]],
) -> HttpResponse:
    context = {
        "kinds": kinds(),
        "faults": faults().items(),
        "columns": _columns(_("Code"), _("Meaning")),
    }
    return render(request, "portal/developer_errors.html", context)


@login_not_required
@require_safe
def changes_page(
    request: HttpRequest,
    *,
    document: Callable[[], bytes],
    announced: Sequence[Any],
    months: int,
    added: Callable[[], Sequence[Any]],
) -> HttpResponse:
    """What may change, how long before it is announced, and what came when."""
    context = {
        "reference": _reference(document),
        "announced": announced,
        "months": months,
        "added": added(),
        "columns": _columns(_("What"), _("Announced"), _("Ends"), _("Instead")),
    }
    return render(request, "portal/developers_changes.html", context)


@cache
def _reference(document: Callable[[], bytes]) -> Reference:
    return reference_of(msgspec.json.decode(document()))


def _columns(*labels: str) -> list[Column]:
    return [Column(label) for label in labels]
