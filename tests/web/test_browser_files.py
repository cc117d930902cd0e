"""Attaching, looking at and printing files, in a browser, with and without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.files import samples
from tests.web.browser import INSURER, LAWYER, Portal, must_be_accessible, signed_in

pytestmark = pytest.mark.browser
PICTURE = Path(__file__).parent.parent / "files" / "car.png"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_lawyer_attaches_and_the_insurer_reads(
    browser: Browser, portal: Portal, scripts: bool
) -> None:
    number = int(portal.send_claim())
    page = signed_in(browser, portal, LAWYER, java_script_enabled=scripts)
    page.goto(f"/claims/{number}#attachments")
    page.get_by_role("button", name="Add attachments").click()
    page.get_by_label("Title").fill("The claimant's car")
    page.get_by_label("Description").fill("Seen from behind")
    file = page.get_by_label("File")
    file.set_input_files({"name": "car.png", "mimeType": "image/png", "buffer": samples.EXE})
    page.get_by_role("button", name="Attach").click()
    expect(page.get_by_role("alert")).to_contain_text("car.png is no PNG picture by its content")
    expect(page.get_by_label("Title")).to_have_value("The claimant's car")
    if scripts:
        must_be_accessible(page)

    file.set_input_files(PICTURE)
    page.get_by_role("button", name="Attach").click()
    expect(page.get_by_text("“The claimant's car” was attached.")).to_be_visible()
    expect(page.get_by_text("car.png, PNG picture")).to_be_visible()
    page.get_by_text("Look at the picture").click()
    picture = page.get_by_role("img", name="The claimant's car")
    expect(picture).to_be_visible()
    if scripts:
        page.wait_for_function("document.querySelector('.portal-preview').naturalWidth > 1")
        must_be_accessible(page)

    page = signed_in(browser, portal, INSURER, java_script_enabled=scripts)
    page.goto(f"/claims/{number}#attachments")
    with page.expect_download() as saving:
        page.get_by_role("link", name="The claimant's car").click()
    assert saving.value.suggested_filename == "car.png"
    assert Path(saving.value.path()).read_bytes() == PICTURE.read_bytes()


def test_a_form_is_saved_from_the_page_after_sending(browser: Browser, portal: Portal) -> None:
    number = int(portal.send_claim())
    page = signed_in(browser, portal, LAWYER)
    page.goto(f"/claims/{number}/sent")
    must_be_accessible(page)
    with page.expect_download() as saving:
        page.get_by_role("link", name="Print form RTA1 (PDF)").click()
    assert Path(saving.value.path()).read_bytes().startswith(b"%PDF")
    page.goto(f"/claims/{number}#documents")
    must_be_accessible(page)
    with page.expect_download() as saving:
        page.get_by_role("link", name="all forms and attachments (ZIP)").click()
    assert saving.value.suggested_filename == f"{number:016d}.zip"
