"""What the business says, in the language of the page.

Its tables and refusals are English, since programs, mails and the audit read them too. They are
translated where a page prints them: by the components, by the filter of this name, or here.
`scripts.texts_of_tables` has them in the catalogue.
"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import dateformat, timezone, translation

from claims_portal.sentences import Sentence


def in_language(text: object) -> str:
    """The text, or a refusal's, as its reader reads it; what no catalogue has is as it was."""
    if isinstance(text, Exception):
        text = text.args[0] if text.args else ""
    if not isinstance(text, str):
        return "" if text is None else str(text)
    if not text or is_english():
        return text
    if isinstance(text, Sentence):
        told = translation.gettext(text.template)
        words = {name: _word(word) for name, word in text.words.items()}
        return told % words if words else told
    return translation.gettext(text)


def is_english() -> bool:
    return translation.get_language() in (None, settings.LANGUAGE_CODE)


def _word(word: Any) -> Any:
    if isinstance(word, Sentence):
        return in_language(word)
    return day_in_words(word) if isinstance(word, date) else word


def day_in_words(day: date) -> str:
    """27 November 2026, in the page's language."""
    return dateformat.format(day, "j F Y")


def instant_in_words(at: datetime) -> str:
    """27 November 2026, 14:05, by the clock of London."""
    return dateformat.format(timezone.localtime(at), "j F Y, H:i")
