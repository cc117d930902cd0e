"""Two documents of a claim next to each other."""

import re

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim
from tests import make


def rows_of(page: str) -> dict[str, str]:
    """What the last column says of each field, by its whole name."""
    found = re.findall(r'portal-quiet-text">([^<]*)</span><br>([^<]*)</th>(.*?)</tr>', page, re.S)
    return {
        f"{where} › {label}": re.sub(r"<[^>]*>", " ", rest).split()[-1]  # noqa: RUF001
        for where, label, rest in found
    }


@pytest.fixture
def settled(lawyer: User, insurer: User) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackConfirmed")


def page_of(client: Client, user: User, claim: Claim, asked: str = "") -> str:
    client.force_login(user)
    answer = client.get(f"/claims/{claim.pk}/compare{asked}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_document_is_the_same_as_itself(client: Client, lawyer: User, settled: Claim) -> None:
    page = page_of(client, lawyer, settled, "?first=document-1&second=document-1")
    assert "No field differs." in page
    assert set(rows_of(page).values()) == {"same"}


def test_pack_and_response_with_their_differences(
    client: Client, lawyer: User, insurer: User, settled: Claim
) -> None:
    for user in (lawyer, insurer):
        page = page_of(client, user, settled, "?chosen=yes")
        said = set(rows_of(page).values())
        assert {"same", "first", "second"} <= said
        assert page.count("portal-differs") == int(
            re.findall(r"(\d+) fields are not the same", page)[0]
        )


def test_the_insurer_compares_only_what_it_may_read(
    client: Client, lawyer: User, insurer: User, stranger: User, settled: Claim
) -> None:
    asked = "?first=document-1&second=document-1"
    assert "existing client" in page_of(client, lawyer, settled, asked).lower()
    assert "existing client" not in page_of(client, insurer, settled, asked).lower()
    client.force_login(stranger)
    assert client.get(f"/claims/{settled.pk}/compare").status_code == 404


def test_one_document_is_compared_with_nothing(client: Client, lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    client.force_login(lawyer)
    assert client.get(f"/claims/{claim.pk}/compare").status_code == 404
    assert "Compare two documents" not in client.get(f"/claims/{claim.pk}").content.decode()


def test_only_what_differs_or_what_both_have_is_shown(
    client: Client, lawyer: User, settled: Claim
) -> None:
    everything = rows_of(page_of(client, lawyer, settled, "?chosen=yes"))
    differing = {name for name, said in everything.items() if said != "same"}
    common = {name for name, said in everything.items() if said in ("same", "Differs")}
    assert differing and common - differing

    asked = "?chosen=yes&only=differences"
    page = page_of(client, lawyer, settled, asked)
    assert rows_of(page).keys() == differing
    assert re.search(r'value="differences"[^>]* checked', page)
    both = rows_of(page_of(client, lawyer, settled, f"{asked}&only=common"))
    assert both.keys() == common & differing


def test_of_forms_of_different_kinds_what_both_have_is_shown_first(
    client: Client, lawyer: User, settled: Claim
) -> None:
    page = page_of(client, lawyer, settled)
    assert not {"first", "second"} & set(rows_of(page).values())
    assert re.search(r"[1-9]\d* more stand in one document only and are not shown", page)
    alike = page_of(client, lawyer, settled, "?first=document-1&second=document-1")
    assert "in one document only" not in alike
