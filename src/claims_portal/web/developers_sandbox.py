"""The developers' page of the sandbox: what it can do, and the way from nothing to two claims."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal.claims.process.processes import CURRENT
from claims_portal.sandbox.models import BEHAVIOURS, FailureKind
from claims_portal.sandbox.scenarios import STAGES
from claims_portal.web.listing import Column


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    context = {
        "base_url": request.build_absolute_uri("/").rstrip("/"),
        "behaviours": BEHAVIOURS,
        "failures": FailureKind.choices,
        "stages": [(stage, _phase_name(code), code) for stage, code in STAGES.items()],
        "columns": [Column(label) for label in (_("Stage"), _("Phase"), _("Code of the phase"))],
    }
    return render(request, "portal/developers_sandbox.html", context)


def _phase_name(code: str) -> str:
    phases = (process.phase_by_code.get(code) for process in CURRENT.values())
    return next(phase.name for phase in phases if phase is not None)
