"""The rows of a list, like losses, as they are read: one table in place of a column a row."""

import re

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.claims.documents.settlement import RtaSettlementPackResponse
from claims_portal.claims.models import Claim
from claims_portal.claims.summaries import Section, summary_of
from claims_portal.web import answers_table
from tests import make
from tests.moves import OFFERED, body_of

HOSTILE = "<script>alert(1)</script>"
LOSSES = {
    "losses": [
        {"head": "policy-excess", "grossValueOffered": "250.00", "interest": "0.00"},
        {"head": "loss-of-earnings", "grossValueOffered": "99.10", "comments": HOSTILE},
    ]
}


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackDecision")
    _who, action, form = OFFERED
    return make.act(claim, action, body_of(claim, *form), by=insurer)


def losses_of(body: dict[str, object]) -> Section:
    return next(one for one in summary_of(RtaSettlementPackResponse, body) if one.columns)


def test_a_claims_page_has_the_losses_of_each_form_in_one_table(
    client: Client, lawyer: User, claim: Claim
) -> None:
    client.force_login(lawyer)
    page = client.get(f"/claims/{claim.pk}").content.decode()
    tables = re.findall(r'aria-label="Losses">(.*?)</table>', page, re.DOTALL)
    assert len(tables) == 2
    offered, claimed = tables
    assert "Gross value offered</th>" in offered
    assert "Gross value claimed</th>" in claimed
    heads = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', offered)
    assert heads == [
        "1. Policy excess",
        "2. Loss of earnings, claimant",
        "3. Whiplash tariff damages",
    ]
    assert 'data-label="Gross value offered">£250.00</td>' in offered


def test_columns_stand_in_the_order_of_the_form_and_only_where_something_was_answered() -> None:
    found = losses_of(LOSSES)
    assert found.columns == ("Head of loss", "Gross value offered", "Interest", "Comments")


def test_what_was_typed_stays_text_and_what_was_not_is_an_empty_cell() -> None:
    html = answers_table.written(losses_of(LOSSES))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert html.count("></td>") == 2


def test_amounts_are_aligned_as_figures_but_words_among_them_are_not() -> None:
    html = answers_table.written(losses_of(LOSSES))
    assert html.count("govuk-table__header--numeric") == 2
    typed = {"losses": [{"head": "policy-excess", "grossValueOffered": "a lot"}]}
    assert "numeric" not in answers_table.written(losses_of(typed))


@pytest.mark.parametrize("rows", [[], ["typed"], [{}], "typed", [{"head": "policy-excess"}]])
def test_a_list_without_answers_beside_its_names_is_no_table(rows: object) -> None:
    assert not any(one.columns for one in summary_of(RtaSettlementPackResponse, {"losses": rows}))
