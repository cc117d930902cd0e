"""Django's sessions in the database, but a key changes in place, and a change is one statement.

For another key Django writes a second row, then reads and deletes the first, which is a sixth
of what a step of signing in costs. Either way the old key opens nothing from then on. A session
that is there already is changed without a transaction of its own.
"""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, UpdateError
from django.utils.crypto import get_random_string

KEY_LENGTH = 32
"""As Django has it: 165 random bits, too many for the same key twice."""


class SessionStore(db.SessionStore):
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
            return
        changed = self.create_model_instance(dict(self.items()))
        if not self.model.objects.filter(pk=self.session_key).update(
            session_data=changed.session_data, expire_date=changed.expire_date
        ):
            raise UpdateError
