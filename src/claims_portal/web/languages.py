"""The switch at the foot of every page, where the operator offers more than one language.

It is a link: a browser warns of what was typed and not yet sent, as with any link.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@dataclass(frozen=True)
class Offered:
    code: str
    label: str
    """The language's own name for itself."""
    href: str
    current: bool


def offered(request: HttpRequest) -> list[Offered]:
    """Empty where there is no choice."""
    if len(settings.LANGUAGES) == 1:
        return []
    here, spoken = urlencode({"next": _here(request)}), translation.get_language()
    return [
        Offered(code, name, f"{reverse('language', args=[code])}?{here}", code == spoken)
        for code, name in settings.LANGUAGES
    ]


def _here(request: HttpRequest) -> str:
    """A page that answers a form stands where the form stood: what was sent is not sent twice."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    before = urlsplit(request.headers.get("Referer", ""))
    return f"{before.path}?{before.query}" if before.query else before.path or "/"


@login_not_required
@never_cache
@require_safe
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Back to the page, in this language from now on."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    page = request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(page, None)
    answer = redirect(page if own else "/")
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer
