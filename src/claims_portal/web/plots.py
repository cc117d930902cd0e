"""Plots over days or months, drawn on the server: lines in an SVG that a template writes.

Lines are told apart by their dashes and by the words beside them, not by colour alone; the
figures stand in a table on the same page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor, log10

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 800, 300
LEFT, TOP, BOTTOM = 60, 14, 34
LEAST_RIGHT, MOST_RIGHT = 60, 250
LETTER = 10
"""How wide a letter of the words beside the lines is, at most."""
MOST_TICKS = 6
BETWEEN_LABELS = 18
PERCENT = " %"
ROWS = 4
STEPS = (1, 2, 2.5, 5, 10)
"""What the lines of the grid go up by, times a power of ten."""


@dataclass(frozen=True)
class Series:
    """One line: a value by day, the oldest first."""

    label: str
    points: Sequence[tuple[date, float]]


@dataclass(frozen=True)
class _Line:
    number: int
    label: str
    path: str
    dots: Sequence[tuple[float, float]]
    label_y: float


def plot(
    series: Sequence[Series],
    *,
    title: str,
    description: str,
    name: str = "plot",
    unit: str = PERCENT,
    days_as: str = "j M",
) -> SafeString:
    """`name` tells the plots of one page apart; per cent always go up to a hundred.

    `days_as` is how days are written, in Django's letters.
    """
    days = sorted({day for one in series for day, _value in one.points})
    step = _step(series) if unit != PERCENT else 100 / ROWS
    top = step * ROWS
    edge = _edge(series)
    lines = [_line(number, one, days, top, edge) for number, one in enumerate(series, start=1)]
    context = {
        "name": name,
        "unit": unit,
        "days_as": days_as,
        "title": title,
        "description": description,
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": edge,
        "bottom": HEIGHT - BOTTOM,
        "lines": _apart(lines),
        "rows": [(_plain(row * step), _y(row * step, top)) for row in range(ROWS + 1)],
        "ticks": [(day, _x(day, days, edge)) for day in _ticks(days)],
        "label_x": edge + 10,
    }
    return SafeString(render_to_string("portal/plot.html", context))


def _edge(series: Sequence[Series]) -> int:
    """Where the lines end: as far right as the words beside them leave room."""
    longest = max((len(one.label) for one in series), default=0)
    return WIDTH - min(max(10 + LETTER * longest, LEAST_RIGHT), MOST_RIGHT)


def _step(series: Sequence[Series]) -> float:
    """Of the grid, so that its lines stand at round numbers and the highest point is below."""
    most = max((value for one in series for _day, value in one.points), default=0) or 1
    power = 10.0 ** floor(log10(most / ROWS))
    return max(1.0, next(step * power for step in STEPS if step * power * ROWS >= most))


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _line(number: int, series: Series, days: Sequence[date], top: float, edge: int) -> _Line:
    dots = [(_x(day, days, edge), _y(value, top)) for day, value in series.points]
    path = " ".join(f"{'L' if place else 'M'}{x} {y}" for place, (x, y) in enumerate(dots))
    label_y = dots[-1][1] if dots else TOP
    return _Line(number, series.label, path, dots, label_y)


def _apart(lines: Sequence[_Line]) -> list[_Line]:
    """The words beside lines that end close to each other do not cover each other."""
    placed: list[_Line] = []
    ordered = sorted(lines, key=lambda one: one.label_y)
    last: float = TOP - BETWEEN_LABELS
    for rest, line in zip(range(len(ordered) - 1, -1, -1), ordered, strict=True):
        # Those below need room too: none stands among the days beneath the plot.
        lowest = HEIGHT - BOTTOM - rest * BETWEEN_LABELS
        last = max(min(line.label_y, lowest), last + BETWEEN_LABELS)
        placed.append(replace(line, label_y=round(last + 5, 1)))
    return placed


def _x(day: date, days: Sequence[date], edge: int) -> float:
    span = (days[-1] - days[0]).days
    share = (day - days[0]).days / span if span else 0.5
    return round(LEFT + share * (edge - LEFT), 1)


def _y(value: float, top: float) -> float:
    return round(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM), 1)


def _ticks(days: Sequence[date]) -> list[date]:
    """Evenly many days apart, back from the newest."""
    if len(days) <= MOST_TICKS:
        return list(days)
    step = ceil((len(days) - 1) / (MOST_TICKS - 1))
    return list(days[::-step])[::-1]
