"""Pages are in the language that their reader chose, where the operator offers more than one.

Only pages: the API has middleware of its own. A thread speaks English again once it has answered,
so that what is sent on afterwards (downloads are) is English too.
"""

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from claims_portal.config.content_security_policy import GetResponse


def in_the_chosen_language(get_response: GetResponse) -> GetResponse:
    """Told by a cookie alone: what a browser prefers says nothing of a half translated portal."""
    offered = {code for code, _name in settings.LANGUAGES}
    if len(offered) == 1:
        raise MiddlewareNotUsed

    def answer(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in offered else settings.LANGUAGE_CODE
        with translation.override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response

    return answer
