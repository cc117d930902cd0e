"""A team leader signs in as another user: seen on every page, noted in everything."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim, Event
from claims_portal.records.models import AuditEntry
from claims_portal.web import ticked
from tests import make
from tests.web.forms.posting import posted_from

pytestmark = pytest.mark.django_db
BANNER = "signed in as <strong>LAWYER</strong>"


@pytest.fixture
def leader(client: Client, lawyer: User) -> User:
    """An ELPL team leader of the lawyer's firm, signed in with `client`."""
    made = make.user(
        lawyer.organisation,
        Profile.CR_ELPL_TEAM_LEADER,
        Profile.CR_ADMINISTRATOR,
        user_name="LEADER",
    )
    client.force_login(made)
    return made


def stand_in(client: Client, account: str = "LAWYER") -> int:
    status: int = client.post("/sign-in-as", {"account": account}).status_code
    return status


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_banner_names_both_on_every_page(client: Client, leader: User) -> None:
    assert "LAWYER" in page(client, "/sign-in-as?search=rob")
    assert stand_in(client) == 302
    for path in ("/", "/claims", "/claims/new"):
        text = page(client, path)
        assert BANNER in text
        assert "<strong>LEADER</strong>" in text


def test_the_other_claim_type_is_reached_through_it(
    client: Client, leader: User, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    assert client.get(f"/claims/{claim.pk}").status_code == 404
    stand_in(client)
    assert client.get(f"/claims/{claim.pk}").status_code == 200


def test_both_identities_stand_in_event_and_audit(
    client: Client, leader: User, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityAdmitted")
    claim = make.act(claim, "acknowledge-liability-admitted", {}, by=lawyer)
    stand_in(client)
    action = f"/claims/{claim.pk}/actions/set-interim-payment-needed"
    answer = client.post(action, posted_from(page(client, action), needed="no"))
    assert answer.status_code == 302
    event = Event.objects.filter(claim=claim).order_by("-number")[0]
    assert event.user == lawyer
    assert event.real_user == leader
    began = AuditEntry.objects.get(tag="account:standing-in:began")
    assert (began.by_user, began.subject) == ("LEADER", "LAWYER")
    client.post("/sign-in-as/end")
    ended = AuditEntry.objects.get(tag="account:standing-in:ended")
    assert (ended.by_user, ended.by_real_user) == ("LAWYER", "LEADER")
    assert BANNER not in page(client, "/")


def test_there_is_no_administration_and_no_third_person(client: Client, leader: User) -> None:
    make.user(leader.organisation, Profile.CR_RTA_TEAM_LEADER, user_name="OTHER")
    stand_in(client, "OTHER")
    assert client.get("/administration").status_code == 403
    assert client.get("/sign-in-as").status_code == 403
    assert stand_in(client) == 403


def test_a_disabled_user_can_be_read_as_and_not_worked_as(
    client: Client, leader: User, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityAdmitted")
    User.objects.filter(pk=lawyer.pk).update(enabled=False, active=False)
    stand_in(client)
    assert f"{claim.application_id}" in page(client, "/")
    assert 'id="action-' not in page(client, f"/claims/{claim.pk}")
    client.post(f"/claims/{claim.pk}/open")
    assert Claim.objects.get(pk=claim.pk).locked_by is None


def test_it_ends_with_the_right(client: Client, leader: User) -> None:
    stand_in(client)
    leader.profiles.filter(profile=Profile.CR_ELPL_TEAM_LEADER).delete()
    assert BANNER not in client.get("/", follow=True).content.decode()
    assert "stands_in_for" not in client.session
    ended = AuditEntry.objects.get(tag="account:standing-in:ended")
    assert (ended.by_user, ended.subject) == ("LEADER", "LAWYER")


def test_a_new_sign_in_is_oneself_again(client: Client, leader: User) -> None:
    stand_in(client)
    client.post("/sign-out")
    client.force_login(leader)
    assert BANNER not in client.get("/", follow=True).content.decode()


@pytest.mark.parametrize("account", ["STRANGER", "NOBODY", "", "LEADER", "LAW\x00YER", "x" * 500])
def test_whom_one_may_not_sign_in_as_does_not_exist(
    client: Client, leader: User, stranger: User, account: str
) -> None:
    assert stand_in(client, account) == 404
    assert "STRANGER" not in page(client, "/sign-in-as")


def test_a_handler_may_not(client: Client, lawyer: User, administrator: User) -> None:
    for user in (lawyer, administrator):
        client.force_login(user)
        assert client.get("/sign-in-as").status_code == 403
        assert stand_in(client) == 403


def test_the_switch_between_claims_and_administration(client: Client, leader: User) -> None:
    text = page(client, "/")
    assert 'href="/administration"' in text
    assert client.get("/administration").status_code == 200


def test_it_ends_when_the_other_account_is_gone(client: Client, leader: User, lawyer: User) -> None:
    gone = make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER, user_name="GONE")
    stand_in(client, "GONE")
    gone.delete()
    assert "signed in as <strong>" not in client.get("/", follow=True).content.decode()


def test_the_banner_is_on_pages_that_tell_what_went_wrong_too(client: Client, leader: User) -> None:
    stand_in(client)
    for path in ("/claims/999999", "/administration", "/agreement", "/developers"):
        assert BANNER in page(client, path)


def test_beginning_and_ending_want_the_forms_token(leader: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(leader)
    assert client.post("/sign-in-as", {"account": "LAWYER"}).status_code == 403
    assert client.post("/sign-in-as/end").status_code == 403
    assert not AuditEntry.objects.exists()


def test_a_slow_page_of_another_tab_does_not_bring_it_back(
    client: Client, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(client)
    other_tab = Client()
    other_tab.cookies = client.cookies.copy()

    def ends_meanwhile(*_given: Any) -> list[str]:
        assert other_tab.post("/sign-in-as/end").status_code == 302
        return ["1", "", "Done"]

    monkeypatch.setattr(ticked, "_result", ends_meanwhile)
    assert (
        client.post("/claims/acknowledge", {"claim": f"1:{uuid4()}", "sure": "yes"}).status_code
        == 302
    )
    told = page(client, "/claims/done")
    assert "Done" in told
    assert BANNER not in told
