"""What the API says of its clients, and what is asked to change them."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from claims_portal.accounts import usage_reading
from claims_portal.accounts.client_keys import LIVE_KEYS
from claims_portal.accounts.public_keys import LONGEST_KEY
from claims_portal.accounts.scopes import TokenScope
from claims_portal.api.bodies import Body
from claims_portal.api.schemas import Answer
from claims_portal.outgoing import LONGEST_ADDRESS

Name = Annotated[
    str,
    Meta(
        description="Which program, of which software house",
        max_length=100,
        examples=["Case system of Harbour Row"],
    ),
]
Scopes = Annotated[
    list[TokenScope],
    Meta(description="What its tokens may be for at most", max_length=len(TokenScope)),
]
JwksUrl = Annotated[
    str,
    Meta(
        description="Where the client publishes its public keys; empty for nowhere",
        max_length=LONGEST_ADDRESS,
        examples=["https://keys.example.com/jwks.json"],
    ),
]


class NewClient(Body):
    name: Name
    scopes: Scopes | UnsetType = UNSET


class ClientChanges(Body):
    """What is given is changed; the rest stays."""

    name: Name | UnsetType = UNSET
    scopes: Scopes | UnsetType = UNSET
    jwks_url: JwksUrl | UnsetType = UNSET


class NewKey(Body):
    key: Annotated[
        str,
        Meta(
            description="A public key, RSA (2048 bits or more) or EC, in PEM or as a JWK",
            max_length=LONGEST_KEY,
        ),
    ]


class SecretAnswer(Answer):
    """A secret that works; its text is shown once, when it is made."""

    secret_id: int
    created_at: datetime


class KeyAnswer(Answer):
    """A public key that works."""

    key_id: int
    kid: Annotated[str, Meta(description="What assertions may call it in their header")]
    thumbprint: Annotated[str, Meta(description="SHA-256 of the key (RFC 7638)")]
    created_at: datetime


class ClientAnswer(Answer):
    client_id: str
    name: str
    enabled: bool
    created_at: datetime
    last_used_at: Annotated[
        datetime | None, Meta(description="Its last call or token, up to a second late")
    ]
    scopes: list[TokenScope]
    calls_per_second: Annotated[
        int, Meta(description="Ten seconds' worth may come at once; the operator sets it")
    ]
    secrets: Annotated[list[SecretAnswer], Meta(description="Those that work; at most two")]
    keys: Annotated[list[KeyAnswer], Meta(description=f"Those that work; at most {LIVE_KEYS}")]
    jwks_url: str


class ClientsAnswer(Answer):
    clients: list[ClientAnswer]


class ClientWithSecret(Answer):
    """A client with a secret that is shown this once."""

    client: ClientAnswer
    client_secret: Annotated[str, Meta(description="Keep it now; it is not shown again")]


class ClientPath(msgspec.Struct, rename="camel"):
    client_id: str


class SecretPath(ClientPath):
    secret_id: Annotated[int, Meta(ge=0, le=2**63 - 1)]


class KeyPath(ClientPath):
    key_id: Annotated[int, Meta(ge=0, le=2**63 - 1)]


class UsageQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    days: Annotated[int, Meta(ge=1, le=usage_reading.KEPT_FOR.days)] = 30


class UsageOfDay(Answer):
    day: date
    calls: int
    errors: Annotated[int, Meta(description="Answers of 400 and above")]
    last_at: datetime


class UsageOfRoute(Answer):
    route: Annotated[str, Meta(examples=["POST /claims"])]
    calls: int
    errors: int
    last_at: datetime


class UsageAnswer(Answer):
    since: date
    calls: int
    errors: int
    days: Annotated[list[UsageOfDay], Meta(description="The newest first")]
    routes: Annotated[list[UsageOfRoute], Meta(description="The most called first")]
