"""The organisation's record in the console: all but name and ID can be changed."""

from typing import Any

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.organisations.models import Organisation
from claims_portal.records.models import AuditEntry
from tests import make
from tests.web.forms.posting import posted_from

PAGE, FORM = "/administration/organisation", "/administration/organisation/edit"
FILLED: dict[str, Any] = {
    "email": "info@cr00101.example.com",
    "telephone": "0117 496 0101",
    "address/buildingNumber": "1",
    "address/street": "Harbour Row",
    "address/town": "Bristol",
    "address/country": "England",
    "emailDomains": "cr00101.example.com\nTPA.example.com",
}


def record() -> Organisation:
    return Organisation.objects.get(code="CR00101")


def test_the_page_shows_the_record_and_who_changes_the_rest(console: Client) -> None:
    text = console.get(PAGE).content.decode()
    for said in ("CR00101", "Organisation CR00101", "info@cr00101", "write to the operator"):
        assert said in text


def test_the_record_is_changed_and_what_changed_is_noted(console: Client) -> None:
    answer = console.post(FORM, FILLED)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    changed = record()
    assert changed.address == {
        "buildingNumber": "1", "street": "Harbour Row", "town": "Bristol", "country": "England",
    }  # fmt: skip
    assert changed.email_domains == ["cr00101.example.com", "tpa.example.com"]
    entry = AuditEntry.objects.get()
    assert (entry.tag, entry.by_user) == ("organisation:record:edited", "ADMIN_1")
    assert set(entry.after) == {"telephone", "address", "email_domains"}
    assert "1 Harbour Row" in console.get(PAGE).content.decode()


def test_saving_what_was_there_changes_and_notes_nothing(console: Client) -> None:
    console.post(FORM, FILLED)
    form = console.get(FORM).content.decode()
    assert console.post(FORM, posted_from(form)).status_code == 302
    assert AuditEntry.objects.count() == 1


def test_who_opened_the_record_before_another_changed_it_is_told(console: Client) -> None:
    console.post(FORM, FILLED)
    old = posted_from(console.get(FORM).content.decode(), telephone="0117 496 0199")
    Organisation.objects.filter(code="CR00101").update(email_domains=["b.example.com"])
    answer = console.post(FORM, old)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "This was changed after you opened the page, so nothing was saved." in text
    assert 'value="0117 496 0199"' in text
    assert record().telephone != "0117 496 0199"
    assert record().email_domains == ["b.example.com"]
    told = posted_from(text, emailDomains="b.example.com")
    assert [console.post(FORM, told).status_code for _click in range(2)] == [302, 302]
    assert (record().telephone, record().email_domains) == ("0117 496 0199", ["b.example.com"])


def test_a_fault_of_ones_own_does_not_hide_that_another_changed_it(console: Client) -> None:
    console.post(FORM, FILLED)
    old = posted_from(console.get(FORM).content.decode(), email="nobody")
    Organisation.objects.filter(code="CR00101").update(telephone="01482 496 000")
    refused = console.post(FORM, old)
    assert refused.status_code == 422
    mended = posted_from(refused.content.decode(), email="info@cr00101.example.com", telephone="1")
    assert console.post(FORM, mended).status_code == 409
    assert record().telephone == "01482 496 000"


@pytest.mark.parametrize("name", ["name", "code", "kind", "agreement_version", "enabled"])
def test_name_id_and_the_rest_cannot_be_slipped_in(console: Client, name: str) -> None:
    before = Organisation.objects.values().get(code="CR00101")
    console.post(FORM, {**FILLED, name: "Another"})
    assert Organisation.objects.values(name).get(code="CR00101")[name] == before[name]


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"address/buildingNumber": ""}, "address/buildingName"),
        ({"address/street": ""}, "address/street"),
        ({"address/town": ""}, "address/town"),
        ({"address/street": "S" * 33}, "address/street"),
        ({"address/town": "Bris\x00tol"}, "address/town"),
        ({"email": "info"}, "email"),
        ({"email": "i" * 255 + "@x.example.com"}, "email"),
        ({"telephone": "0" * 101}, "telephone"),
        ({"emailDomains": "not a domain"}, "emailDomains"),
        ({"emailDomains": "x\x00.example.com"}, "emailDomains"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(
    console: Client, changes: dict[str, str], at: str
) -> None:
    answer = console.post(FORM, {**FILLED, **changes})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "There is a problem" in text
    assert f'href="#{at}"' in text
    assert not AuditEntry.objects.exists()


def test_an_empty_address_is_refused_too(console: Client) -> None:
    emptied = {name: "" for name in FILLED if name.startswith("address/")}
    assert console.post(FORM, {**FILLED, **emptied}).status_code == 422


def test_requiring_a_strong_factor_names_who_has_none(console: Client, lawyer: User) -> None:
    make.user(lawyer.organisation, user_name="GONE", enabled=False, active=False)
    text = console.get(FORM).content.decode()
    assert "2 enabled accounts have neither" in text
    assert "LAWYER" in text
    assert "GONE" not in text
    console.post(FORM, {**FILLED, "requiresStrongFactor": "yes"})
    assert record().requires_strong_factor
