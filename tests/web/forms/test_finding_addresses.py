"""An address of a form is found by its postcode, and filled in."""

from typing import Any

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import drafts
from claims_portal.claims.models import Claim, Draft
from claims_portal.organisations.models import Address, Hospital
from tests import make
from tests.web.forms.conftest import signed_in
from tests.web.forms.posting import controls, posted_from

pytestmark = pytest.mark.django_db
FIND, USE = "find-address", "use-address"
CLAIMANT = "claimant/person/address"
PARTY, ITS_INSURER = "otherParties/0/person/address", "otherParties/0/insuranceCompany/address"


@pytest.fixture
def _listed() -> None:
    Address.objects.create(
        postcode="BA19ZZ", building_number="10", street="Larch Close", town="Bath",
        county="Somerset",
    )  # fmt: skip
    Address.objects.create(
        postcode="BA19ZZ", building_name="The <Larches>", building_number="9",
        street="Larch Close", district="Weston", town="Bath", country="England",
    )  # fmt: skip
    Address.objects.create(
        postcode="BS11AA", building_name="Infirmary", building_number="1", street="High Street",
        street_second_line="Old Market", district="Centre", town="Bristol", county="Avon",
    )  # fmt: skip


@pytest.fixture
def draft(lawyer: User) -> Draft:
    return started(lawyer, {"claimant": {"person": {"firstName": "Owen"}}})


def started(user: User, body: Any, claim_type: str = "rta") -> Draft:
    return drafts.start(claim_type=claim_type, body=body, by=user.as_actor(), at=make.NOW)


def at(draft: Draft, section: str) -> str:
    return f"/claims/{draft.claim_id}/form/{section}"


def body_of(draft: Draft) -> Any:
    draft.refresh_from_db()
    return draft.body


def press(browser: Client, url: str, button: str, name: str, **changes: Any) -> tuple[str, str]:
    """Press a button of the page as it stands; where that leads, and the page there."""
    page = browser.get(url).content.decode()
    assert (button, name) in controls(page).buttons
    answer = browser.post(url, posted_from(page, **changes, **{button: name}))
    assert answer.status_code == 302, answer.content.decode()
    where = answer.headers["Location"]
    return where, browser.get(where.partition("#")[0]).content.decode()


def choice_of(page: str, street: str) -> str:
    """The value of the option that names the street."""
    before = page.partition(street)[0]
    return before.rpartition('<option value="')[2].partition('"')[0]


@pytest.mark.usefixtures("_listed")
def test_what_is_found_is_chosen_and_fills_in_the_group(
    lawyers_browser: Client, draft: Draft
) -> None:
    typed = {
        "claimant__person__surname": "Pritchard",
        f"{CLAIMANT}/postcode": "ba19zz",
        f"{CLAIMANT}/county": "Avon",
        f"{CLAIMANT}/country": "Wales",
    }
    where, page = press(lawyers_browser, at(draft, "claimant"), FIND, CLAIMANT, **typed)
    assert where == f"{at(draft, 'claimant')}?address={CLAIMANT}&step=looked#" + CLAIMANT.replace(
        "/", "-"
    )
    assert "2 addresses found at BA1 9ZZ" in page
    assert page.index("The &lt;Larches&gt;, 9 Larch Close, Weston, Bath") < page.index(
        "10 Larch Close, Bath"
    )
    assert body_of(draft)["claimant"]["person"] == {
        "firstName": "Owen",
        "surname": "Pritchard",
        "address": {"postcode": "ba19zz", "county": "Avon", "country": "Wales"},
    }
    chosen = {f"address-of/{CLAIMANT}": choice_of(page, "10 Larch Close")}
    where, page = press(lawyers_browser, where.partition("#")[0], USE, CLAIMANT, **chosen)
    assert where.endswith("step=filled-in#claimant-person-address")
    assert "Filled in from the list." in page
    assert body_of(draft)["claimant"]["person"]["address"] == {
        "buildingNumber": "10", "street": "Larch Close", "town": "Bath", "county": "Somerset",
        "postcode": "BA1 9ZZ", "country": "Wales",
    }  # fmt: skip
    assert controls(page).answers[f"{CLAIMANT}/street"] == ["Larch Close"]


