"""The old platform's claims in: what comes twice, is kept aside or refused; nothing lost."""

import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims_portal.claims.models import Claim, Document, Event
from claims_portal.migration.models import LegacyDocument
from tests import make
from tests.migration.test_claims import CNF, SECTIONS, _the_clock, drawer, firm, move, whole

__all__ = ["_the_clock", "drawer", "firm"]


def snapshot() -> tuple[Any, ...]:
    return tuple(
        tuple(model.objects.order_by("pk").values_list())
        for model in (Claim, Document, Event, LegacyDocument)
    )


def test_the_same_directory_twice_changes_nothing(drawer: Path) -> None:
    (drawer / "a.xml").write_text(whole())
    (drawer / "b.xml").write_text(CNF.replace("HR/2026/00418", "HR/2026/00419"))
    (drawer / "xx.xml").write_text(CNF.replace("<ClaimDetails", '<ClaimDetails ClaimType="XX"'))
    (drawer / "bad.xml").write_text("<a>")
    (drawer / "copy.xml").write_text(whole())
    first = move(drawer)
    before = snapshot()
    second = move(drawer)
    assert snapshot() == before
    assert {file: told["outcome"] for file, told in second.items()} == {
        "a.xml": "unchanged",
        "b.xml": "unchanged",
        "copy.xml": "unchanged",
        "xx.xml": "unchanged",
        "bad.xml": "refused",
    }
    assert first["copy.xml"]["outcome"] == "unchanged"


def test_a_dry_run_changes_nothing(drawer: Path) -> None:
    (drawer / "a.xml").write_text(whole())
    (drawer / "xx.xml").write_text(CNF.replace("<ClaimDetails", '<ClaimDetails ClaimType="XX"'))
    told = move(drawer, dry_run=True)
    assert [one["outcome"] for one in told.values()] == ["imported", "kept aside"]
    assert snapshot() == ((), (), (), ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (CNF.replace("<ClaimDetails", '<ClaimDetails ClaimType="CICA"'), "CICA claims are not taken"),
        (whole("Quarantine"), "'Quarantine' is not known"),
        (whole("Claim Data Input/Edit"), "It is a draft"),
        ("<InsurerResponseA2A/>", "without its claim"),
        ("<CourtProceedingPackRequest/>", "without its claim"),
        ("<CPPFRequest/>", "without its claim"),
        ("<InterimPackRejected/>", "without its claim"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_claim_yet_is_kept_whole(drawer: Path, text: str, reason: str) -> None:
    (drawer / "a.xml").write_text(text)
    told = move(drawer)["a.xml"]
    assert told["outcome"] == "kept aside"
    assert reason in told["reason"]
    kept = LegacyDocument.objects.get()
    assert (kept.claim, bytes(kept.raw).decode()) == (None, text)
    assert reason in kept.reason
    assert Claim.objects.count() == 0


def test_an_old_claim_that_todays_rules_would_refuse_is_kept(drawer: Path) -> None:
    old = (
        SECTIONS.replace('AskCUEPIReference="ASKCUEPI4417820"', 'AskCueReference="77"')
        .replace('PostCode="BS6 5ZZ"', 'PostCode="Ortsteil"')
        .replace('<ReferralSourceInfo ReferralSource="E"/>', "")
        .replace('TitleType="3"', 'TitleType="9"')
        .replace('DateOfBirth="1988-03-09"', 'DateOfBirth="1888-03-09"')
    )
    (drawer / "a.xml").write_text(whole(sections=old))
    notes = {note["place"]: note["kind"] for note in move(drawer)["a.xml"]["notes"]}
    assert notes == {
        "Claim/ClaimAndClaimantDetails/ClaimantDetails/@AskCueReference": "unplaced",
        "/claimant/askcueReference": "refused",
        "/claimant/person/address/postcode": "refused",
        "/claimantRepresentative/referral/source": "defaulted",
        "/claimant/person/title": "unplaced",
        "/claimant/person/dateOfBirth": "refused",
    }
    body = Document.objects.get().body
    assert body["claimant"]["person"]["address"]["postcode"] == "ORTSTEIL"
    assert "title" not in body["claimant"]["person"]


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        (b"", "empty", None),
        (CNF[:700].encode(), "not well-formed", 12),
        (b"\x00\x01\x02", "not", 1),
        (b"<!DOCTYPE a [<!ENTITY a 'b'>]><a>&a;</a>", "document type declaration", 1),
        (CNF.replace("UTF-8", "EBCDIC").encode(), "EBCDIC", 1),
        (CNF.replace("Boateng", "Bo\u00e4teng").encode("latin-1"), "not UTF-8", 21),
        (b"<a>" * 200, "deep", 1),
        (b"<Letter/>", "no claim of the old interface", None),
        (b"<a>" + b" " * 33_000_000 + b"</a>", "32,000,000 bytes", None),
        (whole().replace("CR00101", "CR77777").encode(), "CR77777 does not exist here", None),
        (whole().replace("CR00101", "COMP001").encode(), "no claimant representative", None),
        (whole().replace("/COMP001/001", "/COMP777").encode(), "COMP777 does not exist here", None),
        (whole().replace("/COMP001/001", "/COMP001/9").encode(), "no branch 9", None),
        (whole().replace('"lawyer"', '"NOBODY"').encode(), "no User ID NOBODY", None),
        (whole().replace('User="INSURER"', 'User="LAWYER"').encode(), "no User ID LAWYER", None),
        (whole(number="12x").encode(), "not a number of 16 digits", None),
        (whole(number="9999999999999999").encode(), "leaves no numbers", None),
        (whole(number="0").encode(), "leaves no numbers", None),
        (whole(sent="soon").encode(), "is no date", None),
        (whole(sent="2027-01-01").encode(), "in the future", None),
        (whole().replace('SentDate="2026-11-02"', "").encode(), "sent is not given", None),
        (f"<Claims>{whole()}{whole(number='7')}</Claims>".encode(), "There are 2 claim", None),
        (whole("ExitProcess").encode(), "not said by whom", None),
        (whole().replace(' Surname="Boateng"', "").encode(), "surname is not given", None),
        (CNF.replace("Harbour Row", "Nobody & Sons").encode(), "not well-formed", 8),
        (CNF.replace("Harbour Row", "Nobody").encode(), "name it with --representative", None),
    ],
    ids=range(26),
)  # fmt: skip
def test_what_is_refused_says_why_and_leaves_nothing(
    drawer: Path, text: bytes, reason: str, line: int | None
) -> None:
    (drawer / "a.xml").write_bytes(text)
    before = snapshot()
    told = move(drawer)["a.xml"]
    assert told["outcome"] == "refused"
    assert reason in told["reason"]
    assert told["line"] == line
    assert snapshot() == before


