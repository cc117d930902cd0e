"""Whatever was typed can be printed, and an unfinished form too."""

import io
import re
from datetime import UTC, datetime
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims_portal.claims.documents.outline import outline
from claims_portal.claims.models import Document
from claims_portal.claims.offers import offers_of
from claims_portal.claims.process.figures import figures_of
from claims_portal.claims.summaries import document_type_of
from claims_portal.files.printing import content, rendering
from claims_portal.files.printing.content import Head, Sheet
from claims_portal.files.printing.forms import Copy
from tests import make
from tests.files.test_printed_forms import answers, text_of

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
slowly = settings(max_examples=60, derandomize=True)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def head(claimant: str = "Grace Boateng", *, claim_type: str = "rta") -> Head:
    return Head(
        claim_type=claim_type,
        application_id="0000000000000001",
        claimant=claimant,
        representative="Harbour Row",
        representative_reference="HR/1",
        compensator="Northcliffe",
        compensator_reference="",
    )


def sheet(kind: str, body: Any, at: datetime | None = AT) -> Sheet:
    return Sheet(
        kind=kind,
        body=body,
        side="compensator",
        sender="Northcliffe",
        at=at,
        figures=figures_of(document_type_of(kind), body),
    )


def text(form: content.Content) -> str:
    return text_of(rendering.pdf(form, timestamp=0))


@slowly
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_can_be_printed(words: str, name: str) -> None:
    body = make.sample("rta_cnf")
    body["accident"]["description"] = words
    form = content.of_form(head(name), [sheet("rta-cnf", body)])
    pdf = rendering.pdf(form, timestamp=0)
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) >= 4


@slowly
@given(st.data())
def test_any_draft_can_be_printed(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["rta-cnf", "rta-settlement-pack-response", "accept-claim"]))
    names = [item.name for item in outline(document_type_of(kind)).items]
    body = data.draw(st.dictionaries(st.sampled_from(names), ANYTHING, max_size=6))
    form = content.of_form(head(), [sheet(kind, body, at=None)])
    assert form.draft
    assert rendering.pdf(form, timestamp=0).startswith(b"%PDF")


def test_sums_are_right_to_the_penny() -> None:
    losses = [
        {"head": "clothing", "grossValueOffered": "100.05", "contributoryNegligence": "33.33",
         "interest": "0.01", "grossAmountAgreed": False},
        {"head": "clothing", "grossValueOffered": "0.05", "contributoryNegligence": "50",
         "interest": "0", "grossAmountAgreed": True},
        {"head": "fares", "grossValueOffered": "not a number"},
    ]  # fmt: skip
    body = {
        "losses": losses,
        "cruDeductions": "10.00",
        "agreement": {"grossAmount": "5.00", "interimPayments": "1000.00"},
    }
    form = content.of_form(head(), [sheet("rta-settlement-pack-response", body)])
    blocks = {block.title: block for block in form.parts[0].blocks}
    table = blocks["Losses"].table
    assert table is not None
    assert [row[3] for row in table.rows] == ["£66.70", "£0.03", ""]
    assert table.totals == ["Total", "£100.10", "", "£66.73", "£0.01"]
    sums = {row.label: row.value.split()[0] for row in blocks["What it comes to"].rows}
    assert sums == {
        "Total after contribution": "£66.73",
        "Total with interest": "£66.74",
        "Gross amount": "£5.00",
        "CRU deductions": "£10.00",
        "Interim payments": "£1,000.00",
        "Net amount to pay": "-£1,005.00",
    }


def test_offers_are_compared_by_head_and_the_newest_are_kept() -> None:
    def offer(number: int, kind: str, name: str) -> Document:
        losses = [{"head": "clothing", name: f"{number}.00"}, {"head": "fares", name: "1.00"}]
        return Document(number=number, kind=kind, body={"losses": losses}, sent_at=AT)

    made = [
        offer(1, "rta-settlement-pack-request", "grossValueClaimed"),
        *(offer(at, "rta-counter-offer-by-compensator", "grossValueOffered") for at in range(2, 8)),
    ]
    compared = content.of_form(
        head(), [sheet("rta-settlement-pack-request", {})], offers=offers_of(made)
    ).comparison
    assert compared is not None
    assert compared.columns[1:3] == ["Claimed 23 Nov 2026", "Offered 23 Nov 2026"]
    assert compared.rows[0] == ["Clothing", "£1.00", "£4.00", "£5.00", "£6.00", "£7.00"]
    assert compared.totals == ["Gross amount", "£2.00", "£5.00", "£6.00", "£7.00", "£8.00"]


@pytest.mark.parametrize(
    "kind",
    [
        "rta-court-pack-request",
        "rta-court-pack-response",
        "elpl-court-pack-request",
        "elpl-court-pack-response",
    ],
)
def test_final_offers_are_on_a_paper_of_their_own(kind: str) -> None:
    body = make.sample(kind.replace("-", "_"))
    offer = body["partB"]["defendantFinalOffer"] = "4321.09"
    papers = {
        copy: text(content.of_form(head(), [sheet(kind, body)], copy=copy))
        for copy in (Copy.WHOLE, Copy.PART_B)
    }
    assert "£4,321.09" not in papers[Copy.WHOLE] and "Part B:" not in papers[Copy.WHOLE]
    assert "The final offers are in part B" in papers[Copy.WHOLE]
    assert "Losses" in papers[Copy.WHOLE] and "RTA6" in papers[Copy.WHOLE]
    assert "£4,321.09" in papers[Copy.PART_B] and "RTA7" in papers[Copy.PART_B]
    assert "To be kept sealed" in papers[Copy.PART_B] and "Losses" not in papers[Copy.PART_B]
    everything = text(content.of_claim(head(), [sheet(kind, body)], status="At its end"))
    assert "£4,321.09" not in everything and offer not in everything


@pytest.mark.parametrize(
    ("kind", "claim_type", "number"),
    [
        ("rta-cnf", "rta", "RTA1"),
        ("el-cnf", "el", "EL1"),
        ("eld-cnf", "eld", "ELD1"),
        ("pl-cnf", "pl", "PL1"),
        ("elpl-liability-response", "eld", "ELD1"),
        ("rta-interim-pack-request", "rta", "RTA4"),
        ("elpl-interim-pack-response", "pl", "EPL4"),
        ("rta-additional-damages-request", "rta", "RTA5"),
        ("elpl-counter-offer-by-compensator", "el", "EPL5"),
        ("rta-counter-offer-by-representative", "rta", "RTA5"),
        ("elpl-court-pack-request", "el", "EPL6"),
    ],
)
def test_a_sample_of_each_form_bears_its_number_and_every_answer(
    kind: str, claim_type: str, number: str
) -> None:
    body = make.sample(kind.replace("-", "_"))
    body.pop("partB", None)
    printed = text(content.of_form(head(claim_type=claim_type), [sheet(kind, body)]))
    assert number in printed
    for answer in answers(document_type_of(kind), body):
        assert re.sub(r"\s+", " ", answer) in printed
