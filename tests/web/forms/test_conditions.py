"""What is asked because of another answer is found out from the rules."""

import pytest

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.liability import RtaLiabilityResponse
from claims_portal.claims.documents.notes import ExitClaim
from claims_portal.claims.documents.outline import outline
from claims_portal.claims.documents.settlement import RtaSettlementPackResponse
from claims_portal.web.forms.conditions import conditions_of, sometimes_wanted
from claims_portal.web.forms.questions import page_of


def test_details_are_revealed_beneath_the_answer_that_asks_for_them() -> None:
    found = conditions_of(RtaCnf)["/claimant/person/otherTitle"]
    assert (found.question, found.answer) == ("/claimant/person/title", "other")
    assert found.reveals


def test_a_question_is_reached_through_the_question_before_it() -> None:
    found = conditions_of(RtaCnf)["/injury/daysInHospital"]
    assert (found.question, found.answer) == ("/injury/overnight", True)


@pytest.mark.parametrize(
    ("document_type", "pointer"),
    [(ExitClaim, "/comment"), (RtaLiabilityResponse, "/liability/reasonsNotAdmitted")],
)
def test_what_another_answer_may_give_too_is_never_hidden(
    document_type: type[Document], pointer: str
) -> None:
    assert not conditions_of(document_type)[pointer].reveals


@pytest.mark.parametrize(
    ("document_type", "group"),
    [(RtaLiabilityResponse, "Admissions"), (RtaSettlementPackResponse, "CRU reference")],
)
def test_a_group_that_a_rule_may_want_is_open_and_not_called_optional(
    document_type: type[Document], group: str
) -> None:
    html = page_of(document_type, outline(document_type).items, {}).html
    assert f'govuk-fieldset__legend--m">{group}</legend>' in html


def test_the_number_of_people_in_the_vehicle_is_not_called_optional() -> None:
    assert "/accident/occupants" in sometimes_wanted(RtaCnf)


def test_an_answer_given_where_it_is_not_asked_for_stays_in_sight() -> None:
    html = page_of(RtaCnf, outline(RtaCnf).items, {"injury": {"overnight": True}}).html
    hidden = html.partition('id="conditional-injury-hospital"')[2]
    assert 'name="injury/overnight"' in html
    assert 'name="injury/overnight"' not in hidden.partition("govuk-radios__conditional")[0]
