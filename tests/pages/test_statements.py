"""No page asks the database more than 15 times, however many rows it shows."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from claims_portal import clock
from tests import make
from tests.pages import world
from tests.pages.table import PAGES
from tests.pages.world import World

MOST = 15
"""BEGIN and COMMIT among them."""
ROWS = 2 * MOST
"""Of everything: a statement for each of them does not go unseen."""


@pytest.fixture
def busy(db: None, settings: Settings) -> World:
    """A firm and an insurer with much of everything."""
    settings.SUPPORT_ADDRESS = "help@operator.example.org"
    firm, insurer = make.organisation("CR00101"), make.organisation("COMP001", kind="COMP")
    taker = make.organisation("CR00102")
    world.furnish([(firm, insurer)], taker=taker, rows=ROWS, at=clock.now(), types=("rta",))
    return World(firm, insurer)


def test_every_page_asks_the_database_at_most_15_times(busy: World) -> None:
    assert not list(faults(busy))


def faults(busy: World) -> Iterator[str]:
    for row in PAGES:
        browser, pages = busy.browser(row.who), list(busy.pages(row))
        if not pages:
            yield f"{row.name}: there is none"
        for path in pages:
            with CaptureQueriesContext(connection) as asked:
                answer = browser.get(path)
            if answer.status_code != 200:
                yield f"{path} ({row.name}) answered {answer.status_code}"
            if len(asked) > MOST:
                yield f"{path} ({row.name}): {len(asked)} statements"
