"""Uploads go straight to a temporary file, and what is over the limit goes nowhere."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest

STILL_READ = 10
"""A body of up to this many times the limit of an attachment is read to its end, so that the
sender gets a sentence; beyond that, and beyond what a page takes, it is cut off."""
MostBytes = Callable[[HttpRequest], int]
View = TypeVar("View", bound=Callable[..., Any])


def takes_files_of(most: MostBytes) -> Callable[[View], View]:
    """A page that takes other files than attachments; how large, of whoever asks.

    It is asked before the page is, since reading the form reads the file.
    """

    def mark(view: View) -> View:
        view.takes_files_of = most  # type: ignore[attr-defined]
        return view

    return mark


class BoundedUpload(TemporaryFileUploadHandler):
    """Writes a file as it comes in. Its size is what was sent, also where it was not kept."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self._most = _most_of(self.request)
        if content_length > max(self._most, STILL_READ * settings.LARGEST_ATTACHMENT):
            raise RequestDataTooBig("The body is larger than any file that is taken.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= self._most:
            self.file.write(raw_data)


def _most_of(request: HttpRequest | None) -> int:
    match = request.resolver_match if request else None
    most: MostBytes | None = getattr(match.func, "takes_files_of", None) if match else None
    return most(request) if most and request else settings.LARGEST_ATTACHMENT
