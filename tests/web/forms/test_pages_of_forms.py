"""The pages of each claim form: together they ask all, and know each fault."""

import pytest

from claims_portal.claims.documents.outline import outline
from claims_portal.claims.documents.unfinished import faults_of
from claims_portal.web.forms.claim_forms import CLAIM_FORMS, NOT_ASKED, ClaimForm
from tests import make


@pytest.mark.parametrize("form", CLAIM_FORMS.values(), ids=CLAIM_FORMS)
def test_every_question_is_on_exactly_one_page(form: ClaimForm) -> None:
    asked = [
        leaf.pointer
        for page in form.pages
        for item in page.items
        for leaf in ([item] if not hasattr(item, "questions") else item.questions())
    ]
    every = [
        question.pointer
        for question in outline(form.document_type).questions()
        if not question.pointer.startswith(NOT_ASKED)
    ]
    assert sorted(asked) == sorted(every)


@pytest.mark.parametrize("claim_type", CLAIM_FORMS)
def test_every_fault_of_an_empty_form_is_some_pages(claim_type: str) -> None:
    form = CLAIM_FORMS[claim_type]
    body = {"claimType": claim_type}
    faults = faults_of(form.document_type, body, {"today": make.NOW.date()})
    assert len(faults) > 20
    assert all(form.page_about(fault) for fault in faults)
