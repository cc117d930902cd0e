"""The kinds of files that may be attached: by name, and by what their content must be."""

from pathlib import PurePosixPath
from typing import NamedTuple


class Kind(NamedTuple):
    name: str
    suffixes: tuple[str, ...]
    content: str
    """What `recognising.content_of` must find in it."""
    media_type: str
    previewed: bool = False
    """A browser shows it as a picture, and as nothing else."""


_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
# ruff: noqa: E501 - a table of rows
# fmt: off
KINDS = (
    Kind("PDF document", (".pdf",), "pdf", "application/pdf"),
    Kind("Word document", (".docx",), "docx", f"{_OPEN_XML}wordprocessingml.document"),
    Kind("Excel workbook", (".xlsx",), "xlsx", f"{_OPEN_XML}spreadsheetml.sheet"),
    Kind("PowerPoint presentation", (".pptx",), "pptx", f"{_OPEN_XML}presentationml.presentation"),
    Kind("older Word document", (".doc",), "doc", "application/msword"),
    Kind("older Excel workbook", (".xls",), "xls", "application/vnd.ms-excel"),
    Kind("older PowerPoint presentation", (".ppt",), "ppt", "application/vnd.ms-powerpoint"),
    Kind("OpenDocument text", (".odt",), "odt", f"{_OPEN_DOCUMENT}text"),
    Kind("OpenDocument spreadsheet", (".ods",), "ods", f"{_OPEN_DOCUMENT}spreadsheet"),
    Kind("OpenDocument presentation", (".odp",), "odp", f"{_OPEN_DOCUMENT}presentation"),
    Kind("rich text document", (".rtf",), "rtf", "application/rtf"),
    Kind("text", (".txt",), "text", "text/plain"),
    Kind("comma-separated table", (".csv",), "text", "text/csv"),
    Kind("e-mail message", (".eml",), "e-mail", "message/rfc822"),
    Kind("Outlook message", (".msg",), "msg", "application/vnd.ms-outlook"),
    Kind("JPEG picture", (".jpg", ".jpeg"), "jpg", "image/jpeg", previewed=True),
    Kind("PNG picture", (".png",), "png", "image/png", previewed=True),
    Kind("GIF picture", (".gif",), "gif", "image/gif", previewed=True),
    Kind("WebP picture", (".webp",), "webp", "image/webp", previewed=True),
    Kind("TIFF picture", (".tif", ".tiff"), "tif", "image/tiff"),
    Kind("BMP picture", (".bmp",), "bmp", "image/bmp"),
    Kind("HEIC picture", (".heic", ".heif"), "heic", "image/heic"),
)
OTHERS = {
    "a program": ("exe", "elf", "swf", "nes", "crx", "wasm", "rpm", "deb"),
    "a packed archive": ("zip", "tar", "rar", "gz", "bz2", "7z", "cab", "br", "xz", "ar", "Z", "lzo", "lz", "lz4", "zst"),
    "a picture": ("dwg", "xcf", "jpx", "apng", "cr2", "jxr", "psd", "ico", "avif", "dcm"),
    "a sound recording": ("aac", "midi", "mp3", "m4a", "ogg", "flac", "wav", "amr", "aiff"),
    "a film": ("3gp", "mp4", "m4v", "mkv", "mov", "avi", "wmv", "mpg", "webm", "flv"),
    "a font": ("woff", "woff2", "ttf", "otf", "eot"),
    "a book": ("epub",),
    "a printout": ("ps",),
    "a database": ("sqlite",),
}
"""What else a file may be by its content: what people call it, and its usual endings."""
# fmt: on
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)
PREVIEWED = frozenset(kind.media_type for kind in KINDS if kind.previewed)


def kind_of_name(file_name: str) -> Kind | None:
    """The kind that a file's name promises."""
    ending = PurePosixPath(file_name.casefold()).suffix
    return next((kind for kind in KINDS if ending in kind.suffixes), None)


def in_words(content: str) -> str:
    """What people call what `recognising.content_of` found; some of it is in words already."""
    for kind in KINDS:
        if kind.content == content:
            return f"{'an' if kind.name[0] in 'aeioEO' else 'a'} {kind.name}"
    return next(
        (f"{what} ({content})" for what, those in OTHERS.items() if content in those), content
    )
