"""Answers of a bad day, as a portal that runs gives them: 503, 429, and a webhook that came twice."""

from collections.abc import Iterator

import pytest

from claims_client import Portal, PortalProblem, Retries, operations, webhooks
from tests.client.conftest import client_of
from tests.running.conftest import Running, recent_cnf, until
from tests.webhooks.receiving import Receiver, receiving

pytestmark = pytest.mark.running
ADMINISTRATOR = "PNAIR01"


@pytest.fixture
def failing(portal: Running, lawyer: Portal) -> Iterator[Portal]:
    """For orders of faults, which end with the test."""
    yield lawyer
    lawyer.call(operations.PUT_FAILURES, {})


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


def claims_of(portal: Running) -> int:
    ((number,),) = portal.query("SELECT count(*) FROM claims_claim")
    return int(number)


def test_a_claim_is_sent_once_through_calls_that_are_unavailable(
    portal: Running, failing: Portal
) -> None:
    before = claims_of(portal)
    failing.call(operations.PUT_FAILURES, {"unavailable": {"calls": 2, "retryAfter": 1}})
    assert failing.submit(recent_cnf())["applicationId"]
    assert failing.call(operations.GET_FAILURES)["failures"] == []
    assert claims_of(portal) == before + 1


def test_who_does_not_try_again_is_told_why(portal: Running, failing: Portal) -> None:
    failing.call(operations.PUT_FAILURES, {"unavailable": {"calls": 1, "retryAfter": 1}})
    with (
        client_of(portal, "CR00101", retries=Retries(attempts=1)) as once,
        pytest.raises(PortalProblem) as refused,
    ):
        once.submit(recent_cnf())
    assert (refused.value.status, refused.value.kind) == (503, "failure-ordered")


def test_a_wait_that_is_too_long_is_not_waited_for(portal: Running, failing: Portal) -> None:
    failing.call(operations.PUT_FAILURES, {"unavailable": {"calls": 1, "retryAfter": 30}})
    with (
        client_of(portal, "CR00101", retries=Retries(longest_wait=5)) as short,
        pytest.raises(PortalProblem, match="503"),
    ):
        short.submit(recent_cnf())


def test_a_client_over_its_rate_waits_and_goes_on(portal: Running) -> None:
    """For its token too, which costs a call."""
    with client_of(portal, "CR00101", login_as=ADMINISTRATOR) as administrator:
        made = administrator.call(operations.POST_CLIENTS, {"name": "In a hurry"})
        client_id, secret = made["client"]["clientId"], made["clientSecret"]
        portal.command("api-limit", client_id, "1")
        given = {"secret": secret, "login_as": ADMINISTRATOR}
        with Portal(portal.url, client_id, retries=Retries(attempts=1), **given) as once:
            with pytest.raises(PortalProblem) as refused:
                for _ in range(40):
                    once.call(operations.GET_WORKLIST_COUNTS)
            assert (refused.value.status, refused.value.kind) == (429, "too-many-calls")
        with Portal(portal.url, client_id, **given) as patient:
            for _ in range(3):
                patient.call(operations.GET_WORKLIST_COUNTS)
        administrator.call(operations.POST_REVOKE_CLIENT, clientId=client_id)


def test_a_webhook_that_comes_twice_is_verified_and_known_again(
    lawyer: Portal, insurer: Portal, receiver: Receiver
) -> None:
    """With the old secret and the new one while it is rotated, and with no other."""
    wanted = {"url": receiver.url, "events": ["*"]}
    made = insurer.call(operations.POST_WEBHOOKS, wanted)  # type: ignore[arg-type]
    webhook_id, old = made["webhook"]["webhookId"], made["secret"]
    insurer.call(operations.PUT_FAILURES, {"duplicateWebhooks": {"messages": 1}})
    number = lawyer.submit(recent_cnf())["applicationId"]
    until(lambda: len(receiver.got) == 2, seconds=30, what="it comes twice")
    told = [webhooks.verify(old, got.headers, got.body) for got in receiver.got]
    assert [one["data"]["applicationId"] for one in told] == [number, number]
    assert len(set(receiver.ids)) == 1

    new = insurer.call(operations.POST_ROTATE_SECRET, webhookId=webhook_id)["secret"]
    insurer.call(operations.POST_TEST_WEBHOOK, webhookId=webhook_id)
    until(lambda: len(receiver.got) == 3, seconds=30, what="the test message comes")
    got = receiver.got[-1]
    for secret in (old, new):
        assert webhooks.verify(secret, got.headers, got.body)["type"] == "webhook.test"
    with pytest.raises(webhooks.NotVerified):
        webhooks.verify(old, got.headers, got.body + b" ")
    assert insurer.call(operations.GET_FAILURES)["failures"] == []
    insurer.call(operations.DELETE_ONE_WEBHOOK, webhookId=webhook_id)
