"""Names and references are found however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_portal.claims.spelling import LONGEST_FOLDED, compact, folded


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("Boateng", "boateng"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Smith-Jones", "smithjones"),
        ("  de la  Cruz ", "delacruz"),
        ("Núñez", "nunez"),
        ("Nu\u0301n\u0303ez", "nunez"),
        ("Łukasz", "lukasz"),
        ("Øster", "oster"),
        ("Straße", "strasse"),
        ("ÞÓR", "thor"),
        ("İnci", "inci"),
        ("Кузнецов", "кузнецов"),
        ("ＳＭＩＴＨ", "smith"),
        ("HR/2026/00418", "hr202600418"),
        ("%_*", ""),
        ("", ""),
    ],
)
def test_case_blanks_and_accents_do_not_matter(typed: str, spelt: str) -> None:
    assert folded(typed) == spelt


@given(st.text(max_size=60))
def test_what_is_folded_stays_as_it_is_and_fits(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert len(once) <= LONGEST_FOLDED
    assert once.isalnum() or not once


@given(st.text(max_size=40))
def test_case_and_blanks_around_change_nothing(text: str) -> None:
    assert folded(f"  {text} ") == folded(text)


@pytest.mark.parametrize("typed", ["vo68zzb", "VO68 ZZB", " vo 68\tzzb "])
def test_numbers_of_vehicles_are_kept_in_capitals_without_blanks(typed: str) -> None:
    assert compact(typed) == "VO68ZZB"
