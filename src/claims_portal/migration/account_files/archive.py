"""A workbook's ZIP, opened so that it cannot grow without bounds.

All sizes are judged from the directory before anything is unpacked; `zipfile` then
reads no more of an entry than the directory says, and refuses one that was longer.
"""

import struct
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from claims_portal.migration.account_files.faults import FileRefused

ZIP = b"PK\x03\x04"
MOST_ENTRIES = 5_000
LARGEST_IN_ALL = 4 * 1024**3
LARGEST_SMALL_PART = 16 * 1024**2
"""Of the parts that are read whole: contents, relations, styles."""
HIGHEST_RATIO = 200
SMALL = 1024**2
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE, _LONGEST_COMMENT = 22, 65_535
_TOO_LARGE = (
    "The workbook would unpack to far more than its size: it is not opened. Save the accounts as "
    "CSV instead."
)


class Archive(ZipFile):
    """Raises FileRefused on opening what looks like a bomb, or is no ZIP file."""

    def __init__(self, path: Path) -> None:
        _must_have_a_small_directory(path)
        try:
            super().__init__(path)
        except (BadZipFile, ValueError, OSError, NotImplementedError) as fault:
            raise FileRefused("The workbook is cut off or damaged: it does not open.") from fault
        _must_be_bounded(self, path.stat().st_size)

    def read(self, name: str, pwd: bytes | None = None) -> bytes:  # type: ignore[override]
        if self.getinfo(name).file_size > LARGEST_SMALL_PART:
            raise FileRefused(_TOO_LARGE)
        return super().read(name, pwd)


def _must_have_a_small_directory(path: Path) -> None:
    """Before it is read: a directory of millions of entries would fill the memory."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT - 20))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise FileRefused("The workbook is cut off or damaged: it does not open.")
    (entries,) = struct.unpack_from("<H", tail, at + 10)
    if entries > MOST_ENTRIES or tail[max(0, at - 20) : at].startswith(_END_64):
        raise FileRefused(_TOO_LARGE)


def _must_be_bounded(archive: ZipFile, size: int) -> None:
    entries = archive.infolist()
    inflated = any(
        entry.file_size > SMALL and entry.file_size > HIGHEST_RATIO * entry.compress_size
        for entry in entries
    )
    # More packed bytes than the file has: entries lie over each other.
    overlapping = sum(entry.compress_size for entry in entries) > size
    if inflated or overlapping or sum(entry.file_size for entry in entries) > LARGEST_IN_ALL:
        archive.close()
        raise FileRefused(_TOO_LARGE)
