"""A file is what its content is: the name must not promise anything else."""

import io

import filetype
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_portal.files.kinds import KINDS, SUFFIXES, in_words, kind_of_name
from claims_portal.files.recognising import content_of
from claims_portal.files.refusals import AttachmentRefused
from claims_portal.files.rules import LONGEST_NAME, must_be_right, offer, tidy_name
from tests.files import samples


def faults(name: str, content: bytes, *, title: str = "Report") -> list[tuple[str, str]]:
    offered = offer(title=title, description="", file=samples.upload(name, content))
    try:
        must_be_right(offered)
    except AttachmentRefused as refused:
        return [(fault.pointer, fault.message) for fault in refused.faults]
    return []


@pytest.mark.parametrize("name", samples.RIGHT)
def test_a_file_that_is_what_it_says_is_taken(name: str) -> None:
    assert faults(name, samples.RIGHT[name]) == []


def test_there_is_a_sample_of_every_kind() -> None:
    assert {kind_of_name(name) for name in samples.RIGHT} == set(KINDS)


@pytest.mark.parametrize("name", samples.LYING)
def test_a_file_that_contradicts_its_name_is_refused(name: str) -> None:
    ((pointer, message),) = faults(name, samples.LYING[name])
    assert pointer == "/file"
    assert message.startswith(f"{name} is no ")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("exe", "a program (exe)"),
        ("zip", "a packed archive (zip)"),
        ("mp4", "a film (mp4)"),
        ("pdf", "a PDF document"),
        ("doc", "an older Word document"),
        ("a document with macros", "a document with macros"),
    ],
)
def test_what_a_file_is_by_its_content_is_told_in_words(content: str, words: str) -> None:
    assert in_words(content) == words


def test_there_are_words_for_every_ending_that_is_recognised() -> None:
    endings = {one.extension for one in filetype.types}
    assert {ending for ending in endings if in_words(ending) == ending} == set()


@pytest.mark.parametrize("name", samples.NOT_TAKEN)
def test_a_kind_that_is_not_listed_is_refused_with_the_list(name: str) -> None:
    ((pointer, message),) = faults(name, samples.PDF)
    assert pointer == "/file"
    assert all(suffix in message for suffix in SUFFIXES)


def test_every_fault_is_told_at_once() -> None:
    assert [pointer for pointer, _ in faults("run.exe", b"", title=" ")] == ["/title", "/file"]
    offered = offer(title="", description="x" * 501, file=None)
    with pytest.raises(AttachmentRefused) as refused:
        must_be_right(offered)
    assert [fault.message for fault in refused.value.faults] == [
        "The title must be given.",
        "The description must have at most 500 characters.",
        "The file must be given.",
    ]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("C:\\Users\\me\\report.pdf", "report.pdf"),
        ("../../etc/report.pdf", "report.pdf"),
        ("re\x00po\nrt.pdf", "report.pdf"),
        ("report\u202efdp.exe", "reportfdp.exe"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("  . ", ""),
        ("Zoë’s Gutachten 王.pdf", "Zoë’s Gutachten 王.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_a_name_is_kept_as_people_read_it(given: str, kept: str) -> None:
    assert tidy_name(given) == kept


@given(st.text(max_size=400))
def test_a_tidy_name_is_short_and_stays_as_it_is(name: str) -> None:
    tidy = tidy_name(name)
    assert len(tidy) <= LONGEST_NAME
    assert "/" not in tidy and "\\" not in tidy and "\x00" not in tidy
    assert kind_of_name(tidy_name(tidy)) == kind_of_name(tidy)


@given(
    st.binary(max_size=600)
    | st.binary(max_size=600).map(lambda rest: b"PK\x03\x04" + rest)
    | st.binary(max_size=3000).map(lambda rest: bytes.fromhex("d0cf11e0a1b11ae1") + rest)
)
def test_whatever_the_content_is_it_is_looked_at_without_breaking(content: bytes) -> None:
    assert isinstance(content_of(io.BytesIO(content)), str)
