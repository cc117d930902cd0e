"""The page of journeys names tests that there are, and every test in a browser."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
NAMED = set(re.findall(r"`(tests/[\w/]+\.py)`", (ROOT / "docs/journeys.md").read_text()))


def test_every_test_that_is_named_is_there() -> None:
    assert len(NAMED) > 30
    assert {name for name in NAMED if not (ROOT / name).is_file()} == set()


def test_every_test_of_a_journey_is_named() -> None:
    walked = [
        *(ROOT / "tests").rglob("test_browser_*.py"),
        *(ROOT / "tests").rglob("test_journeys_*.py"),
    ]
    assert {path.relative_to(ROOT).as_posix() for path in walked} - NAMED == set()
