"""The API clients of an organisation, run through the API itself."""

from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, ClassVar

from django.db import transaction
from dmr import Path, modify

from claims_portal import clock
from claims_portal.accounts import api_clients, client_keys, usage_reading
from claims_portal.api import client_presenters as presenters
from claims_portal.api import client_schemas as schemas
from claims_portal.api.bodies import JsonBody
from claims_portal.api.controllers import MANAGING, SENDING, PortalController
from claims_portal.api.parameters import Query


class ClientController(PortalController):
    is_abstract: ClassVar[bool] = True
    tags: ClassVar = ("API clients",)

    def client(self, client_id: str) -> schemas.ClientAnswer:
        found = api_clients.find(self.actor, client_id)
        return presenters.client(found, usage_reading.last_used([found]).get(found.pk))


class Clients(ClientController):
    def get(self) -> schemas.ClientsAnswer:
        """The API clients of your organisation, revoked ones too, the newest first.

        For administrators.
        """
        found = list(api_clients.of(self.actor))
        used = usage_reading.last_used(found)
        return schemas.ClientsAnswer(
            clients=[presenters.client(one, used.get(one.pk)) for one in found]
        )

    @modify(extra_responses=SENDING, status_code=HTTPStatus.CREATED)
    def post(
        self, parsed_body: Annotated[schemas.NewClient, JsonBody(schemas.NewClient)]
    ) -> schemas.ClientWithSecret:
        """Create a client; its secret is shown this once.

        For administrators.
        """
        given, at = parsed_body.given(), clock.now()
        with transaction.atomic():
            made = api_clients.create_own(name=parsed_body.name, by=self.actor, at=at)
            if "scopes" in given:
                api_clients.allow(made.client, given["scopes"], by=self.actor, at=at)
        return schemas.ClientWithSecret(
            client=self.client(made.client.client_id), client_secret=made.secret
        )


class OneClient(ClientController):
    def get(self, parsed_path: Path[schemas.ClientPath]) -> schemas.ClientAnswer:
        """One client, with the secrets that work and when it was last used.

        For administrators.
        """
        return self.client(parsed_path.client_id)

    @modify(extra_responses=SENDING)
    def patch(
        self,
        parsed_path: Path[schemas.ClientPath],
        parsed_body: Annotated[schemas.ClientChanges, JsonBody(schemas.ClientChanges)],
    ) -> schemas.ClientAnswer:
        """Change a client's name, its scopes, or where it publishes its keys.

        For administrators. The client id that programs use stays. Tokens lose a scope that
        is taken away at once; another address of keys ends all tokens.
        """
        client, at = api_clients.find(self.actor, parsed_path.client_id), clock.now()
        given = parsed_body.given()
        with transaction.atomic():
            if "name" in given:
                api_clients.rename(client, given["name"], by=self.actor, at=at)
            if "scopes" in given:
                api_clients.allow(client, given["scopes"], by=self.actor, at=at)
            if "jwks_url" in given:
                client_keys.publish_at(client, given["jwks_url"], by=self.actor, at=at)
        return self.client(client.client_id)


class RotateClient(ClientController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(self, parsed_path: Path[schemas.ClientPath]) -> schemas.ClientWithSecret:
        """Give a client a second secret beside the first, so that one can be replaced.

        For administrators. Both work until the old one is revoked by
        /secrets/{secretId}/revoke; with two live secrets it is 409 too-many-secrets.
        """
        client = api_clients.find(self.actor, parsed_path.client_id)
        secret = api_clients.add_secret(client, by=self.actor, at=clock.now())
        return schemas.ClientWithSecret(client=self.client(client.client_id), client_secret=secret)


class RevokeSecret(ClientController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(self, parsed_path: Path[schemas.SecretPath]) -> schemas.ClientAnswer:
        """A secret stops working at once, and with it every token of the client.

        For administrators. The client gets a new token with its other secret.
        """
        client = api_clients.find(self.actor, parsed_path.client_id)
        api_clients.revoke_secret(client, parsed_path.secret_id, by=self.actor, at=clock.now())
        return self.client(client.client_id)


class Keys(ClientController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.CREATED)
    def post(
        self,
        parsed_path: Path[schemas.ClientPath],
        parsed_body: Annotated[schemas.NewKey, JsonBody(schemas.NewKey)],
    ) -> schemas.ClientAnswer:
        """Take a public key, with which the client signs instead of sending a secret.

        For administrators. The private key stays where it is. An assertion (RFC 7523) signed
        with it, RS, PS or ES, is sent to the token endpoint as client_assertion.
        """
        client = api_clients.find(self.actor, parsed_path.client_id)
        client_keys.add(client, parsed_body.key, by=self.actor, at=clock.now())
        return self.client(client.client_id)


class RevokeKey(ClientController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(self, parsed_path: Path[schemas.KeyPath]) -> schemas.ClientAnswer:
        """A key proves nothing from now on, and every token of the client ends.

        For administrators.
        """
        client = api_clients.find(self.actor, parsed_path.client_id)
        client_keys.revoke(client, parsed_path.key_id, by=self.actor, at=clock.now())
        return self.client(client.client_id)


class RevokeTokens(ClientController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(self, parsed_path: Path[schemas.ClientPath]) -> schemas.ClientAnswer:
        """Every token of a client ends at once; with its secret or key it gets a new one.

        For administrators. A program takes back its own token at /oauth/revoke.
        """
        client = api_clients.find(self.actor, parsed_path.client_id)
        api_clients.revoke_tokens(client, by=self.actor, at=clock.now())
        return self.client(client.client_id)


class ClientUsage(ClientController):
    def get(
        self, parsed_path: Path[schemas.ClientPath], parsed_query: Query[schemas.UsageQuery]
    ) -> schemas.UsageAnswer:
        """What a client called: calls and errors by day and by route.

        For administrators. Counted up to a second late, and kept for 400 days.
        """
        client = api_clients.find(self.actor, parsed_path.client_id)
        since = clock.today() - timedelta(days=parsed_query.days - 1)
        return presenters.usage(usage_reading.usage_of(client, since=since))


class RevokeClient(ClientController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(self, parsed_path: Path[schemas.ClientPath]) -> schemas.ClientAnswer:
        """A client stops working at once and for good, with its secrets and tokens.

        For administrators. The client that makes the call may revoke itself.
        """
        client = api_clients.find(self.actor, parsed_path.client_id)
        api_clients.revoke(client, by=self.actor, at=clock.now())
        return self.client(client.client_id)
