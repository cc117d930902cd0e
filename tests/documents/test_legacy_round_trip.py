"""A form in, out again, and nothing on the way is lost or made up."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims_portal.claims.documents.additional_damages import RtaAdditionalDamagesRequest
from claims_portal.claims.documents.base import kind_of
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.conversion import (
    NotConvertible,
    form_of,
    json_of_xml,
    xml_of_json,
)
from claims_portal.claims.documents.counter_offers import RtaCounterOfferByRepresentative
from claims_portal.claims.documents.fields import LONG_TEXT
from claims_portal.claims.documents.folding import fold
from claims_portal.claims.documents.legacy_writing import to_xml
from claims_portal.claims.documents.legacy_xml import NoteKind, from_xml
from claims_portal.claims.documents.outline import Question, Section, outline
from claims_portal.claims.documents.safe_xml import read_xml
from tests.documents.samples import CNF, CONTEXT, FOLDER, FORMS, changed
from tests.documents.samples_elpl import CONTEXT as ELPL_CONTEXT
from tests.documents.samples_elpl import EL
from tests.documents.samples_elpl import FORMS as ELPL_FORMS
from tests.documents.test_dictionary import FORMS as DICTIONARY_FORMS
from tests.documents.test_dictionary import dictionary_of

SAMPLE = (FOLDER / "rta_cnf.xml").read_bytes()

letters = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", max_codepoint=0x10FFFF
)


def written_text(question: Question) -> st.SearchStrategy[str]:
    longest = min(question.longest or 50, 60)
    alphabet: Any = letters
    if (question.longest or 0) >= LONG_TEXT:
        alphabet = letters | st.just("\n") | st.just("\t")
    return st.text(alphabet, min_size=1, max_size=longest)


def answers(question: Question) -> st.SearchStrategy[Any]:
    if question.choices:
        return st.sampled_from([code.value for code in question.choices])
    if question.kind == "flag":
        return st.booleans()
    if question.kind == "whole":
        return st.integers(question.lowest or 0, question.highest or 999)
    if question.kind == "date":
        return st.dates(min_value=date(1900, 1, 1)).map(str)
    return written_text(question)


def bodies(section: Section) -> st.SearchStrategy[dict[str, Any]]:
    """Any answers to any of the questions, those that need one always answered."""
    needed: dict[str, Any] = {}
    optional: dict[str, Any] = {}
    for item in section.items:
        if isinstance(item, Question):
            made: Any = answers(item)
        elif item.kind == "rows":
            made = st.lists(bodies(item).filter(bool), min_size=1, max_size=3)
        else:
            made = bodies(item).filter(bool)
        (needed if item.required else optional)[item.name] = made
    return st.fixed_dictionaries(needed, optional=optional)


def claim_forms(claim_type: str) -> st.SearchStrategy[dict[str, Any]]:
    asked = bodies(outline(CNF_TYPES[claim_type]))
    return asked.map(lambda body: {"claimType": claim_type, **body})


@settings(max_examples=150, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(CNF_TYPES)).flatmap(claim_forms))
def test_any_claim_form_comes_back_as_it_went(body: dict[str, Any]) -> None:
    form = CNF_TYPES[body["claimType"]]
    written = to_xml(form, body)
    assert written.notes == []
    raw = written.as_bytes()
    for sent in (raw, *in_utf_16(raw)):
        root = read_xml(sent).root
        assert form_of(root) is form
        read = from_xml(form, root)
        assert read.unplaced == []
        assert read.body == body
    assert fields(read_xml(to_xml(form, read.body).as_bytes()).root) == fields(written.root)


def any_other_form() -> st.SearchStrategy[tuple[Any, dict[str, Any]]]:
    forms = [form for form in DICTIONARY_FORMS if form not in CNF_TYPES.values()]
    return st.sampled_from(forms).flatmap(
        lambda form: st.tuples(st.just(form), bodies(outline(form)))
    )


@settings(max_examples=200, derandomize=True, suppress_health_check=list(HealthCheck))
@given(any_other_form())
def test_any_other_form_comes_back_as_it_went(filled_in: tuple[Any, dict[str, Any]]) -> None:
    form, body = filled_in
    written = to_xml(form, body)
    assert written.notes == []
    read = from_xml(form, read_xml(written.as_bytes()).root)
    assert read.unplaced == []
    assert read.body == body


def in_utf_16(raw: bytes) -> Iterator[bytes]:
    text = raw.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    bare = text.partition("\n")[2]
    yield text.encode("utf-16")
    yield bare.encode("utf-16-le")
    yield b"\xfe\xff" + bare.encode("utf-16-be")


def fields(element: Element, path: str = "") -> dict[str, Any]:
    """Each attribute by its place, and the order of the elements."""
    seen: dict[str, int] = {}
    found: dict[str, Any] = {f"{path}/@{name}": value for name, value in element.attrib.items()}
    for child in element:
        seen[child.tag] = seen.get(child.tag, 0) + 1
        found |= fields(child, f"{path}/{child.tag}[{seen[child.tag]}]")
    return found | {path: [child.tag for child in element]}


def test_the_sample_comes_back_field_by_field() -> None:
    there = json_of_xml(SAMPLE, CONTEXT)
    back = xml_of_json(there.output, CONTEXT)
    assert fields(read_xml(back.output).root) == fields(read_xml(SAMPLE).root)
    assert back.notes == []
    kinds = {note.kind for note in there.notes}
    assert kinds == {NoteKind.CODE, NoteKind.SPELT}


def test_the_samples_json_is_the_one_that_the_portal_keeps() -> None:
    assert fold(RtaCnf, json.loads(json_of_xml(SAMPLE, CONTEXT).output))[0] == CNF


def test_the_el_sample_is_taken_and_comes_back_field_by_field() -> None:
    raw = (FOLDER / "el_cnf.xml").read_bytes()
    there = json_of_xml(raw, ELPL_CONTEXT)
    assert json.loads(there.output) == EL
    assert {note.kind for note in there.notes} == {NoteKind.CODE}
    back = xml_of_json(there.output, ELPL_CONTEXT)
    assert fields(read_xml(back.output).root) == fields(read_xml(raw).root)
    assert back.notes == []


@pytest.mark.parametrize("claim_type", ["EL", "PL"])
def test_a_no_to_what_only_a_disease_is_asked_is_let_pass(claim_type: str) -> None:
    form = (
        f'<DocumentInput><ApplicationData><ClaimDetails ClaimType="{claim_type}"/>'
        '</ApplicationData><MedicalDetails><Injury Deafness="0" Other="0" Dermatitis="1"/>'
        "</MedicalDetails></DocumentInput>"
    )
    root = read_xml(form.encode()).root
    read = from_xml(form_of(root), root)
    assert read.unplaced == ["DocumentInput/MedicalDetails/Injury/@Dermatitis"]


@pytest.mark.parametrize(("form", "body"), (*FORMS, *ELPL_FORMS))
def test_every_form_of_the_portal_goes_both_ways(form: Any, body: dict[str, Any]) -> None:
    there = xml_of_json(json.dumps(body).encode(), CONTEXT, kind=kind_of(form))
    back = json_of_xml(there.output, CONTEXT)
    assert (json.loads(back.output), back.form) == (body, form)


@pytest.mark.parametrize(("form", "body"), (*FORMS, *ELPL_FORMS))
def test_a_form_is_known_by_its_members_or_said_to_be_one_of_two(
    form: Any, body: dict[str, Any]
) -> None:
    try:
        found = xml_of_json(json.dumps(body).encode(), CONTEXT).form
    except NotConvertible as unclear:
        alike = {RtaCounterOfferByRepresentative, RtaAdditionalDamagesRequest}
        assert form in alike
        assert all(kind_of(one) in str(unclear) for one in alike)
    else:
        assert found is form


@pytest.mark.parametrize("form", DICTIONARY_FORMS)
def test_elements_stand_in_the_schemas_order_and_none_that_it_wants_is_missing(form: Any) -> None:
    rows = [row for row in dictionary_of(form) if row["type"] == "group"]
    order = [row["wire_path"] for row in rows]
    for everything in (True, False):
        root = to_xml(form, filled(outline(form), everything)).root
        made = list(paths(root, root.tag))
        assert made == sorted(made, key=order.index)
        for row in rows:
            above = row["wire_path"].rpartition("/")[0]
            if row["required"] == "yes" and above in made:
                assert row["wire_path"] in made


def filled(section: Section, everything: bool) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for item in section.items:
        if not (item.required or everything):
            continue
        if isinstance(item, Question):
            body[item.name] = "x"
        else:
            inner = filled(item, everything)
            body[item.name] = [inner] if item.kind == "rows" else inner
    return body


def paths(element: Element, path: str) -> Iterator[str]:
    yield path
    for child in element:
        yield from paths(child, f"{path}/{child.tag}")


def noted(raw: bytes) -> dict[str, str]:
    return {
        note.place.removeprefix("DocumentInput/"): f"{note.kind}: {note.says}"
        for note in json_of_xml(raw, CONTEXT).notes
        if note.kind is not NoteKind.CODE
    }


def replaced(*pairs: tuple[str, str]) -> bytes:
    text = SAMPLE.decode()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


@pytest.mark.parametrize(
    ("written", "instead", "place", "says"),
    [
        ("ClaiimingDamage", "ClaimingDamage", "RepairsAndAlternativeVehicleProvision/Repairs/@ClaimingDamageOwnVehicle", "renamed: read as ClaiimingDamageOwnVehicle"),
        ("DefendantResponsability", "DefendantResponsibility", "LiabilityFunding/Liability/@DefendantResponsibility", "renamed: read as DefendantResponsability"),
        ('BussOrCoach="0"', 'busorcoach="0"', "AccidentData/BusCoach/@busorcoach", "renamed: read as BussOrCoach"),
        ('ChildClaim="0"', 'ChildClaim="False"', "ClaimAndClaimantDetails/ClaimantDetails/@ChildClaim", "changed: 'False' is kept as False"),
        ('InsurerType="I"', 'InsurerType="S"', "ClaimAndClaimantDetails/DefendantDetails/InsurerInformation/@InsurerType", "changed: S (self-insured) is not accepted since release 3; insurer is nearest"),
        ('AccidentDate="2026-10-20"', 'AccidentDate="2026-10-20T00:00:00Z"', "AccidentData/AccidentDetails/@AccidentDate", "changed: '2026-10-20T00:00:00Z' is 2026-10-20"),
        ('<ReferralSourceInfo ReferralSource="E"/>', "", "/claimantRepresentative/referral/source", "defaulted: 'prefer-not-to-say': older releases have no ReferralSource [our decision]"),
        ('Occupation="Nurse"', 'Occupation="Nurse" ShoeSize="6½"', "ClaimAndClaimantDetails/ClaimantDetails/@ShoeSize", "unplaced: no question takes '6½'"),
        ("<AccidentData>", "<AccidentData>by hand", "AccidentData/text()", "unplaced: no question takes 'by hand'"),
        ('AskCUEPIReference="ASKCUEPI4417820"', "", "/claimant/askcueReference", "refused: askCUE PI reference must be given (MustBeProvided)"),
        ('Signatory="S"', 'Signatory="X"', "/claim/signatory", "refused: Who signs must be one of: claimants-solicitor, claimant-in-person (WrongValue)"),
    ],
)  # fmt: skip
def test_each_difference_is_told(written: str, instead: str, place: str, says: str) -> None:
    assert noted(replaced((written, instead)))[place] == says


def test_a_claim_before_the_second_band_gets_the_only_band_there_was() -> None:
    old = replaced(
        ('ClaimValue="1" ', ""), ('AccidentDate="2026-10-20"', 'AccidentDate="2012-10-20"')
    )
    assert json.loads(json_of_xml(old, CONTEXT).output)["claim"]["valueBand"] == "up-to-10000"
    new = replaced(('ClaimValue="1" ', ""))
    assert "valueBand" not in json.loads(json_of_xml(new, CONTEXT).output)["claim"]


def test_a_second_element_of_one_kind_is_not_lost() -> None:
    twice = replaced(
        ("<Rehabilitation ", '<Injury InjurySustainedDescription="More"/><Rehabilitation ')
    )
    place = "MedicalDetails/Injury/@InjurySustainedDescription"
    assert noted(twice)[place] == "unplaced: no question takes 'More'"


def test_a_blank_answer_stays_blank() -> None:
    blank = replaced(('County="Bristol"', 'County=""'))
    back = xml_of_json(json_of_xml(blank, CONTEXT).output, CONTEXT)
    assert fields(read_xml(back.output).root) == fields(read_xml(blank).root)


def test_a_namespace_and_a_schema_location_are_no_answers() -> None:
    spaced = replaced(
        (
            "<DocumentInput>",
            '<DocumentInput xmlns="urn:x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b">',
        )
    )
    assert json_of_xml(spaced, CONTEXT).output == json_of_xml(SAMPLE, CONTEXT).output


def test_what_xml_cannot_hold_is_told() -> None:
    body = changed(CNF, claimant__occupation="a\x01b", surprise=1, hospitals=3)
    told = {note.place for note in to_xml(RtaCnf, body).notes}
    assert told == {"/claimant/occupation", "/surprise", "/hospitals"}
