"""`/readyz` for load balancers and `/metrics` for Prometheus."""

import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims_portal.config.health import checks, metrics
from claims_portal.config.health.checks import Health


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """503 until database, tables and files are as this version needs them; details in the log."""
    found = checks.ready()
    states = {one.what: one.state.value for one in found}
    status = 503 if checks.worst(found) is Health.BAD else 200
    return JsonResponse(states, status=status)


@login_not_required
@never_cache
@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Only with the token of PORTAL_METRICS_TOKEN; without one set there is no such page."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise Http404
    return HttpResponse(metrics.page(), content_type=metrics.CONTENT_TYPE)
