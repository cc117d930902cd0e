"""API clients in the console: the secret is seen once, two may live, what is revoked is dead."""

import re

import pytest
from django.test import Client

from claims_portal.accounts import api_clients
from claims_portal.accounts.models import ApiClient, ApiClientSecret, ApiToken, User
from claims_portal.records.models import AuditEntry
from tests import make

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
    assert api_clients.recognise(made.client_id, secret[1]) == made
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
    api_clients.issue_token(client=made, at=make.NOW)
    assert "23 November 2026" in console.get(LIST).content.decode()


def test_two_secrets_live_at_once_and_no_third(console: Client, made: ApiClient) -> None:
    first = secret_shown(console, made)
    console.post(f"{LIST}/{made.client_id}/new-secret")
    second = secret_shown(console, made)
    assert all(api_clients.recognise(made.client_id, one) for one in (first, second))
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
    assert api_clients.recognise(made.client_id, first) is None
    assert api_clients.recognise(made.client_id, second) == made
    assert not ApiToken.objects.exists()
    assert console.post(path).status_code == 404


def test_a_disabled_client_is_dead_at_once_and_gets_no_new_secret(
    console: Client, made: ApiClient
) -> None:
    secret = secret_shown(console, made)
    api_clients.issue_token(client=made, at=make.NOW)
    console.post(f"{LIST}/{made.client_id}/disable")
    assert api_clients.recognise(made.client_id, secret) is None
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
    assert api_clients.recognise(other.client.client_id, other.secret) is not None
