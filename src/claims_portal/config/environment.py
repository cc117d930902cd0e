"""Settings from the environment: one place that names, types and explains each."""

import os
import secrets
from collections.abc import Sequence
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

LOCALE = Path(__file__).parent.parent / "locale"
"""A directory for each language with a catalogue."""


def text(name: str, default: str) -> str:
    return os.environ.get(name, default)


def number(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}")
    return int(value)


def switch(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "yes" if default else "no").lower()
    if value not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}")
    return value == "yes"


def choice(name: str, possible: Sequence[str]) -> str:
    """The first of these where nothing is said."""
    value = os.environ.get(name, possible[0])
    if value not in possible:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(possible)}, not {value!r}")
    return value


def words(name: str, default: str) -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def languages(name: str, default: str) -> list[tuple[str, str]]:
    """Each language by code and its own name for itself; English is always among them."""
    given = words(name, default)
    unknown = [code for code in given if code != "en" and not (LOCALE / code).is_dir()]
    if unknown or "en" not in given:
        known = ", ".join(sorted({"en", *(one.name for one in LOCALE.iterdir() if one.is_dir())}))
        raise ImproperlyConfigured(f"{name} must be of {known}, with en, not {','.join(given)!r}")
    return [("en-gb" if code == "en" else code, LANG_INFO[code]["name_local"]) for code in given]


def networks(name: str, default: str) -> list[str]:
    """Networks like 10.1.0.0/16; a single address is one too."""
    given = words(name, default)
    for one in given:
        try:
            ip_network(one)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name}: {error}") from error
    return given


def secret_key(kept_in: Path) -> str:
    """PORTAL_SECRET_KEY, or a key made once and kept readable by the owner alone."""
    given = os.environ.get("PORTAL_SECRET_KEY")
    if given:
        return given
    path = kept_in / "secret-key"
    if not path.exists():
        kept_in.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


def database(url: str) -> dict[str, Any]:
    """Django's connection settings of a `postgresql://user:password@host:port/name?key=value`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": query,
    }


def file_store(directory: Path) -> dict[str, Any]:
    """Where the bytes of claims' files are: a bucket where one is named, else a directory."""
    bucket = text("PORTAL_FILES_BUCKET", "")
    if not bucket:
        location = text("PORTAL_FILES_DIR", str(directory))
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": location,
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": text("PORTAL_FILES_ENDPOINT", "") or None,
            "region_name": text("PORTAL_FILES_REGION", "") or None,
            "file_overwrite": False,
            # A file that is read waits on the disk, not in memory.
            "max_memory_size": 1_000_000,
        },
    }
