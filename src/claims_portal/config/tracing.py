"""Spans of requests for OpenTelemetry, where PORTAL_OTLP_ENDPOINT names a collector.

Needs the extra `claims-portal[tracing]`. A span has the route's name, the method, the status
and the correlation id; never an address, a user or a body. It goes on a trace that the caller
began (W3C traceparent).
"""

from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from claims_portal import correlation
from claims_portal.config.content_security_policy import GetResponse


def traced(get_response: GetResponse) -> GetResponse:
    """Middleware, which is not there at all without a collector."""
    if not settings.OTLP_ENDPOINT:
        raise MiddlewareNotUsed
    try:
        from opentelemetry.propagate import extract
        from opentelemetry.trace import SpanKind, Status, StatusCode
    except ImportError as missing:
        raise ImproperlyConfigured(
            "PORTAL_OTLP_ENDPOINT needs the extra claims-portal[tracing]."
        ) from missing
    tracer = _provider().get_tracer("claims_portal")

    def answer(request: HttpRequest) -> HttpResponseBase:
        began_by = extract({"traceparent": request.headers.get("traceparent", "")})
        with tracer.start_as_current_span(
            str(request.method), context=began_by, kind=SpanKind.SERVER
        ) as span:
            response = get_response(request)
            match = request.resolver_match
            route = (match.view_name if match else None) or "none"
            span.update_name(f"{request.method} {route}")
            span.set_attributes({
                "http.request.method": str(request.method),
                "http.route": match.route if match else "",
                "http.response.status_code": response.status_code,
                "portal.correlation_id": correlation.current(),
            })  # fmt: skip
            if response.status_code >= 500:  # noqa: PLR2004
                span.set_status(Status(StatusCode.ERROR))
            return response

    return answer


@cache
def _provider() -> Any:
    """One a process; spans leave in batches, from a thread beside the requests."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": "claims-portal"}))
    exporter = OTLPSpanExporter(endpoint=settings.OTLP_ENDPOINT)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider
