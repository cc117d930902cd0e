"""Lists of the console on paper: on one width of A4, without what only a screen needs."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser import LAWYER, Portal, signed_in

pytestmark = pytest.mark.browser
# 277 by 190 mm: A4 landscape with margins of 10 mm.
PAPER = {"width": 1047, "height": 718}
LANDSCAPE = b"/MediaBox [0 0 841.9"


@pytest.fixture
def page(browser: Browser, portal: Portal) -> Page:
    return signed_in(browser, portal, LAWYER, viewport=PAPER)


@pytest.mark.parametrize(
    ("path", "table"),
    [("/administration/users", "#users"), ("/administration/access-review", "#accounts")],
)
def test_a_list_of_accounts_fits_a_landscape_page(page: Page, path: str, table: str) -> None:
    page.goto(path)
    page.emulate_media(media="print")
    # The longest that a name without a blank can be.
    page.locator(f"{table} tbody tr").first.evaluate(
        "row => row.querySelector('.portal-quiet-text').prepend('W'.repeat(254))"
    )
    width = page.locator(table).evaluate("one => one.getBoundingClientRect().right")
    assert width <= PAPER["width"]
    assert LANDSCAPE in page.pdf(format="A4", prefer_css_page_size=True)
    page.context.close()


def test_the_column_of_ticks_is_not_printed(page: Page) -> None:
    page.goto("/administration/users")
    choose = page.get_by_role("columnheader", name="Choose")
    expect(choose).to_be_visible()
    page.emulate_media(media="print")
    expect(choose).to_be_hidden()
    cells = page.locator("#users tbody tr").first.locator("th:visible, td:visible")
    assert cells.count() == page.locator("#users thead th:visible").count() == 7
    page.context.close()


def test_the_access_review_is_signed_on_paper(page: Page) -> None:
    page.goto("/administration/access-review")
    line = page.locator(".portal-signature")
    expect(line).to_be_hidden()
    page.emulate_media(media="print")
    expect(line).to_be_visible()
    expect(line).to_contain_text("Signature")
    expect(page.get_by_role("button", name="Sign the review")).to_be_hidden()
    page.context.close()