@pytest.mark.usefixtures("_listed")
def test_another_address_leaves_nothing_of_the_one_before(
    lawyers_browser: Client, draft: Draft
) -> None:
    before = {f"{CLAIMANT}/postcode": "BA1 9ZZ", f"{CLAIMANT}/streetSecondLine": "Flat 4",
              f"{CLAIMANT}/county": "Avon"}  # fmt: skip
    where, page = press(lawyers_browser, at(draft, "claimant"), FIND, CLAIMANT, **before)
    chosen = {f"address-of/{CLAIMANT}": choice_of(page, "9 Larch Close")}
    press(lawyers_browser, where.partition("#")[0], USE, CLAIMANT, **chosen)
    assert body_of(draft)["claimant"]["person"]["address"] == {
        "buildingName": "The <Larches>", "buildingNumber": "9", "street": "Larch Close",
        "district": "Weston", "town": "Bath", "postcode": "BA1 9ZZ", "country": "England",
    }  # fmt: skip


@pytest.mark.usefixtures("_listed")
@pytest.mark.parametrize(
    ("typed", "said", "leads_to"),
    [
        ("BS9 9ZZ", "No address was found at BS9 9ZZ", "claimant-person-address"),
        ("Bath", "must be a postcode like BS1 4ZZ", "claimant-person-address-postcode"),
        ("", "must be a postcode like BS1 4ZZ", "claimant-person-address-postcode"),
        ("\u2028", "must be a postcode like BS1 4ZZ", "claimant-person-address-postcode"),
    ],
)
def test_nothing_found_is_said_in_words_and_no_postcode_at_the_field(
    lawyers_browser: Client, draft: Draft, typed: str, said: str, leads_to: str
) -> None:
    changes = {f"{CLAIMANT}/postcode": typed, "claimant__person__surname": "Pritchard"}
    where, page = press(lawyers_browser, at(draft, "claimant"), FIND, CLAIMANT, **changes)
    assert where.partition("#")[2] == leads_to
    assert said in page
    assert (USE, CLAIMANT) not in controls(page).buttons
    assert ('id="claimant-person-address-postcode-error"' in page) == ("like" in said)
    assert body_of(draft)["claimant"]["person"]["surname"] == "Pritchard"


@pytest.mark.usefixtures("_listed")
@pytest.mark.parametrize("value", ["", "address:0", "address:x", "hospital:1", "x", "address:²"])
def test_who_chooses_none_is_asked_to(lawyers_browser: Client, draft: Draft, value: str) -> None:
    typed = {f"{CLAIMANT}/postcode": "BA1 9ZZ", f"{CLAIMANT}/street": "My Street"}
    where, _page = press(lawyers_browser, at(draft, "claimant"), FIND, CLAIMANT, **typed)
    chosen = {f"address-of/{CLAIMANT}": value}
    where, page = press(lawyers_browser, where.partition("#")[0], USE, CLAIMANT, **chosen)
    assert where.endswith("#claimant-person-address-choice")
    assert '<a href="#claimant-person-address-choice">Choose an address from the list' in page
    assert body_of(draft)["claimant"]["person"]["address"]["street"] == "My Street"


