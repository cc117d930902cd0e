"""A form as an ordered tree of sections and questions.

Web forms, printed pages, the reading of old XML and the folding of spellings all go by
this tree, so that a form is defined once.
"""

import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from claims_portal.claims.documents.base import Document, Group
from claims_portal.claims.documents.codes import Code
from claims_portal.sentences import Sentence, said, said_as_it_is


class Question(msgspec.Struct, frozen=True, kw_only=True):
    pointer: str
    """Where the answer stands in the JSON; `*` stands for the number of a row."""
    name: str
    label: str
    hint: str | None
    kind: str
    """text, long-text, time, date, flag, code, whole, money or percentage."""
    required: bool
    choices: type[Code] | None
    longest: int | None
    lowest: int | None
    highest: int | None
    pattern: str | None
    like: str | None
    """What a right answer looks like, where a pattern says so."""
    widget: str | None
    wire: str
    fold: str | None
    missing: str | None


class Section(msgspec.Struct, frozen=True, kw_only=True):
    pointer: str
    name: str
    label: str
    hint: str | None
    kind: str
    """group or rows."""
    required: bool
    most: int | None
    """How many rows there may be."""
    wire: str
    missing: str | None
    items: tuple["Question | Section", ...]
    tag: tuple[str, str] | None = None
    """The member that names the type of the form, and its value."""

    def walk(self) -> Iterator["Question | Section"]:
        """Everything below, in the order of the form."""
        for item in self.items:
            yield item
            if isinstance(item, Section):
                yield from item.walk()

    def wired(self, path: str = "") -> Iterator[tuple[str, Question]]:
        """Every question with its place in the old interface, as elements/@attribute."""
        for item in self.items:
            wire = "/".join(part for part in (path, item.wire) if part)
            if isinstance(item, Section):
                yield from item.wired(wire)
            else:
                yield wire, item

    def questions(self) -> Iterator[Question]:
        return (item for item in self.walk() if isinstance(item, Question))


@cache
def outline(document_type: type[Document]) -> Section:
    config = document_type.__struct_config__
    tag = (str(config.tag_field), str(config.tag)) if config.tag_field else None
    return Section(
        pointer="",
        name="",
        label=document_type.title,
        hint=None,
        kind="group",
        required=True,
        most=None,
        wire=document_type.wire,
        missing=None,
        items=_items(document_type, ""),
        tag=tag,
    )


def label_of(document_type: type[Document], pointer: str) -> str:
    """The label of the question at the pointer; a row's number may stand for `*`.

    Falls back on the label of the nearest section around it.
    """
    here: Question | Section = outline(document_type)
    for step in pointer.split("/")[1:]:
        if not isinstance(here, Section):
            break
        if here.kind == "rows" and (step == "*" or _is_row(step)):
            continue
        found = next((item for item in here.items if item.name == step), None)
        if found is None:
            break
        here = found
    return here.label


def asks(document_type: type[Document], pointer: str) -> bool:
    """Whether the form has a question at the pointer."""
    return any(question.pointer == pointer for question in outline(document_type).questions())


def sentence(document_type: type[Document], pointer: str, says: str) -> Sentence:
    """What is wrong, with the label of the question (and its row) as the subject."""
    row = next((step for step in pointer.split("/")[1:] if _is_row(step)), None)
    question, what = said(label_of(document_type, pointer)), said_as_it_is(says)
    if row is None:
        return said("%(question)s %(says)s", question=question, says=what)
    number = int(row) + 1
    return said("%(question)s in row %(row)s %(says)s", question=question, row=number, says=what)


def position(document_type: type[Document], pointer: str) -> tuple[int, ...]:
    """Where in the form the pointer stands, for sorting; unknown names come last."""
    here: Question | Section = outline(document_type)
    places: list[int] = []
    tag = outline(document_type).tag
    if tag and pointer == f"/{tag[0]}":
        return (-1,)
    for step in pointer.split("/")[1:]:
        names = [item.name for item in here.items] if isinstance(here, Section) else []
        if isinstance(here, Section) and here.kind == "rows" and _is_row(step):
            places.append(int(step))
        elif isinstance(here, Section) and step in names:
            places.append(names.index(step))
            here = here.items[places[-1]]
        else:
            return (*places, len(names) + 1)
    return tuple(places)


def _is_row(step: str) -> bool:
    return step.isdecimal() and len(step) < 9


def _items(struct: type[Any], pointer: str) -> tuple[Question | Section, ...]:
    return tuple(
        _item(field, field.type, f"{pointer}/{field.encode_name}")
        for field in msgspec.structs.fields(struct)
    )


def _item(field: msgspec.structs.FieldInfo, hint: Any, pointer: str) -> Question | Section:
    base, meta = _declared(hint)
    said: dict[str, Any] = {
        "pointer": pointer,
        "name": field.encode_name,
        "required": field.required,
    }
    said |= {"label": meta.title, "hint": meta.description}
    extra: dict[str, Any] = dict(meta.extra or {})
    if extra["kind"] == "rows":
        row = typing.get_args(base)[0]
        return _section(said, extra, meta.max_length, _items(row, f"{pointer}/*"))
    if isinstance(base, type) and issubclass(base, Group):
        return _section(said, extra, None, _items(base, pointer))
    return Question(
        **said,
        kind=extra["kind"],
        choices=base if isinstance(base, type) and issubclass(base, Code) else None,
        longest=meta.max_length,
        lowest=_whole(meta.ge),
        highest=_whole(meta.le),
        pattern=meta.pattern,
        like=extra.get("like"),
        widget=extra.get("widget"),
        wire=extra["wire"],
        fold=extra.get("fold"),
        missing=extra.get("missing"),
    )


def _section(
    said: dict[str, Any],
    extra: dict[str, Any],
    most: int | None,
    items: tuple[Question | Section, ...],
) -> Section:
    return Section(
        **said,
        kind=extra["kind"],
        most=most,
        wire=extra["wire"],
        missing=extra.get("missing"),
        items=items,
    )


def _whole(limit: float | None) -> int | None:
    return None if limit is None else int(limit)


def _declared(hint: Any) -> tuple[Any, msgspec.Meta]:
    """The plain type and the declaration of `Annotated[type, meta]`, optional or not."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
    base, meta = typing.get_args(hint)[:2]
    return base, meta
