"""A backup brought back: into an empty database, or into a scratch one to prove that it can be."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.core.files import File
from psycopg import sql

from claims_portal.config.backups import contents, programs
from claims_portal.config.backups.making import (
    DUMP,
    FILES,
    BackupRefused,
    Manifest,
    wrong_files,
)
from claims_portal.files import store

SCRATCH = "portal_rehearsal_"
Tell = Callable[[str], object]


@dataclass(frozen=True)
class Proof:
    """What a restored copy was compared by; `wrong` is empty where it is equal."""

    tables: int
    rows: int
    files: int
    wrong: list[str]


def rehearse(directory: Path, *, url: str, tell: Tell = lambda _: None) -> Proof:
    """Restore into a scratch database of the same server, compare, and drop it again."""
    manifest = Manifest.read(directory)
    with _scratch(url) as scratch:
        tell("A scratch database is made.")
        _restore(directory, scratch)
        tell("The dump is restored.")
        return _proof(directory, manifest, scratch)


def restore(directory: Path, *, url: str, tell: Tell = lambda _: None) -> Proof:
    """Into the portal's own database, which must be empty; files that are there already stay."""
    manifest = Manifest.read(directory)
    if wrong := wrong_files(directory, manifest):
        raise BackupRefused(f"Files of the backup are damaged: {'; '.join(wrong[:5])}")
    with psycopg.connect(url) as connection:
        if contents.of(connection):
            raise BackupRefused("The database is not empty. Restore into a new one.")
    _restore(directory, url)
    tell("The dump is restored.")
    for name in manifest.files:
        if not store.store().exists(name):
            with (directory / FILES / name).open("rb") as file:
                store.store().save(name, File(file))
    tell(f"{len(manifest.files):,} files are in the store.")
    return _proof(directory, manifest, url)


def _restore(directory: Path, url: str) -> None:
    # Without owners: who restores owns the tables, and `grant-application-role` says the rest.
    arguments = ["--no-owner", "--no-privileges", "--exit-on-error", str(directory / DUMP)]
    programs.run("pg_restore", arguments, url=url)


def _proof(directory: Path, manifest: Manifest, url: str) -> Proof:
    with psycopg.connect(url) as connection:
        now = contents.of(connection)
    wrong = contents.differences(manifest.tables, now) + wrong_files(directory, manifest)
    rows = sum(one.rows for one in now.values())
    return Proof(len(now), rows, len(manifest.files), wrong)


@contextmanager
def _scratch(url: str) -> Iterator[str]:
    """A database that is there while it lasts, and dropped whatever happens."""
    name = f"{SCRATCH}{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
        )
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
