"""Answers with personal data are kept by nobody on the way."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from claims_portal.config.content_security_policy import GetResponse


def never_kept(get_response: GetResponse) -> GetResponse:
    """Cache-Control of the API, unless an answer says otherwise."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer
