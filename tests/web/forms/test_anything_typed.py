"""Whatever is typed: no page breaks, and what was typed comes back."""

from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims_portal.accounts.models import User
from claims_portal.claims import drafts
from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.cnf_elpl import ElCnf, EldCnf, PlCnf
from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.liability import RtaLiabilityResponse
from claims_portal.claims.documents.liability_elpl import ElplLiabilityResponse
from claims_portal.claims.documents.outline import Question, Section, outline
from claims_portal.claims.documents.settlement import (
    RtaSettlementPackRequest,
    RtaSettlementPackResponse,
)
from claims_portal.claims.documents.settlement_elpl import ElplSettlementPackResponse
from claims_portal.claims.documents.unfinished import faults_of
from claims_portal.claims.models import Draft
from claims_portal.claims.summaries import document_type_of, summary_of
from claims_portal.web.forms import answering
from claims_portal.web.forms.claim_forms import CLAIM_FORMS
from claims_portal.web.forms.questions import page_of
from claims_portal.web.forms.reading import MOST_CHARACTERS, as_typed, is_ticked_group, read
from claims_portal.web.forms.totals import totals_of
from tests import make
from tests.web.forms.posting import controls, posted_from

FORMS = {
    "rta_cnf": RtaCnf,
    "rta_liability_response": RtaLiabilityResponse,
    "rta_settlement_pack_request": RtaSettlementPackRequest,
    "rta_settlement_pack_response": RtaSettlementPackResponse,
    "el_cnf": ElCnf,
    "eld_cnf": EldCnf,
    "pl_cnf": PlCnf,
    "elpl_liability_response": ElplLiabilityResponse,
    "elpl_settlement_pack_response": ElplSettlementPackResponse,
}
STRANGE = ("\x00", "\x00a", "\ud800", "<script>alert(1)</script>", "'\"&", "\x1b[0m", "9" * 400)
texts = st.text(max_size=40) | st.sampled_from(STRANGE) | st.integers().map(str)


def as_posted(answers: dict[str, Any]) -> QueryDict:
    posted = QueryDict(mutable=True)
    for name, value in answers.items():
        posted.setlist(name, value if isinstance(value, list) else [value])
    return posted


def names_of(part: Question | Section, name: str) -> list[str]:
    """The names under which a browser may post answers to a part."""
    if isinstance(part, Question):
        return (
            [f"{name}-{one}" for one in ("day", "month", "year")] if part.kind == "date" else [name]
        )
    if part.kind == "rows":
        return [
            found
            for number in (0, 1)
            for one in part.items
            for found in names_of(one, f"{name}/{number}/{one.name}")
        ]
    below = [found for one in part.items for found in names_of(one, f"{name}/{one.name}")]
    return [name, *below] if is_ticked_group(part) else below


def every_name(document_type: type[Document]) -> list[str]:
    return [
        name for item in outline(document_type).items for name in names_of(item, item.pointer[1:])
    ]


@pytest.mark.parametrize("sample", FORMS)
def test_a_form_that_is_shown_and_posted_is_the_same_form(sample: str) -> None:
    document_type, body = FORMS[sample], make.sample(sample)
    page = page_of(document_type, outline(document_type).items, body)
    posted = as_posted(controls(page.html).answers)
    assert answering.typed(document_type, posted) == body


@pytest.mark.parametrize("sample", FORMS)
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_anything_posted_comes_back_as_it_was_typed(sample: str, data: st.DataObject) -> None:
    document_type = FORMS[sample]
    names = every_name(document_type)
    chosen = data.draw(st.lists(st.sampled_from(names), max_size=12, unique=True))
    typed = {name: data.draw(texts) for name in chosen}
    posted = as_posted(dict.fromkeys(names, "") | typed)
    body = answering.typed(document_type, posted, with_blank_rows=True)
    faults = faults_of(document_type, answering.completed(document_type, body, {}), {})
    page = page_of(document_type, outline(document_type).items, body, faults)
    shown = controls(page.html).answers
    for name, text in typed.items():
        kept = as_typed(text)
        if kept.strip() and name in shown:
            assert _same(shown[name][0], kept), name
        elif kept.strip():
            assert _is_tick(document_type, name), name
    summary_of(document_type, body)
    totals_of(document_type, body)


def _same(shown: str, typed: str) -> bool:
    """Sums lose their signs and leading zeros of whole numbers go; all else is the same."""

    def plain(text: str) -> str:
        for sign in "£%, \t\n\r\x0b\x0c":
            text = text.replace(sign, "")
        return text.strip().lstrip("0") or "0"

    return shown.replace("\r", "\n") == typed or plain(shown) == plain(typed)


