"""Links from one part of the console to another."""

from django.urls import reverse
from django.utils.http import urlencode

from claims_portal.accounts.states import State


def users_href(*, state: State | None = None, sort: str = "") -> str:
    """The list of users, filtered; its page reads the same names."""
    given = {"state": state.value if state else "", "sort": sort}
    query = urlencode({name: value for name, value in given.items() if value})
    return reverse("users") + (f"?{query}" if query else "")
