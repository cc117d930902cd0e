"""Every route of the portal is a page that is measured, or is named as none."""

from django.urls import get_resolver

from tests.pages.not_pages import NOT_PAGES
from tests.pages.table import PAGES
from tests.web.test_every_page_wants_a_sign_in import routes

ROUTES = {
    pattern.name
    for path, pattern in routes(get_resolver())
    if not path.startswith(("api/", "^api"))
}
LOOKED_AT = {row.route for row in PAGES}


def test_a_new_page_is_measured_or_it_is_said_why_not() -> None:
    assert len(ROUTES) > 200
    assert ROUTES - LOOKED_AT - NOT_PAGES.keys() == set()


def test_no_route_is_both_and_none_is_gone() -> None:
    assert LOOKED_AT & NOT_PAGES.keys() == set()
    assert LOOKED_AT | NOT_PAGES.keys() <= ROUTES


def test_rows_have_names_of_their_own() -> None:
    names = [row.name for row in PAGES]
    assert sorted(names) == sorted(set(names))
