"""The components of every page, one template each in ``templates/portal/components``.

Form components take a *field*, any object with these attributes:

``id``        of the first control; ``#id`` is where the error summary leads
``name``      of the control; a date adds ``-day``, ``-month``, ``-year``
``label``     label, or legend of a group
``value``     what was entered; for checkboxes a collection, for dates anything with
              ``day``, ``month``, ``year``
``hint``      sentence under the label (optional)
``error``     sentence without "Error:" (optional)
``required``  only ``False`` adds "(optional)" to the label (optional)
``choices``   radios, checkboxes, select: objects with ``value``, ``label`` and, optional,
              ``hint`` and ``conditional`` (content that is shown once chosen)
``faulty_parts``  dates only: the parts of ``day month year`` at fault; all if absent

Everything is escaped unless it is already a ``SafeString``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.text import slugify

from claims_portal.claims.summaries import Section
from claims_portal.web import answers_table, summary_rows, wording

register = template.Library()

_WHERE = "portal/components/"
_DAYS_LEFT_THAT_ARE_SOON = 5
_PANELS = "portal_components_panels"

# Banner and message levels by the words of django.contrib.messages.
_BANNERS = frozenset({"info", "success", "warning", "error"})


class Field(Protocol):
    """What every form component needs; the module's docstring has the rest."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def value(self) -> Any: ...


def _described_by(field: Field, *more: str) -> str:
    """The ids that ``aria-describedby`` names, in the order people read them."""
    own = [f"{field.id}-{part}" for part in ("hint", "error") if getattr(field, part, "")]
    return " ".join([*own, *more])


def _control(field: Field, *described_by: str, **more: object) -> dict[str, object]:
    return {"field": field, "described_by": _described_by(field, *described_by), **more}


def _choices(field: Field, chosen: Iterable[object]) -> list[dict[str, object]]:
    """The first choice carries the field's own id, so that the error summary can lead there."""
    values = {str(value) for value in chosen}
    return [
        {
            "id": field.id if number == 1 else f"{field.id}-{number}",
            "value": choice.value,
            "label": choice.label,
            "hint": getattr(choice, "hint", ""),
            "conditional": getattr(choice, "conditional", ""),
            "chosen": str(choice.value) in values,
        }
        for number, choice in enumerate(getattr(field, "choices", ()), start=1)
    ]


def _single(value: object) -> tuple[object, ...]:
    return () if value is None or value == "" else (value,)


register.filter("in_language", wording.in_language)


@register.simple_tag
def page_language() -> str:
    """As the `lang` attribute has it: en-GB."""
    return translation.to_locale(translation.get_language() or "en").replace("_", "-")


# Forms


@register.inclusion_tag(_WHERE + "text_input.html")
def text_input(
    field: Field,
    *,
    type: str = "text",
    prefix: str = "",
    suffix: str = "",
    width: str | int = "",
    autocomplete: str = "",
    inputmode: str = "",
    spellcheck: str = "",
) -> dict[str, object]:
    """``width`` in characters: 2, 3, 4, 5, 10, 20 or 30; ``spellcheck`` "true" or "false"."""
    return _control(
        field,
        type=type or "text",
        prefix=prefix,
        suffix=suffix,
        width=width,
        autocomplete=autocomplete,
        inputmode=inputmode,
        spellcheck=spellcheck,
    )


@register.inclusion_tag(_WHERE + "textarea.html")
def textarea(field: Field, *, rows: int = 5, limit: int | None = None) -> dict[str, object]:
    """``limit`` in characters is counted down while typing and stated without JavaScript."""
    described_by = (f"{field.id}-info",) if limit else ()
    return _control(field, *described_by, rows=rows or 5, limit=limit)


@register.inclusion_tag(_WHERE + "file_upload.html")
def file_upload(field: Field, *, accept: str = "", multiple: bool = False) -> dict[str, object]:
    """``accept`` is a list of file endings that the browser offers first."""
    return _control(field, accept=accept, multiple=multiple)


@register.inclusion_tag(_WHERE + "radios.html")
def radios(
    field: Field, *, inline: bool = False, small: bool = False, legend_size: str = "s"
) -> dict[str, object]:
    choices = _choices(field, _single(field.value))
    return _control(field, choices=choices, inline=inline, small=small, legend_size=legend_size)


