"""A backup: a dump, the files that its rows name, and what a copy must be equal to.

All of it as of one instant: the dump and the checksums read the same snapshot, and files are
never changed, only added, so that copying them afterwards misses none.

    DIRECTORY/database.dump    pg_dump's custom format
    DIRECTORY/files/…          by the names that the rows have
    DIRECTORY/manifest.json    when, of which version, tables and files with their checksums
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from claims_portal.config.backups import contents, programs
from claims_portal.config.backups.contents import Table
from claims_portal.files import store

DUMP, FILES, MANIFEST = "database.dump", "files", "manifest.json"
_FILES = "SELECT name, size, sha256 FROM files_storedfile WHERE unused_since IS NULL ORDER BY name"


class BackupRefused(Exception):
    """Why no backup is made, or none is read."""


@dataclass(frozen=True)
class Manifest:
    made_at: str
    tables: dict[str, Table]
    files: dict[str, str]
    """By name, their SHA-256."""

    def write(self, directory: Path) -> None:
        (directory / MANIFEST).write_text(json.dumps(asdict(self), indent=1) + "\n")

    @classmethod
    def read(cls, directory: Path) -> "Manifest":
        try:
            read: dict[str, Any] = json.loads((directory / MANIFEST).read_text())
            tables = {name: Table(**one) for name, one in read["tables"].items()}
            return cls(read["made_at"], tables, read["files"])
        except (OSError, ValueError, KeyError, TypeError) as broken:
            raise BackupRefused(f"{directory} is no backup of the portal: {broken}") from broken


def make(
    directory: Path, *, url: str, at: datetime, tell: Callable[[str], object] = lambda _: None
) -> Manifest:
    """Write a backup into a directory that is not there yet. The manifest comes last: without
    one a directory is no backup."""
    if directory.exists() and any(directory.iterdir()):
        raise BackupRefused(f"{directory} has something in it already.")
    directory.mkdir(parents=True, exist_ok=True)
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        snapshot = str(connection.execute("SELECT pg_export_snapshot()").fetchone()[0])  # type: ignore[index]
        dump = ["--format=custom", f"--snapshot={snapshot}", f"--file={directory / DUMP}"]
        programs.run("pg_dump", dump, url=url)
        tell("The database is dumped.")
        tables = contents.of(connection)
        rows = connection.execute(_FILES).fetchall()
    files = {}
    for name, size, sha256 in rows:
        _copy(str(name), str(sha256), int(str(size)), directory / FILES)
        files[str(name)] = str(sha256)
    tell(f"{len(files):,} files are copied.")
    manifest = Manifest(at.isoformat(), tables, files)
    manifest.write(directory)
    return manifest


def wrong_files(directory: Path, manifest: Manifest) -> list[str]:
    """The files of a backup that are not there, or not what they were."""
    told = []
    for name, sha256 in manifest.files.items():
        path = directory / FILES / name
        if not path.is_file():
            told.append(f"{name}: is not there")
        elif _hash(path) != sha256:
            told.append(f"{name}: other contents")
    return told


def _copy(name: str, sha256: str, size: int, into: Path) -> None:
    path = into / name
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with store.store().open(name) as source, path.open("wb") as target:
        while chunk := source.read(store.CHUNK):
            digest.update(chunk)
            target.write(chunk)
    if digest.hexdigest() != sha256 or path.stat().st_size != size:
        raise BackupRefused(f"The file {name} in the store is not what its row says.")


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
