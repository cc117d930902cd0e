"""Django's sessions in the database, but a key changes in place, and a change is one statement.

For another key Django writes a second row, then reads and deletes the first, which is a sixth
of what a step of signing in costs. Either way the old key opens nothing from then on. A session
that is there already is changed without a transaction of its own.

Two pages of one browser change one session: Django writes all that a page has read back, so that
the slower undoes what the other did. Here each writes its own changes alone.
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, UpdateError
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import transaction
from django.utils.crypto import get_random_string

KEY_LENGTH = 32
"""As Django has it: 165 random bits, too many for the same key twice."""


class SessionStore(db.SessionStore):
    _known = ""
    """What stands in the database, sealed, as far as this request knows."""

    def load(self) -> dict[str, Any]:
        found = self._get_session_from_db()  # type: ignore[attr-defined]
        self._known = found.session_data if found else ""
        return self.decode(self._known) if found else {}

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        made = super().create_model_instance(data)
        self._new = made.session_data
        return made

    def cycle_key(self) -> None:
        """A new key for what the session holds; changes of that are saved with the answer."""
        new_key = get_random_string(KEY_LENGTH, VALID_KEY_CHARS)
        if self.model.objects.filter(session_key=self.session_key).update(session_key=new_key):
            self._session_key = new_key
            self.modified = True
        else:
            super().cycle_key()

    def save(self, must_create: bool = False) -> None:
        """UpdateError where the session ended meanwhile: it does not come back."""
        if must_create or self.session_key is None:
            super().save(must_create)
        else:
            held = dict(self.items())
            if not self._write(held, over=self._known):
                self._merge(held)
        self._known = self._new

    def _write(self, held: dict[str, Any], *, over: str) -> bool:
        """Unless something else stands there by now."""
        changed = self.create_model_instance(held)
        there = self.model.objects.filter(pk=self.session_key, session_data=over)
        written = there.update(session_data=changed.session_data, expire_date=changed.expire_date)
        return bool(written)

    @transaction.atomic
    def _merge(self, held: dict[str, Any]) -> None:
        """What this request changed, over what another has written since it read."""
        row = self.model.objects.select_for_update().filter(pk=self.session_key).first()
        if row is None:
            raise UpdateError
        before = self.decode(self._known) if self._known else {}
        merged = self.decode(row.session_data)
        for name in before.keys() - held.keys():
            merged.pop(name, None)
        merged |= {
            name: value for name, value in held.items()
            if name not in before or before[name] != value
        }  # fmt: skip
        self._session_cache = merged
        self._write(merged, over=row.session_data)
