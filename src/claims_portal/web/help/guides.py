"""The guides: Markdown files beside this one, read once, and searched word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt

_SCREENS = re.compile(r"<!-- screens:(.*?)-->")
_WORD = re.compile(r"\w{2,}")
IN_TITLE, IN_TEXT = 5, 1
MOST_FOUND = 12


@dataclass(frozen=True)
class Section:
    """One heading of a guide with its text, as HTML and as it was written."""

    title: str
    anchor: str
    text: str
    html: SafeString


@dataclass(frozen=True)
class Guide:
    """A guide and the names of the screens that it belongs to."""

    slug: str
    title: str
    screens: frozenset[str]
    sections: Sequence[Section]


@dataclass(frozen=True)
class Found:
    """A section that has what was searched for."""

    guide: Guide
    section: Section


def guides() -> Sequence[Guide]:
    """All guides, in the order of their titles; in English where the page's language has none."""
    return _in_language(translation.get_language() or "")


@cache
def _in_language(language: str) -> Sequence[Guide]:
    folder = resources.files("claims_portal.web.help").joinpath("guides")
    read = _read(folder) | _read(folder.joinpath(language))
    return sorted(read.values(), key=lambda guide: guide.title)


def _read(folder: Traversable) -> dict[str, Guide]:
    if not folder.is_dir():
        return {}
    files = [file for file in folder.iterdir() if file.name.endswith(".md")]
    slugs = [file.name.removesuffix(".md") for file in files]
    return {slug: _guide(slug, file.read_text()) for slug, file in zip(slugs, files, strict=True)}


def guide_of(slug: str) -> Guide | None:
    return next((guide for guide in guides() if guide.slug == slug), None)


def of_screen(route: str) -> Guide | None:
    """The guide that belongs to a page, by the name of its route."""
    return next((guide for guide in guides() if route in guide.screens), None)


def search(asked: str) -> list[Found]:
    """Sections that have every word, or begin one with it; those with it in the title first."""
    words = _WORD.findall(asked.lower())
    if not words:
        return []
    ranked = [
        (rank, Found(guide, section))
        for guide in guides()
        for section in guide.sections
        if (rank := _rank(words, guide, section))
    ]
    ranked.sort(key=lambda one: -one[0])
    return [found for _rank, found in ranked[:MOST_FOUND]]


def _rank(words: Sequence[str], guide: Guide, section: Section) -> int:
    titles = _WORD.findall(f"{guide.title} {section.title}".lower())
    text = _WORD.findall(section.text.lower())
    total = 0
    for word in words:
        hits = IN_TITLE * _beginning(titles, word) + IN_TEXT * _beginning(text, word)
        if not hits:
            return 0
        total += hits
    return total


def _beginning(words: Sequence[str], with_it: str) -> int:
    return sum(word.startswith(with_it) for word in words)


def _guide(slug: str, written: str) -> Guide:
    screens = _SCREENS.search(written)
    title, *sections = _parts(_SCREENS.sub("", written))
    return Guide(
        slug=slug,
        title=title[0],
        screens=frozenset(screens[1].split()) if screens else frozenset(),
        sections=[_section(heading, text) for heading, text in sections],
    )


def _parts(written: str) -> Iterator[tuple[str, str]]:
    """Each heading with what stands below it."""
    for part in re.split(r"^#+ ", written, flags=re.MULTILINE)[1:]:
        heading, _, text = part.partition("\n")
        yield heading.strip(), text.strip()


def _section(title: str, text: str) -> Section:
    html = MarkdownIt("js-default").render(text)
    html = html.replace("<p>", '<p class="govuk-body portal-measure">')
    return Section(title, slugify(title), text, mark_safe(html))  # noqa: S308 - our own files