@register.inclusion_tag(_WHERE + "checkboxes.html")
def checkboxes(field: Field, *, small: bool = False, legend_size: str = "s") -> dict[str, object]:
    choices = _choices(field, field.value or ())
    return _control(field, choices=choices, small=small, legend_size=legend_size)


@register.inclusion_tag(_WHERE + "select.html")
def select(field: Field, *, blank: str = "") -> dict[str, object]:
    """``blank`` is the text of a first choice without a value."""
    return _control(field, choices=_choices(field, _single(field.value)), blank=blank)


@register.inclusion_tag(_WHERE + "date_input.html")
def date_input(
    field: Field, *, autocomplete: str = "", legend_size: str = "s"
) -> dict[str, object]:
    """``autocomplete="bday"`` becomes ``bday-day``, ``bday-month`` and ``bday-year``."""
    every_part = ("day", "month", "year")
    faulty = (getattr(field, "faulty_parts", ()) or every_part) if _has_error(field) else ()
    parts = [
        {
            "part": part,
            "id": field.id if part == "day" else f"{field.id}-{part}",
            "value": getattr(field.value, part, ""),
            "width": 4 if part == "year" else 2,
            "faulty": part in faulty,
        }
        for part in every_part
    ]
    return _control(field, parts=parts, autocomplete=autocomplete, legend_size=legend_size)


def _has_error(problem: object) -> bool:
    return bool(getattr(problem, "error", ""))


@register.simple_block_tag(end_name="endfieldset")
def fieldset(content: SafeString, legend: str, *, hint: str = "", size: str = "m") -> SafeString:
    hint_id = f"{slugify(legend) or 'group'}-group-hint" if hint else ""
    values = {"content": content, "legend": legend, "hint": hint, "hint_id": hint_id, "size": size}
    return render_to_string(_WHERE + "fieldset.html", values)


@register.inclusion_tag(_WHERE + "error_summary.html")
def error_summary(
    problems: Iterable[object], *, title: str = "", stay: bool = False
) -> dict[str, object]:
    """Fields, or objects with ``id`` (may be empty) and ``error``; those without are left out."""
    shown = [problem for problem in problems if _has_error(problem)]
    return {"problems": shown, "title": title, "stay": stay}


@register.inclusion_tag(_WHERE + "button.html")
def button(
    text: str,
    *,
    kind: str = "primary",
    href: str = "",
    name: str = "",
    value: str = "",
    id: str = "",
    refusal: str = "",
    told_at: str = "",
) -> dict[str, object]:
    """``kind``: primary, secondary or warning. A ``refusal`` disables it and says why; or where
    that is said once for several buttons, ``told_at`` is the id of the sentence.
    """
    return {
        "text": text,
        "kind": kind,
        "href": href,
        "name": name,
        "value": value,
        "id": id,
        "refusal": refusal,
        "told_at": told_at,
        "refusal_id": told_at or f"{id or slugify(text)}-refusal",
    }


# Reading


@register.inclusion_tag(_WHERE + "summary_list.html")
def summary_list(rows: Iterable[object], *, title: str = "") -> dict[str, object]:
    """Rows with ``key``, ``value`` and, optional, ``href`` and ``action`` ("Change")."""
    return {"rows": summary_rows.written(rows), "title": title}


@register.simple_tag
def rows_table(section: Section) -> SafeString:
    """Rows of a form's list that have ``columns``, as a table."""
    return answers_table.written(section)


@register.simple_tag
def tag(text: object, *, colour: str = "grey") -> SafeString:
    """``colour``: grey, green, teal, blue, purple, yellow or red; the words carry the meaning."""
    return _small("tag.html", text=wording.in_language(text), colour=colour or "grey")


@register.inclusion_tag(_WHERE + "task_list.html")
def task_list(tasks: Iterable[object], *, id: str = "tasks") -> dict[str, object]:
    """Tasks with ``title``, ``status`` and, optional, ``href``, ``hint``, ``colour``."""
    return {"tasks": tasks, "id": id}


@register.simple_block_tag(end_name="endtable")
def table(
    content: SafeString,
    caption: str,
    columns: Iterable[object],
    *,
    id: str = "table",
    dense: bool = False,
) -> SafeString:
    """Columns with ``label`` and, optional, ``numeric``, ``href`` (sorts) and ``sorted``.

    ``sorted`` is "ascending" or "descending". The content is the rows; in a dense table give
    each cell ``data-label`` with its column's label for narrow screens.
    """
    values = {"content": content, "caption": caption, "columns": columns, "id": id, "dense": dense}
    return render_to_string(_WHERE + "table.html", values)


