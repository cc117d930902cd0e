"""What the defendant is sent: the notification form without what it must not see."""

from typing import Any

import pytest

from claims_portal.claims.defendant_only import for_the_defendant
from claims_portal.claims.documents.cnf import CNF_TYPES
from tests import make

BORN = "1984-02-29"
NUMBER = "QQ123456A"


def whole(claim_type: str) -> dict[str, Any]:
    """A form that says what must not be in it, in answers that stand nowhere else."""
    body = make.sample(f"{claim_type}_cnf")
    body["claimant"]["person"]["dateOfBirth"] = BORN
    body["claimant"]["nationalInsuranceNumber"] = NUMBER
    body["claimant"]["noNationalInsuranceNumberReason"] = f"It is {NUMBER}, not checked yet"
    if claim_type == "rta":
        body["claimantRepresentative"]["referral"] = {"source": "other", "otherSource": "Aunt May"}
    return body


@pytest.mark.parametrize("claim_type", CNF_TYPES)
def test_the_rest_of_the_form_is_there_and_these_are_not(claim_type: str) -> None:
    body = whole(claim_type)
    shown = for_the_defendant(body)
    assert "dateOfBirth" not in shown["claimant"]["person"]
    assert "nationalInsuranceNumber" not in shown["claimant"]
    assert "referral" not in shown["claimantRepresentative"]
    for word in (BORN, NUMBER, "Aunt May"):
        assert word not in str(shown)
    assert shown["liability"] == body["liability"]
    assert shown["claimant"]["person"]["surname"] == body["claimant"]["person"]["surname"]
    assert shown.keys() == body.keys()


def test_the_form_that_is_kept_stays_whole() -> None:
    body = whole("rta")
    for_the_defendant(body)
    assert body == whole("rta")


@pytest.mark.parametrize("body", [{}, {"claimant": None}, {"claimant": {"person": []}}])
def test_an_old_form_that_lacks_parts_is_no_hindrance(body: dict[str, Any]) -> None:
    assert for_the_defendant(body) == body
