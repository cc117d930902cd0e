"""Each answer bears the id of its call, and so does each line of the log."""

import logging
import time

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from claims_portal import correlation
from claims_portal.config.content_security_policy import GetResponse

HEADER = "X-Correlation-ID"
logger = logging.getLogger("claims_portal.calls")


class WithCorrelation(logging.Filter):
    """Lets every line of the log name the call that it is about."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.correlation = correlation.current() or "-"
        return True


def correlated(get_response: GetResponse) -> GetResponse:
    def answer(request: HttpRequest) -> HttpResponseBase:
        given, trace = (
            request.META.get("HTTP_X_CORRELATION_ID"),
            request.META.get("HTTP_TRACEPARENT"),
        )
        chosen = correlation.chosen(given or "", trace or "")
        begun, began = correlation.begin(chosen), time.perf_counter()
        try:
            response = get_response(request)
            response.headers[HEADER] = chosen
            if logger.isEnabledFor(logging.INFO):
                _tell(request, response, time.perf_counter() - began)
            return response
        finally:
            correlation.end(begun)

    return answer


def _tell(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """One line a call: the route, never the address, which may hold what people searched for."""
    match = request.resolver_match
    route = match.route if match else "?"
    logger.info("%s /%s %s %.1f ms", request.method, route, response.status_code, seconds * 1000)
