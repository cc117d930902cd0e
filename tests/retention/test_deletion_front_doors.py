"""Deleting and having back by pages and API; exporting what is held on a claimant."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.claims import private_notes
from claims_portal.claims.models import Claim
from claims_portal.files import attachments
from claims_portal.files.rules import Offered
from claims_portal.operators.models import Staff
from claims_portal.records.models import AuditEntry
from claims_portal.retention import hiding, subjects
from claims_portal.retention.subjects import KeysRefused, Subject
from tests import make
from tests.api.conftest import Caller
from tests.files import samples
from tests.operators.conftest import acting
from tests.retention.test_hiding import WHY, boss, claim, deleter, hide, insurers_deleter, protector
from tests.web.operator.conftest import SignedIn, signed_in

__all__ = ["boss", "claim", "deleter", "insurers_deleter", "protector", "signed_in"]


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)


def page_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_by_the_pages(claim: Claim, deleter: User, lawyer: User) -> None:
    page = page_of(deleter)
    assert page.get("/").headers["Location"] == "/deletions"
    nobodys = page.get("/deletions", {"number": "999"})
    assert nobodys.status_code == 422
    assert "no such claim" in nobodys.content.decode()
    found = page.get("/deletions", {"number": claim.application_id}, follow=True)
    address = found.request["PATH_INFO"]
    assert claim.claimant_surname in found.content.decode()
    short = page.post(address, {"reason": "why"})
    assert short.status_code == 422
    told = page.post(address, {"reason": WHY}, follow=True).content.decode()
    assert "Have it back" in told
    assert page_of(lawyer).get(f"/claims/{claim.pk}").status_code == 404
    assert page_of(lawyer).get("/deletions").status_code == 403
    assert page.get(address).status_code == 404
    page.post(f"{address}/recover")
    assert page_of(lawyer).get(f"/claims/{claim.pk}").status_code == 200


def test_by_the_api(claim: Claim, deleter: User, insurers_deleter: User, lawyer: User) -> None:
    def caller(user: User) -> Caller:
        return Caller(user, make.token(user.organisation, at=make.NOW))

    ours, path = caller(deleter), f"/claims/{claim.pk}/deletion"
    assert caller(lawyer).post(path, {"reason": WHY}).status_code == 403
    assert ours.post(path, {"reason": "why"}).json()["errors"][0]["pointer"] == "/reason"
    hidden = ours.post(path, {"reason": WHY})
    assert hidden.json()["state"] == "hidden"
    assert caller(lawyer).get(f"/claims/{claim.pk}").status_code == 404
    assert ours.post(path, {"reason": WHY}).status_code == 404
    assert caller(insurers_deleter).send("DELETE", path).status_code == 409
    assert ours.send("DELETE", path).status_code == 204
    (line,) = ours.get("/deletions").json()["deletions"]
    assert line["state"] == "recovered"
    assert caller(lawyer).get(f"/claims/{claim.pk}").status_code == 200


def test_what_is_held_on_a_claimant(
    claim: Claim, lawyer: User, insurer: User, stranger: User, deleter: User,
    protector: Staff, boss: Staff, signed_in: SignedIn,
) -> None:  # fmt: skip
    other = make.claim(lawyer=stranger, insurer=insurer)
    somebody = make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.filter(pk=somebody.pk).update(
        claimant_surname_folded="else", national_insurance_number=""
    )
    offered = Offered(
        title="Report", description="", file_name="report.pdf", content=io.BytesIO(samples.PDF),
        size=len(samples.PDF),
    )  # fmt: skip
    attachments.add(claim, offered, by=lawyer.as_actor(), at=make.NOW)
    private_notes.add(claim, "Rang the claimant.", by=insurer.as_actor(), at=make.NOW)
    claim.refresh_from_db()
    hide(claim, deleter)
    page = signed_in(protector)
    assert signed_in(boss).get("/operator/data-protection/subject").status_code == 403
    typed = {"surname": claim.claimant_surname.upper(), "reason": "The claimant wrote to us."}
    refused = page.post("/operator/data-protection/subject", typed)
    assert refused.status_code == 422
    assert "date of birth" in refused.content.decode()
    born = claim.date_of_birth
    assert born
    typed |= {
        "born_on-day": str(born.day),
        "born_on-month": str(born.month),
        "born_on-year": str(born.year),
    }
    answer = page.post("/operator/data-protection/subject", typed)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    names = [one for one in archive.namelist() if one.endswith("claim.json")]
    assert names == [f"{one.application_id}/claim.json" for one in (claim, other)]
    (attached,) = [one for one in archive.namelist() if "/attachments/" in one]
    assert archive.read(attached) == samples.PDF
    told = json.loads(archive.read(names[0]))
    assert told["documents"][0]["body"]["claimant"]
    assert len(told["history"]) == claim.event_count
    assert [one["text"] for one in told["privateNotes"]] == ["Rang the claimant."]
    assert told["deletions"][0]["reason"] == WHY
    for code in ("", "CR00101", "CR00999", "COMP001"):
        assert AuditEntry.objects.filter(
            organisation_code=code, tag="operator:subject:exported"
        ).exists()


@pytest.mark.parametrize(
    "subject", [Subject(), Subject(surname="Bloggs"), Subject(born_on=date(1980, 1, 1))]
)
def test_too_little_to_find_one_person_by_is_refused(protector: Staff, subject: Subject) -> None:
    with pytest.raises(KeysRefused):
        subjects.claims_of(subject, by=acting(protector))


def test_found_by_national_insurance_number(claim: Claim, protector: Staff) -> None:
    Claim.objects.filter(pk=claim.pk).update(national_insurance_number="QQ123456C")
    found = subjects.claims_of(
        Subject(national_insurance_number="qq 12 34 56 c"), by=acting(protector)
    )
    assert found == [claim]


def test_staff_have_it_back_by_the_page(
    claim: Claim, deleter: User, protector: Staff, signed_in: SignedIn
) -> None:
    hide(claim, deleter)
    page = signed_in(protector)
    assert "Have it back" in page.get("/operator/data-protection").content.decode()
    address = f"/operator/data-protection/{claim.pk}/recover"
    assert "at least 10" in page.post(address, {"reason": ""}, follow=True).content.decode()
    page.post(address, {"reason": "Deleted by mistake."})
    assert Claim.objects.get().claim_type == "rta"
    assert hiding.seen_by(acting(protector)).get().recovered_by == "PROTECTOR"


def test_a_legal_hold_is_placed_and_lifted_on_its_page(
    claim: Claim, protector: Staff, boss: Staff, signed_in: SignedIn
) -> None:
    page, address = signed_in(protector), "/operator/data-protection/holds"
    assert signed_in(boss).get(address).status_code == 403
    typed = {"number": claim.application_id, "reason": "Asked for by the court."}
    for otherwise in ({"number": "x"}, {"number": "999"}, {"reason": " "}, {"reason": "x" * 501}):
        assert page.post(address, typed | otherwise).status_code == 422
    assert claim.application_id in page.post(address, typed, follow=True).content.decode()
    twice = page.post(address, typed)
    assert "under a hold already" in twice.content.decode()
    lift = f"{address}/{claim.pk}/lift"
    assert "why the claim may be deleted" in page.post(lift, follow=True).content.decode()
    page.post(lift, {"reason": "The case is over."})
    assert "None stands" in page.get(address).content.decode()
    tags = AuditEntry.objects.filter(by_staff="PROTECTOR").values_list("tag", flat=True)
    assert list(tags) == ["claim:legal-hold:placed", "claim:legal-hold:lifted"]


def test_staff_who_look_a_hidden_claim_up_see_that_it_is(
    claim: Claim, deleter: User, protector: Staff, signed_in: SignedIn
) -> None:
    hide(claim, deleter)
    page, address = signed_in(protector), f"/operator/look-up/claims/{claim.pk}"
    assert "deleted under data protection law" in page.get(address).content.decode()
    read = page.post(f"{address}/read", {"reason": "To answer the claimant."})
    assert claim.claimant_surname in read.content.decode()