def test_an_application_id_is_taken_once(drawer: Path) -> None:
    (drawer / "a.xml").write_text(whole())
    (drawer / "b.xml").write_text(whole(phase="LiabilityAdmitted"))
    told = move(drawer)
    assert told["a.xml"]["outcome"] == "imported"
    assert "0000000000401234 already" in told["b.xml"]["reason"]
    assert Claim.objects.get().phase == "LiabilityDecision"


def test_a_refused_file_hinders_no_other_and_is_taken_once_it_is_put_right(drawer: Path) -> None:
    (drawer / "a.xml").write_text(whole().replace("CR00101", "CR00102"))
    (drawer / "b.xml").write_text(whole(number="5").replace("Boateng", "Łukasiewicz-小明"))
    assert [told["outcome"] for told in move(drawer).values()] == ["refused", "imported"]
    make.user(make.organisation("CR00102"), user_name="LAWYER2")
    (drawer / "a.xml").write_text(
        whole().replace("CR00101", "CR00102").replace('"lawyer"', '"lawyer2"')
    )
    assert [told["outcome"] for told in move(drawer).values()] == ["imported", "unchanged"]
    surnames = set(Claim.objects.values_list("claimant_surname", flat=True))
    assert surnames == {"Boateng", "Łukasiewicz-小明"}


def test_other_files_are_ignored_and_folders_are_gone_through(drawer: Path) -> None:
    (drawer / "below").mkdir()
    (drawer / "README.md").write_text("hello")
    (drawer / "below" / "a.xml").write_text(whole())
    told = move(drawer)
    assert {file: one["outcome"] for file, one in told.items()} == {
        "README.md": "ignored",
        "below/a.xml": "imported",
    }


def test_the_report_for_people_names_every_file(drawer: Path) -> None:
    (drawer / "a.xml").write_text(whole())
    (drawer / "b.xml").write_text("<a>\n<b")
    out = StringIO()
    with pytest.raises(CommandError, match=r"1 of 2 files were refused"):
        call_command("migrate_claims", str(drawer), stdout=out)
    told = " ".join(out.getvalue().split())
    assert "a.xml imported 0000000000401234 RTA claim at LiabilityDecision, times out" in told
    assert "(line 2, column 1)" in told
    assert told.endswith("1 imported, 1 refused")
    shutil.rmtree(drawer)
    with pytest.raises(CommandError, match="no directory"):
        call_command("migrate_claims", str(drawer))


def test_a_claim_taken_away_takes_its_files_with_it(drawer: Path) -> None:
    (drawer / "a.xml").write_text(whole())
    move(drawer)
    Claim.objects.get().delete()
    assert LegacyDocument.objects.count() == 0
