"""A rejected claim is corrected on the pages on which it was written."""

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim, Draft
from tests import make
from tests.web.forms.posting import posted_from
from tests.web.forms.test_writing_a_claim import at, check_page, save

pytestmark = pytest.mark.django_db


def rejected(lawyer: User, insurer: User) -> Claim:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    body = {"reason": "mandatory-fields-wrong", "comment": "The place is not in Bristol."}
    claim = make.act(claim, "reject-claim", body, by=insurer)
    return make.act(claim, "acknowledge-rejection", {}, by=lawyer)


def test_a_rejected_claim_is_corrected_on_the_same_pages_and_sent_again(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = rejected(lawyer, insurer)
    page = lawyers_browser.get(f"/claims/{claim.pk}/form").content.decode()
    assert "The place is not in Bristol." in page
    draft = Draft.objects.get()
    save(lawyers_browser, draft, "accident", accident__place="Bath")
    lawyers_browser.post(at(draft, "check"), posted_from(check_page(lawyers_browser, draft)))
    claim.refresh_from_db()
    assert claim.phase == "ClaimSubmitted"
    newest = claim.documents.order_by("-number")[0]
    assert newest.body["accident"]["place"] == "Bath"


def test_discarding_a_correction_leaves_the_rejected_claim(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = rejected(lawyer, insurer)
    lawyers_browser.get(f"/claims/{claim.pk}/form")
    lawyers_browser.post(f"/claims/{claim.pk}/form/discard")
    claim.refresh_from_db()
    assert claim.phase == "ClaimRejectedToCR"
