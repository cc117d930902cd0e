"""A client that signs instead of sending a secret: RFC 7523, private_key_jwt."""

import hmac
import json
import ssl
import threading
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import LazySettings, settings
from django.test import Client
from joserfc import jwk, jwt

from claims_portal.accounts import api_clients, assertions, client_keys, published_keys
from claims_portal.accounts.models import ApiClient, ApiClientKey, ApiToken, User
from claims_portal.accounts.rate_limits import WRONG_SECRETS
from tests import make
from tests.api.conftest import Caller, Clock, kind

NOW = int(make.NOW.timestamp())
AUDIENCE = f"{settings.BASE_URL}/oauth/token"
Sign = Callable[..., str]


@pytest.fixture
def client(lawyer: User) -> ApiClient:
    made = api_clients.create(organisation=lawyer.organisation, name="Cases", at=make.NOW)
    return made.client


@pytest.fixture
def pair() -> jwk.ECKey:
    return make.key_pair()


@pytest.fixture
def known(client: ApiClient, pair: jwk.ECKey, administrator: User) -> ApiClientKey:
    return client_keys.add(client, make.public_key(pair), by=administrator.as_actor(), at=make.NOW)


def signed(client: ApiClient, pair: Any, *, header: Any = None, **claims: Any) -> str:
    usual = {
        "iss": client.client_id,
        "sub": client.client_id,
        "aud": AUDIENCE,
        "exp": NOW + 60,
        "iat": NOW,
        "jti": str(uuid.uuid4()),
    }
    said = {name: value for name, value in {**usual, **claims}.items() if value is not None}
    algorithm = "ES256" if isinstance(pair, jwk.ECKey) else "RS256"
    head = {"alg": algorithm, **(header or {})}
    return jwt.encode(head, said, pair, algorithms=[head["alg"]])


def ask(assertion: str, **more: str) -> Any:
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": assertions.KIND,
        "client_assertion": assertion,
        **more,
    }
    kind_of_form = "application/x-www-form-urlencoded"
    return Client().post("/oauth/token", urlencode(form), content_type=kind_of_form)


def works(answer: Any, user: User) -> bool:
    headers = {
        "Authorization": f"Bearer {answer.json()['access_token']}",
        "Login-As": user.user_name,
    }
    return Client().get("/api/v1/claims", headers=headers).status_code == 200


def refused(answer: Any) -> str:
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client"), answer.content
    assert not ApiToken.objects.exists()
    return str(answer.json().get("error_description", ""))


def test_a_signature_gives_a_token(
    client: ApiClient, known: ApiClientKey, pair: jwk.ECKey, lawyer: User
) -> None:
    for header in ({}, {"kid": known.kid}, {"kid": known.thumbprint}):
        answer = ask(signed(client, pair, header=header), client_id=client.client_id)
        assert answer.status_code == 200, answer.content
        assert works(answer, lawyer)


@pytest.mark.parametrize("audience", [settings.BASE_URL, [AUDIENCE]])
def test_an_assertion_may_name_the_portal_or_its_token_endpoint(
    client: ApiClient, known: ApiClientKey, pair: jwk.ECKey, audience: Any
) -> None:
    assert ask(signed(client, pair, aud=audience)).status_code == 200


def test_an_rsa_key_as_jwk_and_a_scope(
    as_administrator: Caller, client: ApiClient, lawyer: User
) -> None:
    pair = jwk.RSAKey.generate_key(2048)
    body = {"key": json.dumps({**pair.as_dict(private=False), "kid": "2026-11"})}
    answer = as_administrator.post(f"/api-clients/{client.client_id}/keys", body)
    assert answer.status_code == 201, answer.content
    assert [one["kid"] for one in answer.json()["keys"]] == ["2026-11"]
    token = ask(signed(client, pair, header={"kid": "2026-11"}), scope="read")
    assert (token.status_code, token.json()["scope"]) == (200, "read")


def test_an_assertion_is_good_once(client: ApiClient, known: ApiClientKey, pair: jwk.ECKey) -> None:
    assertion = signed(client, pair)
    assert ask(assertion).status_code == 200
    ApiToken.objects.all().delete()
    assert "used before" in refused(ask(assertion))
    again = signed(client, pair, jti="fixed")
    assert ask(again).status_code == 200
    ApiToken.objects.all().delete()
    refused(ask(signed(client, pair, jti="fixed", exp=NOW + 120)))


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"exp": NOW - 61}, "expired"),
        ({"exp": NOW + 661 + 60}, "within 10 minutes"),
        ({"exp": None}, "signed JWT"),
        ({"exp": "soon"}, "signed JWT"),
        ({"jti": None}, "signed JWT"),
        ({"jti": ""}, "jti must have"),
        ({"jti": "x" * 256}, "jti must have"),
        ({"aud": None}, "signed JWT"),
        ({"aud": "https://other.example.org"}, "aud must be"),
        ({"aud": [AUDIENCE, "https://other.example.org"]}, "aud must be"),
        ({"aud": []}, "aud must be"),
        ({"iss": "somebody"}, "iss and sub"),
        ({"iss": "no\x00body", "sub": "no\x00body"}, "No key of this client"),
        ({"nbf": NOW + 61}, "from the future"),
        ({"iat": NOW + 61}, "from the future"),
    ],
)
def test_an_assertion_for_another_time_or_place_is_refused(
    client: ApiClient, known: ApiClientKey, pair: jwk.ECKey, claims: dict[str, Any], says: str
) -> None:
    assert says in refused(ask(signed(client, pair, **claims)))


