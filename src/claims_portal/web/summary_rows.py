"""The rows of summary lists, written without a template.

A claim that has come far shows five hundred of them, and of its page's time the template engine
took a third for these alone.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from claims_portal.web.wording import in_language


def written(rows: Iterable[object]) -> SafeString:
    """Of objects or mappings with ``key``, ``value`` and, optional, ``href`` and ``action``."""
    missing, change = conditional_escape(gettext("Not provided")), gettext("Change")
    return mark_safe("\n".join(_row(row, missing, change) for row in rows))  # noqa: S308 - each part is escaped


def _row(row: object, missing: str, change: str) -> str:
    key, href = conditional_escape(in_language(_of(row, "key"))), _of(row, "href")
    value = _of(row, "value")
    is_missing = value is None or value == ""
    kind = "" if href else " govuk-summary-list__row--no-actions"
    kind += " govuk-summary-list__row--missing" if is_missing else ""
    return (
        f'<div class="govuk-summary-list__row{kind}">'
        f'<dt class="govuk-summary-list__key">{key}</dt>'
        f'<dd class="govuk-summary-list__value">{missing if is_missing else in_lines(value)}</dd>'
        f"{_action(href, _of(row, 'action'), key, change) if href else ''}</div>"
    )


def _action(href: object, action: object, key: str, change: str) -> str:
    words = conditional_escape(in_language(action) if action else change)
    return (
        '<dd class="govuk-summary-list__actions">'
        f'<a class="govuk-link" href="{conditional_escape(str(href))}">{words}'
        f'<span class="govuk-visually-hidden"> {key}</span></a></dd>'
    )


def in_lines(value: object) -> str:
    text = value if isinstance(value, str) else str(value)
    return linebreaksbr(text) if "\n" in text or "\r" in text else conditional_escape(text)


def _of(row: object, name: str) -> Any:
    return row.get(name, "") if isinstance(row, Mapping) else getattr(row, name, "")
