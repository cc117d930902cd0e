"""Rows of a form's list as a table, written without a template, as the rows of summary lists are.

On a narrow screen each row is a card; `data-label` repeats the name of the column.
"""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from claims_portal.claims.summaries import Section
from claims_portal.web.summary_rows import in_lines
from claims_portal.web.wording import in_language

_FIGURE = re.compile(r"-?£[\d,]+\.\d{2}|[\d.]+%")


def written(section: Section) -> SafeString:
    """Of a section with `columns`; an answer that was not given is an empty cell."""
    named_by, *keys = section.columns
    rows = [{row.key: row.value for row in one.rows} for one in section.sections]
    are_figures = {
        key: all(_FIGURE.fullmatch(row[key]) for row in rows if key in row) for key in keys
    }
    head = "".join(
        _cell_of_head(key, is_figure=are_figures.get(key, False)) for key in section.columns
    )
    title = conditional_escape(in_language(section.title))
    body = "".join(
        f'<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">'
        f"{conditional_escape(one.title)}</th>"
        + "".join(_cell(key, row.get(key, ""), is_figure=are_figures[key]) for key in keys)
        + "</tr>"
        for one, row in zip(section.sections, rows, strict=True)
    )
    # A group, no region: a page has such a table of each form, and landmarks need other names.
    return mark_safe(  # noqa: S308 - each part is escaped
        f'<div class="portal-table portal-table--dense" role="group"'
        f' tabindex="0" aria-label="{title}">'
        f'<table class="govuk-table"><caption class="govuk-visually-hidden">{title}</caption>'
        f'<thead class="govuk-table__head"><tr class="govuk-table__row">{head}</tr></thead>'
        f'<tbody class="govuk-table__body">{body}</tbody></table></div>'
    )


def _cell_of_head(key: str, *, is_figure: bool) -> str:
    kind = " govuk-table__header--numeric" if is_figure else ""
    words = conditional_escape(in_language(key))
    return f'<th scope="col" class="govuk-table__header{kind}">{words}</th>'


def _cell(key: str, value: str, *, is_figure: bool) -> str:
    kind = " govuk-table__cell--numeric" if is_figure else ""
    label = f' data-label="{conditional_escape(in_language(key))}"' if value else ""
    return f'<td class="govuk-table__cell{kind}"{label}>{in_lines(value)}</td>'
