"""The file store: a directory, or an S3-compatible service, as settings say.

Bytes go in before the row that needs them and are swept once no row does, so that a
crash between the two leaves nothing that nobody knows of.
"""

import hashlib
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import Storage, storages

from claims_portal.files.models import StoredFile

CHUNK = 65_536
KEPT_UNUSED_FOR = timedelta(hours=1)
"""Longer than any request that stores a file and then writes the row that needs it."""
BATCH = 500


def store() -> Storage:
    return storages["claims"]


def keep(content: IO[bytes], *, size: int, sha256: str, at: datetime) -> StoredFile:
    """Store the bytes under a name that says nothing about them."""
    name = uuid.uuid4().hex
    kept = StoredFile.objects.create(
        name=f"{at:%Y/%m}/{name[:2]}/{name}", size=size, sha256=sha256, unused_since=at
    )
    content.seek(0)
    store().save(kept.name, File(content))
    return kept


def opened(kept: StoredFile) -> "File[Any]":
    return store().open(kept.name)


def chunks_of(kept: StoredFile) -> Iterator[bytes]:
    with opened(kept) as file:
        yield from iter(lambda: file.read(CHUNK), b"")


def drop(kept: StoredFile) -> None:
    """The bytes first: a row without bytes is swept again, bytes without a row never are."""
    store().delete(kept.name)
    kept.delete()


def sweep(*, at: datetime) -> int:
    """Drop what nothing needs any more; how many were dropped. Safe beside another sweeper."""
    unused = StoredFile.objects.filter(unused_since__lt=at - KEPT_UNUSED_FOR)
    dropped = 0
    for kept in unused.order_by("unused_since")[:BATCH]:
        drop(kept)
        dropped += 1
    return dropped


def hash_of(content: IO[bytes]) -> str:
    content.seek(0)
    digest = hashlib.sha256()
    while chunk := content.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
