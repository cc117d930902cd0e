"""The sample of the old interface and ours are the same claim."""

from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from claims_portal.claims.documents.checking import check
from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.legacy_writing import to_xml
from claims_portal.claims.documents.legacy_xml import NoteKind, from_xml
from claims_portal.claims.documents.outline import outline
from claims_portal.claims.documents.settlement import RtaSettlementPackResponse
from tests.documents.samples import CNF, CONTEXT, FOLDER, RESPONSE


def sample() -> Element:
    return ElementTree.fromstring((FOLDER / "rta_cnf.xml").read_bytes())


def test_the_two_samples_agree() -> None:
    read = from_xml(RtaCnf, sample())
    assert read.unplaced == []
    assert check(RtaCnf, read.body, CONTEXT).body == CNF


def test_what_has_no_place_is_named() -> None:
    document = sample()
    document.set("Version", "7")
    claimant = document.find(".//ClaimantDetails/PersonalDetails")
    assert claimant is not None
    claimant.set("ShoeSize", "6")
    claimant.set("Nothing", "")
    assert from_xml(RtaCnf, document).unplaced == [
        "DocumentInput/@Version",
        "DocumentInput/ClaimAndClaimantDetails/ClaimantDetails/PersonalDetails/@ShoeSize",
    ]


def test_an_unknown_code_stays_as_it_is_and_is_refused() -> None:
    document = sample()
    details = document.find("ApplicationData/ClaimDetails")
    assert details is not None
    details.set("Signatory", "X")
    assert from_xml(RtaCnf, document).body["claim"]["signatory"] == "X"


def test_every_question_can_be_written_and_read_back() -> None:
    """One answer at a time: the wire name leads where the JSON pointer leads."""
    for question in outline(RtaCnf).questions():
        root = Element("DocumentInput")
        _write(root, RtaCnf, question.pointer, "1")
        read = from_xml(RtaCnf, root)
        assert read.unplaced == []
        here: object = read.body
        for step in question.pointer.split("/")[1:]:
            here = here[0] if isinstance(here, list) else here[step]  # type: ignore[index]
        assert here is not None


def test_figures_that_the_old_platform_counted_are_not_lost_but_counted_here() -> None:
    root = to_xml(RtaSettlementPackResponse, RESPONSE).root
    reply = root.find("DefendantReplies/CurrentDefendantResponse")
    total = root.find("Total/CurrentTotal")
    assert reply is not None
    assert total is not None
    reply.set("ValueOfferedAfterContrib", "250.00")
    total.set("LossesOffered", "1830.55")
    total.set("Colour", "green")
    read = from_xml(RtaSettlementPackResponse, root)
    assert read.body == RESPONSE
    assert [note.place for note in read.notes if note.kind is NoteKind.COUNTED] == [
        "Stage2SettlementPackResponse/DefendantReplies/CurrentDefendantResponse/@ValueOfferedAfterContrib",
        "Stage2SettlementPackResponse/Total/CurrentTotal/@LossesOffered",
    ]
    assert read.unplaced == ["Stage2SettlementPackResponse/Total/CurrentTotal/@Colour"]


def _write(root: Element, form: type[RtaCnf], pointer: str, value: str) -> None:
    from claims_portal.claims.documents.outline import Section

    here, place = root, outline(form)
    for step in pointer.split("/")[1:]:
        if step == "*":
            continue
        item = next(item for item in place.items if item.name == step)
        path, at, attribute = item.wire.partition("@")
        for tag in path.strip("/").split("/") if path.strip("/") else ():
            child = Element(tag)
            here.append(child)
            here = child
        if at:
            here.set(attribute, value)
        if isinstance(item, Section):
            place = item