@pytest.mark.usefixtures("_listed")
def test_of_several_groups_and_rows_each_is_searched_for_itself(
    lawyers_browser: Client, lawyer: User
) -> None:
    draft = started(lawyer, {"otherParties": [{"kind": "witness"}, {}]})
    url = at(draft, "other-parties")
    second = PARTY.replace("0", "1")
    every = controls(lawyers_browser.get(url).content.decode()).buttons
    assert {name for button, name in every if button == FIND} == {
        PARTY, ITS_INSURER, second, ITS_INSURER.replace("0", "1"),
    }  # fmt: skip
    typed = {
        f"{PARTY}/postcode": "BS1 1AA", f"{second}/postcode": "BA1 9ZZ",
        "otherParties/0/person/surname": "Ware",
    }  # fmt: skip
    where, page = press(lawyers_browser, url, FIND, second, **typed)
    assert where.endswith("#otherParties-1-person-address")
    assert (USE, second) in controls(page).buttons
    assert [button for button in controls(page).buttons if button[0] == USE] == [(USE, second)]
    assert "(Other parties, row 2, Person, Address)" in page
    chosen = {f"address-of/{second}": choice_of(page, "10 Larch")}
    press(lawyers_browser, where.partition("#")[0], USE, second, **chosen)
    parties = body_of(draft)["otherParties"]
    assert parties[0]["person"] == {"surname": "Ware", "address": {"postcode": "BS1 1AA"}}
    assert parties[1]["person"]["address"]["street"] == "Larch Close"


@pytest.mark.usefixtures("_listed")
def test_a_hospital_is_found_in_both_lists(lawyers_browser: Client, lawyer: User) -> None:
    Hospital.objects.create(
        name="Bristol Infirmary", postcode="BS1 1AA", address_lines=["Upper Street", "Bristol"]
    )
    draft = started(lawyer, {"hospitals": [{"name": "The Royal"}, {"type": "nhs"}]})
    url, first, second = at(draft, "injury"), "hospitals/0", "hospitals/1"
    typed = {"hospitals/0/postcode": "bs1 1aa", "hospitals/1/postcode": "BS11AA"}
    where, page = press(lawyers_browser, url, FIND, first, **typed)
    assert "2 addresses found at BS1 1AA" in page
    chosen = {f"address-of/{first}": choice_of(page, "High Street")}
    where, _page = press(lawyers_browser, where.partition("#")[0], USE, first, **chosen)
    where, page = press(lawyers_browser, url, FIND, second)
    chosen = {f"address-of/{second}": choice_of(page, "Upper Street")}
    press(lawyers_browser, where.partition("#")[0], USE, second, **chosen)
    assert body_of(draft)["hospitals"] == [
        {
            "name": "The Royal", "postcode": "BS1 1AA", "addressLine1": "Infirmary",
            "addressLine2": "1 High Street", "addressLine3": "Old Market",
            "addressLine4": "Centre, Bristol, Avon",
        },
        {
            "type": "nhs", "name": "Bristol Infirmary", "postcode": "BS1 1AA",
            "addressLine1": "Upper Street", "addressLine2": "Bristol",
        },
    ]  # fmt: skip


