"""Whether two names are those of one organisation, as far as letters tell."""

import re
import unicodedata

# What a firm may or may not write of its legal form.
_FORMS = re.compile(r"\b(limited|ltd|llp|plc|lp|uk|company|co|and|the)\b")


def key(name: str) -> str:
    """The same for names that differ by case, accents, punctuation and legal form alone."""
    letters = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    letters = "".join(one for one in letters if not unicodedata.combining(one))
    words = re.sub(r"[^\w\s]", "", letters)
    return re.sub(r"\s+", " ", _FORMS.sub(" ", words)).strip()[:100] or words.strip()[:100]
