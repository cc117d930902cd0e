"""Each kind of POST sent 1 to 5 times at once over real connections, some cut: one effect.

A connection is cut in the middle of the request, right after it, or before the answer is
read. Whoever then sends the call once more gets the answer of the one that was done.
"""

import json
import random
import socket
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.running.conftest import Running, recent_cnf, until

pytestmark = pytest.mark.running
ROUNDS = 6
CUTS = ("none", "in the middle", "at the end", "before the answer")


@dataclass(frozen=True)
class Kind:
    """A kind of POST: who sends it, where, with what; and what it leaves in the database."""

    name: str
    sender: str
    path: str
    body: Callable[[int], dict[str, Any]]
    effects: str


def branch(number: int) -> dict[str, Any]:
    return {"name": f"Storm {number}"}


def account(number: int) -> dict[str, Any]:
    return {
        "userId": f"STORM{number}",
        "forename": "Storm",
        "surname": "Petrel",
        "email": f"storm.petrel{number}@DOMAIN",
        "branchId": "001",
        "profiles": ["cr-rta-claim-handler"],
    }


KINDS = [
    Kind("send-claim", "CR00101", "/claims", lambda _: recent_cnf(), "claims_claim"),
    Kind(
        "accept-claim",
        "COMP001",
        "/claims/{claim}/actions/accept-claim",
        lambda _: {"compensatorReference": "x"},
        "claims_event",
    ),
    Kind("branch", "administrator", "/branches", branch, "organisations_branch"),
    Kind("user", "administrator", "/users", account, "accounts_user"),
    Kind("client", "administrator", "/api-clients", branch, "accounts_apiclientsecret"),
]


class Sender:
    """Sends raw requests for one user, and cuts some."""

    def __init__(self, portal: Running, caller: httpx.Client) -> None:
        self.portal, self.caller = portal, caller

    def send(self, path: str, body: bytes, key: str, cut: str) -> httpx.Response | None:
        if cut == "none":
            return self.caller.post(path, content=body, headers=headers_of(key))
        request = self.caller.build_request("POST", path, content=body, headers=headers_of(key))
        lines = [f"POST {request.url.raw_path.decode()} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in request.headers.items()]
        raw = "\r\n".join([*lines, "", ""]).encode() + body
        with socket.create_connection(("127.0.0.1", self.portal.port), timeout=10) as connection:
            connection.sendall(raw[: -len(body) // 2] if cut == "in the middle" else raw)
            if cut == "before the answer":
                connection.recv(1)
        return None


def headers_of(key: str) -> dict[str, str]:
    return {"Content-Type": "application/json", "Idempotency-Key": key}


@pytest.mark.parametrize("what", KINDS, ids=lambda one: one.name)
def test_a_storm_of_retries_has_one_effect(portal: Running, what: Kind) -> None:
    chance = random.Random(what.name)  # noqa: S311 - no secret
    with portal.caller("CR00101") as lawyer, caller_of(portal, what.sender) as caller:
        sender = Sender(portal, caller)
        for number in range(ROUNDS):
            sent = lawyer.post("/claims", json=recent_cnf()).json()
            body = json.dumps(what.body(number)).replace("@DOMAIN", domain_of(portal)).encode()
            caller.headers["If-Match"] = f'"{sent["activityId"]}"'
            path, key = what.path.format(claim=sent["applicationId"]), str(uuid.uuid4())
            before = count(portal, what)
            cuts = chance.choices(CUTS, k=chance.randint(1, 5))
            with ThreadPoolExecutor(5) as threads:
                waiting = [threads.submit(sender.send, path, body, key, cut) for cut in cuts]
                answers = [one for each in waiting if (one := each.result(30)) is not None]
            last = until(
                lambda path=path, body=body, key=key: settled(sender, path, body, key),
                seconds=20,
                what="the call is answered",
            )
            assert last.status_code in (200, 201), last.text
            done = [one for one in answers if one.status_code != 409]
            assert {one.content for one in done} <= {last.content}, (cuts, done)
            assert count(portal, what) == before + 1, cuts


def settled(sender: Sender, path: str, body: bytes, key: str) -> httpx.Response | None:
    """The answer, once nobody else does the call any more."""
    answer = sender.send(path, body, key, "none")
    assert answer is not None
    if answer.status_code == 409:
        assert answer.json()["type"].endswith("#idempotency-key-in-use"), answer.text
        return None
    return answer


def count(portal: Running, what: Kind) -> int:
    (found,) = portal.query(f"SELECT count(*) FROM {what.effects}")[0]  # noqa: S608
    return int(found)


def caller_of(portal: Running, sender: str) -> httpx.Client:
    if sender != "administrator":
        return portal.caller(sender)
    caller = portal.caller("CR00101")
    caller.headers["Login-As"] = next(
        one["userId"]
        for one in portal.demo["users"]
        if one["organisationId"] == "CR00101" and "cr-administrator" in one["profiles"]
    )
    return caller


def domain_of(portal: Running) -> str:
    """The end of the addresses of the firm's people."""
    email = next(one["email"] for one in portal.demo["users"] if one["userId"] == "PNAIR01")
    return f"@{email.partition('@')[2]}"
