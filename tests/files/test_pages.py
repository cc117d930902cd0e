"""A claim's files in the browser: attaching, reading, printing."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client, override_settings

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import drafts
from claims_portal.claims.models import Claim
from claims_portal.files.models import Attachment
from tests import make
from tests.files import samples
from tests.files.test_printed_forms import text_of


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer)


@pytest.fixture
def the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sessions live by the real clock."""


def attach(
    client: Client, claim: Claim, content: bytes | None = samples.PDF, name: str = "report.pdf",
    title: str = "Medical report",
) -> Any:  # fmt: skip
    typed: dict[str, Any] = {"title": title, "description": "Of Dr Okafor"}
    if content is not None:
        typed["file"] = samples.upload(name, content)
    return client.post(f"/claims/{claim.pk}/attachments", typed)


def page(client: Client, user: User, claim: Claim) -> str:
    client.force_login(user)
    answer = client.get(f"/claims/{claim.pk}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_attached_stands_on_the_claims_page_of_both(
    client: Client, lawyer: User, insurer: User, claim: Claim
) -> None:
    assert "Nothing was attached yet." in page(client, lawyer, claim)
    assert (
        'enctype="multipart/form-data"'
        in client.get(f"/claims/{claim.pk}/attachments").content.decode()
    )
    answer = attach(client, claim)
    assert answer.status_code == 302 and answer["Location"] == f"/claims/{claim.pk}#attachments"
    own = page(client, lawyer, claim)
    assert "“Medical report” was attached." in own
    assert "report.pdf, PDF document, 48" in own and "Of Dr Okafor" in own
    assert f"Added by {lawyer.full_name} (LAWYER)" in own
    theirs = page(client, insurer, claim)
    assert f"Added by {lawyer.organisation.name}" in theirs and "LAWYER" not in theirs
    given = client.get(f"/claims/{claim.pk}/attachments/{Attachment.objects.get().public_id}")
    assert b"".join(given.streaming_content) == samples.PDF
    assert given["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert (given["Content-Type"], given["X-Content-Type-Options"]) == (
        "application/pdf",
        "nosniff",
    )
    assert given["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("content", "name", "title", "says"),
    [
        (
            samples.EXE,
            "report.pdf",
            "Report",
            "report.pdf is no PDF document by its content. It looks like a program (exe).",
        ),
        (samples.EXE, "run.exe", "Report", "run.exe is of a kind that is not taken."),
        (samples.EICAR, "note.txt", "Report", "The file contains a virus"),
        (b"x" * (4 * 1024**2 + 1), "note.txt", "Report", "4,194,305 bytes"),
        (None, "", "Report", "The file must be given."),
        (samples.PDF, "report.pdf", "x" * 101, "The title must have at most 100 characters."),
    ],
)
def test_a_fault_is_told_beside_its_field_and_what_was_typed_stays(
    client: Client, lawyer: User, claim: Claim, content: bytes, name: str, title: str, says: str
) -> None:
    client.force_login(lawyer)
    answer = attach(client, claim, content, name, title)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert told.count(says) == 2, "in the summary and at the field"
    assert "Of Dr Okafor" in told
    assert not Attachment.objects.exists()


def test_without_a_title_a_file_is_called_by_its_own_name(
    client: Client, lawyer: User, claim: Claim
) -> None:
    client.force_login(lawyer)
    attach(client, claim, title=" ")
    assert [one.title for one in Attachment.objects.all()] == ["report"]
    answer = attach(client, claim, None, title="")
    told = answer.content.decode()
    assert told.count("The file must be given.") == 2
    assert "The title must be given." not in told


@pytest.mark.parametrize(
    ("title", "titles"),
    [
        ("", ["receipt", "report"]),
        ("Taxi", ["Taxi: receipt", "Taxi: report"]),
        ("t" * 95, ["t" * 95 + ": rec", "t" * 95 + ": rep"]),
    ],
)
def test_several_files_are_attached_at_once(
    client: Client, lawyer: User, claim: Claim, title: str, titles: list[str]
) -> None:
    client.force_login(lawyer)
    files = [
        samples.upload("receipt.txt", b"Taxi, 12.40"),
        samples.upload("report.pdf", samples.PDF),
    ]
    typed = {"title": title, "description": "July", "file": files}
    answer = client.post(f"/claims/{claim.pk}/attachments", typed, follow=True)
    assert [one.title for one in Attachment.objects.order_by("title")] == titles
    assert {one.description for one in Attachment.objects.all()} == {"July"}
    told = answer.content.decode()
    assert all(f"“{one}” was attached." in told for one in titles)


