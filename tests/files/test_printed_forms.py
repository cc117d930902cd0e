"""Printed forms: what is in them, what never is, and that they stay as they were."""

import hashlib
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.db import connection, transaction

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.documents.base import Document as DocumentType
from claims_portal.claims.documents.base import kind_of
from claims_portal.claims.documents.outline import Question, outline
from claims_portal.claims.models import Claim
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.summaries import answer_in_words, document_type_of
from claims_portal.files.models import PrintedForm, StoredFile
from claims_portal.files.printing import printed
from tests import make
from tests.api.conftest import Caller, caller, kind
from tests.claims.together import at_once
from tests.files import samples
from tests.files.test_attachments import attach


def text_of(pdf: bytes) -> str:
    """All words of a PDF, with a blank between any two."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"[\s\u200b]+", " ", " ".join(page.extract_text() for page in pages))


def got(who: Caller, claim: Claim, path: str) -> bytes:
    answer = who.get(f"/claims/{claim.pk}/{path}")
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def answers(document_type: type[DocumentType], body: Any) -> list[str]:
    """Every answer of a form in words."""
    found = []

    def walk(part: Any, given: Any) -> None:
        for item in part.items:
            value = given.get(item.name)
            if value is None or item.name == "referral":
                continue
            if isinstance(item, Question):
                found.append(answer_in_words(item, value))
            else:
                for row in value if item.kind == "rows" else [value]:
                    walk(item, row)

    walk(outline(document_type), body)
    return found


@pytest.fixture
def settled(claim_at: Any) -> Claim:
    claim: Claim = claim_at(at="Stage2SettlementPackConfirmationEnd")
    return claim


def test_every_answer_of_every_document_is_in_its_form(as_lawyer: Caller, settled: Claim) -> None:
    for document in settled.documents.all():
        text = text_of(got(as_lawyer, settled, f"documents/{document.number}.pdf"))
        for answer in answers(document_type_of(document.kind), document.body):
            assert re.sub(r"\s+", " ", answer) in text, document.kind
        assert settled.application_id in text
        assert "DRAFT" not in text


def test_the_list_tells_form_numbers_and_titles(as_lawyer: Caller, settled: Claim) -> None:
    told = as_lawyer.get(f"/claims/{settled.pk}/documents").json()["documents"]
    assert [(one["kind"], one["form"]) for one in told] == [
        ("rta-cnf", "RTA1"),
        ("accept-claim", None),
        ("article75", None),
        ("rta-liability-response", "RTA1"),
        ("interim-needed", None),
        ("rta-settlement-pack-request", "RTA5"),
        ("rta-settlement-pack-response", "RTA5"),
    ]
    assert [one["defendantOnlyHref"] is not None for one in told] == [True] + [False] * 6
    for one in told:
        body = as_lawyer.client.get(one["href"], headers=as_lawyer.headers()).json()["body"]
        assert body == settled.documents.get(number=one["number"]).body
        pdf = as_lawyer.client.get(one["pdfHref"], headers=as_lawyer.headers())
        assert pdf["Content-Type"] == "application/pdf"
        assert pdf["Content-Disposition"].startswith("attachment; filename=")
        b"".join(pdf.streaming_content)


def test_a_response_comes_with_what_it_answers(as_insurer: Caller, settled: Claim) -> None:
    first = text_of(got(as_insurer, settled, "documents/1.pdf"))
    assert "RTA1" in first and "Claim notification form" in first
    assert "Liability decision" not in first, "as the form was when it was sent"
    number = settled.documents.get(kind="rta-liability-response").number
    both = text_of(got(as_insurer, settled, f"documents/{number}.pdf"))
    assert "Claim notification form and response" in both
    assert "Liability decision" in both and "A38 Gloucester Road" in both
    lawyer, insurer = settled.representative.name, settled.compensator.name  # type: ignore[union-attr]
    assert f"Sent by {lawyer}, claimant representative, on 23 November 2026 at 09:30" in both
    assert f"Sent by {insurer}, compensator, on 23 November 2026 at 09:30" in both


def test_offers_stand_side_by_side_with_their_sums(as_lawyer: Caller, settled: Claim) -> None:
    number = settled.documents.get(kind="rta-settlement-pack-response").number
    text = text_of(got(as_lawyer, settled, f"documents/{number}.pdf"))
    assert "Stage 2 settlement pack form" in text
    assert "Offers side by side" in text
    assert "Claimed 23 Nov 2026" in text and "Offered 23 Nov 2026" in text
    assert "After contributory negligence" in text
    assert "Net amount to pay £1,830.55 (gross amount - CRU deductions" in text
    assert "Statement of truth" in text and "A signed copy is kept." in text


def test_a_form_is_tagged_for_screen_readers_and_for_archives(
    as_lawyer: Caller, settled: Claim
) -> None:
    pdf = got(as_lawyer, settled, "documents/1.pdf")
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower() == "en-gb"
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part[>=\"]+1", metadata)
    assert re.search(r"pdfaid:part[>=\"]+2", metadata)
    assert f"RTA1 – Claim notification form – {settled.application_id}" in metadata
    for page in reader.pages:
        assert [float(side) for side in page.mediabox] == pytest.approx(
            [0, 0, 595.28, 841.89], abs=1
        )


def test_the_referral_source_is_printed_for_nobody(
    as_lawyer: Caller, as_insurer: Caller, insurer: User, claim_at: Any
) -> None:
    body = make.cnf(compensator=insurer.organisation)
    body["claimantRepresentative"]["referral"] = {
        "source": "claims-management-company",
        "managementCompany": "Zyzzyva Referrals",
        "authorisationNumber": "7654321",
    }
    claim = claim_at(body=body, at="LiabilityAdmitted")
    for who in (as_lawyer, as_insurer):
        paths = [f"documents/{one.number}.pdf" for one in claim.documents.all()]
        for path in [*paths, "bundle.pdf"]:
            text = text_of(got(who, claim, path)).lower()
            assert "zyzzyva" not in text and "7654321" not in text and "referral" not in text


def test_the_defendant_only_form_has_no_date_of_birth_and_no_ni_number(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    whole = text_of(got(as_lawyer, claim, "documents/1.pdf"))
    text = text_of(got(as_lawyer, claim, "documents/1-defendant-only.pdf"))
    cnf = claim.documents.get().body
    number = cnf["claimant"]["nationalInsuranceNumber"]
    assert number in whole and "Date of birth" in whole
    assert number not in text and "National Insurance" not in text
    born = datetime.fromisoformat(cnf["claimant"]["person"]["dateOfBirth"])
    assert f"{born:%-d %B %Y}" in whole and f"{born:%-d %B %Y}" not in text
    assert "RTA2" in text and "Defendant only claim notification form" in text
    assert "Pass it to your insurer at once" in text
    assert "A38 Gloucester Road" in text
    answer = as_insurer.get(f"/claims/{claim.pk}/documents/1-defendant-only.pdf")
    assert (answer.status_code, kind(answer)) == (404, "no-such-document")


def test_a_form_is_made_once_and_given_unchanged(
    as_lawyer: Caller, as_insurer: Caller, settled: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = got(as_lawyer, settled, "documents/1.pdf")
    settled.representative.name = "A new name"
    settled.representative.save()
    monkeypatch.setattr(printed.rendering, "TEMPLATE_VERSION", 99)
    assert got(as_lawyer, settled, "documents/1.pdf") == first
    assert got(as_insurer, settled, "documents/1.pdf") == first
    form = PrintedForm.objects.get()
    assert (form.template_version, form.file.size) == (1, len(first))
    assert form.file.sha256 == hashlib.sha256(first).hexdigest()


def test_the_same_form_made_anew_has_the_same_bytes(as_lawyer: Caller, settled: Claim) -> None:
    first = got(as_lawyer, settled, "documents/1.pdf")
    PrintedForm.objects.all().delete()
    assert got(as_lawyer, settled, "documents/1.pdf") == first


def test_the_database_refuses_to_change_a_printed_form(as_lawyer: Caller, settled: Claim) -> None:
    got(as_lawyer, settled, "documents/1.pdf")
    with pytest.raises(Exception, match="never changed"), transaction.atomic():
        PrintedForm.objects.update(template_version=2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT unused_since FROM files_storedfile")
        assert cursor.fetchall() == [(None,)]


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_first_at_once_are_given_the_same(lawyer: User, claim_at: Any) -> None:
    claim = claim_at()
    token = make.token(lawyer.organisation, at=make.NOW)
    given = at_once(*[lambda: got(Caller(lawyer, token), claim, "documents/1.pdf")] * 4)
    assert len(set(given)) == 1 and given[0].startswith(b"%PDF")
    assert PrintedForm.objects.count() == StoredFile.objects.count() == 1


def test_documents_of_others_are_like_missing_ones(
    as_lawyer: Caller, as_stranger: Caller, settled: Claim
) -> None:
    for path in ("documents", "documents/1", "documents/1.pdf", "documents/1-defendant-only.pdf",
                 "bundle.pdf", "bundle.zip"):  # fmt: skip
        answer = as_stranger.get(f"/claims/{settled.pk}/{path}")
        assert (answer.status_code, kind(answer)) == (404, "no-such-claim")
    for path in (
        "documents/99",
        "documents/99.pdf",
        "documents/5.pdf",
        "documents/4-defendant-only.pdf",
    ):
        answer = as_lawyer.get(f"/claims/{settled.pk}/{path}")
        assert (answer.status_code, kind(answer)) == (404, "no-such-document")


def test_another_compensator_has_no_form_from_the_time_before(
    lawyer: User, insurer: User, as_lawyer: Caller
) -> None:
    insurer.organisation.name = "First Insurance"
    insurer.organisation.save()
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    said = {"reason": "wrong-organisation", "comment": "Not our customer."}
    claim = make.act(claim, "reject-claim", said, by=insurer)
    claim = make.act(claim, "acknowledge-rejection", {}, by=lawyer)
    other = make.user(make.organisation("COMP002", kind="COMP"), Profile.COMP_RTA_CLAIM_HANDLER)
    claim = make.act(claim, "resend-claim", make.cnf(compensator=other.organisation), by=lawyer)
    told = caller(other).get(f"/claims/{claim.pk}/documents").json()["documents"]
    assert [one["number"] for one in told] == [4]
    assert kind(caller(other).get(f"/claims/{claim.pk}/documents/1.pdf")) == "no-such-document"
    assert "First Insurance" not in text_of(got(caller(other), claim, "documents/4.pdf"))
    assert "First Insurance" not in text_of(got(caller(other), claim, "bundle.pdf"))
    for number in (1, 2):
        text = text_of(got(as_lawyer, claim, f"documents/{number}.pdf"))
        assert "First Insurance" in text, "as it was then"
        assert "COMP002" not in text


def test_a_claimant_in_person_is_marked(as_insurer: Caller, insurer: User, claim_at: Any) -> None:
    body = make.cnf(compensator=insurer.organisation)
    body["claim"]["signatory"] = "claimant-in-person"
    text = text_of(got(as_insurer, claim_at(body=body), "documents/1.pdf"))
    assert "Claimant in person, without a legal representative" in text
    assert "I believe that the facts stated in this claim notification form are true." in text


NAMES = (
    "Zoë Łukasz Žofie Đorđe Ştefan Nguyễn", "Дмитро Шевченко", "Ελένη Παπαδόπουλος", "Հայկ", "გიორგი",
    "مريم", "דוד כהן", "प्रिया", "ਗੁਰਪ੍ਰੀਤ", "અમિત", "রহিম", "அருண்", "తెలుగు", "ಕನ್ನಡ", "മലയാളം", "සිංහල",
    "สมชาย", "ລາວ", "ខ្មែរ", "မြန်မာ", "ጸጋ", "王小明", "佐藤太郎", "김지우",
)  # fmt: skip


def test_names_in_any_script_come_out(as_insurer: Caller, insurer: User, claim_at: Any) -> None:
    body = make.cnf(compensator=insurer.organisation)
    body["accident"]["description"] = "\n".join(NAMES)
    pdf = got(as_insurer, claim_at(body=body), "documents/1.pdf")
    assert "[U+" not in text_of(pdf), "each has a font"
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    for script in (
        "Arabic",
        "Hebrew",
        "Gurmukhi",
        "CJK",
        "Thai",
        "Ethiopic",
        "Tamil",
    ):
        assert any(script in font for font in fonts), f"{script} of {fonts}"


STRANGE = [
    '#read("/etc/passwd") #sys.inputs $x$ *bold* _em_ `raw` <label> @ref // not a comment /* */',
    "= Heading\n- list\n+ list\n/ term: x",
    '"); #panic("x") \\u{41} \\" \\n',
    "😀 and \U00010380 and \ue000 and \uffff",
    "a" * 500,
    "\u202eright to left\u202c \u200b\u200d\ufeff",
    "क\u0301\u0e34 א\u0e34 a\u0b3e",
]


@pytest.mark.parametrize("words", STRANGE)
def test_what_was_typed_is_never_markup(
    as_insurer: Caller, insurer: User, claim_at: Any, words: str
) -> None:
    body = make.cnf(compensator=insurer.organisation)
    body["accident"]["description"] = words
    text = text_of(got(as_insurer, claim_at(body=body), "documents/1.pdf"))
    if words.isascii():
        assert re.sub(r"\s+", "", words) in text.replace(" ", "")
    if "😀" in words:
        assert "[U+1F600] and [U+10380] and [U+E000]" in text


def test_the_bundle_has_everything_under_readable_names(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at(at="StartOfStage21")
    attach(as_lawyer, claim, samples.JPG, "Zoë’s car.jpg", title="The car")
    with zipfile.ZipFile(io.BytesIO(got(as_lawyer, claim, "bundle.zip"))) as bundle:
        assert bundle.testzip() is None
        assert bundle.namelist() == [
            "contents.txt",
            "forms/01 Claim notification form (RTA) RTA1.pdf",
            "forms/01 Defendant only claim notification form RTA2.pdf",
            "forms/02 Acceptance of the claim.pdf",
            "forms/03 Article 75 decision.pdf",
            "forms/04 Liability response (RTA) RTA1.pdf",
            "attachments/06 Zoë’s car.jpg",
        ]
        assert bundle.read("attachments/06 Zoë’s car.jpg") == samples.JPG
        one = got(as_lawyer, claim, "documents/1.pdf")
        assert bundle.read("forms/01 Claim notification form (RTA) RTA1.pdf") == one
        contents = bundle.read("contents.txt").decode()
        assert hashlib.sha256(one).hexdigest() in contents and "The car" in contents
    with zipfile.ZipFile(io.BytesIO(got(as_insurer, claim, "bundle.zip"))) as bundle:
        assert not any("Defendant only" in name for name in bundle.namelist())
    text = text_of(got(as_insurer, claim, "bundle.pdf"))
    for title in (
        "Claim notification form (RTA)",
        "Liability response (RTA)",
        "Article 75 decision",
    ):
        assert title in text


def test_a_draft_is_marked_and_kept_nowhere(lawyer: User, claim_at: Any, own_store: Path) -> None:
    claim = claim_at()
    pdf = printed.draft(
        claim, "rta-cnf", {"claimant": {"person": {"surname": "Nair"}}}, by=lawyer.as_actor()
    )
    text = text_of(pdf)
    assert "DRAFT – not sent" in text and "Nair" in text
    assert not list(own_store.rglob("*"))
    for body in ({}, {"claimant": "x", "losses": 5}, {"accident": {"date": "soon"}}):
        assert printed.draft(claim, "rta-cnf", body, by=lawyer.as_actor()).startswith(b"%PDF")


def test_an_answer_that_is_being_written_is_printed_below_what_it_answers(
    insurer: User, claim_at: Any
) -> None:
    claim = claim_at(at="LiabilityDecision")
    body = make.sample("rta_liability_response")
    text = text_of(printed.draft(claim, "rta-liability-response", body, by=insurer.as_actor()))
    assert text.index("A38 Gloucester Road") < text.index("Liability decision")
    assert text.count("DRAFT – not sent") >= 2


@pytest.mark.django_db
def test_every_document_of_every_process_can_be_printed(lawyer: User, claim_at: Any) -> None:
    claim = claim_at()
    kinds = {
        printed_kind
        for process in PROCESSES.values()
        for step in process.steps
        for printed_kind in [step.takes]
    }
    for document_type in kinds:
        pdf = printed.draft(claim, kind_of(document_type), {}, by=lawyer.as_actor())
        assert pdf.startswith(b"%PDF"), document_type
