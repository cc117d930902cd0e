"""Every component escapes what it shows and ties its words to its control."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import TemplateSyntaxError, engines
from django.test import override_settings
from django.utils.safestring import mark_safe

import claims_portal.web

WEB = Path(claims_portal.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
COMPONENTS = sorted((WEB / "templates/portal/components").glob("*.html"))
HOSTILE = "\"><script>alert('x')</script>"
TUESDAY = date(2026, 12, 8)
LABELLED = re.compile(r'data-label="\{% translate "([^"]+)" %\}">(.*?)</t[dh]>', re.DOTALL)
"""A cell that repeats its column's name on a phone."""
BUTTON = re.compile(r'<button[^>]*>\{% translate "([^"]+)"|\{% button _\("([^"]+)"\)')


def rendered(source: str, **context: object) -> str:
    template = engines["django"].from_string("{% load portal_components %}" + source)
    return template.render(context)


def field(**changes: object) -> SimpleNamespace:
    choice = SimpleNamespace(value="car", label="Car", hint="Four wheels", conditional="")
    values: dict[str, object] = {
        "id": "vehicle",
        "name": "claim.vehicle",
        "label": "Vehicle",
        "value": "",
        "hint": "As on the form",
        "error": "Enter the vehicle",
        "choices": [choice],
    }
    return SimpleNamespace(**(values | changes))


def hostile_field() -> SimpleNamespace:
    names = ("id", "name", "label", "value", "hint", "error")
    choice = SimpleNamespace(
        value=HOSTILE, label=HOSTILE, hint=HOSTILE, conditional="<script>x</script>"
    )
    return field(**dict.fromkeys(names, HOSTILE), choices=[choice])


def hostile_thing() -> SimpleNamespace:
    words = ("id", "error", "key", "value", "href", "action", "title", "status", "hint", "colour")
    more = ("label", "sorted", "by", "text", "day", "number", "shade")
    return SimpleNamespace(**dict.fromkeys(words + more, HOSTILE), at=datetime.now(UTC))


CONTROLS = ["text_input", "textarea", "file_upload", "radios", "checkboxes", "select", "date_input"]
GROUPS = ["radios", "checkboxes", "date_input"]

# Each component once, with every word it shows taken from outside.
HOSTILE_USES = [
    "{% text_input field prefix=x suffix=x width=x autocomplete=x inputmode=x type=x %}",
    "{% textarea field limit=200 %}",
    "{% file_upload field accept=x %}",
    "{% radios field legend_size=x %}",
    "{% checkboxes field legend_size=x %}",
    "{% select field blank=x %}",
    "{% date_input field autocomplete=x %}",
    "{% fieldset x hint=x size=x %}{{ x }}{% endfieldset %}",
    "{% error_summary things title=x %}",
    "{% button x kind=x name=x value=x id=x refusal=x %}",
    "{% button x kind=x href=x id=x %}",
    "{% summary_list things title=x %}",
    "{% tag x colour=x %}",
    "{% task_list things id=x %}",
    "{% table x things id=x %}{{ x }}{% endtable %}",
    "{% pagination previous_href=x next_href=x %}",
    "{% notification_banner x kind=x id=x %}",
    "{% warning_text x %}",
    "{% inset_text %}{{ x }}{% endinset_text %}",
    "{% details x %}{{ x }}{% enddetails %}",
    "{% tabs x %}{% tab x x %}{{ x }}{% endtab %}{% endtabs %}",
    "{% panel x %}{{ x }}{% endpanel %}",
    "{% timeline things %}",
    "{% heat_cells things %}",
]


@pytest.mark.parametrize("source", HOSTILE_USES)
def test_hostile_text_stays_text(source: str) -> None:
    page = rendered(source, x=HOSTILE, field=hostile_field(), things=[hostile_thing()])
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_every_component_is_tried_with_hostile_text() -> None:
    used = {re.findall(r"\w+", source)[0] for source in HOSTILE_USES}
    parts = {"label", "legend", "hint_and_error"}
    without_words = {"deadline_badge"}
    assert {path.stem for path in COMPONENTS} == used | parts | without_words


