"""Web sessions: whose they are, and that they end when the account may no longer be used."""

from django.contrib.auth.backends import BaseBackend

from claims_portal import clock
from claims_portal.accounts.models import User


class AccountBackend(BaseBackend):
    """Gives Django's sessions their account, at each request anew.

    Signing in does not go through Django's `authenticate`: see accounts.sign_in.
    """

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("organisation").filter(pk=user_id).first()
        if user is None or not user.organisation.enabled or not user.is_usable(clock.today()):
            return None
        return user
