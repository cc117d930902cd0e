"""Files are added and given over the real API; each test has a file store of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from tests.api.conftest import as_insurer, as_lawyer, as_stranger, claim_at, the_clock

__all__ = ["as_insurer", "as_lawyer", "as_stranger", "claim_at", "the_clock"]


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path) -> Iterator[Path]:
    """A directory of its own, so that files can be counted."""
    directory = tmp_path / "files"
    directory.mkdir()
    options = {"location": str(directory)}
    backend = "django.core.files.storage.FileSystemStorage"
    own = {**settings.STORAGES, "claims": {"BACKEND": backend, "OPTIONS": options}}
    with override_settings(STORAGES=own):
        yield directory
