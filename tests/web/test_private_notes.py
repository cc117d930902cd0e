"""Private notes on the page of a claim, without a script."""

import re

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim, PrivateNote
from tests import make


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer)


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_note_is_added_corrected_and_deleted(
    client: Client, lawyer: User, insurer: User, claim: Claim
) -> None:
    client.force_login(lawyer)
    path = f"/claims/{claim.pk}"
    added = client.post(f"{path}/notes", {"note": "Rang <b>him</b>\r\ntwice"})
    assert added["Location"] == f"{path}#notes"
    page = read(client, path)
    assert "Rang &lt;b&gt;him&lt;/b&gt;<br>twice" in page
    found = re.search(rf'href="({path}/notes/\d+)"', page)
    assert found
    assert "Rang &lt;b&gt;him" in read(client, found[1])
    client.post(found[1], {"note": "Rang once"})
    page = read(client, path)
    assert "Rang once" in page
    assert "Corrected on" in page
    client.post(found[1], {"delete": "yes"})
    assert "Rang once" not in read(client, path)
    assert client.get(found[1]).status_code == 404


def test_a_form_that_is_sent_twice_notes_once(
    client: Client, lawyer: User, insurer: User, claim: Claim
) -> None:
    client.force_login(lawyer)
    page = f"/claims/{claim.pk}"
    found = re.search(r'name="formToken" value="([^"]+)"', read(client, page))
    assert found
    posted = {"note": "Rang once", "formToken": found[1]}
    for _click in range(2):
        assert client.post(f"{page}/notes", posted)["Location"] == f"{page}#notes"
    assert [one.text for one in PrivateNote.objects.all()] == ["Rang once"]
    client.post(f"{page}/notes", posted | {"note": "Rang again"})
    assert PrivateNote.objects.count() == 2


def test_what_is_refused_stays_typed(client: Client, lawyer: User, claim: Claim) -> None:
    client.force_login(lawyer)
    long = "word " * 500
    answer = client.post(f"/claims/{claim.pk}/notes", {"note": long})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "A note has at most 2,000 characters; this one has 2,499." in page
    assert long.strip() in page
    assert not PrivateNote.objects.exists()


def test_nobody_elses_note_is_changed(
    client: Client, lawyer: User, insurer: User, stranger: User, claim: Claim
) -> None:
    client.force_login(lawyer)
    client.post(f"/claims/{claim.pk}/notes", {"note": "Ours"})
    path = f"/claims/{claim.pk}/notes/{PrivateNote.objects.get().pk}"
    for user in (insurer, stranger):
        client.force_login(user)
        assert client.get(path).status_code == 404
        assert client.post(path, {"delete": "yes"}).status_code == 404
    assert PrivateNote.objects.exists()
