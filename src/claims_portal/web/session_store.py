"""Django's sessions in the database, but a key changes in place.

Django writes a second row, then reads and deletes the first, which is a sixth of what a
step of signing in costs. Either way the old key opens nothing from then on.
"""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
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
