"""Claims by keyboard only: ticked ones, who else looks, what is attached and printed."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.files import samples
from tests.web.browser import INSURER, LAWYER, Portal
from tests.web.keyboard import Begins, Keyboard, open_tab, told

pytestmark = pytest.mark.browser
COLLEAGUE = "RMARLOW"
PICTURE = Path(__file__).parent.parent / "files" / "car.png"
PICTURE_WIDTH = 160


def tick(by: Keyboard, numbers: list[str]) -> None:
    """On the page of the worklist that has them: tests before left claims too."""
    while not by.page.get_by_label(f"Choose {numbers[0]}").is_visible():
        by.follow(by.page.get_by_role("link", name="Next"))
    for number in numbers:
        by.tick(by.page.get_by_label(f"Choose {number}"))
        expect(by.page.get_by_label(f"Choose {number}")).to_be_checked()


def results(by: Keyboard) -> Any:
    return by.page.get_by_role("region", name="What became of each claim")


def test_ticked_claims_are_allocated_printed_and_acknowledged(
    begins: Begins, portal: Portal
) -> None:
    numbers = [portal.claim_at("admitted") for _number in range(2)]
    leader = begins("/")
    phases = leader.page.get_by_role("navigation", name="Claims by phase")
    leader.follow(phases.get_by_role("link", name="Liability admitted"))
    tick(leader, numbers)
    leader.choose(leader.page.get_by_label("Colleague"), "Rhys")
    leader.follow(leader.page.get_by_role("button", name="Allocate to the colleague"))
    expect(results(leader).get_by_text("Allocated to Rhys Marlow (RMARLOW).")).to_have_count(2)
    leader.look()

    handler = begins("/", COLLEAGUE)
    page = handler.page
    scopes = page.get_by_role("navigation", name="Whose claims")
    handler.follow(scopes.get_by_role("link", name="Allocated to you"))
    tick(handler, numbers)
    handler.look()
    name, content = handler.download(page.get_by_role("button", name="Print as PDF (ZIP)"))
    assert name.endswith(".zip")
    printed = " ".join(zipfile.ZipFile(io.BytesIO(content)).namelist())
    assert all(number in printed for number in numbers), printed
    handler.follow(page.get_by_role("button", name="Acknowledge"))
    handler.look()
    handler.follow(page.get_by_role("button", name="Acknowledge 2 claims"))
    expect(results(handler).get_by_text("Acknowledged. Now: Start of stage 2.1.")).to_have_count(2)
    handler.follow(page.get_by_role("link", name=numbers[0]))
    expect(page.get_by_role("link", name="Start of stage 2.1")).to_be_visible()
    expect(told_who_works(leader, numbers[1])).to_contain_text("Rhys Marlow (RMARLOW)")


def told_who_works(by: Keyboard, number: str) -> Any:
    by.page.goto(f"/claims/{int(number)}#work")
    return by.page.locator("#work")


def test_who_else_looks_is_told_at_the_claim(begins: Begins, portal: Portal) -> None:
    number = portal.send_claim()
    colleague = begins("/help", COLLEAGUE)
    colleague.page.clock.install()
    colleague.page.goto(f"/claims/{int(number)}")
    line = colleague.page.locator("[data-looking]")
    expect(line).to_be_empty()
    rest = colleague.page.get_by_role("link", name="(what this means)")
    colleague.to(rest)

    by = begins("/claims")
    by.write(by.page.get_by_label("Application ID"), number)
    by.submit()
    by.follow(by.page.get_by_role("link", name=number))
    expect(by.page.get_by_text("Also looking at this claim now: Rhys Marlow")).to_be_visible()
    by.look()
    if colleague.scripts:
        colleague.page.clock.fast_forward(31_000)
    else:
        colleague.page.reload()
    expect(line).to_have_text("Also looking at this claim now: Priya Nair (PNAIR01)")
    if colleague.scripts:
        expect(rest).to_be_focused()
    colleague.look()


def test_a_picture_is_attached_looked_at_and_saved_by_the_other_side(
    begins: Begins, portal: Portal
) -> None:
    path = f"/claims/{int(portal.send_claim())}"
    by = begins(path)
    page = by.page
    open_tab(by, "Attachments")
    by.follow(page.get_by_role("button", name="Add attachments"))
    by.write(page.get_by_label("Title"), "The claimant's car")
    by.write(page.get_by_label("Description"), "Seen from behind")
    file = page.get_by_label("File")
    by.choose_file(file, {"name": "car.png", "mimeType": "image/png", "buffer": samples.EXE})
    by.follow(page.get_by_role("button", name="Attach"))
    by.press(page.get_by_role("link", name="car.png is no PNG picture by its content"))
    expect(file).to_be_focused()
    by.look()
    by.choose_file(file, PICTURE)
    by.follow(page.get_by_role("button", name="Attach"))
    expect(page.get_by_text("“The claimant's car” was attached.")).to_be_visible()
    must_show_the_picture(by)
    by.look()

    other = begins(path, INSURER)
    open_tab(other, "Attachments")
    must_show_the_picture(other)
    name, content = other.download(other.page.get_by_role("link", name="The claimant's car"))
    assert (name, content) == ("car.png", PICTURE.read_bytes())


def must_show_the_picture(by: Keyboard) -> None:
    by.press(by.page.locator("summary").filter(has_text="Look at the picture"))
    picture = by.page.get_by_role("img", name="The claimant's car")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", PICTURE_WIDTH)


def test_forms_are_printed_from_the_page_after_sending_and_from_the_claim(
    begins: Begins, portal: Portal
) -> None:
    number = portal.send_claim()
    by = begins(f"/claims/{int(number)}/sent", LAWYER)
    page = by.page
    _name, content = by.download(page.get_by_role("link", name="Print form RTA1 (PDF)"))
    assert content.startswith(b"%PDF")
    by.follow(page.get_by_role("link", name="Open the claim"))
    open_tab(by, "Documents")
    by.look()
    _name, content = by.download(page.get_by_role("link", name="all documents in one (PDF)"))
    assert content.startswith(b"%PDF")
    name, content = by.download(page.get_by_role("link", name="all forms and attachments (ZIP)"))
    assert name == f"{number}.zip"
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    by.follow(page.get_by_role("link", name="Worklist").first)
    told(page).to_have_text("Worklist")
