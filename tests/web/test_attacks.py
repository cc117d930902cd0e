"""What an attacker found once, and must not find again."""

import io
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from claims_portal.accounts.models import User
from claims_portal.config.wsgi import answered
from tests import make
from tests.web.forms.posting import posted_from
from tests.web.test_signing_in import code_step, password_step

pytestmark = pytest.mark.django_db


def status_of(path: str, content_type: str, method: str = "GET", body: bytes = b"") -> str:
    """The status of a request that goes to the application as a server hands it over."""
    path, _, query = path.partition("?")
    told: list[str] = []
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
    }
    answer = answered(environ, lambda status, headers, *_: told.append(status))
    list(answer)
    return told[0][:3]


@pytest.mark.parametrize(
    "target", ["foo", "claim", "sign-out", "%ff", "./foo", "claims_portal.web"]
)
def test_a_strange_next_leads_home(client: Client, lawyer: User, target: str) -> None:
    password_step(client, "LAWYER", target=target)
    assert code_step(client).headers["Location"] == "/"
    again = client.get("/sign-in", {"next": target})
    assert again.headers["Location"] == "/"


@pytest.mark.parametrize("charset", ["hex", "base64", "rot13", "idna", "utf-16", "unicode_escape"])
@pytest.mark.parametrize("path", ["/sign-in?a=b", "/developers?x=1", "/claims?surname=%5Cud800"])
def test_a_charset_of_the_callers_choice_breaks_nothing(path: str, charset: str) -> None:
    assert status_of(path, f"text/plain; charset={charset}") in {"200", "302"}


def test_a_form_in_a_strange_charset_breaks_nothing() -> None:
    part = b'--q\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n--q--\r\n'
    kind = "multipart/form-data; boundary=q; charset=hex"
    assert status_of("/sign-in", kind, "POST", part) == "403", "no CSRF token"


def test_an_answer_of_the_api_is_kept_by_nobody() -> None:
    told: dict[str, str] = {}
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/api/v1/claims", "wsgi.input": io.BytesIO()}
    environ |= {"SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "wsgi.url_scheme": "http"}
    list(answered(environ, lambda status, headers, *_: told.update(headers)))
    assert told["Cache-Control"] == "no-store"


def test_a_revision_of_thousands_of_digits_is_no_revision(client: Client, lawyer: User) -> None:
    client.force_login(lawyer)
    page = client.post("/claims/new").headers["Location"] + "/claimant"
    posted = posted_from(client.get(page).content.decode(), revision="9" * 5000)
    assert client.post(page, posted).status_code in {200, 302, 409}


def test_the_slower_of_two_clicks_is_told_that_it_was_done(
    client: Client, lawyer: User, insurer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    client.force_login(insurer)
    page = f"/claims/{claim.pk}/actions/accept-claim"
    posted = posted_from(client.get(page).content.decode(), compensatorReference="NM/26/1")
    from claims_portal.web.forms import acting

    real = acting.actions.act

    def both(*given: Any, **named: Any) -> Any:
        real(*given, **named)
        return real(*given, **named)

    monkeypatch.setattr(acting.actions, "act", both)
    answer = client.post(page, posted, follow=True)
    assert "This was done already" in answer.content.decode()


def test_a_network_address_with_a_long_zone_breaks_nothing(
    client: Client, lawyer: User, settings: Settings
) -> None:
    settings.PROXIES = 1
    client.defaults["HTTP_X_FORWARDED_FOR"] = "fe80::1%" + "z" * 80
    password_step(client, "LAWYER")
    assert code_step(client).headers["Location"] == "/"
    assert lawyer.web_sessions.get().from_address == "fe80::1"
