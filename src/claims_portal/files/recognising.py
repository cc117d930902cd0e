"""What a file is by its content, whatever it is called.

`filetype` knows the signatures of a hundred kinds. What it cannot tell apart is looked at
here: the documents within the two containers that office programs use, and text.
"""

import codecs
import re
import zipfile
from typing import IO

import filetype
import olefile

HEAD = 8192
"""Bytes from the beginning in which signatures stand."""
CHUNK = 65_536

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_XML = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OLE_STREAMS = {
    "EncryptedPackage": "a document that is locked by a password",
    "__properties_version1.0": "msg",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
}
MACROS = "a document with macros"
_OLE_MACROS = (["Macros"], ["_VBA_PROJECT_CUR"], ["VBA"])

# What a browser, a shell or an interpreter would run, although it is text.
_ACTIVE = re.compile(rb"\s*(?:<!doctype html|<html|<script|<svg|<\?php|<\?xml|#!)", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:[\x21-\x39\x3b-\x7e]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?"
    rb"(?:from|received|return-path|message-id|mime-version):",
    re.IGNORECASE,
)
_NEVER_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def content_of(file: IO[bytes]) -> str:
    """One of the words of `kinds`, else what else it is, else nothing."""
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(_ZIP):
        return _within_zip(file)
    if head.startswith(_OLE):
        return _within_ole(file)
    if is_text(file):
        return _kind_of_text(head)
    found = filetype.guess(head)
    return found.extension if found else ""


def is_text(file: IO[bytes]) -> bool:
    """UTF-16 with its mark, or bytes without control characters: UTF-8 or Windows-1252."""
    file.seek(0)
    first = file.read(2)
    file.seek(0)
    if first in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        decoder = codecs.getincrementaldecoder("utf-16")()
        try:
            while chunk := file.read(CHUNK):
                if "\0" in decoder.decode(chunk):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True
    return not any(_NEVER_IN_TEXT.search(chunk) for chunk in iter(lambda: file.read(CHUNK), b""))


def _kind_of_text(head: bytes) -> str:
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    start = head.removeprefix(codecs.BOM_UTF8)
    if _ACTIVE.match(start):
        return "a web page or a program"
    return "e-mail" if _MAIL.match(start) else "text"


def _within_zip(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(file) as container:
            names = container.namelist()
            if any(name.casefold().endswith("vbaproject.bin") for name in names):
                return MACROS
            if "[Content_Types].xml" in names:
                return next(
                    (kind for part, kind in _OPEN_XML.items()
                     if any(name.startswith(part) for name in names)), "zip",
                )  # fmt: skip
            if names[:1] == ["mimetype"]:
                with container.open("mimetype") as member:
                    return _OPEN_DOCUMENT.get(member.read(100).strip(), "zip")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        return ""
    return "zip"


def _within_ole(file: IO[bytes]) -> str:
    file.seek(0)
    try:
        with olefile.OleFileIO(file) as container:
            if any(container.exists(path) for path in _OLE_MACROS):
                return MACROS
            return next((kind for name, kind in _OLE_STREAMS.items() if container.exists(name)), "")
    except (OSError, ValueError, IndexError, TypeError):
        return ""
