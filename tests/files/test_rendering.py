"""Whatever was typed can be printed, and an unfinished form too."""

import io
from datetime import UTC, datetime
from typing import Any

import pypdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims_portal.claims.documents.outline import outline
from claims_portal.claims.summaries import document_type_of
from claims_portal.files.printing import content, rendering
from claims_portal.files.printing.content import Head, Sheet
from tests import make

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
slowly = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def head(claimant: str = "Grace Boateng") -> Head:
    return Head(
        claim_type="rta",
        application_id="0000000000000001",
        claimant=claimant,
        representative="Harbour Row",
        representative_reference="HR/1",
        compensator="Northcliffe",
        compensator_reference="",
    )


def sheet(kind: str, body: Any, at: datetime | None = AT) -> Sheet:
    return Sheet(kind=kind, body=body, side="compensator", sender="Northcliffe", at=at)


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
    assert {row.label: row.value for row in blocks["Sums"].rows} == {
        "Losses after contributory negligence": "£66.73",
        "Interest": "£0.01",
        "Total": "£66.74",
        "Gross amount": "£5.00",
        "Less CRU deductions": "£10.00",
        "Less interim payments": "£1,000.00",
        "Net amount to pay": "-£1,005.00",
    }


def test_offers_are_compared_by_head_and_the_newest_are_kept() -> None:
    def offer(gross: str, name: str = "grossValueOffered") -> dict[str, Any]:
        return {"losses": [{"head": "clothing", name: gross}, {"head": "fares", name: "1.00"}]}

    sheets = [
        sheet("rta-settlement-pack-request", offer("10.00", "grossValueClaimed")),
        *(sheet("rta-settlement-pack-response", offer(f"{number}.00")) for number in range(1, 8)),
    ]
    compared = content.of_form(head(), sheets).comparison
    assert compared is not None
    assert compared.columns[1].startswith("Claimed") and len(compared.columns) == 6
    assert compared.rows[0] == ["Clothing", "£10.00", "£4.00", "£5.00", "£6.00", "£7.00"]
    assert compared.totals == ["Total", "£11.00", "£5.00", "£6.00", "£7.00", "£8.00"]
