"""Whatever is typed into a section is kept or refused, and never breaks a page."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.organisations.models import OrganisationKind
from claims_portal.registration import registers, sections, similar
from tests.registration.applicant import OF_KIND, Applicant

ANY_TEXT = st.text(max_size=20) | st.sampled_from(
    ["Ferrymoor", "0117 496 0123", "12345678", "ZA123456", "sra", "fca", "api", "web", "BS1 4ZZ",
     "nia@ferrymoor.example.com", "www.firm.example.com", "//", "[", "\u202e", "\x00", "x" * 300]
)  # fmt: skip
LINES = st.dictionaries(
    st.sampled_from(["buildingName", "buildingNumber", "street", "town", "postcode", "country"]),
    ANY_TEXT,
)
NAMES = (
    "name", "email", "telephone", "website", "regulator", "regulatorNumber", "companyNumber",
    "icoNumber", "access", "softwareHouse", "forename", "surname",
)  # fmt: skip
TYPED = st.fixed_dictionaries(
    {name: ANY_TEXT for name in NAMES} | {"claims": st.lists(ANY_TEXT, max_size=3),
                                         "address": LINES}
)  # fmt: skip


@given(typed=TYPED, kind=st.sampled_from(list(OrganisationKind)))
def test_a_section_keeps_or_refuses_and_what_it_kept_it_keeps_again(
    typed: dict[str, Any], kind: OrganisationKind
) -> None:
    for section in sections.of_kind(kind):
        try:
            kept = section.take(typed, kind)
        except AccountRefusal as refusal:
            assert str(refusal)
            continue
        assert section.take(kept, kind) == kept


@given(number=ANY_TEXT, register=st.sampled_from([*registers.REGISTERS, "self-insured", ""]))
def test_a_number_has_one_spelling(number: str, register: str) -> None:
    once = registers.folded(register, number)
    assert registers.folded(register, once) == once


@given(name=ANY_TEXT)
def test_a_name_has_one_key_and_fits_the_column(name: str) -> None:
    assert len(similar.key(name)) <= 100
    assert similar.key(name) == similar.key(name.upper().lower())


@pytest.mark.parametrize("text", ["\x00", "\ud7ff", "é" * 300, "'; DROP TABLE x; --", "{{ 7 }}"])
def test_a_page_takes_anything(db: None, text: str) -> None:
    applicant = Applicant()
    for slug, typed in OF_KIND["CR"].items():
        entered = dict.fromkeys(typed, text)
        answer = applicant.client.post(f"/register/application/section/{slug}", entered)
        assert answer.status_code == 422, slug
