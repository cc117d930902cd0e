"""Django's PostgreSQL backend with a health check that costs no round trip."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Whether an idle connection is still there; asked before its first use in a request.

        A server that stops or fails over says so and closes, which leaves
        something to read on the socket. Django would ask `SELECT 1`, a third
        round trip to the two of a hot request.
        """
        if self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0)
