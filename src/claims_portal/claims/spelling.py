"""The spelling in which names and references are looked for.

Made here and not by the database, so that it is the same whatever language the
database was set up for.
"""

import unicodedata

LONGEST_FOLDED = 50

# Letters that Unicode does not take apart, as people without such a keyboard type them.
_PLAIN = str.maketrans({
    "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe",
    "ı": "i", "ŋ": "n",
})  # fmt: skip


def folded(text: str) -> str:
    """Letters and digits alone, in lower case and without accents: O'Brien-Núñez is obriennunez."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text).casefold()
        text = unicodedata.normalize("NFKD", apart).translate(_PLAIN)
    return "".join(filter(str.isalnum, text.lower()))[:LONGEST_FOLDED]


def compact(text: str) -> str:
    """As numbers of vehicles and of National Insurance are kept: capitals, without blanks."""
    return "".join(text.split()).upper()
