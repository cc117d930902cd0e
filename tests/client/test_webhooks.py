"""Signatures of the reference library are verified, and those of the portal by both."""

from datetime import UTC, datetime

import pytest
from standardwebhooks.webhooks import Webhook

from claims_client import webhooks
from claims_portal.webhooks import signing

BODY = b'{"type": "webhook.test", "data": {}}'


def now() -> datetime:
    return datetime.now(UTC)


def headers_of(secret: str, at: datetime | None = None) -> dict[str, str]:
    at = at or now()
    return {
        "webhook-id": "1-2",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign("1-2", at, BODY.decode()),
    }


def test_what_the_reference_library_signs_is_verified() -> None:
    secret = signing.new_secret()
    assert webhooks.verify(secret, headers_of(secret), BODY)["type"] == "webhook.test"


def test_what_the_portal_signs_is_verified_by_both_with_either_secret() -> None:
    old, new = signing.new_secret(), signing.new_secret()
    sealed = [signing.sealed(old), signing.sealed(new)]
    headers = signing.headers("1-2", int(now().timestamp()), BODY, sealed)
    for secret in (old, new):
        assert Webhook(secret).verify(BODY, headers) == webhooks.verify(secret, headers, BODY)
    assert webhooks.verify([signing.new_secret(), old], headers, BODY)


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-id": "1-3"},
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": "v2,AAAA é"},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": str(int(now().timestamp()) - 301)},
        {"webhook-timestamp": str(int(now().timestamp()) + 400)},
    ],
)
def test_what_was_changed_or_is_old_is_not(changed: dict[str, str]) -> None:
    secret = signing.new_secret()
    with pytest.raises(webhooks.NotVerified):
        webhooks.verify(secret, headers_of(secret) | changed, BODY, now=now().timestamp())


@pytest.mark.parametrize("seconds", [-301, 301])
def test_what_is_rightly_signed_but_of_another_time_is_not(seconds: int) -> None:
    secret = signing.new_secret()
    with pytest.raises(webhooks.NotVerified, match="too long ago"):
        webhooks.verify(secret, headers_of(secret), BODY, now=now().timestamp() + seconds)


def test_another_body_or_secret_is_not() -> None:
    secret = signing.new_secret()
    with pytest.raises(webhooks.NotVerified):
        webhooks.verify(secret, headers_of(secret), BODY + b" ")
    with pytest.raises(webhooks.NotVerified):
        webhooks.verify([signing.new_secret()], headers_of(secret), BODY)
    with pytest.raises(ValueError, match="base64"):
        webhooks.verify("whsec_?", headers_of(secret), BODY)
