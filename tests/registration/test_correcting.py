"""Numbers of registers, corrected by a registrar on the operator's pages."""

from typing import Any

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.operators.models import Staff
from claims_portal.operators.refusals import OperatorRefusal
from claims_portal.organisations.models import Organisation
from claims_portal.records.models import AuditEntry
from claims_portal.registration import correcting
from claims_portal.registration.models import OrganisationNumber
from claims_portal.registration.refusals import AnswerRefused
from tests import make
from tests.claims.together import at_once
from tests.operators.conftest import acting
from tests.registration.applicant import FIRM, text_of
from tests.web.operator.conftest import SignedIn

pytestmark = pytest.mark.django_db
WHY = "The register shows another number."
RIGHT: dict[str, Any] = FIRM["registrations"] | {"reason": WHY, "seen": ""}
KEPT = {"sra": "612345", "companies-house": "OC301234", "ico": "ZA123456"}


@pytest.fixture
def firm(administrator: User) -> Organisation:
    return Organisation.objects.get(pk=administrator.organisation_id)


def path_of(firm: Organisation) -> str:
    return f"/operator/look-up/organisations/{firm.code}/numbers"


def test_corrected_and_read_in_the_audit_of_the_organisation(
    desk: Client, client: Client, firm: Organisation, administrator: User
) -> None:
    page = path_of(firm)
    assert page in text_of(desk.get(f"/operator/look-up/organisations/{firm.code}"))
    assert desk.post(page, RIGHT)["Location"] == page
    assert correcting.of(firm) == KEPT
    again = RIGHT | {"regulator": "cilex", "regulatorNumber": "7654321", "companyNumber": "",
                     "seen": correcting.version(KEPT)}  # fmt: skip
    assert desk.post(page, again).status_code == 302
    assert correcting.of(firm) == {"cilex": "7654321", "ico": "ZA123456"}
    entry = AuditEntry.objects.filter(tag=correcting.TAG).latest("pk")
    assert (entry.organisation_code, entry.by_staff, entry.reason) == (firm.code, "REGISTRAR", WHY)
    assert entry.before["Solicitors Regulation Authority"] == "612345"
    shown = text_of(desk.get(page))
    assert "Solicitors Regulation Authority: 612345 → none" in shown
    assert WHY in shown
    state = text_of(desk.get(f"/operator/look-up/organisations/{firm.code}"))
    assert "CILEx Regulation: 7654321" in state
    client.force_login(administrator)
    assert "Numbers of registers corrected" in text_of(client.get("/administration/audit"))


def test_a_number_of_another_organisation_is_refused_at_its_field(
    desk: Client, firm: Organisation
) -> None:
    other = make.organisation("CR00777")
    for register in ("sra", "ico"):
        number = KEPT[register]
        OrganisationNumber.objects.create(organisation=other, register=register, number=number)
    answer = desk.post(path_of(firm), RIGHT)
    assert answer.status_code == 422
    for field in ("regulatorNumber", "icoNumber"):
        assert f'id="{field}-error"' in text_of(answer)
    assert f"612345 is the number of {other}" in text_of(answer)
    assert correcting.of(firm) == {}
    assert not AuditEntry.objects.filter(tag=correcting.TAG).exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"regulatorNumber": "12"}, "regulatorNumber"),
        ({"regulator": "fca"}, "regulator"),
        ({"regulator": "<script>"}, "regulator"),
        ({"icoNumber": ""}, "icoNumber"),
        ({"companyNumber": "<b>1</b>"}, "companyNumber"),
        ({"reason": "short"}, "reason"),
        ({"reason": "x" * 501}, "reason"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    desk: Client, firm: Organisation, typed: dict[str, str], field: str
) -> None:
    answer = desk.post(path_of(firm), RIGHT | typed)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in text_of(answer)
    assert correcting.of(firm) == {}


def test_all_that_is_wrong_is_said_at_once(desk: Client, firm: Organisation) -> None:
    typed = {"regulatorNumber": "12", "icoNumber": "", "reason": ""}
    told = text_of(desk.post(path_of(firm), RIGHT | typed))
    assert all(f'id="{field}-error"' in told for field in typed)


def test_what_was_corrected_meanwhile_or_is_the_same_is_refused(
    desk: Client, firm: Organisation
) -> None:
    desk.post(path_of(firm), RIGHT)
    stale = desk.post(path_of(firm), RIGHT | {"icoNumber": "ZB123456"})
    assert "by somebody else after you opened the page" in text_of(stale)
    same = desk.post(path_of(firm), RIGHT | {"seen": correcting.version(KEPT)})
    assert "It is so already" in text_of(same)
    assert AuditEntry.objects.filter(tag=correcting.TAG).count() == 1


def test_a_claimant_alone_and_nobody_have_no_numbers(desk: Client, supporter: Staff) -> None:
    alone = make.organisation("LIP00042", kind="LIP")
    for code in (alone.code, "CR99999", "x%00"):
        assert desk.get(f"/operator/look-up/organisations/{code}/numbers").status_code == 404
    assert desk.get("/operator/look-up/organisations/x%00").status_code == 404


def test_support_may_not(signed_in: SignedIn, supporter: Staff, firm: Organisation) -> None:
    browser = signed_in(supporter)
    assert browser.post(path_of(firm), RIGHT).status_code == 403
    state = text_of(browser.get(f"/operator/look-up/organisations/{firm.code}"))
    assert path_of(firm) not in state


@pytest.mark.django_db(transaction=True)
def test_of_two_organisations_at_once_one_gets_the_number(registrar: Staff) -> None:
    firms = [make.organisation("CR00771"), make.organisation("CR00772")]
    by, at = acting(registrar), clock.now()

    def take(firm: Organisation) -> None:
        correcting.correct(firm.code, RIGHT, reason=WHY, seen="", by=by, at=at)

    told = at_once(lambda: take(firms[0]), lambda: take(firms[1]))
    refused = [one for one in told if one is not None]
    assert len(refused) == 1
    assert isinstance(refused[0], (AnswerRefused, OperatorRefusal)), refused
    assert refused[0].field in {"regulatorNumber", "companyNumber", "icoNumber"}
    assert OrganisationNumber.objects.count() == len(KEPT)
