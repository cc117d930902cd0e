"""The reader's choice of a language: kept by a cookie, for pages alone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation
from pytest_django import Settings

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim
from claims_portal.claims.refusals import ClaimLocked
from claims_portal.config import environment
from claims_portal.web.wording import in_language
from tests import mailbox, make
from tests.web.test_signing_in import password_step

SIGN_IN, WORKLIST = "Mewngofnodi", "Rhestr waith"
OFFERED = [("en-gb", "English"), ("cy", "Cymraeg")]


@pytest.fixture
def welsh_offered(settings: Settings) -> None:
    settings.LANGUAGES = OFFERED


@pytest.fixture
def reader(welsh_offered: None) -> Client:
    """Somebody who chose Welsh."""
    client = Client()
    client.get("/language/cy")
    return client


@pytest.fixture
def speaking_welsh(welsh_offered: None) -> Iterator[None]:
    with translation.override("cy"):
        yield


def called_by(user: User) -> dict[str, str]:
    """Headers of a program that sends the cookie along."""
    token = make.token(user.organisation)
    return {
        "Authorization": f"Bearer {token}", "Login-As": user.user_name, "Cookie": "language=cy",
    }  # fmt: skip


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def whole(answer: HttpResponse) -> str:
    return b"".join(answer).decode()


def test_where_english_alone_is_offered_there_is_no_choice(db: None, client: Client) -> None:
    page = client.get("/sign-in", headers={"Cookie": "language=cy"})
    assert "portal-footer__languages" not in text_of(page)
    assert '<html lang="en-GB"' in text_of(page)
    assert "Content-Language" not in page.headers
    assert client.get("/language/cy").status_code == 404


def test_a_link_leads_back_to_the_page_in_the_other_language(
    db: None, welsh_offered: None, client: Client
) -> None:
    page = client.get("/help/?q=claim")
    link = 'href="/language/cy?next=%2Fhelp%2F%3Fq%3Dclaim" lang="cy"'
    assert link in text_of(page)
    answer = client.get("/language/cy?next=%2Fhelp%2F%3Fq%3Dclaim")
    assert (answer.status_code, answer["Location"]) == (302, "/help/?q=claim")
    read = text_of(client.get(answer["Location"]))
    assert '<html lang="cy"' in read
    assert "Cymorth" in read
    assert '<span lang="cy" aria-current="true">Cymraeg</span>' in read
    assert "English</a>" in read


def test_and_back_to_english(db: None, reader: Client) -> None:
    assert SIGN_IN in text_of(reader.get("/sign-in"))
    reader.get("/language/en-gb?next=/sign-in")
    assert SIGN_IN not in text_of(reader.get("/sign-in"))


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example.com/", "https://evil.example.com/", "javascript:alert(1)", ""]
)
def test_it_leads_nowhere_else(
    db: None, welsh_offered: None, client: Client, elsewhere: str
) -> None:
    assert client.get("/language/cy", {"next": elsewhere})["Location"] == "/"


@pytest.mark.parametrize("code", ["en", "pl", "xx"])
def test_a_language_that_is_not_offered_is_not_there(
    db: None, welsh_offered: None, client: Client, code: str
) -> None:
    assert client.get(f"/language/{code}").status_code == 404
    page = client.get("/sign-in", headers={"Cookie": f"language={code}"})
    assert '<html lang="en-GB"' in text_of(page)


def test_caches_are_told_and_nothing_is_set_by_reading(
    db: None, welsh_offered: None, client: Client
) -> None:
    page = client.get("/figures")
    assert not page.cookies
    assert "Cookie" in page["Vary"]
    assert page["Content-Language"] == "en-gb"
    choice = client.get("/language/cy")
    assert "no-store" in choice["Cache-Control"]
    kept = choice.cookies["language"]
    assert (kept.value, kept["samesite"], kept["httponly"], kept["path"]) == (
        "cy",
        "Lax",
        True,
        "/",
    )


def test_what_a_form_answers_leads_back_to_the_form(
    db: None, welsh_offered: None, client: Client
) -> None:
    """A page that a POST gave cannot be asked for again."""
    wrong = {"name": "NOBODY", "password": "wrong"}
    refused = client.post(
        "/sign-in", wrong, headers={"Referer": "http://testserver/sign-in?next=/"}
    )
    assert "/language/cy?next=%2Fsign-in%3Fnext%3D%2F" in text_of(refused)


def test_who_is_signed_in_reads_on_in_welsh(reader: Client, lawyer: User) -> None:
    reader.force_login(lawyer)
    page = text_of(reader.get("/"))
    assert WORKLIST in page
    # What the catalogue does not have is English.
    assert "Activities you are working on" in page


def test_who_is_held_at_a_gate_can_choose(
    welsh_offered: None, client: Client, lawyer: User
) -> None:
    lawyer.must_change_password = True
    lawyer.save()
    client.force_login(lawyer)
    assert client.get("/")["Location"] == "/account/password"
    assert client.get("/language/cy?next=/account/password")["Location"] == "/account/password"
    assert "Eich cyfrif" in text_of(client.get("/account/password"))


def test_the_operators_staff_can_choose(db: None, reader: Client) -> None:
    page = text_of(reader.get("/operator/sign-in"))
    assert '<html lang="cy"' in page
    assert "Cyfrinair" in page


def test_months_are_written_in_welsh(reader: Client, lawyer: User, insurer: User) -> None:
    sent: Claim = make.claim(lawyer=lawyer, insurer=insurer)
    reader.force_login(lawyer)
    assert sent.sent_at is not None
    with translation.override("cy"):
        month = timezone.localtime(sent.sent_at).strftime("%B")
        welsh = translation.gettext(month)
    assert welsh != month
    page = text_of(reader.get(f"/claims/{sent.pk}"))
    assert f" {welsh} " in page
    assert f" {month} " not in page


def test_answers_of_the_api_stay_english(reader: Client, lawyer: User) -> None:
    """Though its caller sends the cookie."""
    headers = called_by(lawyer)
    told = reader.get("/api/v1/claims/1", headers=headers).json()
    assert told["detail"] == "There is no such claim."
    nowhere = reader.get("/api/v1/nothing", headers=headers).json()
    assert nowhere["detail"] == "There is nothing here."


def test_faults_of_a_form_stay_english_for_programs(reader: Client, lawyer: User) -> None:
    headers = called_by(lawyer)
    body = make.cnf()
    del body["claimant"]["person"]["dateOfBirth"]
    answer = reader.post("/api/v1/claims", body, "application/json", headers=headers)
    assert answer.status_code == 422
    assert "Date of birth must be given" in {fault["message"] for fault in answer.json()["errors"]}


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/figures.csv", "Month,Claim type,"),
        ("/administration/users.csv", "User ID,Forename,"),
        ("/administration/access-review.csv", "User ID,"),
    ],
)
def test_downloads_stay_english(
    reader: Client, administrator: User, path: str, heading: str
) -> None:
    administrator.profiles.get_or_create(profile=Profile.CR_ADMINISTRATOR)
    reader.force_login(administrator)
    in_welsh = whole(reader.get(path))
    reader.get("/language/en-gb")
    assert in_welsh == whole(reader.get(path))
    assert in_welsh.lstrip("\ufeff").startswith(heading)


def test_a_copy_of_the_audit_stays_english(reader: Client, administrator: User) -> None:
    reader.force_login(administrator)
    copied = whole(reader.post("/administration/audit/export", {"form": "csv"}))
    assert copied.lstrip("\ufeff").startswith("Number,At,What,")


def test_mail_stays_english(reader: Client, lawyer: User) -> None:
    password_step(reader, "LAWYER")
    assert "code" in mailbox.delivered()[-1].subject
    assert "It can be used once" in mailbox.delivered()[-1].body


def test_the_thread_speaks_english_afterwards(db: None, reader: Client) -> None:
    reader.get("/help/")
    assert translation.get_language() == "en-gb"


def test_a_refusal_is_told_in_the_readers_language(speaking_welsh: None) -> None:
    """With its particulars; programs read the same refusal in English."""
    until = timezone.now().replace(month=3, day=1) + timedelta()
    refusal = ClaimLocked(holder="Sana Rao", until=until)
    assert "1 Mawrth" in in_language(refusal)
    assert "Sana Rao" in in_language(refusal)
    assert "1 March" in str(refusal)
    assert type(str(refusal)) is str


@pytest.mark.parametrize("given", ["cy", "en,xx", ""])
def test_the_operator_offers_english_and_what_there_is(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("PORTAL_LANGUAGES", given)
    with pytest.raises(
        environment.ImproperlyConfigured, match="PORTAL_LANGUAGES must be of cy, en"
    ):
        environment.languages("PORTAL_LANGUAGES", "en")
    monkeypatch.setenv("PORTAL_LANGUAGES", "en, cy")
    assert environment.languages("PORTAL_LANGUAGES", "en") == OFFERED
