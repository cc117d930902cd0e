"""How the client proves who it is, against a portal that runs: keys, renewal, another key."""

from collections.abc import Iterator

import pytest
from joserfc.jwk import ECKey, RSAKey

from claims_client import Portal, PortalProblem, operations
from tests.client.conftest import Cutting, client_of
from tests.running.conftest import Running

pytestmark = pytest.mark.running
ADMINISTRATOR = "PNAIR01"


@pytest.fixture
def administrator(portal: Running) -> Iterator[Portal]:
    with client_of(portal, "CR00101", login_as=ADMINISTRATOR) as made:
        yield made


@pytest.fixture
def client_id(administrator: Portal) -> Iterator[str]:
    """A client without a secret in use, for keys."""
    made = administrator.call(operations.POST_CLIENTS, {"name": "Signs what it sends"})
    number = made["client"]["clientId"]
    yield number
    administrator.call(operations.POST_REVOKE_CLIENT, clientId=number)


def private(key: ECKey | RSAKey) -> bytes:
    return key.as_pem(private=True)


@pytest.mark.parametrize(
    "key",
    [
        ECKey.generate_key("P-256"), ECKey.generate_key("P-384"), ECKey.generate_key("P-521"),
        RSAKey.generate_key(2048),
    ],
    ids=["P-256", "P-384", "P-521", "RSA"],
)  # fmt: skip
def test_a_client_with_an_uploaded_key_signs_instead_of_sending_a_secret(
    portal: Running, administrator: Portal, client_id: str, key: ECKey | RSAKey
) -> None:
    public = key.as_pem(private=False).decode()
    known = administrator.call(operations.POST_KEYS, {"key": public}, clientId=client_id)
    (key_id,) = (one["kid"] for one in known["keys"])
    for more in ({}, {"key_id": key_id}, {"audience": f"{portal.url}/oauth/token"}):
        with Portal(
            portal.url, client_id, private_key=private(key), login_as=ADMINISTRATOR, **more
        ) as signing:
            assert signing.call(operations.GET_CLAIMS, limit=1).keys() == {"claims", "nextCursor"}


def test_another_key_and_another_audience_are_refused(
    portal: Running, administrator: Portal, client_id: str
) -> None:
    own = ECKey.generate_key("P-256")
    public = own.as_pem(private=False).decode()
    administrator.call(operations.POST_KEYS, {"key": public}, clientId=client_id)
    stranger = private(ECKey.generate_key("P-256"))
    for key, more in (
        (stranger, {}),
        (private(own), {"audience": "https://other.example.org/oauth/token"}),
        (private(own), {"key_id": "none-of-ours"}),
    ):
        with (
            Portal(portal.url, client_id, private_key=key, login_as=ADMINISTRATOR, **more) as made,
            pytest.raises(PortalProblem) as refused,
        ):
            made.call(operations.GET_CLAIMS)
        assert refused.value.status == 401


def test_a_token_is_renewed_a_minute_before_it_ends(lawyer: Portal) -> None:
    tokens, passed = lawyer.transport.tokens, 0.0
    tokens.seconds = lambda: passed
    first = tokens.current()
    passed = 3539.0
    assert tokens.current() == first
    passed = 3541.0
    second = tokens.current()
    assert second != first
    lawyer.call(operations.GET_CLAIMS, limit=1)
    assert tokens.current() == second


def test_a_token_that_the_portal_forgot_costs_one_more_call(
    portal: Running, cutting: Cutting
) -> None:
    with client_of(portal, "CR00101", cutting.url) as lawyer:
        lawyer.call(operations.GET_CLAIMS, limit=1)
        assert cutting.seen == 1
        with portal.database() as connection:
            connection.execute("DELETE FROM accounts_apitoken")
        lawyer.call(operations.GET_CLAIMS, limit=1)
        assert cutting.seen == 3


def test_a_client_that_was_revoked_is_told_so(portal: Running, administrator: Portal) -> None:
    made = administrator.call(operations.POST_CLIENTS, {"name": "Soon revoked"})
    client_id = made["client"]["clientId"]
    with Portal(
        portal.url, client_id, secret=made["clientSecret"], login_as=ADMINISTRATOR
    ) as ended:
        ended.call(operations.GET_CLAIMS, limit=1)
        administrator.call(operations.POST_REVOKE_CLIENT, clientId=client_id)
        with pytest.raises(PortalProblem) as refused:
            ended.call(operations.GET_CLAIMS, limit=1)
    assert refused.value.status == 401
