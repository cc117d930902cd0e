"""Where the bytes are: a directory, or a bucket of an S3-compatible service."""

import io
import stat
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.conf import settings
from django.test import override_settings

from claims_portal.config import environment
from claims_portal.files import store
from tests import make

LARGE = b"0123456789abcdef" * 16 * 1024 * 8


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as keeping a file takes."""

    objects: ClassVar[dict[str, bytes]] = {}

    def do_PUT(self) -> None:
        self.objects[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200)

    def do_GET(self) -> None:
        self.answer(200 if self.path in self.objects else 404, self.objects.get(self.path, b""))

    do_HEAD = do_GET

    def do_DELETE(self) -> None:
        self.objects.pop(self.path, None)
        self.answer(204)

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"x"')
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    Bucket.objects.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Bucket) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        for name, value in {
            "PORTAL_FILES_BUCKET": "claims",
            "PORTAL_FILES_ENDPOINT": f"http://127.0.0.1:{server.server_port}",
            "PORTAL_FILES_REGION": "eu-west-2",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            # Else the body comes in the chunks of a protocol of its own.
            "AWS_REQUEST_CHECKSUM_CALCULATION": "when_required",
        }.items():
            monkeypatch.setenv(name, value)
        own = {**settings.STORAGES, "claims": environment.file_store(Path("/nowhere"))}
        with override_settings(STORAGES=own):
            yield Bucket.objects
        server.shutdown()
        serving.join(5)


def kept(content: bytes) -> Any:
    file = io.BytesIO(content)
    return store.keep(file, size=len(content), sha256=store.hash_of(file), at=make.NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"small", LARGE], ids=["empty", "small", "large"])
def test_a_bucket_keeps_gives_and_drops(bucket: dict[str, bytes], content: bytes) -> None:
    one = kept(content)
    assert list(bucket.values()) == [content]
    assert list(bucket) == [f"/claims/{one.name}"]
    assert b"".join(store.chunks_of(one)) == content
    store.drop(one)
    assert bucket == {}


@pytest.mark.django_db
def test_a_directory_is_the_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_FILES_DIR", str(tmp_path / "own"))
    own = {**settings.STORAGES, "claims": environment.file_store(tmp_path)}
    with override_settings(STORAGES=own):
        one = kept(LARGE)
        assert b"".join(store.chunks_of(one)) == LARGE
    file = tmp_path / "own" / one.name
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.django_db
def test_a_name_in_the_store_says_nothing() -> None:
    names = {kept(b"x").name for _ in range(3)}
    assert len(names) == 3
    assert all(name.startswith("2026/11/") and len(name.rpartition("/")[2]) == 32 for name in names)