def test_what_nobody_signed_is_refused(
    client: ApiClient, known: ApiClientKey, pair: jwk.ECKey, lawyer: User
) -> None:
    good = signed(client, pair)
    head, body, signature = good.split(".")
    none = "eyJhbGciOiJub25lIn0"
    as_secret = "eyJhbGciOiJIUzI1NiJ9." + body
    mac = hmac.digest(make.public_key(pair).encode(), as_secret.encode(), "sha256")
    as_secret += "." + urlsafe_b64encode(mac).decode().rstrip("=")
    other = api_clients.create(organisation=lawyer.organisation, name="Other", at=make.NOW).client
    for forged in (
        "x", "..", f"{head}.{body}.", f"{none}.{body}.", f"{none}.{body}.{signature}", as_secret,
        f"{head}.{body}.{signature[:-4]}AAAA", signed(client, make.key_pair()),
        signed(other, pair), signed(client, pair, header={"kid": "unknown"}),
        f"{head}.{'W' * 8000}.{signature}",
    ):  # fmt: skip
        refused(ask(forged))
        WRONG_SECRETS.forget_all()
    assert "iss and sub" in refused(ask(good, client_id=other.client_id))
    refused(ask(good, client_assertion_type="password"))


def test_a_revoked_key_and_a_disabled_client_prove_nothing(
    as_administrator: Caller, client: ApiClient, known: ApiClientKey, pair: jwk.ECKey
) -> None:
    assert ask(signed(client, pair)).status_code == 200
    path = f"/api-clients/{client.client_id}/keys/{known.pk}/revoke"
    assert as_administrator.post(path, None).json()["keys"] == []
    ApiToken.objects.all().delete()
    refused(ask(signed(client, pair)))
    ApiClientKey.objects.update(revoked_at=None)
    ApiClient.objects.update(enabled=False)
    refused(ask(signed(client, pair)))


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("", "Give a public key"),
        ("-----BEGIN PUBLIC KEY-----\nxx\n-----END PUBLIC KEY-----", "Give a public key"),
        ("x" * 10_001, None),
        ("{", "no JSON"),
        ('{"kty": "oct", "k": "c2VjcmV0"}', "private members"),
        ('{"kty": "OKP", "crv": "Ed25519", "x": "x"}', "of kind RSA or EC"),
        ('{"kty": "EC", "crv": "P-256", "x": "x", "y": "y"}', "no key that can be read"),
        ('{"kty": "EC", "crv": 7}', "no key that can be read"),
        ('{"keys": []}', "set of keys"),
        (make.key_pair().as_pem(private=True).decode(), "never leaves its owner"),
        (json.dumps(make.key_pair().as_dict(private=True)), "private members"),
        (jwk.ECKey.generate_key("secp256k1").as_pem(private=False).decode(), "The curve"),
        (jwk.OKPKey.generate_key("Ed25519").as_pem(private=False).decode(), "RSA or EC"),
    ],
)
def test_what_is_no_public_key_is_refused(
    as_administrator: Caller, client: ApiClient, key: str, says: str | None
) -> None:
    answer = as_administrator.post(f"/api-clients/{client.client_id}/keys", {"key": key})
    assert answer.status_code == 422, answer.content
    if says:
        assert kind(answer) == "key-refused"
        assert says in answer.json()["detail"]
        assert answer.json()["errors"][0]["pointer"] == "/key"
    assert not ApiClientKey.objects.exists()


def test_a_client_has_five_keys_at_most_each_once(
    as_administrator: Caller, client: ApiClient
) -> None:
    path = f"/api-clients/{client.client_id}/keys"
    key = make.public_key()
    assert as_administrator.post(path, {"key": key}).status_code == 201
    again = as_administrator.post(path, {"key": key})
    assert (again.status_code, kind(again)) == (409, "key-known")
    for _ in range(4):
        assert as_administrator.post(path, {"key": make.public_key()}).status_code == 201
    full = as_administrator.post(path, {"key": make.public_key()})
    assert (full.status_code, kind(full)) == (409, "too-many-keys")


class Publisher(BaseHTTPRequestHandler):
    """A client's own server, which says what a test lets it say."""

    says: ClassVar[bytes] = b""
    status: ClassVar[int] = 200
    asked: ClassVar[int] = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        self.send_response(self.status)
        self.send_header("Location", "https://localhost:1/")
        self.end_headers()
        self.wfile.write(self.says)

    def log_message(self, *_: Any) -> None:
        """Nothing: the tests' output is read by people."""


