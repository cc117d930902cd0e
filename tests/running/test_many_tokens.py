"""Thousands of tokens of one client at once: all are good, and the client outlives them."""

import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

import httpx
import pytest

from tests.running.conftest import Running

pytestmark = pytest.mark.running
THREADS, EACH = 16, 125


def granted(asking: httpx.Client) -> str:
    """A token, as a program gets it that waits when it is told to."""
    while True:
        answer = asking.post("/oauth/token", data={"grant_type": "client_credentials"})
        if answer.status_code != HTTPStatus.TOO_MANY_REQUESTS:
            assert answer.status_code == HTTPStatus.OK, answer.text
            return str(answer.json()["access_token"])
        time.sleep(float(answer.headers["Retry-After"]))


def test_thousands_of_tokens_are_live_at_once(portal: Running) -> None:
    # One that no other test calls with: it has used up its calls for a while.
    client = next(one for one in portal.demo["clients"] if one["organisationId"] == "CR00102")
    secret = (client["clientId"], client["clientSecret"])
    organisation = client["organisationId"]
    user = next(one for one in portal.demo["users"] if one["organisationId"] == organisation)

    def grants(_number: int) -> list[str]:
        with httpx.Client(base_url=portal.url, auth=secret, timeout=60) as asking:
            return [granted(asking) for _ in range(EACH)]

    with ThreadPoolExecutor(THREADS) as threads:
        tokens = [token for some in threads.map(grants, range(THREADS)) for token in some]
    assert len(set(tokens)) == THREADS * EACH
    with httpx.Client(base_url=portal.url, timeout=30) as caller:

        def status(token: str) -> int:
            headers = {"Authorization": f"Bearer {token}", "Login-As": user["userId"]}
            return caller.get("/api/v1/claims/counts", headers=headers).status_code

        assert {status(token) for token in (tokens[0], *tokens[::200], tokens[-1])} == {200}
        revoked = caller.post("/oauth/revoke", data={"token": tokens[7]}, auth=secret)
        assert revoked.status_code == 200
        assert [status(token) for token in tokens[6:9]] == [200, 401, 200]
