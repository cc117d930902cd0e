"""Lists of holidays as files: the government's JSON, or a CSV of day and name."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

DIVISION = "england-and-wales"


class NotReadable(Exception):
    """Why a file is no list of holidays."""


def read(path: Path) -> dict[date, str]:
    """The name of each day. Raises NotReadable."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as unreadable:
        raise NotReadable(f"{path} cannot be read as UTF-8 text.") from unreadable
    return _from_json(text) if text.lstrip().startswith("{") else _from_csv(text)


def _from_json(text: str) -> dict[date, str]:
    """As gov.uk publishes them: the events of a division, each with date and title."""
    try:
        events = json.loads(text)[DIVISION]["events"]
        return dict(_day(event["date"], event["title"]) for event in events)
    except (ValueError, KeyError, TypeError) as broken:
        raise NotReadable(f"The file has no list of the holidays of {DIVISION}.") from broken


def _from_csv(text: str) -> dict[date, str]:
    days = {}
    for number, row in enumerate(csv.reader(text.splitlines()), start=1):
        if not row or row == ["day", "name"]:
            continue
        try:
            day, name = _day(row[0].strip(), row[1])
        except (ValueError, IndexError):
            raise NotReadable(f"Line {number} is not like 2026-12-25,Christmas Day.") from None
        days[day] = name
    return days


def _day(day: Any, name: Any) -> tuple[date, str]:
    if not isinstance(name, str):
        raise TypeError(name)
    return date.fromisoformat(day), name.strip()
