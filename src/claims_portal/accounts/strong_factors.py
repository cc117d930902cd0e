"""Who has an authenticator app or a passkey; reading somebody's mail gives neither away."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from claims_portal.accounts.models import AuthenticatorApp, Passkey, User

_PASSKEYS = Passkey.objects.filter(user=OuterRef("pk"))
_APPS = AuthenticatorApp.objects.filter(user=OuterRef("pk"), confirmed_at__isnull=False)


def names_of(accounts: Iterable[User]) -> dict[int, list[str]]:
    """What each account can prove itself with, in words; one query for any number."""
    found = User.objects.filter(pk__in=[one.pk for one in accounts]).values_list(
        "pk", Exists(_PASSKEYS), Exists(_APPS)
    )
    return {
        pk: ["Passkey"] * passkey + ["Authenticator app"] * app or ["Code by e-mail"]
        for pk, passkey, app in found
    }


def without_one(organisation_pk: int) -> QuerySet[User]:
    """The enabled accounts of an organisation that have none yet, by User ID."""
    enabled = User.objects.filter(organisation_id=organisation_pk, enabled=True, active=True)
    return enabled.exclude(Exists(_PASSKEYS)).exclude(Exists(_APPS)).order_by("user_name")