@register.inclusion_tag(_WHERE + "pagination.html")
def pagination(*, previous_href: str = "", next_href: str = "") -> dict[str, object]:
    return {"previous_href": previous_href, "next_href": next_href}


@register.inclusion_tag(_WHERE + "notification_banner.html")
def notification_banner(
    text: str, *, kind: str = "info", id: str | int = "banner"
) -> dict[str, object]:
    """``kind``: info, success, warning or error, as ``level_tag`` of a message has it."""
    return {"text": text, "kind": kind if kind in _BANNERS else "info", "id": id}


@register.inclusion_tag(_WHERE + "warning_text.html")
def warning_text(text: str) -> dict[str, object]:
    return {"text": text}


@register.simple_block_tag(end_name="endinset_text")
def inset_text(content: SafeString) -> SafeString:
    return render_to_string(_WHERE + "inset_text.html", {"content": content})


@register.simple_block_tag(end_name="enddetails")
def details(content: SafeString, summary: str, *, open: bool = False) -> SafeString:
    values = {"content": content, "summary": summary, "open": open}
    return render_to_string(_WHERE + "details.html", values)


@register.simple_block_tag(takes_context=True, end_name="endtab")
def tab(context: Context, content: SafeString, id: str, label: str) -> str:
    """One panel inside ``{% tabs %}``; what it holds comes out through that."""
    panels = context.render_context.get(_PANELS)
    if panels is None:
        raise template.TemplateSyntaxError("{% tab %} belongs inside {% tabs %}")
    panels.append({"id": id, "label": label, "content": content})
    return ""


class _TabsNode(template.Node):
    def __init__(self, nodelist: template.NodeList, title: template.base.FilterExpression) -> None:
        self.nodelist = nodelist
        self.title = title

    def render(self, context: Context) -> SafeString:
        panels: list[dict[str, object]] = []
        outer = context.render_context.get(_PANELS)
        context.render_context[_PANELS] = panels
        try:
            self.nodelist.render(context)
        finally:
            context.render_context[_PANELS] = outer
        values = {"title": self.title.resolve(context), "panels": panels}
        return render_to_string(_WHERE + "tabs.html", values)


@register.tag
def tabs(parser: template.base.Parser, token: template.base.Token) -> _TabsNode:
    """``{% tabs "Claim" %}{% tab "history" "History" %}...{% endtab %}{% endtabs %}``."""
    words = token.split_contents()
    if len(words) != 2:
        raise template.TemplateSyntaxError("{% tabs %} takes its title and nothing else")
    nodelist = parser.parse(("endtabs",))
    parser.delete_first_token()
    return _TabsNode(nodelist, parser.compile_filter(words[1]))


@register.simple_block_tag(end_name="endpanel")
def panel(content: SafeString, title: str) -> SafeString:
    return render_to_string(_WHERE + "panel.html", {"content": content, "title": title})


@register.simple_tag
def deadline_badge(business_days_left: int, until: date) -> SafeString:
    """Zero on the last day itself, negative once it has passed."""
    if business_days_left < 0:
        urgency = "passed"
    elif business_days_left == 0:
        urgency = "due"
    elif business_days_left <= _DAYS_LEFT_THAT_ARE_SOON:
        urgency = "soon"
    else:
        urgency = "later"
    values = {"days_left": business_days_left, "until": until, "urgency": urgency}
    return _small("deadline_badge.html", **values)


@register.simple_tag
def heat_cells(cells: Iterable[Any]) -> SafeString:
    """Cells of a row, with ``day``, ``number`` and ``shade``: 0 for none, and so many darker."""
    written = (
        _small("heat_cells.html", label=cell.day, number=cell.number, shade=cell.shade)
        for cell in cells
    )
    return SafeString("".join(written))


def _small(name: str, **values: Hashable) -> SafeString:
    """A component that stands in every row of a list, mostly with the values of another row."""
    return _once(name, translation.get_language(), **values)


@lru_cache(maxsize=1_000, typed=True)
def _once(name: str, language: str, **values: Hashable) -> SafeString:
    """Typed: what is safe and what is to be escaped may be the same text."""
    return render_to_string(_WHERE + name, values)


@register.inclusion_tag(_WHERE + "timeline.html")
def timeline(events: Iterable[object]) -> dict[str, object]:
    """Events with ``title``, ``at`` (an instant) and, optional, ``by`` and ``text``."""
    return {"events": events}
