"""Every row of the old interface's data dictionary has its place in our forms."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claims_portal.claims.documents.additional_damages import (
    RtaAdditionalDamagesRequest,
    RtaAdditionalDamagesResponse,
)
from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.codes import LISTS
from claims_portal.claims.documents.counter_offers import (
    RtaCounterOfferByCompensator,
    RtaCounterOfferByRepresentative,
)
from claims_portal.claims.documents.court_pack import RtaCourtPackRequest, RtaCourtPackResponse
from claims_portal.claims.documents.interim import RtaInterimPackRequest, RtaInterimPackResponse
from claims_portal.claims.documents.liability import RtaLiabilityResponse
from claims_portal.claims.documents.outline import Question, Section, outline
from claims_portal.claims.documents.settlement import (
    RtaSettlementPackRequest,
    RtaSettlementPackResponse,
)

DICTIONARIES = Path(__file__).parent / "dictionaries"
FORMS = {
    "rta_cnf": RtaCnf,
    "rta_liability_response": RtaLiabilityResponse,
    "rta_stage2_request": RtaSettlementPackRequest,
    "rta_stage2_response": RtaSettlementPackResponse,
    "rta_interim_request": RtaInterimPackRequest,
    "rta_interim_response": RtaInterimPackResponse,
    "rta_counter_offer_by_cr": RtaCounterOfferByRepresentative,
    "rta_counter_offer_by_comp": RtaCounterOfferByCompensator,
    "rta_additional_damages_request": RtaAdditionalDamagesRequest,
    "rta_additional_damages_response": RtaAdditionalDamagesResponse,
    "rta_court_pack_request": RtaCourtPackRequest,
    "rta_court_pack_response": RtaCourtPackResponse,
}

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
    "@DisbursementDisputed": 500,
}
# "repeats", without a number.
CAPS_ADDED = {"DocumentInput/ClaimAndClaimantDetails/DefendantDetails/InsurerFound": 100}


def rows() -> Iterator[Any]:
    for name, form in FORMS.items():
        with (DICTIONARIES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield pytest.param(form, row, id=row["wire_path"])


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


PLACES = {form: places(form) for form in FORMS.values()}


@pytest.mark.parametrize(("form", "row"), list(rows()))
def test_each_row_of_the_dictionary_has_its_place(form: Any, row: dict[str, str]) -> None:
    if row["type"] == "group":
        _group(form, row)
    else:
        _question(PLACES[form][row["wire_path"]], row)


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
        assert (place.kind, place.most) == ("rows", CAPS_ADDED.get(path) or int(most))
    if path not in NEEDED_BUT_EMPTY:
        assert place.required is (least == "1")


def _question(place: Question | Section, row: dict[str, str]) -> None:
    path = row["wire_path"]
    assert isinstance(place, Question)
    attribute = path.rpartition("@")[2]
    kinds = {"whole"} if attribute in NUMBERS_KEPT_AS_CODES else KINDS[row["type"]]
    assert place.kind in kinds
    if path not in OPTIONAL_WITH_ITS_GROUP:
        assert place.required is (row["required"] == "yes")
    if row["type"] == "text":
        added = next((n for end, n in LENGTHS_ADDED.items() if path.endswith(end)), None)
        assert place.longest == (int(row["max_length"]) if row["max_length"] else added)
    if place.choices:
        listed = set(re.findall(r"(?:^|;)([A-Z0-9]+)(?==|;|$)", row["values"]))
        assert {code.legacy for code in place.choices} == listed
        name = row["rule"].removeprefix("list: ").partition(";")[0]
        assert LISTS[name] is place.choices


@pytest.mark.parametrize(("name", "form"), list(FORMS.items()))
def test_no_question_is_outside_the_dictionary(name: str, form: Any) -> None:
    with (DICTIONARIES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        known = {row["wire_path"] for row in csv.DictReader(lines)}
    asked = {path for path, place in PLACES[form].items() if isinstance(place, Question)}
    assert asked - known == set()


def test_each_question_has_a_label_in_words() -> None:
    for form in FORMS.values():
        for item in outline(form).walk():
            assert item.label, item.pointer
            assert item.label[0].isupper() or item.label.startswith("askCUE"), item.label
