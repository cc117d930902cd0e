"""Who needs an app or a passkey and has none sets one up before anything else."""

from typing import cast

from django.http import HttpRequest

from claims_portal.accounts.models import User
from claims_portal.accounts.second_factors import factors
from claims_portal.web.sessions import actor_of

ROUTES = frozenset({
    "second-factors", "second-factor-password", "app-begin", "app-new", "passkey-new",
    "recovery-codes",
})  # fmt: skip
"""What may be opened meanwhile: all that adds a factor."""


def stands(request: HttpRequest) -> bool:
    """Not for who is signed in as another user: that account's factors are none of theirs."""
    if actor_of(request).is_signed_in_as_another:
        return False
    return factors.must_set_up(cast(User, request.user))
