"""Every row of the old interface's data dictionary has its place in our forms."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from claims_portal.claims.documents.cnf_elpl import ElCnf, EldCnf, PlCnf
from claims_portal.claims.documents.codes import LISTS, Code
from claims_portal.claims.documents.conversion import FORMS
from claims_portal.claims.documents.outline import Question, Section, outline
from claims_portal.config import document_page

CLAIM_TYPE = "DocumentInput/ApplicationData/ClaimDetails/@ClaimType"
DISEASES = frozenset(
    f"DocumentInput/MedicalDetails/Injury/@{name}"
    for name in ("Respiratory", "Deafness", "VibrationInjury", "Dermatitis", "Other")
)
DETAILS = "DocumentInput/AccidentData/AccidentDetails"
LOCATION = frozenset({f"{DETAILS}/@ClaimantLocation", f"{DETAILS}/@ClaimantLocationOther"})
CLAIMANT = "DocumentInput/ClaimAndClaimantDetails/ClaimantDetails"
EXPOSURE = frozenset({f"{CLAIMANT}/@ExposurePeriod"})
EMPLOYMENT = frozenset({f"{CLAIMANT}/@EmploymentPeriod"})
WHEN = frozenset({f"{DETAILS}/@AccidentDate", f"{DETAILS}/@AccidentTime"})
# One form there, three here: what it leaves open because another type is asked it.
OF_OTHER_TYPES = {
    ElCnf: DISEASES | LOCATION | EXPOSURE,
    EldCnf: WHEN | LOCATION,
    PlCnf: DISEASES | EXPOSURE | EMPLOYMENT,
}
# Open there, since another type is not asked it or since a row may be left half empty.
REQUIRED_HERE = (
    WHEN
    | {f"{DETAILS}/@ClaimantLocation"}
    | {
        "Stage2SettlementPackRequest/ClaimantLosses/CurrentClaimantOffer/@LossType",
        "Stage2SettlementPackCounterOfferByCR/ClaimantLosses/CurrentClaimantOffer/@LossType",
    }
)
# The answer may name heads there that no request of these types can have.
HEADS_OF_RTA_TOO = {"InterimSettlementPackResponse/DefendantReplies/DefendantResponse/@LossType"}
REQUIRED_IN = {EldCnf: EXPOSURE | EMPLOYMENT}

KINDS = {
    "text": {"text", "long-text", "time"},
    "code": {"code"},
    "flag": {"flag"},
    "date": {"date"},
    "whole number": {"whole"},
    "decimal": {"money", "percentage"},
}

# Codes 1 to 20 that mean the numbers 1 to 20.
NUMBERS_KEPT_AS_CODES = {"ExcepCircumstancesUpliftPerc"}
# The group is optional there and has this one question, so the question is optional here.
OPTIONAL_WITH_ITS_GROUP = {"DocumentInput/LiabilityFunding/Funding/@Comments"}
# Groups that must be there although nothing in them must: the writer may leave them out.
NEEDED_BUT_EMPTY = {
    "DocumentInput/ClaimAndClaimantDetails/ClaimantDetails/Vehicle",
    "DocumentInput/AccidentData/AccidentDetails/WeatherConditions",
    "DocumentInput/AccidentData/AccidentDetails/RoadConditions",
    "DocumentInput/AccidentData/AccidentDetails/AccidentCircumstances",
    "InsurerResponseA2A/LiabilityCausation/DefendantAdmits",
    "Stage2SettlementPackResponse/DefendantRepresentative/CRUReference",
    "InterimSettlementPackResponse/DefendantRepresentative/CRUReference",
    "CourtProceedingPackRequest/DefendantLegalRepresentative",
    # Rows inside an optional list element: no list is an empty list.
    "DocumentInput/OtherPartyDetails/OtherParty",
}
# No length is known there; here every text has one.
LENGTHS_ADDED = {
    "@OICReferenceNumber": 32,
    "@MOJCMCAuthorisationNumber": 7,
    "@EndDate": 50,
    "AlternativeCompany/@ReferenceNumber": 50,
    "@AccidentTime": 8,
    "@CRUReferenceNumber": 6,
    "@DefendantLegalDetails": 500,
    "@DisbursementDisputed": 500,
}
FREE_CRU_REFERENCE = 50
"""Outside RTA it has no pattern."""
CAPS = {
    # "repeats", without a number.
    "DocumentInput/ClaimAndClaimantDetails/DefendantDetails/InsurerFound": 100,
    # Eleven, though its lines are numbered from 1 to 12 and the answer to it has twelve.
    "CourtProceedingPackRequest/DisbursementDisputed/DisbursementDisputedRequestResponse": 12,
}


def rows_for(form: Any) -> Iterator[dict[str, str]]:
    left_out = OF_OTHER_TYPES.get(form, frozenset()) | {CLAIM_TYPE}
    yield from (row for row in dictionary_of(form) if row["wire_path"] not in left_out)


def dictionary_of(form: Any) -> list[dict[str, str]]:
    return document_page.read(document_page.dictionary_of(form))


def places(form: Any) -> dict[str, Question | Section]:
    found: dict[str, Question | Section] = {}

    def walk(section: Section, path: str) -> None:
        found.setdefault(path, section)
        for item in section.items:
            below = f"{path}/{item.wire}" if item.wire else path
            if isinstance(item, Section):
                walk(item, below)
            else:
                assert below not in found, f"{below} is asked twice"
                found[below] = item

    walk(outline(form), form.wire)
    return found


PLACES = {form: places(form) for form in FORMS}


@pytest.mark.parametrize("form", FORMS)
def test_each_row_of_the_dictionary_has_its_place(form: Any, subtests: pytest.Subtests) -> None:
    for row in rows_for(form):
        with subtests.test(row["wire_path"]):
            if row["type"] == "group":
                _group(form, row)
            else:
                _question(form, PLACES[form][row["wire_path"]], row)


def _group(form: Any, row: dict[str, str]) -> None:
    path = row["wire_path"]
    place = PLACES[form].get(path)
    if place is None:
        assert any(known.startswith(f"{path}/") for known in PLACES[form]), path
        return
    assert isinstance(place, Section)
    least, most = row["cardinality"].split("..")
    if most == "1":
        assert place.kind == "group"
    else:
        assert (place.kind, place.most) == ("rows", CAPS.get(path) or int(most))
    if path not in NEEDED_BUT_EMPTY:
        assert place.required is (least == "1")


def _question(form: Any, place: Question | Section, row: dict[str, str]) -> None:
    path = row["wire_path"]
    assert isinstance(place, Question)
    attribute = path.rpartition("@")[2]
    kinds = {"whole"} if attribute in NUMBERS_KEPT_AS_CODES else KINDS[row["type"]]
    assert place.kind in kinds
    if path not in OPTIONAL_WITH_ITS_GROUP:
        needed_here = _is_elpl(form) and path in REQUIRED_HERE | REQUIRED_IN.get(form, frozenset())
        assert place.required is (needed_here or row["required"] == "yes")
    if row["type"] == "text":
        assert place.longest == (
            int(row["max_length"]) if row["max_length"] else _added(form, path)
        )
    if place.choices:
        _choices(form, place.choices, row)
    _limits(place, row)


def _limits(place: Question, row: dict[str, str]) -> None:
    """Ranges of numbers, and which decimals are percentages."""
    said = re.search(r"range ([0-9]+) to ([0-9]+|-)", row["rule"])
    if row["type"] == "decimal":
        assert place.kind == ("percentage" if said else "money")
    elif place.kind == "whole" and said:
        assert place.lowest == int(said[1])
        assert said[2] == "-" or place.highest == int(said[2])
    elif place.kind == "whole" and (digits := re.search(r"up to ([0-9]+) digits", row["rule"])):
        assert place.highest == 10 ** int(digits[1]) - 1


def _is_elpl(form: Any) -> bool:
    return document_page.dictionary_of(form).startswith("elpl")


def _added(form: Any, path: str) -> int | None:
    if _is_elpl(form) and path.endswith("@CRUReferenceNumber"):
        return FREE_CRU_REFERENCE
    return next((most for end, most in LENGTHS_ADDED.items() if path.endswith(end)), None)


def _choices(form: Any, choices: type[Code], row: dict[str, str]) -> None:
    name = row["rule"].removeprefix("list: ").partition(";")[0]
    if name == "head_of_loss" and _is_elpl(form):
        name = "head_of_loss_elpl"
    assert LISTS[name] is choices
    if row["wire_path"] not in HEADS_OF_RTA_TOO:
        listed = set(re.findall(r"(?:^|;)([A-Z0-9]+)(?==|;|$)", row["values"]))
        assert {code.legacy for code in choices} == listed


@pytest.mark.parametrize("form", [ElCnf, EldCnf, PlCnf])
def test_the_type_of_a_claim_is_said_where_the_dictionary_says_it(form: Any) -> None:
    row = next(row for row in dictionary_of(form) if row["wire_path"] == CLAIM_TYPE)
    tag = outline(form).tag
    assert f"{form.wire}/{form.tag_wire}" == CLAIM_TYPE
    assert tag is not None
    assert f"{tag[1].upper()}=" in row["values"]


@pytest.mark.parametrize("form", FORMS)
def test_no_question_is_outside_the_dictionary(form: Any) -> None:
    known = {row["wire_path"] for row in dictionary_of(form)}
    asked = {path for path, place in PLACES[form].items() if isinstance(place, Question)}
    assert asked - known == set()


def test_every_dictionary_has_its_form_and_no_row_is_left_out() -> None:
    named = document_page.forms_of_dictionaries()
    kept = {path.stem for path in (document_page.DICTIONARIES).glob("*.csv")}
    assert kept == set(named)
    for name in named:
        assert [row.path for row in document_page.rows_of(name) if not row.built] == []


def test_each_question_has_a_label_in_words() -> None:
    for form in FORMS:
        for item in outline(form).walk():
            assert item.label, item.pointer
            assert item.label[0].isupper() or item.label.startswith("askCUE"), item.label
