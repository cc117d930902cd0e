"""Nobody else gets into the console, and nothing typed breaks it."""

import pytest
from django.test import Client
from django.urls import URLPattern

from claims_portal.accounts import api_clients
from claims_portal.accounts.models import ApiClient, ApiClientSecret, User
from claims_portal.accounts.profiles import Profile
from claims_portal.organisations.models import Branch
from claims_portal.records.models import AuditEntry
from claims_portal.web.console.organisation_routes import urlpatterns
from tests import make


def path_of(pattern: URLPattern, **named: str) -> str:
    path = str(pattern.pattern).replace("<int:delivery>", named.pop("delivery", "1"))
    for name, value in named.items():
        path = path.replace(f"<str:{name}>", value).replace(f"<int:{name}>", value)
    return f"/administration/{path}"


HOSTILE = "<script>alert(1)</script>"
ALL = [(str(one.pattern), one) for one in urlpatterns]
OF_ONE = [(name, one) for name, one in ALL if "<" in name]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("pattern", [one for _, one in ALL], ids=[name for name, _ in ALL])
def test_who_is_no_administrator_is_refused_everywhere(
    client: Client, lawyer: User, pattern: URLPattern, method: str
) -> None:
    client.force_login(
        make.user(lawyer.organisation, Profile.CR_RTA_TEAM_LEADER, Profile.DELETE_CLAIMS)
    )
    path = path_of(pattern, number="001", client_id="x", secret="1", key="1")
    assert getattr(client, method)(path).status_code in ((403,) if method == "get" else (403, 405))
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("pattern", [one for _, one in OF_ONE], ids=[name for name, _ in OF_ONE])
def test_what_belongs_to_another_organisation_does_not_exist(
    console: Client, stranger: User, pattern: URLPattern, method: str
) -> None:
    theirs = api_clients.create(organisation=stranger.organisation, name="Theirs", at=make.NOW)
    make.branch(stranger.organisation, "007")
    entries = AuditEntry.objects.count()
    secret = str(ApiClientSecret.objects.get().pk)
    path = path_of(
        pattern, number="007", client_id=theirs.client.client_id, secret=secret, key=secret
    )
    posted = {"name": "Mine", "form": "csv"}
    answer = getattr(console, method)(path, posted if method == "post" else {})
    assert answer.status_code in ((404,) if method == "get" else (404, 405))
    assert Branch.objects.get(number="007").enabled
    assert ApiClient.objects.get().name == "Theirs"
    assert make.recognised(theirs.client.client_id, theirs.secret)
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("pattern", [one for _, one in OF_ONE], ids=[name for name, _ in OF_ONE])
def test_an_id_that_cannot_be_is_no_error(console: Client, pattern: URLPattern) -> None:
    for word in ("%00", "x%00y", "9" * 300, "..%2f", "%F0%9F%98%80"):
        path = path_of(pattern, number=word, client_id=word, secret="9" * 30, key="9" * 30)
        for answer in (console.get(path), console.post(path)):
            assert answer.status_code in (404, 405), word


@pytest.mark.parametrize("pattern", [one for _, one in ALL], ids=[name for name, _ in ALL])
def test_nothing_typed_breaks_a_page(
    console: Client, administrator: User, pattern: URLPattern
) -> None:
    made = api_clients.create(organisation=administrator.organisation, name="Ours", at=make.NOW)
    secret = str(made.client.secrets.get().pk)
    path = path_of(
        pattern, number="001", client_id=made.client.client_id, secret=secret, key=secret
    )
    names = ("name", "email", "telephone", "address/street", "emailDomains", "account", "kind",
             "from", "to", "below", "check", "form", "seen")  # fmt: skip
    for value in ("\x00", "x" * 20_000, "😀", HOSTILE):
        typed = dict.fromkeys(names, value)
        for answer in (console.get(path, typed), console.post(path, typed)):
            assert answer.status_code < 500, value
            assert HOSTILE.encode() not in b"".join(answer), value


def test_every_change_wants_the_forms_token(administrator: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)
    make.branch(administrator.organisation, "002")
    for path in (
        "organisation/edit", "new-branch", "branches/001", "branches/002/disable",
        "new-api-client", "access-review/sign", "audit/export",
    ):  # fmt: skip
        assert client.post(f"/administration/{path}", {"name": "X"}).status_code == 403
    assert not AuditEntry.objects.exists()


def test_a_team_leader_who_stands_in_gets_no_administration(client: Client, lawyer: User) -> None:
    leader = make.user(lawyer.organisation, Profile.CR_RTA_TEAM_LEADER, Profile.CR_ADMINISTRATOR)
    make.user(lawyer.organisation, Profile.CR_ADMINISTRATOR, user_name="OTHER")
    client.force_login(leader)
    client.post("/sign-in-as", {"account": "OTHER"})
    for name, pattern in ALL:
        path = path_of(pattern, number="001", client_id="x", secret="1", key="1")
        assert client.get(path).status_code == 403, name
