"""The token endpoint: who proves a live secret gets a token, and nobody else."""

import base64
from datetime import timedelta
from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest
from django.conf import LazySettings, settings
from django.test import Client

from claims_portal.accounts import api_clients, granting
from claims_portal.accounts.api_clients import NewClient
from claims_portal.accounts.models import ApiClientSecret, ApiToken, User
from claims_portal.accounts.secrets import digest
from tests import make
from tests.api.conftest import Clock

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def program(lawyer: User) -> NewClient:
    return api_clients.create(organisation=lawyer.organisation, name="Cases", at=make.NOW)


def ask(body: str | dict[str, str], url: str = "/oauth/token", **headers: str) -> Any:
    form = body if isinstance(body, str) else urlencode(body)
    return Client().post(url, form, content_type=FORM, headers=headers)


def ask_as(client_id: str, secret: str, **more: str) -> Any:
    named = {"client_id": client_id, "client_secret": secret}
    return ask({"grant_type": "client_credentials", **named, **more})


def basic(client_id: str, secret: str) -> str:
    pair = f"{quote_plus(client_id)}:{quote_plus(secret)}"
    return "Basic " + base64.b64encode(pair.encode()).decode()


def must_be_refused(answer: Any, error: str = "invalid_client", status: int = 401) -> None:
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert not ApiToken.objects.exists()


def works(token: str, user: User) -> bool:
    headers = {"Authorization": f"Bearer {token}", "Login-As": user.user_name}
    return Client().get("/api/v1/claims", headers=headers).status_code == 200


def test_a_secret_in_the_form_gives_a_token(program: NewClient, lawyer: User) -> None:
    answer = ask_as(program.client.client_id, program.secret)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "no-store"
    given = answer.json()
    assert (given["token_type"], given["expires_in"]) == ("Bearer", 3600)
    assert works(given["access_token"], lawyer)


def test_a_secret_by_http_basic_gives_a_token(program: NewClient, lawyer: User) -> None:
    header = basic(program.client.client_id, program.secret)
    answer = ask("grant_type=client_credentials", Authorization=header)
    assert answer.status_code == 200
    assert works(answer.json()["access_token"], lawyer)


def test_a_token_is_kept_as_a_hash_only(program: NewClient) -> None:
    token = ask_as(program.client.client_id, program.secret).json()["access_token"]
    kept = ApiToken.objects.get()
    assert token not in (kept.digest, str(kept.pk))
    assert len(kept.digest) == 64


def test_two_secrets_live_at_once_so_that_one_can_be_changed(program: NewClient) -> None:
    second = api_clients.add_secret(client=program.client, at=make.NOW)
    assert ask_as(program.client.client_id, program.secret).status_code == 200
    assert ask_as(program.client.client_id, second).status_code == 200


@pytest.mark.parametrize("secret", ["", "wrong", "\x00", "é" * 100, "x" * 5000])
def test_a_wrong_secret_is_refused(program: NewClient, secret: str) -> None:
    must_be_refused(ask_as(program.client.client_id, secret))


@pytest.mark.parametrize("client_id", ["", "nobody", "no\x00body", "é", "x" * 5000])
def test_an_unknown_client_is_refused(program: NewClient, client_id: str) -> None:
    must_be_refused(ask_as(client_id, program.secret))


def test_the_hash_of_a_secret_is_not_the_secret(program: NewClient) -> None:
    kept = ApiClientSecret.objects.get().digest
    must_be_refused(ask_as(program.client.client_id, kept))
    twice = digest(kept, purpose=granting.SECRET)
    must_be_refused(ask_as(program.client.client_id, twice))


def test_a_revoked_secret_is_refused_and_the_other_lives(program: NewClient) -> None:
    second = api_clients.add_secret(client=program.client, at=make.NOW)
    ApiClientSecret.objects.order_by("pk")[:1].get().delete()
    must_be_refused(ask_as(program.client.client_id, program.secret))
    ApiClientSecret.objects.update(revoked_at=make.NOW)
    must_be_refused(ask_as(program.client.client_id, second))


def test_a_disabled_client_is_refused(program: NewClient) -> None:
    program.client.enabled = False
    program.client.save()
    must_be_refused(ask_as(program.client.client_id, program.secret))


def test_a_client_of_a_disabled_organisation_is_refused(program: NewClient, lawyer: User) -> None:
    lawyer.organisation.enabled = False
    lawyer.organisation.save()
    must_be_refused(ask_as(program.client.client_id, program.secret))


def test_the_secret_of_another_client_is_refused(program: NewClient, insurer: User) -> None:
    other = api_clients.create(organisation=insurer.organisation, name="Other", at=make.NOW)
    must_be_refused(ask_as(program.client.client_id, other.secret))


