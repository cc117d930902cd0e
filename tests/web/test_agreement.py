"""Nobody works claims before an administrator accepts the user agreement (facts 5.1)."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.organisations import agreements
from claims_portal.organisations.models import Organisation
from claims_portal.records.models import AuditEntry
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def second_version() -> None:
    """Version 1 was accepted by everybody; version 2 by nobody yet."""
    agreements.publish("2", "Second.\n\nText <b>.", in_force_from=clock.now() - timedelta(hours=1))


def test_handlers_are_led_to_whom_to_ask(
    client: Client, lawyer: User, administrator: User, second_version: None
) -> None:
    client.force_login(lawyer)
    for path in ("/", "/claims"):
        text = client.get(path, follow=True).content.decode()
        assert "Claims wait" in text
        assert administrator.full_name in text
        assert "Text &lt;b&gt;." in text
        assert (
            '<button type="submit" class="govuk-button" data-module="govuk-button">Accept'
            not in text
        )
    assert client.post("/agreement", {"agreed": "accept", "version": "2"}).status_code == 422
    assert Organisation.objects.get(pk=lawyer.organisation_id).agreement_version == "1"


def test_a_claimant_alone_accepts_and_is_led_to_the_claim(
    client: Client, second_version: None
) -> None:
    profiles = (Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ADMINISTRATOR)
    client.force_login(
        make.user(make.organisation("LIP00017", kind="LIP"), *profiles, user_name="ALONE")
    )
    page = client.get("/", follow=True).content.decode()
    assert "Nobody of your organisation" not in page
    assert "I accept the agreement for" not in page
    answer = client.post("/agreement", {"agreed": "accept", "version": "2"}, follow=True)
    page = answer.content.decode()
    assert "You accepted the agreement." in page
    assert "Begin your claim" in page


def test_an_administrators_acceptance_restores_access_at_once(
    client: Client, lawyer: User, administrator: User, second_version: None
) -> None:
    handler = Client()
    handler.force_login(lawyer)
    client.force_login(administrator)
    assert client.get("/")["Location"] == "/agreement"
    assert client.post("/agreement", {"version": "2"}).status_code == 422
    assert client.post("/agreement", {"agreed": "accept", "version": "1"}).status_code == 422
    assert handler.get("/").status_code == 302
    assert client.post("/agreement", {"agreed": "accept", "version": "2"}).status_code == 302
    assert handler.get("/").status_code == 200
    entry = AuditEntry.objects.get(tag="organisation:agreement:accepted")
    assert (entry.by_user, entry.after) == ("ADMIN_1", {"version": "2"})
    assert "accepted version 2" in client.get("/agreement").content.decode()


def test_the_api_waits_too(client: Client, lawyer: User, second_version: None) -> None:
    token = make.token(lawyer.organisation)
    headers = {"Authorization": f"Bearer {token}", "Login-As": "LAWYER"}
    assert client.get("/api/v1/claims", headers=headers).json()["claims"] == []
    sent = client.post(
        "/api/v1/claims", make.cnf(), content_type="application/json", headers=headers
    )
    assert sent.status_code == 403


def test_without_any_version_nothing_waits(client: Client, lawyer: User) -> None:
    client.force_login(lawyer)
    assert client.get("/").status_code == 200
    assert "no agreement yet" in client.get("/agreement").content.decode()


def publish(*arguments: object) -> str:
    out = StringIO()
    call_command("publish_agreement", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_operator_publishes_a_version(tmp_path: Path, client: Client, lawyer: User) -> None:
    text = tmp_path / "agreement.txt"
    text.write_text("Be good.")
    assert "in force" in publish("2026", text)
    client.force_login(lawyer)
    assert client.get("/")["Location"] == "/agreement"
    with pytest.raises(CommandError, match="published already"):
        publish("2026", text)
    publish("2099", text, "--from", "2099-01-01")
    current = agreements.in_force(at=clock.now())
    assert current is not None
    assert current.version == "2026"


@pytest.mark.parametrize("content", [b"", b"   ", b"\xff\xfe\x00", b"a\x00b"])
def test_what_is_no_text_is_not_published(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "agreement.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        publish("3", path)
    with pytest.raises(CommandError):
        publish("4", tmp_path / "missing.txt")
    assert agreements.in_force(at=clock.now()) is None


@pytest.mark.parametrize("path", ["/", "/claims", "/claims/new", "/claims/1", "/claims/1/open"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_of_claims_leads_there(
    client: Client, lawyer: User, second_version: None, path: str, method: str
) -> None:
    client.force_login(lawyer)
    answer = getattr(client, method)(path)
    assert (answer.status_code, answer["Location"]) == (302, "/agreement")


def test_administration_stays_open_and_reminds(
    client: Client, administrator: User, second_version: None
) -> None:
    client.force_login(administrator)
    text = client.get("/administration").content.decode()
    assert "Accept the user agreement" in text
    assert 'href="/agreement"' in text


def test_the_page_tells_when_and_by_whom_versions_were_accepted(
    client: Client, administrator: User, second_version: None
) -> None:
    client.force_login(administrator)
    client.post("/agreement", {"agreed": "accept", "version": "2"})
    text = client.get("/agreement").content.decode()
    assert "When it was accepted" in text
    assert "by ADMIN_1" in text


def test_a_team_leader_accepts_nothing_as_an_administrator(
    client: Client, lawyer: User, administrator: User, second_version: None
) -> None:
    Organisation.objects.update(agreement_version="2")
    client.force_login(make.user(lawyer.organisation, Profile.CR_RTA_TEAM_LEADER))
    client.post("/sign-in-as", {"account": "ADMIN_1"})
    Organisation.objects.update(agreement_version="1")
    assert "signed in as <strong>ADMIN_1" in client.get("/agreement").content.decode()
    assert client.post("/agreement", {"version": "2", "agreed": "accept"}).status_code == 422
    assert Organisation.objects.get(pk=lawyer.organisation_id).agreement_version == "1"


def test_a_version_that_would_never_be_in_force_is_not_published(tmp_path: Path) -> None:
    text = tmp_path / "agreement.txt"
    text.write_text("Be good.")
    publish("1", text)
    with pytest.raises(CommandError, match="must begin after version 1"):
        publish("2", text, "--from", "2020-01-01")
