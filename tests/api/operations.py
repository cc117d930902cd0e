"""Every operation of accounts and administration once, with a call that would do it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from claims_portal.accounts import api_clients
from claims_portal.accounts.models import (
    AccessReview,
    ApiClient,
    ApiClientKey,
    ApiClientSecret,
    ApiToken,
    User,
    UserProfile,
)
from claims_portal.claims.models import AutomaticAcknowledgement
from claims_portal.organisations.models import Branch, Organisation
from claims_portal.records.models import AuditEntry
from claims_portal.transfers.models import Transfer
from claims_portal.webhooks.models import Delivery, SigningSecret, Subscription
from tests import make

NEW_USER: dict[str, Any] = {
    "userId": "KLARK",
    "forename": "Kim",
    "surname": "Lark",
    "email": "kim.lark@cr00101.example.com",
    "branchId": "001",
    "profiles": ["cr-rta-claim-handler"],
}
ADDRESS = {"buildingNumber": "12a", "street": "Quay Street", "town": "Bristol"}


@dataclass(frozen=True)
class Operation:
    method: str
    route: str
    """As the routes are written: it names what it needs as `<str:userId>`."""
    body: Any = None

    def path(self, **ids: object) -> str:
        path = "/" + self.route
        for name, value in ids.items():
            for kind in ("str", "int"):
                path = path.replace(f"<{kind}:{name}>", str(value))
        return path


NEW_TRANSFER = {
    "giver": "CRGIVER", "receiver": "CR00101", "carryOutAt": "2026-12-24T20:00:00Z",
    "contact": "Pat Office, pat@office.example.com", "reason": "Our firms merge.",
}  # fmt: skip
SEEN = "what GET /access-review says stands for the list"
# fmt: off
OPEN_TO_EVERY_ACCOUNT = [
    Operation("GET", "profiles"),
    Operation("GET", "users/me"),
]
FOR_ADMINISTRATORS = [
    Operation("GET", "users"),
    Operation("POST", "users", NEW_USER),
    Operation("POST", "users/extend", {"userIds": ["LAWYER"], "expiresOn": "2031-01-01"}),
    Operation("POST", "users/combine", {"userIds": ["lawyer", "TWIN"], "survivor": "LAWYER"}),
    Operation("POST", "users/<str:userId>/undo-combination"),
    Operation("GET", "readiness"),
    Operation("GET", "users/<str:userId>"),
    Operation("PATCH", "users/<str:userId>", {"surname": "Changed"}),
    Operation("PUT", "users/<str:userId>/profiles", {"profiles": ["cr-administrator"]}),
    Operation("POST", "users/<str:userId>/address", {"email": "kim.new@cr00101.example.com"}),
    Operation("POST", "users/<str:userId>/disable", {"reason": "left"}),
    Operation("POST", "users/<str:userId>/enable"),
    Operation("POST", "users/<str:userId>/extend", {"expiresOn": "2031-01-01"}),
    Operation("POST", "users/<str:userId>/reset-password"),
    Operation("POST", "users/<str:userId>/reset-second-factors"),
    Operation("POST", "users/<str:userId>/leave", {"reason": "left", "handOver": "anyone"}),
    Operation("GET", "organisation"),
    Operation("PATCH", "organisation", {"telephone": "0117 496 0999"}),
    Operation("GET", "organisation/automatic-acknowledgements"),
    Operation(
        "PUT", "organisation/automatic-acknowledgements", {"actions": ["acknowledge-exit"]}
    ),
    Operation("GET", "organisation/claim-types"),
    Operation(
        "POST", "organisation/claim-types", {"claims": "elpl", "reason": "We are authorised now."}
    ),
    Operation("GET", "branches"),
    Operation("POST", "branches", {"name": "Bath"}),
    Operation("GET", "branches/<str:branchId>"),
    Operation("PATCH", "branches/<str:branchId>", {"name": "Bath"}),
    Operation("GET", "agreement"),
    Operation("POST", "agreement/accept", {"version": "2"}),
    Operation("GET", "api-clients"),
    Operation("POST", "api-clients", {"name": "Leaver process"}),
    Operation("GET", "api-clients/<str:clientId>"),
    Operation("PATCH", "api-clients/<str:clientId>", {"name": "Leaver process"}),
    Operation("POST", "api-clients/<str:clientId>/rotate"),
    Operation("POST", "api-clients/<str:clientId>/secrets/<int:secretId>/revoke"),
    Operation("POST", "api-clients/<str:clientId>/revoke"),
    Operation("POST", "api-clients/<str:clientId>/revoke-tokens"),
    Operation("POST", "api-clients/<str:clientId>/keys", {"key": make.public_key()}),
    Operation("POST", "api-clients/<str:clientId>/keys/<int:keyId>/revoke"),
    Operation("GET", "api-clients/<str:clientId>/usage"),
    Operation("GET", "webhooks"),
    Operation("POST", "webhooks", {"url": "https://cases.example.com/", "events": ["*"]}),
    Operation("GET", "webhooks/<str:webhookId>"),
    Operation("PATCH", "webhooks/<str:webhookId>", {"description": "Cases"}),
    Operation("DELETE", "webhooks/<str:webhookId>"),
    Operation("POST", "webhooks/<str:webhookId>/disable"),
    Operation("POST", "webhooks/<str:webhookId>/enable"),
    Operation("POST", "webhooks/<str:webhookId>/rotate-secret"),
    Operation("POST", "webhooks/<str:webhookId>/end-old-secret"),
    Operation("POST", "webhooks/<str:webhookId>/test"),
    Operation("POST", "webhooks/<str:webhookId>/replay", {"dead": True}),
    Operation("GET", "webhooks/<str:webhookId>/deliveries"),
    Operation("GET", "webhooks/<str:webhookId>/deliveries/<int:deliveryId>"),
    Operation("POST", "webhooks/<str:webhookId>/deliveries/<int:deliveryId>/replay"),
    Operation("GET", "transfers"),
    Operation("POST", "transfers", NEW_TRANSFER),
    Operation("GET", "transfers/<int:transferId>"),
    Operation("POST", "transfers/<int:transferId>/agree", {}),
    Operation("POST", "transfers/<int:transferId>/withdraw", {"reason": "It is off again."}),
    Operation("GET", "transfers/<int:transferId>/claims"),
    Operation("GET", "access-review"),
    Operation("POST", "access-review/sign", {"seen": SEEN}),
    Operation("GET", "audit"),
]
# fmt: on
OPERATIONS_OF_ADMINISTRATION = [*OPEN_TO_EVERY_ACCOUNT, *FOR_ADMINISTRATORS]


def ids_of(account: User) -> dict[str, object]:
    """An account, and a branch, an API client and a webhook that only its organisation has."""
    organisation = account.organisation
    number = f"{organisation.pk % 900 + 100}"
    branch = organisation.branches.filter(number=number).first() or make.branch(
        organisation, number
    )
    client = api_clients.create(organisation=organisation, name="Its own", at=make.NOW).client
    webhook = Subscription.objects.create(
        public_id=f"wh_of_{organisation.code}_{Subscription.objects.count()}",
        organisation=organisation, url="https://cases.example.com", event_types=["*"],
        created_at=make.NOW,
    )  # fmt: skip
    for ends_at in (None, make.NOW + timedelta(hours=1)):
        webhook.secrets.create(sealed="x", created_at=make.NOW, ends_at=ends_at)
    delivery = webhook.deliveries.create(
        message_id="test-1", type="webhook.test", state="dead", due_at=make.NOW,
        created_at=make.NOW,
    )  # fmt: skip
    giver = Organisation.objects.filter(code="CRGIVER").first() or make.organisation("CRGIVER")
    transfer = Transfer.objects.create(
        giver=giver, receiver=organisation, reason="a merger", contact="Pat",
        carry_out_at=make.NOW, asked_by="GIVER", asked_at=make.NOW, giver_agreed_by="GIVER",
        giver_agreed_at=make.NOW,
    )  # fmt: skip
    return {
        "transferId": transfer.pk,
        "webhookId": webhook.public_id,
        "deliveryId": delivery.pk,
        "userId": account.user_name,
        "branchId": branch.number,
        "clientId": client.client_id,
        "secretId": client.secrets.get().pk,
        "keyId": client.keys.create(kid="its own", thumbprint="x", jwk={}, created_at=make.NOW).pk,
    }


def everything() -> list[Any]:
    """All that administration could change. Being called for is use, and is noted: left out."""
    tables = (
        User, UserProfile, Organisation, Branch, ApiClient, ApiClientKey, ApiClientSecret, ApiToken,
        AccessReview, AuditEntry, AutomaticAcknowledgement, Subscription, SigningSecret, Delivery,
        Transfer,
    )  # fmt: skip
    rows = [list(table.objects.order_by("pk").values()) for table in tables]
    for account in rows[0]:
        del account["last_used_at"]
    return rows
