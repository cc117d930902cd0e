"""Whole claims with parts lost, doubled, moved or spoilt: taken and readable, or told why not."""

import random
from copy import deepcopy
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims_portal.accounts.models import User
from claims_portal.claims.documents.safe_xml import read_xml
from claims_portal.claims.models import Claim, Document, Event
from claims_portal.claims.process.elpl import EL
from claims_portal.claims.process.rta import RTA
from claims_portal.migration.models import LegacyDocument
from tests import make
from tests.api.test_every_end import as_user
from tests.files.conftest import own_store
from tests.migration.test_claims import SECTIONS, move, pack, whole
from tests.migration.test_claims_elpl import sections
from tests.migration.test_claims_that_say_little import people, the_clock, try_out
from tests.migration.whole_claims import as_xml

__all__ = ["own_store", "people", "the_clock"]

RTA_FORMS = (
    "liability_response", "interim_pack_request", "interim_pack_response",
    "settlement_pack_request", "settlement_pack_response", "counter_offer_by_representative",
    "counter_offer_by_compensator", "additional_damages_request", "additional_damages_response",
    "court_pack_request", "court_pack_response",
)  # fmt: skip
BESIDE = (
    '<FraudStated code="0" comment="x"/><ExitProcess><ExitCR code="5"/></ExitProcess>'
    '<InterimPackRejected comment="no"/><Rejection code="1"/><LastExtendedTime NewTimeOutDate='
    '"2027-01-05" ReasonForExtension="1"/><Attachment FileName="a.txt">SGVsbG8=</Attachment>'
)
SPOILT = ("", "x", "-1", "99999999999999999999", "2026-13-45", "1900-01-01", "小", "NaN", "0", "1")


def every_form(kind: str, phase: str) -> Element:
    """A claim with all that there is, in whatever phase it says."""
    names = [name for name in RTA_FORMS if kind == "rta" or not name.startswith("additional")]
    prefix = "rta" if kind == "rta" else "elpl"
    inside = "".join(
        pack(f"{prefix}_{name}", DateOfRequest="2026-11-10", InterimPaymentNumber="1")
        for name in names
    )
    of_type = SECTIONS if kind == "rta" else sections(kind)
    return read_xml(whole(phase, sections=of_type, inside=inside + BESIDE).encode()).root


def damaged(root: Element, chance: random.Random) -> Element:
    for _ in range(chance.randint(1, 12)):
        parent = chance.choice(list(root.iter()))
        child = chance.choice(list(parent)) if len(parent) else None
        what = chance.choice(("lose", "double", "move", "spoil", "forget", "spoil"))
        if what == "spoil" and parent.attrib:
            parent.set(chance.choice(sorted(parent.attrib)), chance.choice(SPOILT))
        elif what == "forget" and parent.attrib:
            del parent.attrib[chance.choice(sorted(parent.attrib))]
        elif child is not None and what == "lose":
            parent.remove(child)
        elif child is not None and what == "double":
            parent.append(deepcopy(child))
        elif child is not None and what == "move":
            parent.remove(child)
            root.append(child)
    return root


CASES = [("rta", phase.code) for phase in RTA.phases] + [("el", phase.code) for phase in EL.phases]


@settings(max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))
@given(case=st.sampled_from(CASES), chance=st.randoms(use_true_random=False))
def test_a_damaged_claim_is_taken_and_readable_or_leaves_nothing(
    people: dict[str, User], tmp_path_factory: Any, case: tuple[str, str], chance: random.Random
) -> None:
    drawer: Path = tmp_path_factory.mktemp("claims")
    root = damaged(every_form(*case), chance)
    (drawer / "a.xml").write_bytes(as_xml(root))
    with transaction.atomic():
        told = move(drawer)["a.xml"]
        if told["outcome"] == "imported":
            goes_on(people)
        else:
            assert told["reason"]
            rows = Claim.objects.count(), Document.objects.count(), Event.objects.count()
            assert rows == (0, 0, 0)
            kept = LegacyDocument.objects.count()
            assert kept == (told["outcome"] == "kept aside")
        transaction.set_rollback(True)


def goes_on(people: dict[str, User]) -> None:
    claim = Claim.objects.get()
    for user in people.values():
        who = as_user(user, make.NOW)
        told = who.get(f"/claims/{claim.pk}")
        assert told.status_code == 200
        who.client.force_login(user)
        assert who.client.get(f"/claims/{claim.pk}").status_code == 200
        for one in told.json()["actions"]:
            with transaction.atomic():
                try_out(claim, one["name"], user)
                transaction.set_rollback(True)


@pytest.mark.parametrize("kind", ["rta", "el"])
def test_the_undamaged_one_is_taken(people: dict[str, User], tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.xml").write_bytes(as_xml(every_form(kind, "EndOfStage2")))
    assert move(tmp_path)["a.xml"]["outcome"] == "imported"
