"""Each answer says what the client may still call; each call is counted.

The headers are those of draft-ietf-httpapi-ratelimit-headers-10.
"""

from functools import cache

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch

from claims_portal import clock
from claims_portal.accounts.rate_limits import CLIENTS, Allowance, TooManyCalls
from claims_portal.accounts.usage import METER

POLICY, STATE = "RateLimit-Policy", "RateLimit"
_PREFIX = "api/v1/"


class _Metered:
    """What is known of a call: whose it is, what is left, and what it cost."""

    __slots__ = ("allowance", "client_pk", "cost")

    def __init__(self, client_pk: int, allowance: Allowance, cost: int) -> None:
        self.client_pk, self.allowance, self.cost = client_pk, allowance, cost


def made_by(request: HttpRequest, client_pk: int, allowance: Allowance, *, cost: int = 1) -> None:
    request.metered = _Metered(client_pk, allowance, cost)  # type: ignore[attr-defined]


def costs(request: HttpRequest, calls: int) -> None:
    """A call that counts as several; TooManyCalls where none is left for more than one."""
    metered: _Metered = request.metered  # type: ignore[attr-defined]
    if calls > 1:
        rate = metered.allowance.rate
        metered.allowance = CLIENTS.take(metered.client_pk, rate, calls=calls - 1)
        metered.cost = calls


def refused(request: HttpRequest, refusal: TooManyCalls) -> None:
    """A call that was not let through costs nothing, or who calls on would wait for ever."""
    assert isinstance(refusal.whose, int)  # noqa: S101 - clients are known by number
    made_by(request, refusal.whose, refusal.allowance, cost=0)


def tell(request: HttpRequest, response: HttpResponseBase) -> None:
    """Put the headers on the answer, and count the call."""
    metered: _Metered | None = getattr(request, "metered", None)
    if metered is None:
        return
    response.headers[POLICY] = metered.allowance.policy
    response.headers[STATE] = metered.allowance.state
    _count(request, metered, error=response.status_code >= 400)


def broke(request: HttpRequest) -> None:
    """Count a call that ended in an error of ours."""
    metered: _Metered | None = getattr(request, "metered", None)
    if metered is not None:
        _count(request, metered, error=True)


def _count(request: HttpRequest, metered: _Metered, *, error: bool) -> None:
    route, at = route_of(request), clock.now()
    METER.count(metered.client_pk, route, error=error, spent=metered.cost, at=at)


def route_of(request: HttpRequest) -> str:
    """The method and the route as the reference writes it: `POST /claims/{number}/lock`."""
    match: ResolverMatch | None = request.resolver_match
    return f"{request.method} {written(match.route if match else '')}"


@cache
def written(route: str) -> str:
    """A route as the reference writes it, below the API's own prefix."""
    named = route.removeprefix(_PREFIX).replace("<int:", "{").replace("<str:", "{")
    return f"/{named.replace('>', '}')}"
