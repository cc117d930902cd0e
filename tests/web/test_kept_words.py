"""What pages keep once it was put into words: it is what Django would have written, each time."""

from datetime import UTC, date, datetime

import pytest
from django.template import defaultfilters, engines
from django.template.base import template_localtime
from django.utils import translation
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from claims_portal.web.templatetags.written_dates import DAYS, HOURS

OF_DAYS = sorted(DAYS | {"j F", "F Y"})
OF_INSTANTS = [*OF_DAYS, *(f"{day}, {hour}" for day in OF_DAYS for hour in HOURS), "c", "H:i"]
INSTANTS = st.integers(0, 4_000_000_000).map(lambda since: datetime.fromtimestamp(since, UTC))
LANGUAGES = st.sampled_from(["en-gb", "cy"])


def rendered(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@given(INSTANTS, st.sampled_from(OF_INSTANTS), LANGUAGES)
def test_an_instant_is_written_as_django_writes_it(at: datetime, form: str, language: str) -> None:
    with translation.override(language):
        told = defaultfilters.date(template_localtime(at, use_tz=True), form)
        for _again in range(2):
            assert rendered(f'{{{{ at|date:"{form}" }}}}', at=at) == told


@given(st.dates(), st.sampled_from(OF_DAYS), LANGUAGES)
def test_a_day_is_written_as_django_writes_it(day: date, form: str, language: str) -> None:
    with translation.override(language):
        assert rendered(f'{{{{ at|date:"{form}" }}}}', at=day) == defaultfilters.date(day, form)


@pytest.mark.parametrize("nothing", [None, "", "next week"])
def test_what_is_no_day_is_written_as_nothing(nothing: object) -> None:
    assert rendered('{{ at|date:"j F Y, H:i" }}', at=nothing) == ""


def test_a_fixed_text_is_kept_for_each_language_apart() -> None:
    template = engines["django"].from_string(
        '{% load i18n %}{% translate "January" %}{% translate "May" as month %}, {{ month }}'
    )
    for _again in range(2):
        with translation.override("en-gb"):
            assert template.render() == "January, May"
        with translation.override("cy"):
            assert template.render() == "Ionawr, Mai"


def test_a_text_of_the_context_is_looked_up_each_time() -> None:
    source = '{% load i18n %}{% translate name %} {% translate "May"|upper %}'
    with translation.override("cy"):
        assert rendered(source, name="January") == "Ionawr MAI"
        assert rendered(source, name="February") == "Chwefror MAI"


def test_a_percent_sign_and_an_ampersand_of_a_fixed_text_stay() -> None:
    source = '{% load i18n %}{% translate "100 % of <b>one</b>" %}'
    assert [rendered(source) for _again in range(2)] == ["100 % of <b>one</b>"] * 2


def test_a_tag_that_is_safe_and_one_that_is_not_are_kept_apart() -> None:
    source = "{% load portal_components %}{% tag text %}"
    for _again in range(2):
        assert "<b>" in rendered(source, text=mark_safe("<b>"))  # noqa: S308 - nobody's words
        assert "&lt;b&gt;" in rendered(source, text="<b>")


def test_a_deadline_is_kept_for_each_language_apart() -> None:
    source = "{% load portal_components %}{% deadline_badge 2 day %}"
    for _again in range(2):
        with translation.override("en-gb"):
            assert "Wednesday 9 December" in rendered(source, day=date(2026, 12, 9))
        with translation.override("cy"):
            assert "Dydd Mercher 9 Rhagfyr" in rendered(source, day=date(2026, 12, 9))
