"""Pages in a language that marks each text of the catalogue: what shows outside is data.

A page's texts are collected where they are marked; this finds those that are not. Data is what
the seeded portal and its samples hold, and the few kinds that are listed here.
"""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from claims_portal.config import demo, demo_staff
from claims_portal.samples import forms
from claims_portal.sandbox.first_claims import FIRST_CLAIMS
from claims_portal.web.help.guides import guides
from tests import asking
from tests.running.conftest import until
from tests.web import pseudo
from tests.web.browser import Portal
from tests.web.conftest import running_portal
from tests.web.crawling import Visitor, resolved
from tests.web.test_crawl import sign_in, sign_in_as_staff

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "src" / "claims_portal" / "samples"
PEOPLE = {
    "": ("/sign-in", "/figures", "/help/", "/help/glossary", "/register", "/new-password", "/status"),
    "SRAO": ("/", "/claims?scope=all"),
    "HWARD": ("/", "/administration"),
    "PNAIR01": ("/", "/administration"),
    "RPENTON": ("/operator",),
}  # fmt: skip
STAFF = {"RPENTON"}
PAGES_OF_A_KIND = 1

ENGLISH_ALONE = re.compile(
    r"developer"  # the reference of the API, made from its contract
    r"|help-guide"  # translated as a whole, by a file beside it
    r"|operator-(codes|holidays|look-up|files|audit)"  # lists of the contract, and what was noted
    r"|operator-letter-preview"  # an e-mail, which goes out in English
    r"|agreement|operator-agreements|operator-directory$"  # its text is the operator's own
)
"""Routes whose contents are English on purpose."""
DATA = (
    r"[\w.+-]+@[\w.-]+", r"https?://\S+", r"(?:[a-z0-9-]+\.)+(?:com|org|uk)\b",
    r"\b[A-Z]{1,4}\d{2,}[A-Z0-9]*\b", r"\bSANDBOX/\d+", r"\bHR/\d{4}/\d+", r"\bRTA\d\b",
    r"\b(?:RTA|EL|ELD|PL|EPL|CSV|JSONL?|XLSX?|PDF|ZIP|Ctrl)\b", r"\bms\b",
    # Days as Django writes them in Welsh.
    r"\b(?:Dydd )?(?:Llun|Mawrth|Mercher|Iau|Gwener|Sadwrn|Sul|Llu|Maw|Mer|Gwe|Sad)\b",
    r"\b(?:Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffenn?af|Awst|Medi|Hydref|Tachwedd"
    r"|Rhagfyr|Ion|Chwe?|Ebr|Meh|Gorff?|Gor|Aws|Med|Hyd|Tach|Rhag)\b",
    # Names of holidays, as the calendar of the operator has them.
    r"Christmas Day|Boxing Day|New Year's Day|Good Friday|Easter Monday|\(observed\)?",
    # Names of languages, of browsers, of things with names of their own.
    r"\bEnglish\b|\bCymraeg\b|\bEnter\b|\bUnknown browser\b|/api/v1/event-types|\bOIC-[\d-]+",
    # Words of programs: scopes of tokens, the kinds of relations in the audit.
    r"\b(?:read|act|administer|own-tpa|with)\b",
    # A reason that its sender chose, as the notice of the old portal told it.
    r"Claim \d{16} sent back by Compensator: .*",
    r"\bdemo\b|\bCase system\b|\b1 Demo Street\b",
)  # fmt: skip
"""What is no text of the portal's, by its form."""


@pytest.fixture(scope="module")
def marking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    root = tmp_path_factory.mktemp("marking")
    pseudo.write_catalogue(root / "locale")
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.web.pseudo_settings",
        "CATALOGUES_OF_A_TEST": str(root / "locale"),
        "PORTAL_LANGUAGES": "en,cy",
        "PYTHONPATH": str(ROOT),
    }
    with running_portal(root, claims=True, environment_too=environment) as running:
        yield running


@pytest.fixture(scope="module")
def visitors(marking: Portal) -> Iterator[dict[str, Visitor]]:
    with ExitStack() as stack:
        found = {}
        for name, first in PEOPLE.items():
            client = httpx.Client(
                base_url=marking.base_url, follow_redirects=True, timeout=60, verify=asking.TRUSTED
            )
            one = found[name] = Visitor(
                stack.enter_context(client), pages_of_a_kind=PAGES_OF_A_KIND
            )
            if name in STAFF:
                sign_in_as_staff(one, marking, name)
                compute_readiness(one)
            elif name:
                sign_in(one, marking, name)
            one.client.cookies.set("language", "cy")
            one.follow_every_link(*first)
        yield found


def compute_readiness(one: Visitor) -> None:
    """As the worker does at night; whatever the hour, its pages have rows to follow."""
    asked = next(
        form for form in one.get("/operator/move").forms if form.action.endswith("/move/compute")
    )
    one.press(asked)
    until(
        lambda: "COMP003" in one.client.get("/operator/move/readiness").text,
        seconds=30,
        what="the readiness of all organisations",
    )


def test_nothing_is_shown_that_could_not_be_translated(
    marking: Portal, visitors: dict[str, Visitor]
) -> None:
    data = re.compile("|".join([*map(re.escape, seeded(marking)), *DATA]))
    left: dict[str, str] = {}
    looked_at = set()
    for name, one in visitors.items():
        for page in one.pages.values():
            route = resolved(page.url)
            if page.root is None or page.status != httpx.codes.OK or ENGLISH_ALONE.match(route):
                continue
            looked_at.add(route)
            for part in pseudo.unmarked(page.root):
                if re.search("[A-Za-z]{2}", data.sub(" ", part)):
                    left.setdefault(pseudo.words_in(part), f"{page.url} ({name})")
    assert len(looked_at) > 60
    assert not left, "\n".join(f"{text!r} at {where}" for text, where in sorted(left.items()))


def test_pages_are_valid_and_whole_in_another_language(visitors: dict[str, Visitor]) -> None:
    faults = [fault for one in visitors.values() for fault in one.faults]
    assert not faults, "\n".join(faults)


def seeded(portal: Portal) -> list[str]:
    """What the portal was seeded with, the longest first: a part of one may be another."""
    texts = set(strings([json.loads(path.read_text()) for path in SAMPLES.glob("*.json")]))
    texts |= set(strings([portal.people, portal.staff, portal.clients]))
    texts |= {forms.WHY_LESS.removesuffix(".")}
    texts |= set(strings([demo.ORGANISATIONS, demo.PEOPLE, demo_staff.STAFF]))
    texts |= {name for one in FIRST_CLAIMS for name in (one.forename, one.surname)}
    # Guides are translated as a whole, by a file beside each.
    texts |= {guide.title for guide in guides()}
    return sorted((text for text in texts if len(text) > 2), key=len, reverse=True)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from strings(member)