def test_of_several_files_those_that_are_right_are_attached_and_each_other_is_told(
    client: Client, lawyer: User, claim: Claim
) -> None:
    client.force_login(lawyer)
    attach(client, claim)
    files = [
        samples.upload("run.exe", samples.EXE),
        samples.upload("receipt.txt", b"Taxi, 12.40"),
        samples.upload("report.pdf", samples.PDF),
        samples.upload("page.pdf", samples.EXE),
    ]
    answer = client.post(f"/claims/{claim.pk}/attachments", {"title": "", "file": files})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert told.count("run.exe is of a kind that is not taken.") == 2
    assert told.count("page.pdf is no PDF document by its content.") == 2
    assert "“receipt” was attached." in told
    assert "You attached this very file to the claim before, as “Medical report”." in told
    assert sorted(one.title for one in Attachment.objects.all()) == ["Medical report", "receipt"]


def test_of_too_many_files_for_the_claim_the_first_are_attached(
    client: Client, lawyer: User, claim: Claim
) -> None:
    client.force_login(lawyer)
    files = [samples.upload(f"{one}.txt", f"Page {one}".encode()) for one in range(3)]
    with override_settings(ATTACHMENTS_BY_REPRESENTATIVE=2):
        answer = client.post(f"/claims/{claim.pk}/attachments", {"title": "", "file": files})
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "takes no more of yours" in told
    assert "“0” was attached." in told and "“1” was attached." in told
    assert Attachment.objects.count() == 2


def test_the_second_of_two_clicks_attaches_nothing_more(
    client: Client, lawyer: User, claim: Claim
) -> None:
    client.force_login(lawyer)
    attach(client, claim)
    answer = attach(client, claim)
    assert answer.status_code == 302
    assert Attachment.objects.count() == 1


def test_a_full_claim_and_an_ended_one_say_so(
    client: Client, lawyer: User, insurer: User, claim: Claim
) -> None:
    client.force_login(lawyer)
    with override_settings(ATTACHMENTS_BY_REPRESENTATIVE=0):
        answer = attach(client, claim)
    assert answer.status_code == 409 and "takes no more of yours" in answer.content.decode()
    ended = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackConfirmationEnd")
    assert "nothing can be attached to it any more" in page(client, lawyer, ended)
    assert client.get(f"/claims/{ended.pk}/attachments").status_code == 409
    assert attach(client, ended).status_code == 409


