"""Several claims of the worklist are printed at once."""

import io
import zipfile
from typing import Any

from django.test import Client
from pypdf import PdfReader

from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim
from claims_portal.web.files.printing import MOST_AT_ONCE
from tests import make


def print_them(client: Client, user: User, *claims: Claim) -> Any:
    client.force_login(user)
    ticked = [f"{claim.pk}:{claim.activity_id}" for claim in claims]
    return client.post("/claims/print", {"claim": ticked})


def test_each_is_a_pdf_of_its_own_with_all_its_forms(
    client: Client, lawyer: User, insurer: User
) -> None:
    claims = [
        make.claim(lawyer=lawyer, insurer=insurer, at=phase)
        for phase in ("ClaimSubmitted", "Stage2SettlementPackConfirmed")
    ]
    answer = print_them(client, lawyer, *claims)
    assert answer.headers["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None
    assert archive.namelist() == [f"{claim.application_id}.pdf" for claim in claims]
    pages = [len(PdfReader(io.BytesIO(archive.read(one))).pages) for one in archive.namelist()]
    assert 0 < pages[0] < pages[1]


def test_claims_of_others_are_left_out(
    client: Client, lawyer: User, insurer: User, stranger: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    assert print_them(client, stranger, claim).status_code == 404


def test_none_and_too_many_are_said(client: Client, lawyer: User) -> None:
    client.force_login(lawyer)
    for chosen in ([], [f"{number}:x" for number in range(1, MOST_AT_ONCE + 2)]):
        page = client.post("/claims/print", {"claim": chosen}, follow=True).content.decode()
        assert f"Tick at least one claim, and at most {MOST_AT_ONCE} to print." in page
    assert client.get("/claims/print").status_code == 302
