"""Code lists, and the tree from which pages are made."""

import re

import jsonschema_rs
import pytest

from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.codes import (
    INFERRED,
    LISTS,
    ElplHeadOfLoss,
    ExitReason,
    HeadOfLoss,
    code_lists,
)
from claims_portal.claims.documents.outline import Question, Section, label_of, outline
from claims_portal.claims.documents.settlement import RtaSettlementPackRequest
from claims_portal.claims.documents.structure import json_schema
from tests.documents.samples import FORMS
from tests.documents.samples_elpl import FORMS as ELPL_FORMS


def test_codes_are_words_and_unique_in_their_list() -> None:
    for name, codes in LISTS.items():
        for code in codes:
            assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", code.value), (name, code)
            assert code.label
        assert len({code.legacy for code in codes}) == len(codes), name


def test_every_list_is_published_with_the_old_codes() -> None:
    published = list(code_lists())
    assert {row.list for row in published} == set(LISTS)
    assert set(INFERRED) <= set(LISTS)
    incomplete = next(row for row in published if row.code == "notification-incomplete")
    assert (incomplete.legacy, incomplete.sides) == ("1", ("compensator",))
    fares = next(row for row in published if row.code == "fares")
    assert fares.claim_types == ("rta", "el", "eld", "pl")


def test_the_heads_of_loss_outside_road_accidents_are_those_that_the_list_marks() -> None:
    assert [code.value for code in ElplHeadOfLoss] == [
        code.value for code in HeadOfLoss if code.elpl
    ]
    assert [int(code.legacy) for code in ElplHeadOfLoss] == [4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15]
    assert "tariff" not in ElplHeadOfLoss.GENERAL_DAMAGES.label


def test_the_exit_codes_of_each_side_are_those_of_the_old_lists() -> None:
    def codes(side: str) -> set[int]:
        return {int(reason.legacy) for reason in ExitReason if side in reason.sides}

    assert codes("claimant-representative") == {2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14}
    assert codes("compensator") == {1, 2, 3, 6, 7, 9, 10, 14}


def test_the_outline_says_what_a_web_form_needs() -> None:
    form = outline(RtaCnf)
    by_pointer = {item.pointer: item for item in form.walk()}
    surname = by_pointer["/claimant/person/surname"]
    assert isinstance(surname, Question)
    assert (surname.label, surname.kind, surname.longest, surname.required) == (
        "Surname", "text", 25, True,
    )  # fmt: skip
    description = by_pointer["/accident/description"]
    assert isinstance(description, Question)
    assert (description.kind, description.widget) == ("long-text", "textarea")
    hospitals = by_pointer["/hospitals"]
    assert isinstance(hospitals, Section)
    assert (hospitals.kind, hospitals.most) == ("rows", 4)
    kind = by_pointer["/hospitals/*/type"]
    assert isinstance(kind, Question)
    assert kind.choices is not None
    assert [code.label for code in kind.choices] == ["NHS", "Private"]
    assert form.tag == ("claimType", "rta")


@pytest.mark.parametrize(
    ("pointer", "label"),
    [
        ("/accident/date", "Date of accident"),
        ("/otherParties/3/person/surname", "Surname"),
        ("/otherParties/*/kind", "Kind of other party"),
        ("/claimant/person/unknown", "Claimant"),
        ("", "Claim notification form (RTA)"),
    ],
)
def test_a_pointer_has_the_label_of_its_question(pointer: str, label: str) -> None:
    assert label_of(RtaCnf, pointer) == label


def test_a_required_group_of_the_pack_needs_no_element_of_its_own() -> None:
    reports = next(i for i in outline(RtaSettlementPackRequest).items if i.name == "medicalReports")
    assert reports.wire == ""


@pytest.mark.parametrize(("form", "sample"), (*FORMS, *ELPL_FORMS))
def test_the_published_schema_takes_the_sample_and_knows_no_null(
    form: type, sample: object
) -> None:
    schema = json_schema(form)
    assert "null" not in str(schema)
    jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(sample)