def test_a_picture_is_looked_at_under_a_policy_of_its_own(
    client: Client, lawyer: User, claim: Claim
) -> None:
    client.force_login(lawyer)
    attach(client, claim, samples.JPG, "car.jpg", "The car")
    attach(client, claim)
    picture, report = Attachment.objects.order_by("number")
    href = f"/claims/{claim.pk}/attachments/{picture.public_id}/preview"
    told = page(client, lawyer, claim)
    assert f'<img class="portal-preview" src="{href}" alt="The car"' in told
    assert f"{report.public_id}/preview" not in told
    given = client.get(href)
    assert b"".join(given.streaming_content) == samples.JPG
    assert given["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (given["Content-Disposition"], given["Content-Type"]) == ("inline", "image/jpeg")
    assert (
        client.get(f"/claims/{claim.pk}/attachments/{report.public_id}/preview").status_code == 404
    )
    with override_settings(CLAMD_ADDRESS="127.0.0.1:1"):
        assert client.get(href).status_code == 404
        assert "Waiting for the virus scan" in page(client, lawyer, claim)
        answer = client.get(f"/claims/{claim.pk}/attachments/{picture.public_id}")
        assert answer.status_code == 409


def test_files_of_others_are_not_there(
    client: Client, lawyer: User, stranger: User, claim: Claim
) -> None:
    client.force_login(lawyer)
    attach(client, claim, samples.JPG, "car.jpg")
    public_id = Attachment.objects.get().public_id
    client.force_login(stranger)
    for path in ("attachments", f"attachments/{public_id}", f"attachments/{public_id}/preview",
                 f"attachments/{public_id}/take-back", "documents/1.pdf", "documents/1-defendant-only.pdf",
                 "bundle.pdf", "bundle.zip"):  # fmt: skip
        assert client.get(f"/claims/{claim.pk}/{path}").status_code == 404, path
    assert attach(client, claim).status_code == 404
    other = make.claim(lawyer=lawyer, insurer=make.user(
        make.organisation("COMP009", kind="COMP"), Profile.COMP_RTA_CLAIM_HANDLER))  # fmt: skip
    client.force_login(lawyer)
    assert client.get(f"/claims/{other.pk}/attachments/{public_id}").status_code == 404


def test_a_draft_takes_files_back_and_a_sent_claim_does_not(
    client: Client, lawyer: User, claim: Claim
) -> None:
    client.force_login(lawyer)
    draft = drafts.start(claim_type="rta", body={}, by=lawyer.as_actor(), at=datetime.now(UTC))
    attach(client, draft.claim)
    attach(client, claim)
    sent, unsent = (Attachment.objects.get(claim=one) for one in (claim, draft.claim))
    assert "Take back" in page(client, lawyer, draft.claim)
    assert "Take back" not in page(client, lawyer, claim)
    client.post(f"/claims/{draft.claim.pk}/attachments/{unsent.public_id}/take-back")
    client.post(f"/claims/{claim.pk}/attachments/{sent.public_id}/take-back")
    assert list(Attachment.objects.all()) == [sent]


def test_forms_are_linked_where_documents_are_read(
    client: Client, lawyer: User, insurer: User, claim: Claim
) -> None:
    own = page(client, lawyer, claim)
    assert "Print form RTA1 (PDF)" in own
    assert "Print the defendant only form RTA2 (PDF)" in own
    assert "defendant only form" not in page(client, insurer, claim)
    assert client.get(f"/claims/{claim.pk}/documents/1-defendant-only.pdf").status_code == 404
    client.force_login(lawyer)
    sent = client.get(f"/claims/{claim.pk}/sent").content.decode()
    assert f'href="/claims/{claim.pk}/documents/1.pdf"' in sent
    assert f'href="/claims/{claim.pk}/documents/1-defendant-only.pdf"' in sent
    for name in ("documents/1.pdf", "documents/1-defendant-only.pdf", "bundle.pdf"):
        given = client.get(f"/claims/{claim.pk}/{name}")
        assert given["Cache-Control"] == "private, no-store"
        assert "Boateng" in text_of(b"".join(given.streaming_content))
    with zipfile.ZipFile(
        io.BytesIO(b"".join(client.get(f"/claims/{claim.pk}/bundle.zip").streaming_content))
    ) as whole:
        assert len(whole.namelist()) == 3


def test_a_form_is_printed_while_it_is_written(client: Client, lawyer: User, insurer: User) -> None:
    body = make.cnf(compensator=insurer.organisation)
    draft = drafts.start(claim_type="rta", body=body, by=lawyer.as_actor(), at=datetime.now(UTC))
    client.force_login(lawyer)
    for where in ("form", "form/check"):
        assert (
            f"/claims/{draft.claim.pk}/form/draft.pdf"
            in client.get(f"/claims/{draft.claim.pk}/{where}").content.decode()
        )
    given = client.get(f"/claims/{draft.claim.pk}/form/draft.pdf")
    text = text_of(b"".join(given.streaming_content))
    assert "DRAFT – not sent" in text and "Boateng" in text and "eferral" not in text
    client.force_login(insurer)
    assert client.get(f"/claims/{draft.claim.pk}/form/draft.pdf").status_code == 404


def test_an_answer_is_printed_before_it_is_sent(
    client: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(
        lawyer=lawyer, insurer=insurer, at="LiabilityDecision", now=datetime.now(UTC)
    )
    client.force_login(insurer)
    address = f"/claims/{claim.pk}/actions/send-liability-decision"
    assert 'name="print"' in client.get(address).content.decode()
    given = client.post(address, {"print": "yes", "compensator.contactSurname": "Okafor"})
    assert given["Content-Type"] == "application/pdf"
    assert "DRAFT – not sent" in text_of(b"".join(given.streaming_content))
    assert Claim.objects.get(pk=claim.pk).phase == "LiabilityDecision"
