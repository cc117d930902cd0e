"""Whatever is sent, the answer is a form or a refusal, never another exception."""

import contextlib
import copy
import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims_portal.claims.documents.checking import Checked, check, check_cnf
from claims_portal.claims.documents.faults import DocumentRefused, NotJson
from claims_portal.claims.documents.outline import Question, Section, outline
from tests.documents.samples import CONTEXT, FORMS, context_for
from tests.documents.samples_elpl import FORMS as ELPL_FORMS

texts = st.text(st.characters(), max_size=40)
odd_texts = st.sampled_from(
    ["", " ", "\x00", "a\ud800", "\u200b", "1e400", "-0.00", "1899-01-01", "9" * 5000, "~/", "ŉΐß",
     "*", "NaN", "\u2028", "1000", "£1", "ongoing", "2026-10-20", "other", "\u00a0x\u00a0"]
)  # fmt: skip
numbers = st.one_of(
    st.integers(), st.floats(), st.sampled_from([10**400, -(10**400), 2**63, 2**64, -0.0, 1e308])
)
leaves = st.one_of(st.none(), st.booleans(), numbers, texts, odd_texts)
anything = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(texts, odd_texts), inner, max_size=4),
    ),
    max_leaves=15,
)
quick = settings(max_examples=150, derandomize=True)


def outcome(form: Any, raw: Any) -> Checked[Any] | None:
    try:
        checked = check(form, raw, context_for(form))
    except NotJson:
        return None
    except DocumentRefused as refused:
        assert refused.faults
        assert len(set(refused.faults)) == len(refused.faults)
        for fault in refused.faults:
            # A body without a pointer would mean that the schema and the types disagree.
            assert fault.pointer.startswith("/") or not isinstance(raw, dict)
            assert fault.message
            json.dumps(fault.message).encode("utf-8")
            fault.pointer.encode("utf-8")
        return None
    return checked


def same_again(form: Any, checked: Checked[Any]) -> None:
    again = check(form, checked.body, context_for(form))
    assert again.body == checked.body
    assert again.json == checked.json
    assert check(form, checked.json, context_for(form)).body == checked.body
    assert json.loads(checked.json) == checked.body


@quick
@given(raw=st.one_of(st.binary(max_size=60), anything.map(lambda v: json.dumps(v).encode())))
@example(raw=b'{"claimType":' + b"9" * 5000 + b"}")
@example(raw=b'{"claimType":"rta","\\ud800":1,"\\ud800":2}')
@example(raw=b'{"claimType":"rta","a":' + b"[" * 5000 + b"]" * 5000 + b"}")
@example(raw=b'{"claimType":"rta","a":NaN}')
def test_any_bytes_are_answered(raw: bytes) -> None:
    with contextlib.suppress(NotJson, DocumentRefused):
        check_cnf(raw, CONTEXT)
    for form, _ in (*FORMS, *ELPL_FORMS):
        outcome(form, raw)


def spots(form: Any) -> list[tuple[str, ...]]:
    """Every place in the form, rows by their first."""
    return [tuple(item.pointer.replace("*", "0").split("/")[1:]) for item in outline(form).walk()]


def put(body: Any, path: tuple[str, ...], value: Any) -> None:
    here = body
    for number, step in enumerate(path):
        if isinstance(here, list):
            if not step.isdecimal() or int(step) >= len(here):
                return
            if number == len(path) - 1:
                here[int(step)] = value
                return
            here = here[int(step)]
        elif isinstance(here, dict):
            if number == len(path) - 1:
                here[step] = value
                return
            here = here.setdefault(step, {})
        else:
            return


@pytest.mark.parametrize(("form", "sample"), (*FORMS, *ELPL_FORMS[:3]))
def test_a_sample_with_anything_anywhere_is_answered(form: Any, sample: Any) -> None:
    places = st.sampled_from(spots(form))

    @quick
    @given(st.lists(st.tuples(places, anything), min_size=1, max_size=4))
    def run(changes: list[tuple[tuple[str, ...], Any]]) -> None:
        body = copy.deepcopy(sample)
        for path, value in changes:
            put(body, path, value)
        checked = outcome(form, body)
        if checked:
            same_again(form, checked)
        outcome(form, json.dumps(body).encode())

    run()


@pytest.mark.parametrize(("form", "sample"), (*FORMS, *ELPL_FORMS))
def test_folding_twice_is_folding_once(form: Any, sample: Any) -> None:
    questions = [item for item in outline(form).walk() if isinstance(item, Question) and item.fold]
    places = st.sampled_from(
        [tuple(item.pointer.replace("*", "0").split("/")[1:]) for item in questions]
    )

    @quick
    @given(places, st.one_of(texts, odd_texts))
    def run(path: tuple[str, ...], value: str) -> None:
        body = copy.deepcopy(sample)
        put(body, path, value)
        checked = outcome(form, body)
        if checked:
            same_again(form, checked)

    run()


def test_every_place_of_every_form_refuses_the_wrong_type() -> None:
    for form, sample in (*FORMS, *ELPL_FORMS):
        for item in outline(form).walk():
            body = copy.deepcopy(sample)
            wrong: Any = 3.25 if not isinstance(item, Section) else "wrong"
            put(body, tuple(item.pointer.replace("*", "0").split("/")[1:]), wrong)
            if body != sample:
                assert outcome(form, body) is None, item.pointer
