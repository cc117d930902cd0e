"""The API clients of an organisation, run through the API itself."""

from http import HTTPStatus
from typing import Annotated, ClassVar

from dmr import Path, modify

from claims_portal import clock
from claims_portal.accounts import api_clients
from claims_portal.api import organisation_presenters as presenters
from claims_portal.api import organisation_schemas as schemas
from claims_portal.api.bodies import JsonBody
from claims_portal.api.controllers import MANAGING, SENDING, PortalController


class ClientController(PortalController):
    is_abstract: ClassVar[bool] = True
    tags: ClassVar = ("API clients",)

    def client(self, client_id: str) -> schemas.ClientAnswer:
        return presenters.client(api_clients.find(self.actor, client_id))


class Clients(ClientController):
    def get(self) -> schemas.ClientsAnswer:
        """The API clients of your organisation, revoked ones too, the newest first.

        For administrators.
        """
        found = api_clients.of(self.actor)
        return schemas.ClientsAnswer(clients=[presenters.client(one) for one in found])

    @modify(extra_responses=SENDING, status_code=HTTPStatus.CREATED)
    def post(
        self, parsed_body: Annotated[schemas.NewClient, JsonBody(schemas.NewClient)]
    ) -> schemas.ClientWithSecret:
        """Create a client; its secret is shown this once.

        For administrators.
        """
        made = api_clients.create_own(name=parsed_body.name, by=self.actor, at=clock.now())
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
        """Give a client another name; the client id that programs use stays.

        For administrators.
        """
        client = api_clients.find(self.actor, parsed_path.client_id)
        api_clients.rename(client, parsed_body.name, by=self.actor, at=clock.now())
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


class RevokeClient(ClientController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(self, parsed_path: Path[schemas.ClientPath]) -> schemas.ClientAnswer:
        """A client stops working at once and for good, with its secrets and tokens.

        For administrators. The client that makes the call may revoke itself.
        """
        client = api_clients.find(self.actor, parsed_path.client_id)
        api_clients.revoke(client, by=self.actor, at=clock.now())
        return self.client(client.client_id)