@pytest.mark.parametrize("name", CONTROLS)
def test_error_and_hint_are_tied_to_the_control(name: str) -> None:
    page = rendered(f"{{% {name} field %}}", field=field())
    described = re.search(r'aria-describedby="(vehicle-hint[^"]*)"', page)
    assert described and described[1] == "vehicle-hint vehicle-error"
    assert 'id="vehicle-hint"' in page
    assert 'id="vehicle-error"' in page
    assert '<span class="govuk-visually-hidden">Error:</span> Enter the vehicle' in page


@pytest.mark.parametrize("name", CONTROLS)
def test_control_without_hint_or_error_describes_nothing(name: str) -> None:
    plain = SimpleNamespace(value="car", label="Car")
    page = rendered(f"{{% {name} field %}}", field=field(hint="", error="", choices=[plain]))
    assert "aria-describedby" not in page
    assert "Error:" not in page


@pytest.mark.parametrize("name", CONTROLS)
def test_every_control_has_a_label_of_its_own(name: str) -> None:
    page = rendered(f"{{% {name} field %}}", field=field())
    controls = re.findall(r'<(?:input|textarea|select)\b[^>]* id="([^"]+)"', page)
    labels = re.findall(r'<label[^>]* for="([^"]+)"', page)
    assert controls[0] == "vehicle", "the error summary leads to the field's own id"
    assert controls == labels


@pytest.mark.parametrize("name", GROUPS)
def test_group_has_a_legend(name: str) -> None:
    page = rendered(f"{{% {name} field %}}", field=field())
    assert re.search(r"<legend[^>]*>Vehicle</legend>", page)


@pytest.mark.parametrize("name", CONTROLS)
def test_only_what_is_not_required_says_optional(name: str) -> None:
    source = f"{{% {name} field %}}"
    assert "Vehicle (optional)" in rendered(source, field=field(required=False))
    assert "(optional)" not in rendered(source, field=field(required=True))
    assert "(optional)" not in rendered(source, field=field())


def test_what_was_chosen_stays_chosen() -> None:
    assert " checked" in rendered("{% radios field %}", field=field(value="car"))
    assert " checked" in rendered("{% checkboxes field %}", field=field(value=["car"]))
    assert " selected" in rendered("{% select field %}", field=field(value="car"))
    assert " checked" not in rendered("{% radios field %}", field=field(value=None))


def test_reveal_is_hidden_by_the_script_alone() -> None:
    more = mark_safe("<p>Registration</p>")  # noqa: S308
    choice = SimpleNamespace(value="car", label="Car", conditional=more)
    page = rendered("{% radios field %}", field=field(choices=[choice]))
    assert "<p>Registration</p>" in page
    assert 'data-aria-controls="conditional-vehicle"' in page
    assert " hidden" not in page


def test_date_marks_only_the_part_at_fault() -> None:
    born = field(value=date(1980, 2, 3), faulty_parts=("year",))
    page = rendered("{% date_input field %}", field=born)
    assert page.count("govuk-input--error") == 1
    assert re.search(r'id="vehicle-year" name="claim\.vehicle-year"[^>]* value="1980"', page)


def test_limit_of_a_text_is_stated_without_javascript() -> None:
    page = rendered("{% textarea field limit=2000 %}", field=field())
    assert 'data-maxlength="2000"' in page
    assert "vehicle-hint vehicle-error vehicle-info" in page
    assert re.search(r'id="vehicle-info"[^>]*>You can enter up to 2,?000 characters', page)


def test_error_summary_leads_to_the_fields_at_fault() -> None:
    problems = [field(), field(id="other", error=""), SimpleNamespace(id="", error="Too late")]
    page = rendered("{% error_summary problems %}", problems=problems)
    assert '<a href="#vehicle">Enter the vehicle</a>' in page
    assert "#other" not in page
    assert "<li>Too late</li>" in page


