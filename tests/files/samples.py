"""Small files of every kind that may be attached, and of some that may not."""

import io
import struct
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x01" * 40
EXE = b"MZ\x90\x00" + b"\x00" * 56 + b"\x80\x00\x00\x00" + b"\x00" * 64 + b"PE\x00\x00"
EMAIL = b"Received: from mail.example.com\r\nFrom: a@example.com\r\nSubject: x\r\n\r\nHello\r\n"
# Written so that no scanner takes this very file for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def container(*members: tuple[str, str]) -> bytes:
    """A ZIP with these members in this order."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return written.getvalue()


def open_xml(part: str, *more: tuple[str, str]) -> bytes:
    return container(("[Content_Types].xml", "<Types/>"), (part, "<x/>"), *more)


def open_document(kind: str) -> bytes:
    return container(
        ("mimetype", f"application/vnd.oasis.opendocument.{kind}"), ("content.xml", "")
    )


def compound(stream: str, *, storage: str = "") -> bytes:
    """The container of older office programs with one stream in it, and perhaps a storage."""
    free, end, fat_sector = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<III", header, 44, 1, 1, 0)
    struct.pack_into("<I", header, 56, 4096)
    struct.pack_into("<IIII", header, 60, end, 0, end, 0)
    struct.pack_into("<109I", header, 76, 0, *[free] * 108)
    table = struct.pack("<II", fat_sector, end) + struct.pack("<I", free) * 126
    entries = _entry("Root Entry", 5, child=1)
    entries += _entry(stream, 2, right=2 if storage else free)
    entries += _entry(storage, 1) if storage else bytes(128)
    return bytes(header) + table + entries + bytes(128)


def _entry(name: str, kind: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    entry = bytearray(128)
    spelt = name.encode("utf-16-le")
    entry[: len(spelt)] = spelt
    struct.pack_into("<HBB", entry, 64, len(spelt) + 2, kind, 1)
    struct.pack_into("<III", entry, 68, 0xFFFFFFFF, right, child)
    struct.pack_into("<I", entry, 116, 0xFFFFFFFE)
    return bytes(entry)


RIGHT: dict[str, bytes] = {
    "report.pdf": PDF,
    "letter.docx": open_xml("word/document.xml"),
    "losses.xlsx": open_xml("xl/workbook.xml"),
    "talk.pptx": open_xml("ppt/presentation.xml"),
    "letter.doc": compound("WordDocument"),
    "losses.xls": compound("Workbook"),
    "talk.ppt": compound("PowerPoint Document"),
    "mail.msg": compound("__properties_version1.0"),
    "letter.odt": open_document("text"),
    "losses.ods": open_document("spreadsheet"),
    "talk.odp": open_document("presentation"),
    "letter.rtf": b"{\\rtf1\\ansi Dear Sirs}",
    "note.txt": "Zoë saw it.\r\nŁukasz did not.\n".encode(),
    "old.txt": "Zoë paid £5".encode("cp1252"),
    "wide.txt": "Zoë saw it".encode("utf-16"),
    "bm.txt": b"BMW hit the claimant, says MZ",
    "losses.csv": b"head,amount\nClothing,12.00\n",
    "mail.eml": EMAIL,
    "scene.jpg": JPG,
    "scene.JPEG": JPG,
    "scene.png": PNG,
    "scene.gif": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
    "scene.webp": b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00",
    "scan.tif": b"II*\x00\x08\x00\x00\x00\x00\x00" + b"\x01" * 20,
    "scan.tiff": b"MM\x00*\x00\x00\x00\x08\x00\x00" + b"\x01" * 20,
    "scan.bmp": b"BM\x3a\x00\x00\x00" + b"\x00" * 48,
    "phone.heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 8,
}
LYING: dict[str, bytes] = {
    "report.pdf": EXE,
    "photo.jpg": PNG,
    "photo.png": b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>",
    "letter.docx": container(("a.txt", "hello")),
    "losses.xlsx": open_xml("word/document.xml"),
    "macros.docx": open_xml("word/document.xml", ("word/vbaProject.bin", "x")),
    "macros.doc": compound("WordDocument", storage="Macros"),
    "locked.docx": compound("EncryptedPackage"),
    "broken.docx": b"PK\x03\x04" + b"\xff" * 200,
    "broken.doc": bytes.fromhex("d0cf11e0a1b11ae1") + b"\xff" * 600,
    "letter.odt": open_document("spreadsheet"),
    "note.txt": b"abc\x00def",
    "page.txt": b"<!DOCTYPE html><script>x()</script>",
    "run.csv": b"#!/bin/sh\nrm -rf /\n",
    "page.eml": b"<html>From: a</html>",
    "wide.txt": b"\xff\xfe\x00\xd8",
    "mail.msg": compound("WordDocument"),
    "archive.pdf": container(("a.pdf", "x")),
}
NOT_TAKEN = (
    "run.exe", "page.html", "picture.svg", "all.zip", "macros.docm", "script.js", "report.pdf.exe",
    "report", "pdf", ".pdf.", "film.mp4", "report.pdf\u202efdp.exe",
)  # fmt: skip


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
