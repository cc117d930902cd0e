"""Deny by default: every route of the portal is closed to strangers, unless it is listed."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from claims_portal.api.events import EVENT_TYPES
from claims_portal.api.reference import REFERENCE

# Those of the API take a bearer token instead; tests/api shows that.
OPEN = {
    "token", "revoke-token", "openapi", "healthz", "readyz", "metrics", "status", "status-json", "figures", "figures-csv", "figures-json", "help", "language",
    "help-guide", "help-glossary", "help-phases", "developers", "developer-python", "developer-errors", "developer-operations", "developer-changes", "developer-old-interface", "developer-old-operation",
    "sign-in", "sign-in-code", "sign-in-code-again", "sign-in-account", "sign-out",
    "new-password", "new-password-again", "new-password-code", "new-password-choose",
    "verify-address", "sign-in-passkey", "sign-in-app", "sign-in-recovery-code", "sign-in-another-way",
    "deadline-feed",
    "register", "register-begin", "register-mail-sent", "register-open", "register-link", "register-leave",
    "recovery-objection",
    # These want the mailed link of an application; tests/registration shows that.
    "register-application", "register-branches", "register-add-branch", "register-remove-branch",
    "register-check", "register-sent", "register-status", "register-withdraw", "register-section",
}  # fmt: skip
PUBLIC_OPERATIONS = {
    "openapi",
    "service-notices",
    *(name for _route, _controller, name in (*REFERENCE, *EVENT_TYPES)),
}
EXAMPLES = {"int": "17", "slug": "accept-claim", "str": "x", "uuid": str(UUID(int=0))}


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one, path)
        else:
            yield path, one


# Those of the operator want a sign-in of their own; tests/web/operator shows that.
PAGES = [
    (path, pattern)
    for path, pattern in routes(get_resolver())
    if not path.startswith("operator")
    and not path.startswith(("api/v1/claims", "^api", "api/v1/"))
    or pattern.name == "openapi"
]
CLOSED = [(path, pattern) for path, pattern in PAGES if pattern.name not in OPEN]


def filled_in(path: str) -> str:
    return "/" + re.sub(r"<(\w+):\w+>", lambda found: EXAMPLES[found[1]], path)


def test_there_are_pages_and_what_is_open_exists() -> None:
    assert len(CLOSED) >= 5
    assert {pattern.name for _path, pattern in PAGES} >= OPEN


@pytest.mark.parametrize("path", [path for path, _pattern in CLOSED])
@pytest.mark.parametrize("method", ["get", "post"])
def test_page_wants_a_sign_in(db: None, client: Client, path: str, method: str) -> None:
    answer = getattr(client, method)(filled_in(path))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in?next=/")


def test_every_operation_of_the_api_wants_a_token(db: None, client: Client) -> None:
    for path, pattern in routes(get_resolver()):
        if path.startswith("api/v1/") and pattern.name not in PUBLIC_OPERATIONS:
            statuses = {client.get(filled_in(path)).status_code}
            statuses.add(client.post(filled_in(path)).status_code)
            assert statuses <= {401, 405}, path


@pytest.mark.parametrize("path", ["/sign-in", "/developers", "/healthz", "/nothing/here"])
def test_every_answer_forbids_foreign_and_inline_scripts(
    db: None, client: Client, path: str
) -> None:
    policy = client.get(path)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
