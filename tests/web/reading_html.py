"""A page read, and what is invalid in it.

html5lib knows, and takes a tenth of a second a page. Most pages of a portal are made of what
other pages showed before: it is asked of those that bring a tag between neighbours that no page
had, a tag too many or too few, or an entity of its own. lxml, in a hundredth of the time, reads
what a page says.
"""

import re
from collections import Counter
from typing import Any

import html5lib
import lxml.html

_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)([^>]*)>")
_VALUE = re.compile(r'="[^"]*"')
_STRANGE = re.compile(r"&(?!#\d+;|#x[0-9a-fA-F]+;|(?:amp|lt|gt|quot|nbsp);)|<(?![/!A-Za-z])")
_EMPTY = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)

_known: set[tuple[str, ...]] = set()
"""Each tag with its attributes between its neighbours, of the pages that were looked at."""


def read(content: bytes) -> tuple[Any, list[str]]:
    """The page's tree, and each fault with its line and column."""
    text = content.decode()
    return lxml.html.document_fromstring(text), _faults(text) if _brings_something_new(text) else []


def _faults(text: str) -> list[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(text)
    return [f"{place} {code}" for place, code, _ in parser.errors]


def _brings_something_new(text: str) -> bool:
    tags = _TAG.findall(text)
    shapes = [f"{end}{name}{_VALUE.sub('', attributes)}" for end, name, attributes in tags]
    new = set(zip(shapes, shapes[1:], shapes[2:], strict=False)) - _known
    _known.update(new)
    return bool(new) or _is_unbalanced(tags) or bool(_STRANGE.search(text))


def _is_unbalanced(tags: list[tuple[str, str, str]]) -> bool:
    count: Counter[str] = Counter()
    for end, name, attributes in tags:
        if name not in _EMPTY and not attributes.endswith("/"):
            count[name] += -1 if end else 1
    return any(count.values())
