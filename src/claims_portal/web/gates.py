"""What a signed-in person must do before anything else, such as choosing a new password.

A gate is a page. As long as its condition holds, every other page leads there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from claims_portal.web.account import password
from claims_portal.web.console import agreement
from claims_portal.web.second_factors import gate as second_factor_gate


@dataclass(frozen=True)
class Gate:
    """`stands` is asked at each page until it is False; `routes` are the gate's own pages."""

    route: str
    stands: Callable[[HttpRequest], bool]
    routes: frozenset[str] = frozenset()


GATES: tuple[Gate, ...] = (
    Gate(password.CHANGE, password.stands),
    Gate("second-factors", second_factor_gate.stands, second_factor_gate.ROUTES),
    Gate("agreement", agreement.stands_before),
)
"""In the order in which a person meets them."""
ALWAYS_OPEN = frozenset({"sign-out"})


class Gates:
    """Middleware: leads a signed-in person to the first gate that stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        positional: tuple[Any, ...],
        named: dict[str, Any],
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return None
        here = request.resolver_match.url_name if request.resolver_match else ""
        if here in ALWAYS_OPEN:
            return None
        gate = next((gate for gate in GATES if gate.stands(request)), None)
        if gate is None or here == gate.route or here in gate.routes:
            return None
        return redirect(reverse(gate.route))
