"""Files on their way out: in pieces, and never as a page of the portal."""

from django.http import FileResponse

from claims_portal.files import store
from claims_portal.files.models import StoredFile


class PiecewiseFile(FileResponse):
    block_size = store.CHUNK


def giving(kept: StoredFile, *, file_name: str, media_type: str) -> PiecewiseFile:
    """The answer that carries a file, to be saved."""
    return PiecewiseFile(
        store.opened(kept),
        as_attachment=True,
        filename=file_name,
        content_type=media_type,
        headers={"Content-Length": str(kept.size)},
    )
