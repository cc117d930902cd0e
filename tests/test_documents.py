"""What is written down is true: generated pages are fresh, links lead somewhere."""

import re
from pathlib import Path

import pytest

from claims_portal.config import process_pages
from claims_portal.config.management.commands.write_docs import PAGES

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", process_pages.pages())
def test_the_process_pages_are_fresh(name: str) -> None:
    kept = (ROOT / "docs" / "processes" / name).read_text()
    assert kept == process_pages.pages()[name], "run `make docs`"


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_made_from_the_code_are_fresh(name: str) -> None:
    assert (ROOT / "docs" / name).read_text() == PAGES[name](), "run `make docs`"


@pytest.mark.parametrize(
    "page",
    [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_links_between_documents_and_code_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text())
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing


def test_each_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    block = re.search(r"^dependencies = \[(.*?)^\]", project, re.S | re.M)
    assert block
    names = re.findall(r'"([a-z0-9-]+)', block[1])
    reasons = (ROOT / "docs" / "dependencies.md").read_text()
    assert [name for name in names if f"| {name}" not in reasons] == []


def test_no_lock_file_names_a_download_address() -> None:
    for lock in [*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"]:
        text = lock.read_text()
        assert '"resolved"' not in text
        if lock.suffix == ".lock":
            assert "://" not in text


@pytest.mark.parametrize(("page", "least"), [("account-rules.md", 40), ("api-compared.md", 30)])
def test_the_test_of_each_rule_is_there(page: str, least: int) -> None:
    named = re.findall(r"`([a-z_/]+\.py)(?:::(test_\w+))?`", (ROOT / "docs" / page).read_text())
    assert len(named) > least
    for path, name in named:
        text = (ROOT / "tests" / path).read_text()
        assert not name or f"def {name}(" in text, f"{path}::{name}"
