"""A visitor that follows every link and presses every button, of each kind of page and form."""

import re
import time
from collections import Counter, deque
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import Element

import httpx
from django.urls import Resolver404, resolve

from tests.web import reading_html

URLCONF = "claims_portal.config.sandbox_urls"
PAGES_OF_A_KIND = 3
"""So many pages of one route and query are looked at: lists have hundreds."""
ENDS_THE_VISIT = {"sign-out", "operator-sign-out", "standing-in", "language"}
"""After these the visitor is nobody, or somebody else; they have tests of their own."""
REFUSALS = {400, 403, 404, 405, 409, 410, 412, 423}
LOADED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}


@dataclass(frozen=True)
class Page:
    url: str
    status: int
    root: Element | None
    """None of what is no HTML."""

    @property
    def forms(self) -> list["Form"]:
        return list(forms_of(self)) if self.root is not None else []

    @cached_property
    def places(self) -> set[str]:
        """What a link can lead to within the page."""
        return {one.get("id") or "" for one in self.root.iter()} if self.root is not None else set()

    @property
    def title(self) -> str:
        found = self.root.find(".//h1") if self.root is not None else None
        return " ".join("".join(found.itertext()).split()) if found is not None else ""


@dataclass(frozen=True)
class Form:
    """One way to send a form: with one of its buttons."""

    page: str
    method: str
    action: str
    button: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]

    @property
    def kind(self) -> tuple[str, ...]:
        words = re.sub(r"\d+", "#", self.button)
        return kind_of(self.page), self.method, kind_of(self.action), words


@dataclass
class Visitor:
    """Somebody who is signed in, and what went wrong for them."""

    client: httpx.Client
    faults: list[str] = field(default_factory=list)
    pages: dict[str, Page] = field(default_factory=dict)
    pressed: dict[tuple[str, ...], int] = field(default_factory=dict)
    """Each kind of form with the status of its answer."""
    times: dict[str, float] = field(default_factory=dict)
    """How long each address took at most, in seconds; what a press leads to as well."""
    pages_of_a_kind: int = PAGES_OF_A_KIND
    seen_by_strangers: Container[str] = ()
    """Kinds of pages that are for everybody: this visitor looks at one of each."""
    kinds: Counter[str] = field(default_factory=Counter)

    def follow_every_link(self, *first: str) -> None:
        waiting = deque(self._absolute(path) for path in first)
        while waiting:
            url = waiting.popleft()
            if url in self.pages or not self._is_wanted(url):
                continue
            page = self.pages[url] = self.get(url)
            if page.status >= 400:
                self.faults.append(f"{page.status}: {url}")
            if page.root is not None:
                waiting.extend(self._links(page))

    def press_every_button(self) -> None:
        """Each kind once. What a press leads to has buttons too."""
        for page in list(self.pages.values()):
            for form in page.forms:
                if self._is_new(form) and (fresh := self._as_it_is_now(form)) is not None:
                    self._press_on(fresh)

    def _press_on(self, form: Form) -> None:
        self.pressed[form.kind] = 0
        answer = self.press(form)
        self.pressed[form.kind] = answer.status
        for further in answer.forms:
            if self._is_new(further):
                self._press_on(further)

    def _is_new(self, form: Form) -> bool:
        ends = form.method == "POST" and resolved(form.action) in ENDS_THE_VISIT
        return form.kind not in self.pressed and not ends

    def get(self, url: str) -> Page:
        return self._page(self._ask("GET", url))

    def press(self, form: Form) -> Page:
        headers = {"Referer": form.page}
        answer = self._ask(form.method, form.action, headers=headers, **form_data(form))
        page = self._page(answer)
        if answer.status_code in REFUSALS or answer.status_code >= 500:
            where = f"{urlsplit(form.page).path}: {form.button!r} to {urlsplit(form.action).path}"
            self.faults.append(f"{answer.status_code}: {where}: {page.title} at {page.url}")
        return page

    def slowest(self, number: int) -> list[tuple[float, str]]:
        return sorted(((took, path) for path, took in self.times.items()), reverse=True)[:number]

    def _ask(self, method: str, url: str, **sent: Any) -> httpx.Response:
        began = time.perf_counter()
        answer = self.client.request(method, url, **sent)
        took, path = time.perf_counter() - began, f"{method} {urlsplit(url).path}"
        self.times[path] = max(took, self.times.get(path, 0.0))
        return answer

    def _as_it_is_now(self, form: Form) -> Form | None:
        """Other presses may have changed the page since, or taken the form away."""
        page = self.get(form.page)
        return next((one for one in page.forms if one.kind == form.kind), None)

    def _page(self, answer: httpx.Response) -> Page:
        url, root = str(answer.url), None
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            root, faults = reading_html.read(answer.content)
            self.faults += [f"invalid HTML: {url}: {fault}" for fault in faults]
            self.faults += [
                f"loads from elsewhere: {url}: {element.get(name)}"
                for tag, name in LOADED.items()
                for element in root.iter(tag)
                if not self._is_own(urljoin(url, element.get(name) or ""))
            ]
        return Page(url, answer.status_code, root)

    def _links(self, page: Page) -> Iterator[str]:
        for link in page.root.iter("a") if page.root is not None else ():
            target, place = urldefrag(urljoin(page.url, link.get("href") or ""))
            if place and target == urldefrag(page.url).url and place not in page.places:
                self.faults.append(f"no place #{place}: {page.url}")
            if self._is_own(target):
                yield target

    def _is_own(self, url: str) -> bool:
        return url.startswith((f"{self.client.base_url}".rstrip("/") + "/", "data:"))

    def _is_wanted(self, url: str) -> bool:
        kind = kind_of(url)
        self.kinds[kind] += 1
        most = 1 if kind in self.seen_by_strangers else self.pages_of_a_kind
        return self.kinds[kind] <= most and resolved(url) not in ENDS_THE_VISIT

    def _absolute(self, path: str) -> str:
        return urljoin(str(self.client.base_url), path)


