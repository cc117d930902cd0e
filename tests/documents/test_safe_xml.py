"""Bytes that claim to be XML: read, or refused with the reason and the place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims_portal.claims.documents.safe_xml import DEEPEST, MOST_BYTES, NotXml, read_xml

GOOD = '<Form Name="Zo\u00eb \u5c0f\u660e \u0645\u0631\u064a\u0645"/>'
ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
BOMB = f'<!DOCTYPE a [<!ENTITY e0 "aaaaaaaaaa">{ENTITIES}]><a>&e9;</a>'


@pytest.mark.parametrize(
    "raw",
    [
        GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        f'<?xml version="1.0" encoding="utf-8"?>\n{GOOD}'.encode(),
        f'<?xml version="1.0" encoding="utf-16" standalone="yes"?>\n{GOOD}'.encode("utf-16"),
        f'<?xml version="1.0"?>{GOOD}'.encode("utf-16-le"),
        GOOD.encode("utf-16-be"),
        b"\xff\xfe" + GOOD.encode("utf-16-le"),
        f"\n {GOOD}".encode("utf-16-be"),
    ],
)
def test_every_encoding_is_read(raw: bytes) -> None:
    xml = read_xml(raw)
    assert xml.root.attrib["Name"] == "Zoë 小明 مريم"
    assert xml.note is None


@pytest.mark.parametrize(
    ("declared", "codec", "note"),
    [
        ("utf-16", "utf-8", "declared as UTF-16, but it is UTF-8"),
        ("utf-8", "utf-16", "declared as UTF-8, but it is UTF-16"),
        ("iso-8859-1", "utf-16", "declared as ISO-8859-1, but it is UTF-16"),
    ],
)
def test_a_declaration_that_contradicts_the_bytes_is_told(
    declared: str, codec: str, note: str
) -> None:
    xml = read_xml(f'<?xml version="1.0" encoding="{declared}"?>{GOOD}'.encode(codec))
    assert xml.root.attrib["Name"] == "Zoë 小明 مريم"
    assert xml.note == note


@pytest.mark.parametrize(
    ("raw", "says", "line"),
    [
        (b"", "empty", None),
        (b" \r\n\t", "empty", None),
        (b"\xff\xfe", "empty", None),
        (b"<a><b></b>", "no element found", 1),
        (b"<a>\n<b c=", "unclosed token", 2),
        (b"<a><b></a>", "mismatched tag", 1),
        (b'<a b="1" b="2"/>', "duplicate attribute", 1),
        (b"<a/><a/>", "junk after document element", 1),
        (b"PK\x03\x04 a zip file", "not well-formed", 1),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8", 1),
        (b'{"claimType": "rta"}', "not well-formed", 1),
        ("<a\nb='caf\xe9'/>".encode("latin-1"), "not UTF-8 text", 2),
        (b"\xff\xfe<\x00a\x00/\x00>\x00\x00\xd8", "not UTF-16 text", 1),
        (b"<a>\x00</a>", "not well-formed", 1),
        (b"\xff\xfe\x00\x00<\x00\x00\x00", "UTF-32", None),
        (b'<?xml version="1.1"?><a/>', "XML 1.1", 1),
        (b'<?xml version="1.0" encoding="EBCDIC"?><a/>', "declared as 'EBCDIC'", 1),
        (b"<!DOCTYPE a><a/>", "document type declaration", 1),
        (BOMB.encode(), "document type declaration", 1),
        (BOMB.encode("utf-16"), "document type declaration", 1),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><a/>', "document type", 1),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "document type", 1),
        (b"<a>&x;</a>", "undefined entity", 1),
        (b"<a>" * (DEEPEST + 1), f"more than {DEEPEST} deep", 1),
        (b"<a>" * 1_000_000, "deep", 1),
        (b"<a>" + b"<b/>" * 60_000 + b"</a>", "elements", 1),
        (b'<a b="' + b"x" * 10_001 + b'"/>', "10,001 characters", 1),
        (b"<a " + b" ".join(b'b%d="1"' % n for n in range(501)) + b"/>", "500 attributes", 1),
        (b"<" + b"a" * 5_000_000, "4,000,000", None),
        (b"<a>" + b" " * MOST_BYTES + b"</a>", "4,000,000", None),
    ],
    ids=range(30),
)  # fmt: skip
def test_what_is_no_xml_of_ours_is_refused_in_words(
    raw: bytes, says: str, line: int | None
) -> None:
    with pytest.raises(NotXml, match=says) as refused:
        read_xml(raw)
    assert refused.value.line == line
    assert (refused.value.column is None) is (line is None)


@settings(max_examples=300, derandomize=True)
@given(
    st.one_of(
        st.binary(max_size=80), st.text("<a b='&;!?>/\0\n\"x[]-", max_size=60).map(str.encode)
    )
)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        read_xml(raw)
    except NotXml as refused:
        assert str(refused)