@pytest.mark.parametrize(
    "header",
    [
        "Basic",
        "Basic ",
        "Basic é",
        "Basic ####",
        "Basic " + base64.b64encode(b"\xff\xfe:x").decode(),
        "Basic " + base64.b64encode(b"no colon").decode(),
        "Basic " + base64.b64encode(b"a\x00b:c").decode(),
        "Basic " + "A" * 5001,
    ],
)
def test_an_unreadable_basic_header_is_refused(program: NewClient, header: str) -> None:
    must_be_refused(ask("grant_type=client_credentials", Authorization=header))


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ("", "invalid_request"),
        ("%%%=\x01", "invalid_request"),
        ("grant_type=", "invalid_request"),
        ("grant_type=password", "unsupported_grant_type"),
        ("grant_type=authorization_code", "unsupported_grant_type"),
        ("grant_type=refresh_token", "unsupported_grant_type"),
        ("grant_type=CLIENT_CREDENTIALS", "unsupported_grant_type"),
    ],
)
def test_another_grant_is_refused(program: NewClient, form: str, error: str) -> None:
    header = basic(program.client.client_id, program.secret)
    must_be_refused(ask(form, Authorization=header), error, 400)


def test_a_scope_that_nobody_has_is_refused(program: NewClient) -> None:
    answer = ask_as(program.client.client_id, program.secret, scope="everything")
    must_be_refused(answer, "invalid_scope", 400)


def test_credentials_in_the_address_are_refused(program: NewClient) -> None:
    query = urlencode({"client_id": program.client.client_id, "client_secret": program.secret})
    answer = ask("grant_type=client_credentials", url=f"/oauth/token?{query}")
    must_be_refused(answer, "invalid_request", 400)


@pytest.mark.parametrize("size", [10_001, settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1])
def test_an_oversized_form_is_refused(program: NewClient, size: int) -> None:
    answer = ask_as(program.client.client_id, program.secret, padding="x" * size)
    must_be_refused(answer, "invalid_request", 413)


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch", "head"])
def test_a_token_is_asked_for_by_post(db: None, method: str) -> None:
    assert getattr(Client(), method)("/oauth/token").status_code == 405


def test_a_token_expires_after_an_hour(program: NewClient, lawyer: User, the_clock: Clock) -> None:
    token = ask_as(program.client.client_id, program.secret).json()["access_token"]
    the_clock.now = make.NOW + timedelta(seconds=3599)
    assert works(token, lawyer)
    the_clock.now = make.NOW + timedelta(seconds=3600)
    answer = Client().get(
        "/api/v1/claims", headers={"Authorization": f"Bearer {token}", "Login-As": "LAWYER"}
    )
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_disabling_a_client_ends_its_tokens_at_once(program: NewClient, lawyer: User) -> None:
    token = ask_as(program.client.client_id, program.secret).json()["access_token"]
    program.client.enabled = False
    program.client.save()
    assert not works(token, lawyer)


def test_the_hash_of_a_token_is_not_the_token(program: NewClient, lawyer: User) -> None:
    ask_as(program.client.client_id, program.secret)
    assert not works(ApiToken.objects.get().digest, lawyer)


def revoke(program: NewClient, token: str, **more: str) -> Any:
    named = {"client_id": program.client.client_id, "client_secret": program.secret}
    return ask({"token": token, **named, **more}, url="/oauth/revoke")


def test_a_token_that_is_taken_back_is_good_for_nothing(program: NewClient, lawyer: User) -> None:
    first, second = (
        ask_as(program.client.client_id, program.secret).json()["access_token"] for _ in range(2)
    )
    answer = revoke(program, first, token_type_hint="access_token")
    assert (answer.status_code, answer.content) == (200, b"")
    assert not works(first, lawyer)
    assert works(second, lawyer)
    assert revoke(program, first).status_code == revoke(program, "never a token").status_code == 200


def test_nobody_takes_back_the_token_of_another_client(
    program: NewClient, lawyer: User, insurer: User
) -> None:
    token = ask_as(program.client.client_id, program.secret).json()["access_token"]
    other = api_clients.create(organisation=insurer.organisation, name="Other", at=make.NOW)
    assert revoke(other, token).status_code == 200
    assert revoke(NewClient(program.client, "wrong"), token).status_code == 401
    assert revoke(program, "").status_code == 400
    assert works(token, lawyer)


def test_asking_for_tokens_is_limited_as_calls_are(
    program: NewClient, insurer: User, settings: LazySettings
) -> None:
    settings.CALLS_PER_SECOND = 1
    answers = [ask_as(program.client.client_id, program.secret) for _ in range(11)]
    assert [one.status_code for one in answers] == [200] * 10 + [429]
    assert answers[0]["RateLimit"].startswith('"client";r=9')
    assert int(answers[-1]["Retry-After"]) >= 1
    assert answers[-1].json()["error"] == "temporarily_unavailable"
    other = api_clients.create(organisation=insurer.organisation, name="Other", at=make.NOW)
    assert ask_as(other.client.client_id, other.secret).status_code == 200


def test_who_guesses_at_secrets_waits_and_others_do_not(program: NewClient) -> None:
    answers = [ask_as(program.client.client_id, "wrong") for _ in range(11)]
    assert [one.status_code for one in answers] == [401] * 10 + [429]
    assert ask_as(program.client.client_id, program.secret).status_code == 429
    form = {"grant_type": "client_credentials", "client_id": program.client.client_id}
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    answer = elsewhere.post("/oauth/token", {**form, "client_secret": program.secret})
    assert answer.status_code == 400  # multipart is no form of OAuth's
    answer = elsewhere.post(
        "/oauth/token", urlencode({**form, "client_secret": program.secret}), content_type=FORM
    )
    assert answer.status_code == 200
