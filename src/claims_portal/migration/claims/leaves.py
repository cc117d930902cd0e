"""What an XML tree says, leaf by leaf: attributes, and elements with nothing but text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from claims_portal.claims.documents.legacy_xml import XML_NAMESPACES
from claims_portal.claims.documents.safe_xml import local_name
from claims_portal.migration.claims.shape import Names


class Leaf(NamedTuple):
    path: str
    value: str

    @property
    def steps(self) -> list[str]:
        return [step.lstrip("@").casefold() for step in self.path.split("/")]


def walk(element: Element, path: str) -> Iterator[tuple[Element, str]]:
    yield element, path
    for child in element:
        if name := local_name(child):
            yield from walk(child, f"{path}/{name}")


def leaves_of(root: Element, path: str) -> Iterator[Leaf]:
    for element, here in walk(root, path):
        yield from _own(element, here)


def own_leaves(element: Element, path: str) -> Iterator[Leaf]:
    """Of the element and its children alone."""
    yield from _own(element, path)
    for child in element:
        if name := local_name(child):
            yield from _own(child, f"{path}/{name}")


def _own(element: Element, path: str) -> Iterator[Leaf]:
    for name, value in element.attrib.items():
        if value.strip() and not name.startswith(XML_NAMESPACES):
            yield Leaf(f"{path}/@{name}", value.strip())
    if element.text and element.text.strip():
        yield Leaf(path, element.text.strip())


def said(leaves: Iterable[Leaf], table: Mapping[str, Names], taken: set[str]) -> dict[str, str]:
    """What the names of a table have for answers; the places where they stood are `taken`."""
    found: dict[str, str] = {}
    by_name: dict[str, list[Leaf]] = {}
    for one in leaves:
        by_name.setdefault(one.steps[-1], []).append(one)
    for fact, where in table.items():
        called = (_called(name, by_name) for name in where.names)
        leaf = next(filter(None, called), None)
        if leaf is not None:
            found[fact] = leaf.value
            taken |= {leaf.path, f"{leaf.path}/text()"}
    return found


def _called(name: str, by_name: Mapping[str, list[Leaf]]) -> Leaf | None:
    """The first leaf of that name; a name of two parts wants the element around it."""
    wanted = name.casefold().split("/")
    leaves = by_name.get(wanted[-1], [])
    return next((leaf for leaf in leaves if leaf.steps[-len(wanted) :] == wanted), None)
