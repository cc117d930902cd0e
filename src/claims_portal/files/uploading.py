"""Uploads go straight to a temporary file, and what is over the limit goes nowhere."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

STILL_READ = 10
"""A body of up to this many times the limit is read to its end, so that the sender gets a
sentence; beyond that it is cut off."""


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
        if content_length > STILL_READ * settings.LARGEST_ATTACHMENT:
            raise RequestDataTooBig("The body is larger than any file that is taken.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= settings.LARGEST_ATTACHMENT:
            self.file.write(raw_data)