def test_refused_button_says_why() -> None:
    page = rendered('{% button "Withdraw" refusal="Only the claimant may withdraw." %}')
    assert ' disabled aria-disabled="true" aria-describedby="withdraw-refusal"' in page
    assert 'id="withdraw-refusal">Only the claimant may withdraw.</p>' in page


def test_refused_link_leads_nowhere() -> None:
    page = rendered('{% button "Withdraw" href="/withdraw" refusal="Not now." %}')
    assert "/withdraw" not in page


@pytest.mark.parametrize(
    ("days", "words", "urgency"),
    [
        (6, "6 business days left, until", "later"),
        (5, "5 business days left, until", "soon"),
        (1, "1 business day left, until", "soon"),
        (0, "Due today,", "due"),
        (-1, "Passed on", "passed"),
    ],
)
def test_deadline_is_told_in_words(days: int, words: str, urgency: str) -> None:
    page = rendered("{% deadline_badge days until %}", days=days, until=TUESDAY)
    assert f'{words} <time datetime="2026-12-08">Tuesday 8 December</time>' in page
    assert f"portal-deadline--{urgency}" in page


def test_tabs_show_every_panel_without_javascript() -> None:
    source = (
        '{% tabs "Claim" %}{% tab "a" "First" %}1{% endtab %}{% tab "b" "Second" %}2{% endtab %}'
    )
    page = rendered(source + "{% endtabs %}")
    assert (
        re.findall(r'href="#(\w)"', page) == re.findall(r'<div[^>]* id="(\w)"', page) == ["a", "b"]
    )
    assert page.count("<h2") == 3


def test_tab_outside_tabs_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        rendered('{% tab "a" "First" %}1{% endtab %}')


def test_table_says_how_it_is_sorted() -> None:
    columns = [SimpleNamespace(label="Deadline", href="?sort=deadline", sorted="ascending")]
    page = rendered('{% table "Worklist" columns %}{% endtable %}', columns=columns)
    assert 'aria-sort="ascending"' in page
    assert 'aria-labelledby="table-caption"' in page


def test_nothing_to_turn_to_is_no_pagination() -> None:
    assert rendered("{% pagination %}").strip() == ""


def test_page_announces_problems_in_its_title() -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={"staticfiles": plain}):  # nothing is collected here
        page = rendered('{% include "portal/base.html" %}', problems=[field()])
    assert re.search(r"<title>Error: ", page)
    assert '<html lang="en-GB"' in page
    assert 'href="#main-content"' in page and 'id="main-content"' in page


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_needs_no_unsafe_inline_and_no_other_host(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"<[^>]*\s(?:on\w+|style)\s*=", source)
    assert not re.search(r"<style\b|javascript:", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", source)


def test_built_files_ask_no_other_host() -> None:
    built = WEB / "static/portal/built"
    if not built.exists():
        pytest.skip("the front end is not built: npm ci && npm run build")
    style, script = (built / "portal.css").read_text(), (built / "portal.js").read_text()
    assert not re.search(r"@import|@font-face|url\(|GDS Transport", style)
    assert "crown" not in style
    # A page may ask for itself again, for the address in it that says whether it has changed or
    # where its form goes, for the contract of the API and a token, and for its own host.
    own = r'location\.(?:href|origin)|\w+\.dataset\.(?:state|looking|contract|token)|\w+\.form\.action|"/(?!/)'
    asks = rf"\bfetch\((?!{own})"
    assert not re.search(rf"https?://|{asks}|\beval\(", script)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.stem)
def test_no_button_stands_under_its_own_name_on_a_phone(template: Path) -> None:
    for label, cell in LABELLED.findall(template.read_text()):
        buttons = ["".join(found) for found in BUTTON.findall(cell)]
        assert not [one for one in buttons if one.startswith(label)]
