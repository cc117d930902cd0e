"""Sentences with particulars in them, which are told in English here and in others on pages.

A refusal is read by programs and by people. What programs, mails and the audit read is the text
itself; a page knows by what it was made of how to tell it in its reader's language.
"""

from datetime import date
from typing import Any


class Sentence(str):
    """English text that still knows of what it was made; `str()` of it is text alone."""

    template: str
    words: dict[str, Any]


def said(template: str, **words: Any) -> Sentence:
    """`said("There is no branch %(branch)s.", branch="002")`. Days are written out.

    Words that are to be translated too are sentences themselves: `said(phase.name)`.
    """
    told = {name: _in_english(word) for name, word in words.items()}
    made = Sentence(template % told if told else template)
    made.template, made.words = template, words
    return made


def one_after_another(*sentences: str) -> Sentence:
    words = {f"part{number}": said_as_it_is(one) for number, one in enumerate(sentences)}
    return said(" ".join(f"%({name})s" for name in words), **words)


def said_as_it_is(text: str) -> Sentence:
    return text if isinstance(text, Sentence) else said(text)


def _in_english(word: Any) -> Any:
    return f"{word:%-d %B %Y}" if isinstance(word, date) else word
