"""Axe finds the same on a page without scripts as on one with them."""

import pytest
from playwright.sync_api import Browser

from tests.web.axe import violations

pytestmark = pytest.mark.browser
FAULTY = """<html lang="en"><title>Faulty</title><main><h1>One</h1><h4>Four</h4><img src="x">
<p style="color: #ccc; background: #fff">pale</p><input><a href="#"></a></main><nav></nav><nav></nav>"""
RULES = {"color-contrast", "heading-order", "image-alt", "label", "landmark-unique", "link-name"}


@pytest.mark.parametrize("scripts", [True, False])
def test_the_faults_of_a_page_are_found_with_scripts_and_without(
    browser: Browser, scripts: bool
) -> None:
    page = browser.new_page(java_script_enabled=scripts)
    page.set_content(FAULTY)
    assert {one.partition(":")[0] for one in violations(page, scripts=scripts)} == RULES
    page.set_content(FAULTY.partition("<h4>")[0])
    assert violations(page, scripts=scripts) == []
