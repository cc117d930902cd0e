"""The API clients that scripted sides play with: one an organisation, made when it first plays.

Its administrator sees it beside the others, and what it called; revoked, the next move makes
another.
"""

from datetime import datetime

import httpx
from django.conf import settings
from django.db import transaction

from claims_client import Portal, Retries
from claims_portal.accounts import api_clients
from claims_portal.accounts.granting import SECRET
from claims_portal.accounts.models import ApiClientSecret, User
from claims_portal.accounts.secrets import digest, matches
from claims_portal.organisations.models import Organisation
from claims_portal.records import audit

NAME = "Scripted counterpart (sandbox)"
CALLS_PER_SECOND = 10_000
"""It plays while somebody waits, and against everybody at once."""
ONCE = Retries(attempts=1)
"""For the same reason it never waits and asks again."""


def portal_for(player: User, *, through: httpx.BaseTransport, at: datetime) -> Portal:
    """The portal as a scripted side sees it that acts for one of its own people."""
    client_id = _known(player.organisation_id) or _made(player.organisation_id, at)
    return Portal(
        settings.BASE_URL, client_id, secret=_secret(client_id), login_as=player.user_name,
        retries=ONCE, through=through,
    )  # fmt: skip


def _known(organisation: int) -> str | None:
    """Known by its secret: a name may be given to any client."""
    usable = ApiClientSecret.objects.filter(
        client__organisation_id=organisation, client__enabled=True, revoked_at=None
    )
    for client_id, proof in usable.order_by("pk").values_list("client__client_id", "digest"):
        if matches(_secret(client_id), proof, purpose=SECRET):
            return client_id
    return None


@transaction.atomic
def _made(organisation: int, at: datetime) -> str:
    """Once, where two make it at the same moment."""
    held = Organisation.objects.select_for_update(no_key=True).get(pk=organisation)
    if known := _known(organisation):
        return known
    client = api_clients.open_for(held, NAME, by=audit.THE_PORTAL, at=at)
    client.calls_per_second = CALLS_PER_SECOND
    client.save(update_fields=["calls_per_second"])
    proof = digest(_secret(client.client_id), purpose=SECRET)
    ApiClientSecret.objects.create(client=client, digest=proof, created_at=at)
    return client.client_id


def _secret(client_id: str) -> str:
    """The same in each process, kept nowhere, and known to nobody without the portal's key."""
    return digest(client_id, purpose=NAME)
