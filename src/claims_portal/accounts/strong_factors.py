"""Who has neither an authenticator app nor a passkey."""

from django.db.models import Exists, OuterRef, QuerySet

from claims_portal.accounts.models import AuthenticatorApp, Passkey, User


def without_one(organisation_pk: int) -> QuerySet[User]:
    """The enabled accounts of an organisation that have none yet, by User ID."""
    passkeys = Passkey.objects.filter(user=OuterRef("pk"))
    apps = AuthenticatorApp.objects.filter(user=OuterRef("pk"), confirmed_at__isnull=False)
    enabled = User.objects.filter(organisation_id=organisation_pk, enabled=True, active=True)
    return enabled.exclude(Exists(passkeys)).exclude(Exists(apps)).order_by("user_name")
