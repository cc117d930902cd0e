"""A body whose length nobody told is read here, and then has one: Django reads no other.

Programs that stream what they send say `Transfer-Encoding: chunked` and no Content-Length;
Django would take such a body for an empty one, and answer that every field is missing.
"""

import sys
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings

READ_AT_ONCE = 64 * 1024
MOST_IN_MEMORY = 256 * 1024
"""Bytes. Many bodies may come at once, from nobody in particular; more of one is in a file."""


def give_length(environ: dict[str, Any]) -> None:
    """Read a body that came in chunks; of one that is too large, enough to refuse it."""
    if "HTTP_TRANSFER_ENCODING" not in environ:
        return
    # A file may come in base64, a third larger than it is.
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 2 * settings.LARGEST_ATTACHMENT
    body = SpooledTemporaryFile(MOST_IN_MEMORY)  # noqa: SIM115 - open while the request lasts
    length, source = 0, environ["wsgi.input"]
    while length <= most and (chunk := source.read(READ_AT_ONCE)):
        length += body.write(chunk)
    body.seek(0)
    environ["wsgi.input"] = body
    environ["CONTENT_LENGTH"] = str(length if length <= most else sys.maxsize)
