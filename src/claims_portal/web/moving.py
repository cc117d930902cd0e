"""Whether the move from the old platform concerns who looks at a page; asked once a request."""

from django.http import HttpRequest

from claims_portal.migration import concerned
from claims_portal.web.sessions import actor_of


def is_concerned(request: HttpRequest) -> bool:
    known: bool | None = getattr(request, "is_concerned", None)
    if known is None:
        known = concerned.is_concerned(actor_of(request))
        request.is_concerned = known  # type: ignore[attr-defined]
    return known
