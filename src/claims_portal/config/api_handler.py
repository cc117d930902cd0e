"""How calls of the API are answered, by the web processes and in a sandbox by themselves."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.utils.module_loading import import_string


class ApiHandler(WSGIHandler):
    """Django without what only pages need: a sixth of the cost of sending a claim.

    The API knows its callers by token, so that it has no use for sessions, CSRF
    tokens, messages and static files. `without`: a middleware that is left out.
    """

    def __init__(self, *, without: str | None = None) -> None:
        self._without = without
        super().__init__()

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async)
        self._view_middleware: list[Any] = []
        handler = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]
        for path in self._middleware():
            with suppress(MiddlewareNotUsed):
                handler = convert_exception_to_response(import_string(path)(handler))
        self._middleware_chain = handler

    def _middleware(self) -> Iterator[str]:
        """The innermost first."""
        return (path for path in reversed(settings.API_MIDDLEWARE) if path != self._without)
