"""EL, ELD and PL claims written page by page, from the choice of the kind to the sending."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import drafts
from claims_portal.claims.models import Claim, Draft
from claims_portal.web.forms.claim_forms import CLAIM_FORMS
from tests import make
from tests.web.forms.conftest import signed_in
from tests.web.forms.posting import controls, posted_from

pytestmark = pytest.mark.django_db

TYPES = ("el", "eld", "pl")
NEW = "/claims/new"


@pytest.fixture
def browser(liability_lawyer: User) -> Client:
    return signed_in(liability_lawyer)


def started(user: User, body: dict[str, Any]) -> Draft:
    return drafts.start(claim_type=body["claimType"], body=body, by=user.as_actor(), at=make.NOW)


def at(draft: Draft, section: str = "") -> str:
    return f"/claims/{draft.claim_id}/form" + (f"/{section}" if section else "")


def kinds_offered(browser: Client) -> list[str]:
    page = browser.get(NEW).content.decode()
    return [kind for kind in CLAIM_FORMS if f'name="claimType" type="radio" value="{kind}"' in page]


def test_the_kinds_are_those_that_the_account_may_send(
    browser: Client, lawyers_browser: Client, liability_lawyer: User
) -> None:
    assert kinds_offered(browser) == ["el", "eld", "pl"]
    assert kinds_offered(lawyers_browser) == []
    both = make.user(
        liability_lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ELPL_TEAM_LEADER
    )
    assert kinds_offered(signed_in(both)) == ["rta", "el", "eld", "pl"]


def test_who_may_send_one_kind_is_not_asked_which(lawyers_browser: Client) -> None:
    assert "Form RTA1." in lawyers_browser.get(NEW).content.decode()
    lawyers_browser.post(NEW, {"claimType": "el"})
    assert Claim.objects.get().claim_type == "rta"


@pytest.mark.parametrize("kind", TYPES)
def test_a_new_claim_is_of_the_kind_chosen_and_begins_with_what_is_known(
    browser: Client, liability_lawyer: User, kind: str
) -> None:
    answer = browser.post(NEW, {"claimType": kind})
    draft = Draft.objects.get()
    assert answer.headers["Location"] == at(draft)
    assert (draft.claim.claim_type, draft.body["claimType"]) == (kind, kind)
    assert draft.body["claim"] == {"notificationDate": "2026-11-23"}
    assert draft.body["claimantRepresentative"]["contactSurname"] == liability_lawyer.surname
    assert draft.claim.events.get().row == "E0"


@pytest.mark.parametrize(
    "posted", [{}, {"claimType": ""}, {"claimType": "rta"}, {"claimType": "x"}]
)
def test_a_kind_must_be_chosen_among_those(browser: Client, posted: dict[str, str]) -> None:
    answer = browser.post(NEW, posted)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'href="#claim-type"' in page
    assert "Choose what kind of claim it is" in page
    assert not Claim.objects.exists()


def test_who_may_send_nothing_is_told_at_once(insurers_browser: Client) -> None:
    assert insurers_browser.get(NEW).status_code == 403


@pytest.mark.parametrize("kind", TYPES)
def test_opening_and_saving_every_page_changes_nothing(
    browser: Client, liability_lawyer: User, liability_insurer: User, kind: str
) -> None:
    body = make.cnf(kind, compensator=liability_insurer.organisation)
    draft = started(liability_lawyer, body)
    for page in CLAIM_FORMS[kind].pages:
        shown = browser.get(at(draft, page.slug)).content.decode()
        answer = browser.post(at(draft, page.slug), posted_from(shown))
        assert answer.status_code == 302, page.slug
    draft.refresh_from_db()
    assert draft.body == body


@pytest.mark.parametrize("kind", TYPES)
def test_the_form_is_sent_from_its_pages(
    browser: Client, liability_lawyer: User, liability_insurer: User, kind: str
) -> None:
    body = make.cnf(kind, compensator=liability_insurer.organisation)
    draft = started(liability_lawyer, body)
    tasks = browser.get(at(draft)).content.decode()
    for word in ("Not started", "Has errors", "In progress"):
        assert word not in tasks
    check = browser.get(at(draft, "check")).content.decode()
    answer = browser.post(at(draft, "check"), posted_from(check))
    assert answer.headers["Location"] == f"/claims/{draft.claim_id}/sent"
    claim = Claim.objects.get()
    assert claim.phase == "ClaimSubmitted"
    assert claim.compensator == liability_insurer.organisation
    assert claim.documents.get().body == body
    assert browser.get(f"/claims/{claim.pk}").status_code == 200
    assert signed_in(liability_insurer).get(f"/claims/{claim.pk}").status_code == 200


def test_pages_ask_what_their_form_asks_and_nothing_of_the_others(
    browser: Client, liability_lawyer: User
) -> None:
    for kind, there, not_there in (
        ("el", ["accident/date", "claimant/employmentPeriod"], ["injury/deafness", "claimant/exposurePeriod"]),
        ("eld", ["injury", "exposure/place", "claimant/exposurePeriod"], ["accident/date", "exposure/date"]),
        ("pl", ["accident/claimantLocation", "accident/date"], ["claimant/employmentPeriod", "injury/deafness"]),
    ):  # fmt: skip
        draft = started(liability_lawyer, {"claimType": kind})
        asked = set()
        for page in CLAIM_FORMS[kind].pages:
            html = browser.get(at(draft, page.slug)).content.decode()
            asked |= {name for name in (*there, *not_there) if f'name="{name}' in html}
            for foreign in ("askcue", "vehicle", "referral", "valueBand" * (page.slug != "claim")):
                assert not foreign or f"/{foreign}" not in html
        assert asked == set(there), kind


def test_the_list_of_compensators_is_that_of_the_kind(
    browser: Client,
    lawyers_browser: Client,
    liability_lawyer: User,
    lawyer: User,
    liability_insurer: User,
    insurer: User,
) -> None:
    for user, their, kind, found, other in (
        (liability_lawyer, browser, "el", liability_insurer, insurer),
        (lawyer, lawyers_browser, "rta", insurer, liability_insurer),
    ):
        draft = started(user, {"claimType": kind})
        page = their.post(at(draft, "compensator"), {"search": "Organisation", "find": "yes"})
        html = page.content.decode()
        assert found.organisation.name in html
        assert other.organisation.name not in html
        chosen = posted_from(html, choice=other.organisation.code)
        assert their.post(at(draft, "compensator"), chosen).status_code == 200
        draft.refresh_from_db()
        assert "defendant" not in draft.body


def test_choosing_a_compensator_fills_in_what_the_form_asks(
    browser: Client, liability_lawyer: User, liability_insurer: User
) -> None:
    draft = started(liability_lawyer, {"claimType": "pl"})
    code = liability_insurer.organisation.code
    page = browser.post(at(draft, "compensator"), {"search": code, "find": "yes"}).content.decode()
    assert browser.post(at(draft, "compensator"), posted_from(page, choice=code)).status_code == 302
    draft.refresh_from_db()
    assert draft.body["defendant"]["compensator"] == {
        "organisationName": liability_insurer.organisation.name,
        "organisationId": code,
        "organisationPath": f"/{code}",
    }


def test_no_compensator_of_the_name_says_which_claims_were_meant(
    browser: Client, liability_lawyer: User
) -> None:
    draft = started(liability_lawyer, {"claimType": "el"})
    page = browser.post(at(draft, "compensator"), {"search": "Nobody", "find": "yes"})
    assert "No compensator that takes EL, ELD and PL claims" in page.content.decode()


def test_a_correction_is_notified_today_and_may_say_another_day(
    browser: Client, liability_lawyer: User, liability_insurer: User
) -> None:
    body = make.cnf("el", compensator=liability_insurer.organisation)
    claim = make.claim(lawyer=liability_lawyer, insurer=liability_insurer, body=body)
    claim = make.act(claim, "acknowledge-claim", {}, by=liability_insurer)
    claim = make.act(
        claim, "reject-claim", {"reason": "mandatory-fields-wrong"}, by=liability_insurer
    )
    claim = make.act(claim, "acknowledge-rejection", {}, by=liability_lawyer)
    page = browser.get(f"/claims/{claim.pk}/form/claim").content.decode()
    assert controls(page).answers["claim/notificationDate-day"] == ["23"]
    day = {"claim/notificationDate-day": "20"}
    browser.post(f"/claims/{claim.pk}/form/claim", posted_from(page) | day)
    check = browser.get(f"/claims/{claim.pk}/form/check").content.decode()
    browser.post(f"/claims/{claim.pk}/form/check", posted_from(check))
    claim.refresh_from_db()
    assert claim.phase == "ClaimSubmitted"
    assert claim.state.facts.notified_on is not None
    assert claim.state.facts.notified_on.isoformat() == "2026-11-20"


def test_faults_are_told_with_the_page_that_asks(browser: Client, liability_lawyer: User) -> None:
    body = make.cnf("pl")
    del body["accident"]["claimantLocation"], body["accident"]["date"]
    draft = started(liability_lawyer, body)
    page = browser.get(at(draft, "check")).content.decode()
    assert "Accident: “Where the claimant was when injured”: choose one" in page
    assert "In progress" in browser.get(at(draft)).content.decode()
    assert f'href="{at(draft, "accident")}?problems=shown&amp;from=check#accident-date"' in page


def test_a_private_individual_is_refused_in_words(browser: Client, liability_lawyer: User) -> None:
    body = make.cnf("pl")
    del body["defendant"]["organisation"]
    body["defendant"] |= {"kind": "individual", "person": {"surname": "Osei"}}
    page = browser.get(at(started(liability_lawyer, body), "check")).content.decode()
    assert "a claim against a private individual is outside the process" in page


def test_the_claim_page_names_the_kind_and_no_vehicle(
    browser: Client, liability_lawyer: User, liability_insurer: User
) -> None:
    body = make.cnf("eld", compensator=liability_insurer.organisation)
    claim = make.claim(lawyer=liability_lawyer, insurer=liability_insurer, body=body)
    page = browser.get(reverse("claim", args=[claim.pk])).content.decode()
    assert "Employers’ liability: disease" in page
    assert "Vehicle registration" not in page


def test_the_settlement_of_a_claim_is_agreed_on_its_pages(
    browser: Client, liability_lawyer: User, liability_insurer: User
) -> None:
    """The forms begin with what is known; nobody is asked for contributory negligence."""
    body = make.cnf("el", compensator=liability_insurer.organisation)
    claim = make.claim(lawyer=liability_lawyer, insurer=liability_insurer, body=body)
    for action, says, by in (
        ("acknowledge-claim", {}, liability_insurer),
        ("accept-claim", {"compensatorReference": "FEN/1"}, liability_insurer),
        ("send-liability-decision", "elpl_liability_response", liability_insurer),
        ("acknowledge-liability-admitted", {}, liability_lawyer),
        ("set-interim-payment-needed", {"needed": False}, liability_lawyer),
    ):
        claim = make.act(claim, action, says, by=by)
    path = f"/claims/{claim.pk}/actions/send-settlement-pack"
    page = browser.get(path).content.decode()
    assert controls(page).answers["claimantRepresentative/reference"] == ["HR/2026/00533"]
    assert "whiplash" not in page.lower()
    assert "Negligence" not in page
    claim = make.act(
        claim, "send-settlement-pack", "elpl_settlement_pack_request", by=liability_lawyer
    )
    theirs = signed_in(liability_insurer)
    path = f"/claims/{claim.pk}/actions/respond-to-settlement-pack"
    page = theirs.get(path).content.decode()
    assert controls(page).answers["losses/0/grossValueOffered"] == ["6200.00"]
    assert "sum of the gross values" in page
    posted = posted_from(page, cru__reference="4417/26", agreement__decision="confirm")
    answer = theirs.post(path, posted)
    assert answer.status_code == 302, answer.content.decode()
    sent = claim.documents.order_by("-number")[0]
    assert (sent.kind, sent.body["agreement"]["grossAmount"]) == (
        "elpl-settlement-pack-response", "8763.80",
    )  # fmt: skip
