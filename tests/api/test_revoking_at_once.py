"""A secret that is revoked leaves no token behind, whoever asked for one at that moment."""

import pytest

from claims_portal.accounts import api_clients, granting
from claims_portal.accounts.models import ApiToken, User
from tests import make
from tests.claims.together import at_once


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_no_token_outlives_its_secret(administrator: User, _again: int) -> None:
    made = api_clients.create(organisation=administrator.organisation, name="x", at=make.NOW)
    secret = made.client.secrets.get()

    def ask() -> object:
        proved = granting.by_secret(made.client.client_id, made.secret)
        return granting.grant(proved, scopes=["read"], at=make.NOW) if proved else None

    def revoke() -> object:
        return api_clients.revoke_secret(
            made.client, secret.pk, by=administrator.as_actor(), at=make.NOW
        )

    at_once(ask, ask, revoke, ask, ask)
    assert not ApiToken.objects.exists()
    assert ask() is None
