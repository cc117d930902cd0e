"""The catalogues of the pages' texts are those of the source as it is."""

import re

import pytest
from babel.messages.catalog import Catalog, Message
from scripts import messages

PLACES = re.compile(r"%\(\w+\)\w|%\w|<[^>]+>|\{\w+\}")
"""What a translation must have as its text has it: words put in, and elements."""


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return messages.collected()


def test_the_template_is_fresh(texts: Catalog) -> None:
    assert messages.TEMPLATE.read_bytes() == messages.written(texts), "run `make messages`"


def test_languages_have_every_text(texts: Catalog) -> None:
    assert messages.languages()
    for path in messages.languages():
        fresh = messages.written(messages.updated(messages.read(path), texts))
        assert path.read_bytes() == fresh, "run `make messages`"


def test_translations_keep_what_is_put_into_them() -> None:
    for path in messages.languages():
        catalogue = messages.read(path)
        assert not [message.id for message in catalogue if message.fuzzy and message.id]
        faults = [message.id for message in catalogue if message.id and lost(message)]
        assert not faults, f"{path}: {faults}"


def lost(message: Message) -> bool:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    texts = message.id if isinstance(message.id, tuple | list) else (message.id,)
    wanted = {tuple(sorted(PLACES.findall(text))) for text in texts}
    return any(tuple(sorted(PLACES.findall(one or ""))) not in wanted for one in said if one)


def test_texts_of_all_kinds_are_found(texts: Catalog) -> None:
    for text in (
        "Skip to main content",  # a template
        "Allocated to %(user)s",  # a module of the pages
        "Liability decision",  # a phase
        "Date of birth",  # a question
        "There is no such claim.",  # a refusal
        "The claim is locked by %(holder)s until %(hour)s on %(day)s.",  # one with particulars
        "Claim %(id)s accepted by Compensator",  # a notice
    ):
        assert texts.get(text) is not None, text
