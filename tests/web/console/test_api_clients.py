"""API clients in the console: the secret is seen once, two may live, what is revoked is dead."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from claims_portal.accounts import api_clients, client_keys
from claims_portal.accounts.models import (
    ApiClient,
    ApiClientKey,
    ApiClientSecret,
    ApiToken,
    User,
)
from claims_portal.accounts.usage import METER
from claims_portal.records.models import AuditEntry
from tests import make
from tests.web.forms.posting import posted_from

LIST = "/administration/api-clients"
SECRET = re.compile(r'<code id="secret">([^<]+)</code>')


@pytest.fixture
def made(console: Client) -> ApiClient:
    console.post("/administration/new-api-client", {"name": "Case system"})
    return ApiClient.objects.get()


def secret_shown(console: Client, client: ApiClient) -> str:
    found = SECRET.search(console.get(f"{LIST}/{client.client_id}/secret").content.decode())
    return found[1] if found else ""


def test_a_client_is_created_and_its_secret_shown_once(console: Client, made: ApiClient) -> None:
    answer = console.get(f"{LIST}/{made.client_id}/secret")
    assert "no-store" in answer["Cache-Control"]
    secret = SECRET.search(answer.content.decode())
    assert secret is not None
    assert make.recognised(made.client_id, secret[1]) == made
    again = console.get(f"{LIST}/{made.client_id}/secret", follow=True)
    assert secret[1] not in again.content.decode()
    assert "was shown once" in again.content.decode()
    assert ApiClientSecret.objects.count() == 1


def test_the_secret_waits_sealed(console: Client, made: ApiClient) -> None:
    kept = str(dict(console.session.items()))
    secret = secret_shown(console, made)
    assert secret
    assert secret not in kept
    assert secret not in str(list(AuditEntry.objects.values()))


def test_the_list_tells_when_a_client_was_used_last(console: Client, made: ApiClient) -> None:
    assert "never" in console.get(LIST).content.decode()
    METER.count(made.pk, "GET /claims", error=False, spent=1, at=make.NOW)
    METER.flush()
    assert "23 November 2026" in console.get(LIST).content.decode()


def test_two_secrets_live_at_once_and_no_third(console: Client, made: ApiClient) -> None:
    first = secret_shown(console, made)
    console.post(f"{LIST}/{made.client_id}/new-secret")
    second = secret_shown(console, made)
    assert all(make.recognised(made.client_id, one) for one in (first, second))
    answer = console.post(f"{LIST}/{made.client_id}/new-secret", follow=True)
    assert "Revoke the old one first" in answer.content.decode()
    assert ApiClientSecret.objects.count() == 2


def test_a_revoked_secret_is_dead_with_its_tokens_and_the_other_lives(
    console: Client, made: ApiClient
) -> None:
    first = secret_shown(console, made)
    console.post(f"{LIST}/{made.client_id}/new-secret")
    second = secret_shown(console, made)
    api_clients.issue_token(client=made, at=make.NOW)
    old = ApiClientSecret.objects.order_by("pk")[0]
    path = f"{LIST}/{made.client_id}/secrets/{old.pk}/revoke"
    assert "all tokens of the client" in console.get(path).content.decode()
    console.post(path)
    assert make.recognised(made.client_id, first) is None
    assert make.recognised(made.client_id, second) == made
    assert not ApiToken.objects.exists()
    assert console.post(path).status_code == 404


def test_a_disabled_client_is_dead_at_once_and_gets_no_new_secret(
    console: Client, made: ApiClient
) -> None:
    secret = secret_shown(console, made)
    api_clients.issue_token(client=made, at=make.NOW)
    console.post(f"{LIST}/{made.client_id}/disable")
    assert make.recognised(made.client_id, secret) is None
    assert not ApiToken.objects.exists()
    assert "disabled for good" in console.get(f"{LIST}/{made.client_id}").content.decode()
    console.post(f"{LIST}/{made.client_id}/new-secret")
    assert ApiClientSecret.objects.count() == 1
    console.post(f"{LIST}/{made.client_id}/disable")
    assert AuditEntry.objects.filter(tag="account:client:revoked").count() == 1


def test_a_client_is_renamed_and_its_id_stays(console: Client, made: ApiClient) -> None:
    console.post(f"{LIST}/{made.client_id}/name", {"name": "Proclaim"})
    renamed = ApiClient.objects.get()
    assert (renamed.name, renamed.client_id) == ("Proclaim", made.client_id)
    entry = AuditEntry.objects.get(tag="account:client:renamed")
    assert (entry.before, entry.after) == ({"name": "Case system"}, {"name": "Proclaim"})


@pytest.mark.parametrize("name", ["", "  ", "N" * 101, "Ca\x00se"])
def test_a_client_needs_a_name_that_fits(console: Client, made: ApiClient, name: str) -> None:
    for path in ("/administration/new-api-client", f"{LIST}/{made.client_id}/name"):
        answer = console.post(path, {"name": name})
        assert answer.status_code == 422
        assert 'href="#name"' in answer.content.decode()
    assert ApiClient.objects.get().name == "Case system"


def test_secrets_of_another_client_are_not_in_reach(
    console: Client, made: ApiClient, stranger: User
) -> None:
    other = api_clients.create(organisation=stranger.organisation, name="Theirs", at=make.NOW)
    theirs = other.client.secrets.get()
    path = f"{LIST}/{made.client_id}/secrets/{theirs.pk}/revoke"
    assert console.post(path).status_code == 404
    assert console.post(path.replace(str(theirs.pk), "9" * 30)).status_code == 404
    assert make.recognised(other.client.client_id, other.secret) is not None


def test_scopes_are_taken_from_the_tokens_too(console: Client, made: ApiClient) -> None:
    api_clients.issue_token(client=made, at=make.NOW)
    path = f"{LIST}/{made.client_id}/scopes"
    assert console.post(path, {"scopes": ["read", "act"]}).status_code == 302
    assert ApiClient.objects.get().scopes == ApiToken.objects.get().scopes == ["read", "act"]
    assert 'value="act" checked' in console.get(path).content.decode()
    for nothing in ({}, {"scopes": ["everything"]}):
        answer = console.post(path, nothing)
        assert answer.status_code == 422
        assert "Choose one or more" in answer.content.decode()


def test_a_key_is_added_told_and_revoked_with_all_tokens(console: Client, made: ApiClient) -> None:
    api_clients.issue_token(client=made, at=make.NOW)
    console.post(f"{LIST}/{made.client_id}/new-key", {"key": make.public_key()})
    key = ApiClientKey.objects.get()
    assert key.kid in console.get(f"{LIST}/{made.client_id}").content.decode()
    path = f"{LIST}/{made.client_id}/keys/{key.pk}/revoke"
    assert key.kid in console.get(path).content.decode()
    console.post(path)
    assert ApiClientKey.objects.filter(revoked_at=None).count() == ApiToken.objects.count() == 0
    assert console.post(path).status_code == 404


def test_what_is_no_key_comes_back_with_the_reason(console: Client, made: ApiClient) -> None:
    answer = console.post(f"{LIST}/{made.client_id}/new-key", {"key": "<b>my key</b>"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Give a public key in PEM" in page
    assert "&lt;b&gt;my key" in page
    assert not ApiClientKey.objects.exists()


@pytest.mark.parametrize("address", ["http://keys.example.com", "https://10.0.0.1/keys", "x"])
def test_the_address_of_keys_is_public_and_by_https(
    console: Client, made: ApiClient, address: str
) -> None:
    path = f"{LIST}/{made.client_id}/key-address"
    assert console.post(path, {"jwksUrl": address}).status_code == 422
    console.post(path, {"jwksUrl": "https://keys.example.com/jwks"})
    assert ApiClient.objects.get().jwks_url == "https://keys.example.com/jwks"
    console.post(path, {"jwksUrl": ""})
    assert ApiClient.objects.get().jwks_url == ""


def test_all_tokens_end_at_once(console: Client, made: ApiClient) -> None:
    api_clients.issue_token(client=made, at=make.NOW)
    console.post(f"{LIST}/{made.client_id}/end-tokens")
    assert not ApiToken.objects.exists()
    assert ApiClient.objects.get().enabled


def test_the_use_of_the_api_is_told_by_day_and_route(console: Client, made: ApiClient) -> None:
    path = f"{LIST}/{made.client_id}/usage"
    assert "It called nothing" in console.get(path).content.decode()
    now = datetime.now(UTC)
    METER.count(made.pk, "GET /claims", error=False, spent=1, at=now)
    METER.count(made.pk, "POST /claims", error=True, spent=1, at=now)
    METER.flush()
    page = console.get(path).content.decode()
    assert "2 calls, of which 1 were refused" in page
    assert "<code>POST /claims</code>" in page


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("scopes", {"scopes": ["read", "act"]}),
        ("key-address", {"jwksUrl": "https://keys.example.com/new"}),
        ("name", {"name": "Mine"}),
    ],
)
def test_an_old_page_does_not_undo_what_a_colleague_changed(
    console: Client, administrator: User, made: ApiClient, page: str, said: dict[str, Any]
) -> None:
    path = f"{LIST}/{made.client_id}/{page}"
    old = posted_from(console.get(path).content.decode(), **said)
    by = administrator.as_actor()
    api_clients.allow(made, ["read"], by=by, at=make.NOW)
    client_keys.publish_at(made, "https://keys.example.com/theirs", by=by, at=make.NOW)
    api_clients.rename(made, "Theirs", by=by, at=make.NOW)
    told = console.post(path, old)
    assert told.status_code == 409
    assert "changed after you opened the page" in told.content.decode()
    kept = ApiClient.objects.get()
    assert (kept.name, kept.scopes) == ("Theirs", ["read"])
    assert kept.jwks_url == "https://keys.example.com/theirs"
    again = posted_from(told.content.decode(), **said)
    assert console.post(path, again).status_code == 302
    now = ApiClient.objects.get()
    stored = {"name": now.name, "scopes": now.scopes, "jwksUrl": now.jwks_url}
    assert said.items() <= stored.items()