@pytest.fixture
def published(
    tmp_path: Path, client: ApiClient, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[type[Publisher]]:
    """A server of keys by https on this machine, trusted and allowed."""
    certificate = certificate_of_localhost(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.OUTGOING_TO_PRIVATE_NETWORKS = True
    Publisher.asked, Publisher.status = 0, 200
    server = HTTPServer(("127.0.0.1", 0), Publisher)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ApiClient.objects.update(jwks_url=f"https://localhost:{server.server_port}/jwks")
    published_keys.forget_all()
    yield Publisher
    server.shutdown()
    server.server_close()


def certificate_of_localhost(directory: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = directory / "localhost.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


def jwks(*pairs: jwk.ECKey) -> bytes:
    keys = [{**pair.as_dict(private=False), "kid": f"k{n}"} for n, pair in enumerate(pairs)]
    return json.dumps({"keys": [{"kty": "OKP"}, *keys]}).encode()


def test_published_keys_are_fetched_once_and_prove(
    client: ApiClient, pair: jwk.ECKey, published: type[Publisher]
) -> None:
    published.says = jwks(pair)
    for _ in range(3):
        assert ask(signed(client, pair, header={"kid": "k0"})).status_code == 200
    assert published.asked == 1
    ApiToken.objects.all().delete()
    refused(ask(signed(client, make.key_pair(), header={"kid": "k0"})))


def test_a_new_published_key_is_found_but_nobody_can_make_us_ask_often(
    client: ApiClient, pair: jwk.ECKey, published: type[Publisher], monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = make.key_pair()
    published.says = jwks(pair)
    assert ask(signed(client, pair, header={"kid": "k0"})).status_code == 200
    published.says = jwks(pair, newer)
    for _ in range(3):
        assert ask(signed(client, newer, header={"kid": "k1"})).status_code == 401
    assert published.asked == 1
    monkeypatch.setattr(published_keys, "SECONDS_BETWEEN_TRIES", -1.0)
    assert ask(signed(client, newer, header={"kid": "k1"})).status_code == 200


@pytest.mark.parametrize(
    ("says", "status"),
    [(b"", 500), (b"", 302), (b"not json", 200), (b"{}", 200), (b" " * 64_001, 200)],
)
def test_an_address_that_gives_no_keys_proves_nothing(
    client: ApiClient, pair: jwk.ECKey, published: type[Publisher], says: bytes, status: int
) -> None:
    published.says, published.status = says, status
    refused(ask(signed(client, pair)))


def test_a_private_network_is_not_asked(
    client: ApiClient, pair: jwk.ECKey, published: type[Publisher], settings: LazySettings
) -> None:
    """The name is public; where it leads is not."""
    settings.OUTGOING_TO_PRIVATE_NETWORKS = False
    published.says = jwks(pair)
    refused(ask(signed(client, pair)))
    assert published.asked == 0


@pytest.mark.parametrize(
    "address",
    [
        "http://keys.example.com/jwks", "https://", "https://127.0.0.1/x", "https://[::1]/x",
        "https://10.1.2.3/", "https://169.254.169.254/latest", "https://[::ffff:10.0.0.1]/",
        "https://user:secret@keys.example.com/", "https://keys.example.com/#x", "ftp://x/",
        "https://keys.example.com:99999/", "https://keys.exämple.com/", "https://224.0.0.1/",
        "https://[64:ff9b::a00:1]/", "https://[2002:a00:1::]/",
        "https://keys example.com/", "https://keys.example.com\\@10.1.2.3/",
        "https://keys.example.com:0/",
    ],
)  # fmt: skip
def test_an_address_of_keys_that_leads_inside_is_refused(
    as_administrator: Caller, client: ApiClient, address: str
) -> None:
    path = f"/api-clients/{client.client_id}"
    answer = as_administrator.send("PATCH", path, {"jwksUrl": address})
    assert (answer.status_code, kind(answer)) == (422, "key-address-refused")
    assert ApiClient.objects.get(pk=client.pk).jwks_url == ""


def test_another_address_of_keys_ends_all_tokens(
    as_administrator: Caller, client: ApiClient, the_clock: Clock
) -> None:
    api_clients.issue_token(client=client, at=make.NOW)
    path = f"/api-clients/{client.client_id}"
    answer = as_administrator.send("PATCH", path, {"jwksUrl": "https://keys.example.com/jwks"})
    assert answer.json()["jwksUrl"] == "https://keys.example.com/jwks"
    assert not ApiToken.objects.filter(client=client).exists()


def test_whoever_signs_and_sends_a_secret_too_is_told_to_choose(
    client: ApiClient, known: ApiClientKey, pair: jwk.ECKey
) -> None:
    """RFC 6749, section 2.3: one method a request."""
    answer = ask(signed(client, pair), client_id=client.client_id, client_secret="secret")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert "in one way" in answer.json()["error_description"]
    assert not ApiToken.objects.exists()
