"""Branches in the console: added, changed, switched off and on, never deleted (facts 4.3)."""

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.organisations.models import Branch
from claims_portal.records.models import AuditEntry
from tests import make
from tests.web.forms.posting import posted_from

LIST = "/administration/branches"


@pytest.fixture
def compensator(client: Client, insurer: User) -> Client:
    """The insurer's administrator, signed in."""
    client.force_login(make.user(insurer.organisation, Profile.COMP_ADMINISTRATOR))
    return client


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_branch_is_added_with_the_next_free_id_as_a_handling_point(console: Client) -> None:
    answer = console.post("/administration/new-branch", {"name": " Hull ", "telephone": "01482"})
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    made = Branch.objects.get(number="002")
    assert (made.name, made.kind, made.enabled, made.address) == ("Hull", "handling", True, {})
    assert AuditEntry.objects.get().tag == "organisation:branch:added"
    assert "Hull" in page(console, LIST)


def test_what_a_branch_lacks_is_the_organisations(console: Client) -> None:
    assert "info@cr00101.example.com" in page(console, LIST)
    console.post(f"{LIST}/001", {"name": "Bristol", "email": "bristol@cr00101.example.com"})
    text = page(console, LIST)
    assert "bristol@cr00101.example.com" in text
    assert "info@cr00101.example.com" not in text


def test_who_opened_a_branch_before_another_changed_it_is_told(console: Client) -> None:
    old = posted_from(page(console, f"{LIST}/001"), name="Bristol")
    Branch.objects.filter(number="001", organisation__code="CR00101").update(telephone="0117 1")
    answer = console.post(f"{LIST}/001", old)
    assert answer.status_code == 409
    assert not Branch.objects.filter(name="Bristol").exists()
    told = posted_from(answer.content.decode(), telephone="0117 1")
    assert [console.post(f"{LIST}/001", told).status_code for _click in range(2)] == [302, 302]
    assert Branch.objects.get(name="Bristol").telephone == "0117 1"


def test_id_and_type_stay_whatever_is_posted(console: Client) -> None:
    text = page(console, f"{LIST}/001")
    assert "neither can be changed" in text
    assert 'name="number"' not in text
    assert 'name="kind"' not in text
    console.post(f"{LIST}/001", {"name": "Bristol", "number": "009", "kind": "central"})
    assert Branch.objects.get(name="Bristol").number == "001"
    assert Branch.objects.get(name="Bristol").kind == "handling"


@pytest.mark.parametrize(
    ("posted", "at"),
    [
        ({"name": " "}, "name"),
        ({"name": "N" * 101}, "name"),
        ({"name": "Hu\x00ll"}, "name"),
        ({"name": "Hull", "email": "hull"}, "email"),
        ({"name": "Hull", "telephone": "1" * 101}, "telephone"),
        ({"name": "Hull", "address/town": "Hull"}, "address/buildingName"),
        ({"name": "Hull", "address/buildingName": "B" * 33}, "address/buildingName"),
    ],
)
@pytest.mark.parametrize("path", ["/administration/new-branch", f"{LIST}/001"])
def test_what_does_not_fit_is_refused_at_its_field(
    console: Client, path: str, posted: dict[str, str], at: str
) -> None:
    answer = console.post(path, posted)
    assert answer.status_code == 422
    assert f'href="#{at}"' in answer.content.decode()
    assert not AuditEntry.objects.exists()


def test_a_branch_is_disabled_after_asking_and_enabled_again(console: Client, lawyer: User) -> None:
    make.branch(lawyer.organisation, "002")
    assert "stays on record" in page(console, f"{LIST}/002/disable")
    console.post(f"{LIST}/002/disable")
    assert not Branch.objects.get(number="002").enabled
    console.post(f"{LIST}/002/enable")
    assert Branch.objects.get(number="002").enabled


def test_the_central_point_is_one_and_never_off(compensator: Client, insurer: User) -> None:
    text = page(compensator, f"{LIST}/001")
    assert "cannot be switched off" in text
    assert f"{LIST}/001/disable" not in text
    answer = compensator.post(f"{LIST}/001/disable", follow=True)
    assert "cannot be switched off" in answer.content.decode()
    assert Branch.objects.get(organisation=insurer.organisation, number="001").enabled
    compensator.post("/administration/new-branch", {"name": "North", "kind": "central"})
    assert Branch.objects.filter(organisation=insurer.organisation, kind="central").count() == 1
