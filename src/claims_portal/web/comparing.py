"""Two documents of a claim next to each other, field by field, with what differs marked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal.claims import disclosure
from claims_portal.claims.summaries import Section
from claims_portal.web import claim_reading
from claims_portal.web.claim_reading import SentDocument
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.finding import find
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import day_in_words, in_language

Place = tuple[tuple[str, ...], str, int]
"""Under which headings an answer stands, its label, and which of several alike it is."""
DIFFERENCES, COMMON = "differences", "common"
_NUMBERED = re.compile(r"\d+\. ")


@dataclass(frozen=True)
class Pair:
    """An answer of both documents; `state` is empty where they say the same."""

    where: str
    label: str
    first: str
    second: str
    state: str
    colour: str
    in_both: bool


@dataclass(frozen=True)
class Compared:
    """The answers that are shown, of all that the two documents have."""

    pairs: Sequence[Pair]
    left_out: int
    """Answers that only one document has, where only what both have is asked for."""
    differing: int

    @classmethod
    def of(cls, pairs: Sequence[Pair], only: Sequence[str]) -> "Compared":
        asked = [pair for pair in pairs if pair.in_both] if COMMON in only else pairs
        differing = [pair for pair in asked if pair.state]
        return cls(
            differing if DIFFERENCES in only else asked, len(pairs) - len(asked), len(differing)
        )


@require_safe
def compare(request: HttpRequest, number: int) -> HttpResponse:
    actor = actor_of(request)
    claim = find(actor, number)
    sent = list(disclosure.documents_for(actor, claim))
    documents = {one.id: one for one in claim_reading.documents_of(claim, actor, sent)}
    if len(documents) < 2:
        raise Http404
    second = _chosen(request.GET, "second", next(iter(documents)), documents)
    first = _chosen(request.GET, "first", _alike(documents, second), documents)
    pairs = pairs_of(documents[first], documents[second])
    only = _only(request.GET, pairs, alike=documents[first].kind == documents[second].kind)
    context = {
        "claim": claim,
        "only": Field(
            "only", _("Show"), only,
            choices=[
                Choice(DIFFERENCES, _("Only what differs")),
                Choice(COMMON, _("Only what both documents have")),
            ],
        ),
        "fields": [
            _field("first", _("First document"), first, documents),
            _field("second", _("Second document"), second, documents),
        ],
        "first": documents[first],
        "second": documents[second],
        "compared": Compared.of(pairs, only),
        "columns": [
            {"label": label}
            for label in (_("Field"), _("First document"), _("Second document"), _("Difference"))
        ],
    }  # fmt: skip
    return render(request, "portal/compare.html", context)


def _only(given: QueryDict, pairs: Sequence[Pair], *, alike: bool) -> list[str]:
    """What was chosen to be shown alone.

    Of forms of different kinds most is in one only: unless something else is chosen, what
    both have is shown, if there is any.
    """
    if "chosen" in given:
        return [one for one in (DIFFERENCES, COMMON) if one in given.getlist("only")]
    return [] if alike or not any(pair.in_both for pair in pairs) else [COMMON]


def _alike(documents: Mapping[str, SentDocument], one: str) -> str:
    """The newest of the others that has answers in common with it, or else the newest."""
    places = dict(_answers(documents[one].sections)).keys()
    others = [key for key in documents if key != one]
    alike = (key for key in others if dict(_answers(documents[key].sections)).keys() & places)
    return next(alike, others[0])


def pairs_of(first: SentDocument, second: SentDocument) -> list[Pair]:
    """Every answer of either, in the order of the first; what only the second has stands
    behind what it follows there.
    """
    one, other = dict(_answers(first.sections)), dict(_answers(second.sections))
    places, at = list(one), 0
    for place in other:
        if place in one:
            at = places.index(place) + 1
        else:
            places.insert(at, place)
            at += 1
    return [_pair(place, one.get(place), other.get(place)) for place in places]


def _answers(sections: Sequence[Section]) -> Iterator[tuple[Place, str]]:
    alike: dict[tuple[tuple[str, ...], str], int] = {}
    for headings, label, value in _flat(sections, ()):
        number = alike[headings, label] = alike.get((headings, label), 0) + 1
        yield (headings, label, number), value


def _flat(
    sections: Sequence[Section], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    for section in sections:
        # A row that has a name is the same row under another number too.
        headings = (*above, _NUMBERED.sub("", section.title, count=1))
        for row in section.rows:
            yield headings, row.key, row.value
        yield from _flat(section.sections, headings)


def _pair(place: Place, first: str | None, second: str | None) -> Pair:
    headings, label, _number = place
    state, colour = "", ""
    if second is None:
        state, colour = _("Only in the first"), "yellow"
    elif first is None:
        state, colour = _("Only in the second"), "blue"
    elif first != second:
        state, colour = _("Differs"), "red"
    return Pair(
        " › ".join(map(in_language, headings)),
        label,
        first or "",
        second or "",
        state,
        colour,
        None not in (first, second),
    )  # noqa: RUF001


def _chosen(given: QueryDict, name: str, otherwise: str, documents: dict[str, SentDocument]) -> str:
    asked = typed(given.get(name))
    return asked if asked in documents else otherwise


def _field(name: str, label: str, value: str, documents: dict[str, SentDocument]) -> Field:
    choices = [
        Choice(key, f"{in_language(one.title)}, {one.sent_by}, {day_in_words(one.sent_at)}")
        for key, one in documents.items()
    ]
    return Field(name, label, value, choices=choices)
