"""A language that marks each text of the catalogue, so that what is not translatable shows."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from babel.messages.mofile import write_mo
from scripts import messages

BEGIN, END = "⟦", "⟧"
SEEN_OR_HEARD = ("title", "aria-label", "placeholder", "alt", "data-label")
UNSEEN = {"head", "script", "style", "template", "code", "pre", "samp"}
INLINE = {"a", "abbr", "b", "bdi", "em", "i", "kbd", "small", "span", "strong", "time"}


def write_catalogue(directory: Path) -> None:
    """As the Welsh one, with each text between marks."""
    texts = messages.collected()
    texts.locale = "cy"
    for message in texts:
        if message.id:
            message.string = (
                (marked(message.id[0]), *(marked(message.id[1]),) * (texts.num_plurals - 1))
                if isinstance(message.id, tuple)
                else marked(message.id)
            )
    path = directory / "cy" / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, texts)


def marked(text: str) -> str:
    """The blanks at its ends stay outside: they belong to what stands beside it."""
    inner = text.strip()
    return text.replace(inner, f"{BEGIN}{inner}{END}", 1) if inner else text


def unmarked(root: Element) -> Iterator[str]:
    """What a page shows or reads aloud beside its marked texts, block by block."""
    title = root.find("./head/title")
    if title is not None:
        yield from outside("".join(title.itertext()))
    body = root.find("./body")
    if body is not None:
        for block in blocks(body):
            yield from outside(block)
        for one in body.iter():
            for name in SEEN_OR_HEARD:
                yield from outside(one.get(name) or "")


def blocks(element: Element) -> Iterator[str]:
    """The text of each block; a text with inline elements in it is one."""
    running = ""
    for kind, piece in _pieces(element):
        if kind == "text":
            running += piece
        else:
            yield running
            running = ""
    yield running


def _pieces(element: Element) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        yield "text", " "
        return
    inline = element.tag in INLINE
    if not inline:
        yield "edge", ""
    yield "text", element.text or ""
    for child in element:
        yield from _pieces(child)
        yield "text", child.tail or ""
    if not inline:
        yield "edge", ""


def outside(text: str) -> Iterator[str]:
    """The parts that no mark surrounds."""
    depth, part = 0, ""
    for letter in text:
        if letter == BEGIN:
            if depth == 0:
                yield part
            depth, part = depth + 1, ""
        elif letter == END:
            depth = max(depth - 1, 0)
        elif depth == 0:
            part += letter
    yield part


def words_in(text: str) -> str:
    """One line, without what carries no language."""
    return re.sub(r"\s+", " ", text).strip(" \u00a0.,:;·–-()[]/&%£“”'\"←→+*")