def forms_of(page: Page) -> Iterator[Form]:
    assert page.root is not None
    for form in page.root.iter("form"):
        if form.get("method") == "dialog":  # closes itself, and is never sent
            continue
        controls = [*form.iter(), *belonging_to(page.root, form.get("id"))]
        fields, files = tuple(values(controls)), tuple(names_of_files(controls))
        for button in buttons(controls):
            name, value = button.get("name"), button.get("value") or ""
            action = button.get("formaction") or form.get("action") or page.url
            yield Form(
                page.url,
                (button.get("formmethod") or form.get("method") or "get").upper(),
                urljoin(page.url, action),
                " ".join("".join(button.itertext()).split()) or value,
                (*fields, (name, value)) if name else fields,
                files,
            )


def belonging_to(root: Element, form: str | None) -> Iterator[Element]:
    if form:
        yield from (one for one in root.iter() if one.get("form") == form)


def buttons(controls: list[Element]) -> Iterator[Element]:
    for one in controls:
        if one.tag == "button" and (one.get("type") or "submit") == "submit":
            yield one


def values(controls: list[Element]) -> Iterator[tuple[str, str]]:
    """What a browser would send if somebody pressed the button at once."""
    for one in controls:
        name = one.get("name")
        if name and one.get("disabled") is None:
            yield from ((name, value) for value in values_of(one))


def values_of(control: Element) -> Iterator[str]:
    kind = control.get("type") or "text"
    if control.tag == "textarea":
        yield control.text or ""
    elif control.tag == "select":
        options = list(control.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        yield from (option.get("value") or "" for option in chosen or options[:1])
    elif control.tag == "input" and kind in ("radio", "checkbox"):
        if control.get("checked") is not None:
            yield control.get("value") or "on"
    elif control.tag == "input" and kind not in ("file", "submit", "button", "image"):
        yield control.get("value") or ""


def names_of_files(controls: list[Element]) -> Iterator[str]:
    for one in controls:
        if one.tag == "input" and one.get("type") == "file" and one.get("name"):
            yield one.get("name") or ""


def form_data(form: Form) -> dict[str, Any]:
    data: dict[str, list[str]] = {}
    for name, value in form.fields:
        data.setdefault(name, []).append(value)
    if form.method == "GET":
        return {"params": data}
    files = {name: ("", b"") for name in form.files}
    return {"data": data, "files": files} if files else {"data": data}


def kind_of(url: str) -> str:
    """The route, and which questions its query asks."""
    parts = urlsplit(url)
    asked = ",".join(sorted({pair.partition("=")[0] for pair in parts.query.split("&")} - {""}))
    return f"{resolved(url)}?{asked}" if asked else resolved(url)


def resolved(url: str) -> str:
    path = urlsplit(url).path
    try:
        match = resolve(path, urlconf=URLCONF)
    except Resolver404:
        return path
    return match.url_name or match.view_name