def _is_tick(document_type: type[Document], name: str) -> bool:
    """Boxes hold no text: a value that is none of theirs cannot come from a browser."""
    places = {part.pointer[1:]: part for part in outline(document_type).walk()}
    part = places.get(name)
    above = places.get(name.rpartition("/")[0])
    return any(isinstance(one, Section) and is_ticked_group(one) for one in (part, above))


def test_long_input_is_kept_up_to_the_cap_and_refused_by_the_form() -> None:
    posted = as_posted({"accident/description": "x" * 100_000})
    body = answering.typed(RtaCnf, posted)
    assert len(body["accident"]["description"]) == MOST_CHARACTERS
    messages = [fault.message for fault in faults_of(RtaCnf, body, {})]
    assert "How the accident happened must have at most 500 characters" in messages


def test_names_that_no_question_has_are_ignored() -> None:
    posted = as_posted({"x": "1", "accident": "1", "accident/x": "1", "hospitals/x/name": "1",
                        "hospitals/99999999999/name": "1", "/": "", "__proto__": "1"})  # fmt: skip
    assert answering.typed(RtaCnf, posted) == {"claimType": "rta"}


def test_a_no_that_a_program_gave_stays_where_boxes_are_ticked() -> None:
    body = {"accident": {"weather": {"rain": False, "sun": True}}}
    item = next(one for one in outline(RtaCnf).items if one.name == "accident")
    posted = as_posted({"accident/weather": ["snow"]})
    assert read([item], posted, body)["accident"]["weather"] == {"rain": False, "snow": True}


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["claim", "accident", "date", "hospitals", "losses", "weather", "person",
                         "day", "defendant", "kind", "compensator"]), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(body=st.dictionaries(st.sampled_from(["claim", "accident", "defendant", "hospitals",
                                             "injury", "losses"]), anything))  # fmt: skip
def test_any_json_that_a_program_left_in_a_draft_can_be_shown(body: dict[str, Any]) -> None:
    faults = faults_of(RtaCnf, body, {})
    for page in CLAIM_FORMS["rta"].pages:
        page.status(body, faults)
        page_of(RtaCnf, page.items, body, page.faults(faults))
        summary_of(RtaCnf, page.part_of(body))
    totals_of(RtaSettlementPackResponse, body)


@pytest.mark.django_db
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_posted_page_breaks_the_portal(
    lawyers_browser: Client, lawyer: User, data: st.DataObject
) -> None:
    draft = Draft.objects.first() or drafts.start(
        claim_type="rta", body=make.cnf(), by=lawyer.as_actor(), at=make.NOW
    )
    page = data.draw(st.sampled_from(CLAIM_FORMS["rta"].pages))
    names = [name for item in page.items for name in names_of(item, item.pointer[1:])]
    extra = ["revision", "seen", "add", "remove", "from", "search", "choice", "find", "x"]
    chosen = data.draw(st.lists(st.sampled_from(names + extra), max_size=8, unique=True))
    posted = {name: data.draw(texts).replace("\ud800", "") for name in chosen}
    path = f"/claims/{draft.claim_id}/form/{page.slug}"
    shown = lawyers_browser.get(path).content.decode()
    answer = lawyers_browser.post(path, posted_from(shown) | posted)
    assert answer.status_code in (200, 302, 409)
    for place in ("", "/check", f"/{page.slug}?problems=shown"):
        assert lawyers_browser.get(f"/claims/{draft.claim_id}/form{place}").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("text", STRANGE)
def test_strange_text_in_an_action_is_refused_or_taken_but_never_breaks(
    insurers_browser: Client, lawyer: User, insurer: User, text: str
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    path = f"/claims/{claim.pk}/actions/accept-claim"
    text = text.replace("\ud800", "")
    answer = insurers_browser.post(
        path, {"compensatorReference": text, "activity": text, "add": text}
    )
    assert answer.status_code in (200, 302, 409, 422)
    assert "<script>alert" not in answer.content.decode()
    assert as_typed(text)[:50] in unescape(answer.content.decode())


def test_every_kind_of_document_has_a_summary() -> None:
    assert document_type_of("rta-cnf") is RtaCnf
    titles = [one.title for one in summary_of(RtaCnf, make.cnf())]
    assert titles[0] == "Claim"
    rows = {row.key: row.value for one in summary_of(RtaCnf, make.cnf()) for row in one.rows}
    assert rows["Date of accident"] == "20 October 2026"
    assert rows["Claim value"] == "Up to £10,000"
    assert rows["Claimant is a child"] == "No"
    pack = make.sample("rta_settlement_pack_request")
    losses = next(
        one for one in summary_of(RtaSettlementPackRequest, pack) if one.title == "Losses"
    )
    assert losses.sections[0].title == "1. Policy excess"
    assert losses.sections[0].rows[0].value == "£250.00"