def test_without_a_list_it_is_not_offered(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    draft = started(lawyer, make.cnf())
    for section in ("claimant", "defendant", "injury", "accident", "other-parties"):
        page = lawyers_browser.get(at(draft, section)).content.decode()
        assert "Find an address" not in page, section
    Hospital.objects.create(name="Infirmary", postcode="BS1 1AA")
    buttons = controls(lawyers_browser.get(at(draft, "injury")).content.decode()).buttons
    assert (FIND, "hospitals/0") in buttons
    page = lawyers_browser.get(at(draft, "claimant")).content.decode()
    assert "Find an address" not in page
    asked = {FIND: CLAIMANT, f"{CLAIMANT}/postcode": "BA1 9ZZ"}
    answer = lawyers_browser.post(at(draft, "claimant"), posted_from(page, **asked), follow=True)
    assert answer.status_code == 200


@pytest.mark.usefixtures("_listed")
@pytest.mark.parametrize(
    "name",
    ["", "claimant", "nothing/there", "otherParties/99/person/address", "otherParties/0", "/",
     "claimant/person/address/street", "otherParties/x/person/address", "../..", "a" * 9_999],
)  # fmt: skip
@pytest.mark.parametrize("button", [FIND, USE])
def test_a_button_of_no_group_loses_nothing(
    lawyers_browser: Client, lawyer: User, name: str, button: str
) -> None:
    draft = started(lawyer, {"otherParties": [{"kind": "witness"}]})
    page = lawyers_browser.get(at(draft, "other-parties")).content.decode()
    changes = {"otherParties/0/person/surname": "Ware", button: name}
    posted = posted_from(page, **changes)
    answer = lawyers_browser.post(at(draft, "other-parties"), posted)
    assert answer.status_code == 302
    assert body_of(draft)["otherParties"][0]["person"]["surname"] == "Ware"
    query = f"?address={name[:99]}&step=looked"
    assert lawyers_browser.get(at(draft, "other-parties") + query).status_code == 200


@pytest.mark.usefixtures("_listed")
def test_what_another_window_saved_is_not_written_over(
    lawyers_browser: Client, draft: Draft
) -> None:
    url = at(draft, "claimant")
    old = lawyers_browser.get(url).content.decode()
    other = posted_from(old, **{"claimant/person/firstName": "Olwen"})
    lawyers_browser.post(url, other)
    mine = posted_from(old, **{f"{CLAIMANT}/postcode": "BA1 9ZZ", FIND: CLAIMANT})
    answer = lawyers_browser.post(url, mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert controls(page).answers[f"{CLAIMANT}/postcode"] == ["BA1 9ZZ"]
    assert body_of(draft)["claimant"]["person"]["firstName"] == "Olwen"


@pytest.mark.usefixtures("_listed")
def test_who_came_from_the_check_goes_back_there(lawyers_browser: Client, draft: Draft) -> None:
    url = at(draft, "claimant") + "?from=check"
    where, page = press(lawyers_browser, url, FIND, CLAIMANT, **{f"{CLAIMANT}/postcode": "BA1 9ZZ"})
    assert "&from=check#" in where
    assert controls(page).answers["from"] == ["check"]


@pytest.mark.usefixtures("_listed")
@pytest.mark.parametrize("claim_type", ["el", "eld", "pl"])
def test_every_kind_of_claim_offers_it(liability_lawyer: User, claim_type: str) -> None:
    draft = started(liability_lawyer, {"hospitals": [{}]}, claim_type)
    browser = signed_in(liability_lawyer)
    for section, number in (("claimant-representative", 1), ("claimant", 1), ("defendant", 2),
                            ("injury", 1)):  # fmt: skip
        page = browser.get(at(draft, section)).content.decode()
        assert page.count('name="find-address"') == number, section


@pytest.mark.usefixtures("_listed")
def test_whoever_claims_alone_finds_an_address_too() -> None:
    person = make.user(
        make.organisation("LIP00017", kind="LIP"), Profile.CR_RTA_CLAIM_HANDLER, user_name="ALONE"
    )
    draft, browser = started(person, {"claim": {"valueBand": "up-to-10000"}}), signed_in(person)
    typed = {f"{CLAIMANT}/postcode": "BA1 9ZZ"}
    _where, page = press(browser, at(draft, "claimant"), FIND, CLAIMANT, **typed)
    assert "2 addresses found at BA1 9ZZ" in page


@pytest.mark.usefixtures("_listed")
def test_a_later_form_finds_an_address_and_sends_nothing_by_it(lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    browser, group = signed_in(insurer), "compensator/address"
    url = f"/claims/{claim.pk}/actions/send-liability-decision"
    page = browser.get(url).content.decode()
    assert (FIND, group) in controls(page).buttons
    typed = {"compensator/reference": "NM/26/1", f"{group}/postcode": "BA1 9ZZ", FIND: group}
    answer = browser.post(url, posted_from(page, **typed))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "2 addresses found at BA1 9ZZ" in page
    assert f'formaction="#{group.replace("/", "-")}"' in page
    chosen = {f"address-of/{group}": choice_of(page, "10 Larch"), USE: group}
    page = browser.post(url, posted_from(page, **chosen)).content.decode()
    assert controls(page).answers[f"{group}/street"] == ["Larch Close"]
    assert controls(page).answers["compensator/reference"] == ["NM/26/1"]
    wrong = browser.post(url, posted_from(page, **{f"{group}/postcode": "x", FIND: group}))
    assert "must be a postcode like BS1 4ZZ" in wrong.content.decode()
    assert Claim.objects.get().phase == claim.phase
