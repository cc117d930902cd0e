"""A further kind of claim: asked for in the console, decided by a registrar."""

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.operators.models import Staff
from claims_portal.organisations.models import Organisation
from claims_portal.records.models import AuditEntry
from claims_portal.registration import claim_types
from claims_portal.registration.models import ClaimTypeRequest
from claims_portal.registration.refusals import (
    AskedForAlready,
    DecidedMeanwhile,
    NoFurtherClaims,
)
from tests import make
from tests.claims.together import at_once
from tests.operators.conftest import acting
from tests.registration.applicant import mails_to, text_of

pytestmark = pytest.mark.django_db
PATH = "/administration/organisation/claims"
WHY = "We took over the accident at work team of Quayside Law."
WANTED = {"claims": "elpl", "reason": WHY}


@pytest.fixture
def console(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def test_asked_for_approved_and_then_profiles_are_possible(
    console: Client, desk: Client, administrator: User
) -> None:
    assert console.post(PATH, WANTED)["Location"] == PATH
    assert "Waits for a decision" in text_of(console.get(PATH))
    assert "There is nothing more to ask for" in text_of(console.get(PATH))
    asked = ClaimTypeRequest.objects.get()
    assert "CR00101" in text_of(desk.get("/operator/registrations"))
    page = f"/operator/claim-types/{asked.pk}"
    assert WHY in text_of(desk.get(page))
    desk.post(f"{page}/decide", {"do": "approve"})
    firm = Organisation.objects.get(pk=administrator.organisation_id)
    assert firm.deals_with_rta
    assert firm.deals_with_elpl
    assert "deals with EL, ELD and PL claims from now on" in mails_to(administrator.email)[-1]
    tags = AuditEntry.objects.filter(tag__startswith="organisation:claim-type")
    assert [one.tag.rpartition(":")[2] for one in tags.order_by("pk")] == ["asked", "approved"]
    assert "Further kind of claim approved" in text_of(console.get("/administration/audit"))
    new = console.get("/administration/new-user")
    assert "ELPL Claim Handler" in text_of(new)


def test_refused_with_a_reason_that_the_organisation_reads(console: Client, desk: Client) -> None:
    console.post(PATH, WANTED)
    page = f"/operator/claim-types/{ClaimTypeRequest.objects.get().pk}"
    desk.post(f"{page}/decide", {"do": "refuse", "reason": "no"})
    assert ClaimTypeRequest.objects.get().is_waiting()
    reason = "Your authorisation does not cover them."
    desk.post(f"{page}/decide", {"do": "refuse", "reason": reason})
    assert reason in text_of(console.get(PATH))
    assert not Organisation.objects.get(code="CR00101").deals_with_elpl
    again = desk.post(f"{page}/decide", {"do": "approve"}, follow=True)
    assert "no longer waits" in text_of(again)
    assert console.post(PATH, WANTED).status_code == 302, "it may be asked for again"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"claims": "", "reason": WHY}, "Choose the kind of claims"),
        ({"claims": "rta", "reason": WHY}, "deals with these claims already"),
        ({"claims": "elpl", "reason": "please"}, "at least 10 characters"),
        ({"claims": "elpl", "reason": "x" * 501}, "at most 500 characters"),
    ],
)
def test_a_request_that_cannot_be(console: Client, typed: dict[str, str], says: str) -> None:
    answer = console.post(PATH, typed)
    assert answer.status_code == 422
    assert says in text_of(answer)


def test_asked_twice_it_is_asked_once(console: Client, administrator: User) -> None:
    console.post(PATH, WANTED)
    assert "asked for this" in text_of(console.post(PATH, WANTED))
    with pytest.raises(AskedForAlready):
        claim_types.ask("elpl", WHY, by=administrator.as_actor(), at=clock.now())
    assert ClaimTypeRequest.objects.count() == 1


def test_a_claimant_alone_has_one_claim(client: Client) -> None:
    person = make.organisation("LIP00001", kind="LIP")
    account = make.user(person, Profile.CR_ADMINISTRATOR)
    with pytest.raises(NoFurtherClaims):
        claim_types.ask("elpl", WHY, by=account.as_actor(), at=clock.now())
    client.force_login(account)
    assert "There is nothing more to ask for" in text_of(client.get(PATH))


def test_others_see_and_ask_nothing(client: Client, console: Client, lawyer: User) -> None:
    console.post(PATH, WANTED)
    stranger = make.user(make.organisation("CR00999"), Profile.CR_ADMINISTRATOR)
    client.force_login(stranger)
    assert WHY not in text_of(client.get(PATH))
    assert "Waits for a decision" not in text_of(client.get(PATH))
    client.force_login(lawyer)
    assert client.get(PATH).status_code == 403
    assert client.post(PATH, WANTED).status_code == 403


@pytest.mark.parametrize("path", ["/operator/claim-types/1", "/operator/claim-types/1/decide"])
def test_what_is_not_there_is_not_found(desk: Client, path: str) -> None:
    asked = desk.post(path, {"do": "approve"}) if "decide" in path else desk.get(path)
    assert asked.status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_registrars_decide_and_the_second_is_told(
    administrator: User, registrar: Staff, boss: Staff
) -> None:
    asked = claim_types.ask("elpl", WHY, by=administrator.as_actor(), at=clock.now())
    one, other = acting(registrar), acting(boss)
    done = at_once(
        lambda: claim_types.approve(asked.pk, by=one, at=clock.now()),
        lambda: claim_types.refuse(asked.pk, reason=WHY, by=other, at=clock.now()),
    )
    assert sum(isinstance(outcome, DecidedMeanwhile) for outcome in done) == 1
    asked.refresh_from_db()
    firm = Organisation.objects.get(pk=administrator.organisation_id)
    assert firm.deals_with_elpl is (asked.state == "approved")
