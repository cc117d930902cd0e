"""What a browser would post from a page, read from its HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Controls(HTMLParser):
    """The answers that the forms of a page hold as it stands, and its submit buttons."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    _textarea: str = ""
    _text: str = ""
    _select: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        name = given.get("name", "")
        if tag == "input" and name:
            chosen = given.get("type") not in ("radio", "checkbox") or "checked" in given
            if chosen:
                self.answers.setdefault(name, []).append(given.get("value", ""))
        elif tag == "textarea":
            self._textarea, self._text = name, ""
        elif tag == "select":
            self._select = name
            self.answers.setdefault(name, [""])
        elif tag == "option" and "selected" in given:
            self.answers[self._select] = [given.get("value", "")]
        elif tag == "button" and name:
            self.buttons.append((name, given.get("value", "")))

    def handle_data(self, text: str) -> None:
        self._text += text

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea:
            # A line break right after the tag is no part of the text.
            self.answers[self._textarea] = [self._text.removeprefix("\n")]
            self._textarea = ""


def controls(html: str) -> Controls:
    found = Controls()
    found.feed(html)
    return found


def posted_from(html: str, **changes: Any) -> dict[str, Any]:
    """The answers as they stand, with changes; `a__b` stands for the name a/b."""
    answers: dict[str, Any] = dict(controls(html).answers)
    answers.pop("csrfmiddlewaretoken", None)
    for name, value in changes.items():
        name = name.replace("__", "/")
        if value is None:
            answers.pop(name, None)
        else:
            answers[name] = value
    return answers
